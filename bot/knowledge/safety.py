"""Finds words of real pain, urgent symptoms, dizziness, conditions and despair, before all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.knowledge.lines import Lines
from bot.knowledge.sightings import Bits, Gate, Sightings
from bot.knowledge.tokens import Reader, Token

GAP = 2  # words that may stand between two words of a line
GAP_IN_IDIOM = 1  # the same in the harmless ways of speaking
AGAINST = 14  # how far an "unless" reaches from first word to first word, within the sentence
NEGATION = 6  # how far a "no" reaches, with nothing but small words between
NEVER_HARMLESS = "myself"  # "kill it today" is harmless, "kill myself today" is not


@dataclass(frozen=True)
class Reading:
    """The safety topics a message may mean, the most urgent first; whether it only sounded so."""

    topics: tuple[str, ...]
    harmless: bool


class Safety:
    """Reads safety.toml once; raises ContentError for a line it cannot read."""

    def __init__(self, table: Mapping[str, Any], reader: Reader):
        self._lines = Lines(table["words"], reader)
        self._negators = frozenset(table["negation"]["negators"].split())
        self._between = frozenset(table["negation"]["between"].split())
        self._negated = frozenset(self._lines.stems(table["negation"]["negates"].split()))
        self._order: Sequence[str] = table["order"]
        self._topics: Sequence[str] = [block["topic"] for block in table["danger"]]
        self._idioms = Gate([*self._lines.read(table["harmless"], GAP_IN_IDIOM)])
        says = [[*self._lines.read(block.get("says", ""), GAP)] for block in table["danger"]]
        self._dangers = Gate([*chain.from_iterable(says)])
        self._block_of = [block for block, lines in enumerate(says) for _ in lines]
        unless = (self._lines.read(block.get("unless", ""), GAP) for block in table["danger"])
        self._excuses = [Gate([*lines]) for lines in unless]

    def read(self, tokens: Sequence[Token]) -> Reading:
        """What a message may mean; harmless ways of speaking are taken out of it first."""
        taken_back = self._taken_back(tokens)
        text = Sightings(tokens, self._lines, taken_back)
        idioms = self._harmless(text)
        if idioms:
            text.blank(idioms)
        spoken, topics = self._spoken(text)
        harmless = bool(idioms or taken_back or (spoken and not topics))
        return Reading(tuple(topic for topic in self._order if topic in topics), harmless)

    def _harmless(self, text: Sightings) -> Bits:
        """The words of all harmless ways of speaking."""
        words = 0
        for _, line in text.tried(self._idioms):
            for covered in text.covered(line):
                if not covered & text.of(NEVER_HARMLESS):
                    words |= covered
        return words

    def _spoken(self, text: Sightings) -> tuple[bool, set[str]]:
        """Whether a line of danger is met at all; the topics of those not taken back."""
        spoken = False
        topics: set[str] = set()
        excused: dict[int, Bits] = {}
        for number, line in text.tried(self._dangers):
            block = self._block_of[number]
            if self._topics[block] not in topics and (places := text.places(line)):
                spoken = True
                if block not in excused:
                    excused[block] = self._excused(text, block)
                if places & ~excused[block]:
                    topics.add(self._topics[block])
        return spoken, topics

    def _excused(self, text: Sightings, block: int) -> Bits:
        """The places in reach of an "unless" of a block."""
        excused = 0
        for _, line in text.tried(self._excuses[block]):
            excused |= text.places(line)
        return text.within_sentence(excused, AGAINST) if excused else 0

    def _taken_back(self, tokens: Sequence[Token]) -> Bits:
        """The symptoms that stand behind a "no"."""
        negated = (at for at, token in enumerate(tokens) if token.stem in self._negated)
        return sum(1 << at for at in negated if self._is_taken_back(tokens, at))

    def _is_taken_back(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether there is a "no" before it in its sentence with only small words between."""
        for token in reversed(tokens[max(at - NEGATION, 0) : at]):
            if token.sentence != tokens[at].sentence or token.word in self._negators:
                return token.sentence == tokens[at].sentence
            if token.word not in self._between:
                return False
        return False
