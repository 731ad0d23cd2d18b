"""From a message to a topic, a "did you mean" or an honest "I don't know". Danger comes first."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.index import Index, Match
from bot.knowledge.library import Library
from bot.knowledge.safety import Safety
from bot.knowledge.tokens import Reader

ELSEWHERE = "elsewhere"
CANDIDATES = 3
SURE = 2.5  # certainty from which a topic is answered
NEAR = 1.0  # certainty from which a topic is offered
LEAD = 0.04  # share of its evidence by which the first topic must lead
STRANGE = 2.0  # certainty from which a topic is offered although the message is rather no question


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
        self._reader = Reader(library.lexicon, library.common_words)
        self._index = Index(self._reader, _asks(library))
        self._safety = Safety(library.safety, self._reader)

    def ask(self, text: str) -> Finding:
        """What is known about any text of up to 4,096 characters; what is longer is not read."""
        if _is_figures(text):
            return Finding("unknown", None)
        tokens = self._reader.tokens(text)
        reading = self._safety.read(tokens)
        matches = self._index.matches(self._reader.units(tokens))
        if reading.harmless:  # "this puzzle is killing me": the index must not cry wolf either
            matches = [one for one in matches if not self._is_safety(one.topic)]
        near = [one.topic for one in matches if _is_near(one, matches[0])]
        if reading.topics:
            return Finding("safety", reading.topics[0], _first_three([*reading.topics, *near]))
        if not near:
            return Finding("unknown", None)
        # Where the index alone speaks of danger, a close second topic becomes a button.
        danger = self._is_safety(matches[0].topic) and _certainty(matches[0]) >= SURE
        if not danger and not _is_clear(matches):
            return Finding("unsure", None, _first_three(near))
        return Finding("safety" if danger else "answer", near[0], _first_three(near))

    def _is_safety(self, topic: str) -> bool:
        return topic in self._topics and self._topics[topic].safety is not None


def _is_figures(text: str) -> bool:
    """A number, a time or a date alone asks nothing."""
    return bool(text.strip()) and all(sign.isdigit() or sign in " .,:;/+-" for sign in text.strip())


def _certainty(match: Match) -> float:
    return match.evidence * match.share


def _is_near(match: Match, first: Match) -> bool:
    if first.topic == ELSEWHERE and match.evidence < first.evidence / 2:
        return False
    needed = STRANGE if first.topic == ELSEWHERE else NEAR
    return match.topic != ELSEWHERE and _certainty(match) >= needed


def _is_clear(matches: list[Match]) -> bool:
    first, second = matches[0], matches[1] if len(matches) > 1 else None
    lead = first.evidence - (second.evidence if second else 0.0)
    known = first.topic != ELSEWHERE and _certainty(first) >= SURE
    return known and lead >= LEAD * first.evidence


def _first_three(topics: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))[:CANDIDATES]


def _asks(library: Library) -> Iterator[tuple[str, str]]:
    for topic in library.topics.values():
        for text in (topic.title, *topic.asks):
            yield text, topic.id
    for text in library.elsewhere:
        yield text, ELSEWHERE
