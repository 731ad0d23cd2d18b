"""From a message to a topic, a "did you mean" or an honest "I don't know". Danger comes first."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from heapq import nlargest

from bot.knowledge.index import Index
from bot.knowledge.library import Library
from bot.knowledge.safety import Safety
from bot.knowledge.tokens import Reader

ELSEWHERE = "elsewhere"
CANDIDATES = 3
ENOUGH_WORDS = 3  # below, only the lines of danger themselves may raise an alarm
SURE = 1.5  # lead over "nothing of ours" (nats) from which a topic is answered
NEAR = -5.0  # lead over it from which a topic is offered
BESIDE = -10.0  # lead over it from which a topic stands beside one that is answered or offered
CLOSE = 0.01  # share of its lead by which the first topic must be ahead of the second


@dataclass(frozen=True)
class Finding:
    """`kind` is "answer", "unsure", "unknown" or "safety"; `topic` is None for unsure and unknown.

    `candidates` are topics best first, at most three: the topic itself, then other readings.
    """

    kind: str
    topic: str | None
    candidates: tuple[str, ...] = ()


class Answers:
    """Built once from a library; then `ask` is a pure look-up without input or output."""

    def __init__(self, library: Library):
        self._topics = library.topics
        with _nothing_collected():
            self._reader = Reader(library.lexicon, library.common_words)
            self._index = Index(self._reader, _asks(library))
            self._safety = Safety(library.safety, self._reader)
            self._reader.all_learnt()

    def ask(self, text: str) -> Finding:
        """What is known about any text of up to 4,096 characters; what is longer is not read."""
        if _is_figures(text):
            return Finding("unknown", None)
        tokens = self._reader.tokens(text)
        reading = self._safety.read(tokens)
        ranked = self._ranked(self._index.evidence(tokens, self._reader.units(tokens)))
        # "This puzzle is killing me", "go": the index must not cry wolf either.
        if reading.harmless or len(text.split()) < ENOUGH_WORDS:
            ranked = [one for one in ranked if not self._is_safety(one[1])]
        near = [topic for lead, topic in ranked if lead >= BESIDE]
        if reading.topics:
            return Finding("safety", reading.topics[0], _first_three([*reading.topics, *near]))
        if not near or ranked[0][0] < NEAR:
            return Finding("unknown", None)
        # Where the index alone speaks of danger, a close second topic becomes a button.
        sure = ranked[0][0] >= SURE
        danger = sure and self._is_safety(near[0])
        if not danger and not (sure and _is_ahead(ranked)):
            return Finding("unsure", None, _first_three(near))
        return Finding("safety" if danger else "answer", near[0], _first_three(near))

    @staticmethod
    def _ranked(evidence: dict[str, float]) -> list[tuple[float, str]]:
        """Topics by their lead over what is no question to this bot, best first."""
        strange = evidence.pop(ELSEWHERE, 0.0)
        return nlargest(6, [(score - strange, topic) for topic, score in evidence.items()])

    def _is_safety(self, topic: str) -> bool:
        return topic in self._topics and self._topics[topic].safety is not None


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Looking for garbage among so much that is made to stay takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_figures(text: str) -> bool:
    """A number, a time or a date alone asks nothing."""
    return bool(text.strip()) and all(sign.isdigit() or sign in " .,:;/+-" for sign in text.strip())


def _is_ahead(ranked: list[tuple[float, str]]) -> bool:
    return len(ranked) < 2 or ranked[0][0] - ranked[1][0] >= CLOSE * ranked[0][0]


def _first_three(topics: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))[:CANDIDATES]


def _asks(library: Library) -> Iterator[tuple[str, str]]:
    for topic in library.topics.values():
        for text in (topic.title, *topic.asks):
            yield text, topic.id
    for text in library.elsewhere:
        yield text, ELSEWHERE
