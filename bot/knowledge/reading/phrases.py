"""A language's phrases and what they mean: a text made of nothing else is understood."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.knowledge.reading.numbers import value_of
from bot.knowledge.reading.text import is_number

HalfName = Literal["morning", "bedtime"]


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for. `value`: the reps, the days back, or the weekday (Monday 0)."""

    kind: str
    value: int = 0
    half: HalfName | None = None


class Phrases:
    """Phrases with their meanings. "#" in a phrase is a whole number, "#odd" another."""

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        for phrase, meaning in meanings:
            if self._meanings.setdefault(tuple(phrase.split()), meaning) != meaning:
                raise ValueError(f"'{phrase}' stands in two places")
        self._longest = max(map(len, self._meanings))
        self.words = frozenset(word for phrase in self._meanings for word in phrase)
        self._long_words = sorted(word for word in self.words if len(word) >= 7)

    def spell(self, tokens: Sequence[str]) -> list[Meaning] | None:
        """`tokens` as a row of phrases, the longest first; None if a token belongs to none."""
        words = [self._known(token) for token in tokens]
        shapes = [_shape(word) for word in words]
        meanings: list[Meaning] = []
        at = 0
        while at < len(words):
            end = self._phrase_end(shapes, at)
            if end is None:
                return None
            meanings.append(_filled(self._meanings[tuple(shapes[at:end])], words[at:end]))
            at = end
        return meanings

    def _phrase_end(self, shapes: Sequence[str], at: int) -> int | None:
        ends = range(min(at + self._longest, len(shapes)), at, -1)
        return next((end for end in ends if tuple(shapes[at:end]) in self._meanings), None)

    def _known(self, token: str) -> str:
        """The word that was meant: letters held down let go, one slip in a long word mended."""
        if token in self.words or not token.isalpha():
            return token
        for kept in (r"\1\1", r"\1"):
            let_go = re.sub(r"(.)\1{2,}", kept, token)
            if let_go in self.words:
                return let_go
        if not 6 <= len(token) <= 12:
            return token
        nearest = process.extractOne(token, self._long_words, scorer=OSA.distance, score_cutoff=1)
        return nearest[0] if nearest else token


def named(table: Mapping[str, Sequence[str]]) -> Phrases:
    """Phrases that mean no more than the heading they stand under."""
    return Phrases((phrase, Meaning(name)) for name, phrases in table.items() for phrase in phrases)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _shape(word: str) -> str:
    if not is_number(word):
        return "" if word == "#" else word  # a "#" that was typed is no number
    return "#odd" if value_of(word).odd else "#"


def _filled(meaning: Meaning, words: Sequence[str]) -> Meaning:
    numbers = [value_of(word).value for word in words if _shape(word) == "#"]
    return Meaning(meaning.kind, numbers[0] or 0, meaning.half) if numbers else meaning
