"""Text → words as they were meant: spelling mended, endings cut off, words of one meaning together.

It knows nothing of topics or of danger; both the index and safety read a message through it.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer

from bot.knowledge.spelling import Spelling

LONGEST_TEXT = 4096
NUMBER = "#"
CLOCK = "@"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})
_CONTRACTIONS = (
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'m\b"), " am"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"'s\b"), " is"),
)
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b|\b\d{1,2} ?(?:am|pm|o'?clock)\b")
_PIECE = re.compile(r"[^\W_]+|[.!?;\n]|[^\w\s]")
_HELD_DOWN = re.compile(r"(\w)\1{2,}")
_END = frozenset(".!?;\n")


@dataclass(frozen=True)
class Token:
    """One word: as it was meant, without its ending, and the number of its sentence."""

    word: str
    stem: str
    sentence: int


class Reader:
    """Reads text in one language. `vocabulary` are the texts whose words count as spelled right."""

    def __init__(
        self, lexicon: Mapping[str, Any], vocabulary: Iterable[str], common_words: frozenset[str]
    ):
        self.stem = lru_cache(maxsize=20_000)(snowballstemmer.stemmer("english").stemWord)
        self._short: Mapping[str, str] = lexicon["short"]
        self.small = frozenset(self.stem(word) for word in lexicon["small"]["words"].split())
        words = [word for text in vocabulary for word in _words(text, self._short)]
        self._spelling = Spelling(words, common_words)
        self._groups: dict[str, str] = {}  # of whole words: "rounded" is no "round"
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group, members in lexicon["same"].items():
            for member in members.split(","):
                self._learn(member, group)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def tokens(self, text: str) -> list[Token]:
        """The words of a text, in order; what is neither word nor known sign is left out."""
        sentence, read = 0, []
        pieces = _pieces(text[:LONGEST_TEXT], self._short)
        for piece in self._spelling.mended(pieces):
            if piece in _END:
                sentence += 1
            else:
                read.append(Token(piece, self.stem(piece), sentence))
        return read

    def units(self, tokens: list[Token]) -> list[tuple[str, tuple[str, ...]]]:
        """(meaning, stems) in order: the group in <brackets> where there is one, else the stem."""
        stems = [token.stem for token in tokens]
        units, at = [], 0
        while at < len(stems):
            group, length = self._group(stems, at)
            if length == 1:
                group = self._groups.get(tokens[at].word, group)
            units.append((group, tuple(stems[at : at + length])))
            at += length
        return units

    def stems(self, phrase: str) -> tuple[str, ...]:
        """The stems of a phrase of the content, spelled as it stands."""
        return tuple(self.stem(word) for word in _words(phrase, self._short))

    def _group(self, stems: list[str], at: int) -> tuple[str, int]:
        for phrase, group in self._phrases.get(stems[at], ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                return group, len(phrase)
        return stems[at], 1

    def _learn(self, member: str, group: str) -> None:
        stems = self.stems(member)
        if len(stems) == 1:
            self._groups.setdefault(member.strip(), f"<{group}>")
        if stems:
            self._phrases.setdefault(stems[0], []).append((stems, f"<{group}>"))


def _words(text: str, short: Mapping[str, str]) -> list[str]:
    return [piece for piece in _pieces(text, short) if piece not in _END]


def _pieces(text: str, short: Mapping[str, str]) -> list[str]:
    """Words and sentence ends; a clock time reads CLOCK, a number NUMBER."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_APOSTROPHES)
    plain = _CLOCK.sub(f" {CLOCK} ", _INVISIBLE.sub("", plain))
    for pattern, spelled_out in _CONTRACTIONS:
        plain = pattern.sub(spelled_out, plain)
    pieces = []
    for found in _PIECE.findall(plain):
        piece = _HELD_DOWN.sub(r"\1\1", found)
        if piece in short:
            pieces += short[piece].split()
        elif piece in _END:
            pieces.append(piece)
        elif piece.isdigit():
            pieces.append(NUMBER)
        elif piece[0].isalnum() or piece in {CLOCK, NUMBER}:
            pieces.append(piece)
    return pieces
