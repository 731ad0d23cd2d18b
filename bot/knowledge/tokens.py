"""Text → words as they were meant: spelling mended, endings cut off, words of one meaning together.

It knows nothing of topics or of danger; both the index and safety read a message through it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, pairwise
from typing import Any, NamedTuple

import snowballstemmer

from bot.knowledge.spelling import Spelling

LONGEST_TEXT = 4096
NUMBER = "#"
CLOCK = "@"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\ufeff]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})
_CONTRACTION = re.compile(r"(can't|won't|n't|'m|'re|'ve|'ll|'d|'s)\b")
_SPELLED_OUT = {"can't": "can not", "won't": "will not", "n't": " not", "'m": " am", "'re": " are"}
_SPELLED_OUT |= {"'ve": " have", "'ll": " will", "'d": " would", "'s": " is"}
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2} ?(?:am|pm|o'?clock)\b")
_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"[^\W_]+|[.!?;\n]|[^\w\s]")
_HELD_DOWN = re.compile(r"([^\W\d])\1{2,}")
_END = frozenset(".!?;\n")

Unit = tuple[str, tuple[str, ...]]  # a meaning, and the stems it was read from


class Token(NamedTuple):
    """One word: as it was meant, without its ending, and the number of its sentence."""

    word: str
    stem: str
    sentence: int


class Reader:
    """Reads text in one language. Words of the content, once learnt, count as spelled right."""

    def __init__(self, lexicon: Mapping[str, Any], common_words: frozenset[str]):
        self.stem = lru_cache(maxsize=20_000)(snowballstemmer.stemmer("english").stemWord)
        self._short: Mapping[str, str] = lexicon["short"]
        self._spelling = Spelling(common_words)
        self._spelling.learn(list(self._short))
        self.small = frozenset(map(self.stem, lexicon["small"]["words"].split()))
        self.stems = lru_cache(maxsize=20_000)(self._stems)
        # The same few thousand words make up the whole content.
        self._word_pieces = lru_cache(maxsize=4096)(partial(_pieces, short=self._short))
        # A word, a stem, the first two stems of a phrase → its <group>; of phrases, all of them.
        # Phrases go first, then whole words: "rounded" is no "round".
        self._words: dict[str, str] = {}
        self._alone: dict[str, str] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
        for group, members in lexicon["same"].items():
            for member in members.split(","):
                self._learn_member(member.strip(), f"<{group}>")
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def learn(self, text: str) -> list[Token]:
        """The words of a text of the content, which count as spelled right from now on."""
        return self._tokens(self._learnt(text))

    def all_learnt(self) -> None:
        """Lets go of what only learning needs."""
        self.stems.cache_clear()
        self._word_pieces.cache_clear()

    def tokens(self, text: str) -> list[Token]:
        """The words of a message, mended; what is neither word nor known sign is left out."""
        mended = self._spelling.mended(_pieces(text[:LONGEST_TEXT], self._short))
        return self._tokens(
            [word for one in mended for word in self._short.get(one, one).split(" ")]
        )

    def units(self, tokens: Sequence[Token]) -> list[Unit]:
        """What is meant, in order: the <group> where a word or phrase has one, else the stem."""
        stems = [token.stem for token in tokens]
        units: list[Unit] = []
        behind = 0  # the last phrase
        for at, pair in enumerate(pairwise([*stems, ""])):
            if at < behind:
                continue
            unit = self._phrase(stems, at) if pair in self._phrases else None
            if not unit:
                stem = stems[at]
                group = self._words.get(tokens[at].word) or self._alone.get(stem, stem)
                unit = (group, (stem,))
            units.append(unit)
            behind = at + len(unit[1])
        return units

    def _phrase(self, stems: Sequence[str], at: int) -> Unit | None:
        """The longest phrase that begins there."""
        for phrase, group in self._phrases[stems[at], stems[at + 1]]:
            if tuple(stems[at : at + len(phrase)]) == phrase:
                return group, phrase
        return None

    def _stems(self, phrase: str) -> tuple[str, ...]:
        """The stems of a phrase of the content."""
        return tuple([self.stem(piece) for piece in self._learnt(phrase) if piece not in _END])

    def _learnt(self, text: str) -> Sequence[str]:
        """The pieces of a text of the content."""
        if text.isascii() and not _DIGIT.search(text):  # only a time of day may hold a space
            pieces = [*chain.from_iterable(map(self._word_pieces, text.split(" ")))]
        else:
            pieces = _pieces(text, self._short)
        self._spelling.learn([piece for piece in pieces if piece not in _END])
        return pieces

    def _tokens(self, pieces: Sequence[str]) -> list[Token]:
        sentence, read = 0, []
        for piece in pieces:
            if piece in _END:
                sentence += 1
            else:
                read.append(Token(piece, self.stem(piece), sentence))
        return read

    def _learn_member(self, member: str, group: str) -> None:
        stems = self.stems(member)
        if len(stems) == 1:
            self._words.setdefault(member, group)
            self._alone.setdefault(stems[0], group)
        elif stems:
            self._phrases.setdefault((stems[0], stems[1]), []).append((stems, group))


def _pieces(text: str, short: Mapping[str, str]) -> list[str]:
    """Words and sentence ends; a clock time reads CLOCK, a number NUMBER."""
    pieces = []
    for piece in _PIECE.findall(_plain(text)):
        if piece in short:
            pieces += short[piece].split()
        elif piece.isdigit():
            pieces.append(NUMBER)
        elif piece[0].isalnum() or piece in _END or piece in {CLOCK, NUMBER}:
            pieces.append(piece)
    return pieces


def _plain(text: str) -> str:
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", plain).translate(_APOSTROPHES)
        plain = _INVISIBLE.sub("", plain)
    plain = _HELD_DOWN.sub(r"\1\1", plain)
    if _DIGIT.search(plain):
        plain = _CLOCK.sub(f" {CLOCK} ", plain)
    if "'" in plain or "`" in plain:
        plain = _CONTRACTION.sub(lambda found: _SPELLED_OUT[found[1]], plain.replace("`", "'"))
    return plain
