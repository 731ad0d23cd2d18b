"""Text as it arrives, made plain and cut into words and numbers. Knows no language."""

import re
import unicodedata
from functools import lru_cache

NUMBER = re.compile(r"(?:(?<!\S)[+\-−])?\d+(?:[.,/x×*e^'+\-–]+\d+)*%?")
_TOKEN = re.compile(rf"\d+:\d+|{NUMBER.pattern}|[^\W\d_]+(?:'[^\W\d_]+)*|\S")
_PUNCTUATION = frozenset(".,!;:…-–—'\"()[]*_~“”«»•·،、。।")
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me", "Sk"})


def plain(text: str) -> str:
    """`text` in lower case, ASCII digits and straight apostrophes, without what is invisible."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain_character, unicodedata.normalize("NFC", text))).lower()


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    if character in "’ʼ´`‘":
        return "'"
    if character in "❓❔؟⁇":
        return "?"
    decimal = unicodedata.decimal(character, None)
    if decimal is not None:
        return str(decimal)
    category = unicodedata.category(character)
    if category in {"No", "Nl"}:  # "²" is no 2: it stays, and so no number is read from the text
        return character
    return "" if category in _INVISIBLE else unicodedata.normalize("NFKC", character)


def tokens(shown: str) -> list[str]:
    """Words, numbers and every other character that is not white space, of a plain text."""
    return _TOKEN.findall(shown)


def is_noise(token: str) -> bool:
    """Whether a token says nothing by itself: punctuation, an emoji, a control character."""
    if len(token) != 1:
        return False
    return token in _PUNCTUATION or unicodedata.category(token) in {"So", "Cc", *_INVISIBLE}


def is_number(token: str) -> bool:
    """Whether a token is made of digits, be it a plain whole number or not."""
    return NUMBER.fullmatch(token) is not None
