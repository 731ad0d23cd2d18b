"""How a line of text stands on paper: letters joined, words of both directions in their places.

Arabic letters take the shape their neighbours give them, and what runs from right to left is laid
out so. Done here from Python's own Unicode tables: the engine that Pillow would ask for it is
there on some machines and missing on others. No fonts and no drawing; scripts that need more than
this (those of India, Khmer, Lao, Burmese) are not for these pictures.
"""

import unicodedata
from functools import cache
from itertools import pairwise

_ALONE, _LAST, _FIRST, _BETWEEN = "<isolated>", "<final>", "<initial>", "<medial>"
_LAM_ALEF = {"\u0644\u0622", "\u0644\u0623", "\u0644\u0625", "\u0644\u0627"}
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}
# Thai vowels above and below are marks one cannot read without; a tone stands on top of them.
_THAI = range(0x0E00, 0x0E80)
_THAI_ABOVE = frozenset("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e4d")
_THAI_TONES = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
_AM = "\u0e4d"  # the ring of a vowel that is typed after the tone and stands below it


def laid_out(text: str) -> str:
    """The signs of a line from left to right as they are drawn."""
    return _ordered(_joined(_stacked(text)))


def stands_on(sign: str, below: str) -> bool:
    """Whether a mark above a letter is to be raised, for there is another one already."""
    return sign in _THAI_TONES and below in _THAI_ABOVE


def plain(text: str) -> str:
    """The text in plain letters (an ornamental 𝓐 is an A), without floating marks and joiners."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if _stands(sign))


def _stands(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind[0] in "LNPSZ" or ord(sign) in _THAI


def _stacked(text: str) -> str:
    for tone in _THAI_TONES:
        text = text.replace(tone + _AM, _AM + tone)
    return text


def _joined(text: str) -> str:
    """Arabic letters in the shapes that their neighbours give them."""
    letters = _ligated(text)
    joins = [_joins(one, other) for one, other in pairwise(letters)]
    shapes = zip(letters, [False, *joins], [*joins, False], strict=True) if letters else ()
    return "".join(_shape(letter, before, after) for letter, before, after in shapes)


def _ligated(text: str) -> list[str]:
    """The letters; lam and the alef after it are one."""
    letters: list[str] = []
    for sign in text:
        if letters and letters[-1] + sign in _LAM_ALEF:
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters


def _joins(one: str, other: str) -> bool:
    return _FIRST in _shapes().get(one, {}) and _LAST in _shapes().get(other, {})


def _shape(letter: str, before: bool, after: bool) -> str:
    wanted = {(0, 0): _ALONE, (1, 0): _LAST, (0, 1): _FIRST, (1, 1): _BETWEEN}[before, after]
    return _shapes().get(letter, {}).get(wanted, letter)


@cache
def _shapes() -> dict[str, dict[str, str]]:
    """The presentation forms of each Arabic letter, as Unicode's decompositions tell them."""
    shapes: dict[str, dict[str, str]] = {}
    for sign in map(chr, (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD))):
        kind, *points = unicodedata.decomposition(sign).split() or [""]
        letter = "".join(chr(int(point, 16)) for point in points)
        if len(letter) == 1 or letter in _LAM_ALEF:
            shapes.setdefault(letter, {})[kind] = sign
    return shapes


def _ordered(text: str) -> str:
    """The signs in the order they are drawn: Unicode's rules for a line without embeddings."""
    if not any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text):
        return text
    levels = _levels([_STRONG.get(unicodedata.bidirectional(sign), "") for sign in text])
    drawn = [
        sign.translate(_MIRRORED) if level % 2 else sign
        for sign, level in zip(text, levels, strict=True)
    ]
    for level in range(max(levels), 0, -1):
        _turn(drawn, levels, level)
    return "".join(drawn)


def _levels(kinds: list[str]) -> list[int]:
    base = next(kind for kind in kinds if kind in {"L", "R"})
    for place, kind in enumerate(kinds):
        if kind == "N" and _latest(kinds[:place], base) == "L":
            kinds[place] = "L"  # figures after Latin letters run with them
    filled = [kind or _between(kinds, place, base) for place, kind in enumerate(kinds)]
    outer = int(base == "R")
    return [{"R": 1, "L": 2 * outer, "N": 2}[kind] for kind in filled]


def _latest(kinds: list[str], base: str) -> str:
    return next((kind for kind in reversed(kinds) if kind in {"L", "R"}), base)


def _between(kinds: list[str], place: int, base: str) -> str:
    """The direction of a space or sign: that of both its sides, else that of the line."""
    before = next((kind for kind in reversed(kinds[:place]) if kind), base).replace("N", "R")
    after = next((kind for kind in kinds[place:] if kind), base).replace("N", "R")
    return before if before == after else base


def _turn(drawn: list[str], levels: list[int], level: int) -> None:
    """Turns round every run of this level or above, signs and levels alike."""
    start = 0
    while start < len(levels):
        end = start
        while end < len(levels) and levels[end] >= level:
            end += 1
        drawn[start:end] = drawn[start:end][::-1]
        levels[start:end] = levels[start:end][::-1]
        start = max(end, start + 1)
