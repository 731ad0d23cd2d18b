"""Finds words of real pain, urgent symptoms, dizziness, conditions and despair, before all else.

The words stand in `safety.toml`; its head explains how a line is read. A line is tried only where
its first word is met, looks a fixed number of words ahead and finds its places by bisection: there
is no backtracking, whatever the text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.knowledge import ContentError
from bot.knowledge.tokens import Reader, Token

GAP = 2  # words that may stand between two words of a line
GAP_IN_IDIOM = 1  # the same in the harmless ways of speaking
NEAR = 10  # words that may stand between two parts of a line joined by "+"
AGAINST = 12  # how far an "unless" reaches, within the sentence
NEGATION = 6  # how far a "no" reaches, with nothing but small words between
END = "$"  # the end of a sentence
_SLOT = re.compile(r"\([^)]*\)|\S+")

Slot = tuple[str, ...]  # any of these stems, phrases or <groups>
Part = tuple[Slot, ...]  # slots in order
Line = tuple[Part, ...]  # parts in any order
Span = tuple[int, int]  # the first and the last word of what was found


@dataclass(frozen=True)
class Rule:
    """A line that speaks for a safety topic, and the lines that take it back."""

    topic: str
    line: Line
    unless: tuple[Line, ...]


@dataclass(frozen=True)
class Reading:
    """The safety topics a message may mean, the most urgent first; whether it only sounded so."""

    topics: tuple[str, ...]
    harmless: bool


class Safety:
    """Reads safety.toml once; raises ContentError for a line it cannot read."""

    def __init__(self, table: Mapping[str, Any], reader: Reader):
        self._reader = reader
        self._members = _members(table["words"])
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for group, members in self._members.items():
            for stems in filter(None, map(reader.stems, members)):
                self._learn(stems, group)
        self._negators = frozenset(table["negation"]["negators"].split())
        self._between = frozenset(table["negation"]["between"].split())
        self._negated = frozenset(self._single_words(table["negation"]["negates"].split()))
        self._order: Sequence[str] = table["order"]
        self._idioms = _by_first_word(self._rules("", {"says": table["harmless"]}))
        dangers = (rule for one in table["danger"] for rule in self._rules(one["topic"], one))
        self._dangers = _by_first_word(dangers)

    def read(self, tokens: Sequence[Token]) -> Reading:
        """What a message may mean; harmless ways of speaking are taken out of it first."""
        found = _Found(tokens, self._labels(tokens))
        idioms = [
            span
            for rule in found.begun(self._idioms)
            for span in found.places(rule.line, GAP_IN_IDIOM)
        ]
        for span in idioms:
            found.blank(span)
        topics = {rule.topic for rule in found.begun(self._dangers) if found.stands(rule)}
        harmless = bool(idioms) or any(self._is_taken_back(tokens, at) for at in range(len(tokens)))
        return Reading(tuple(topic for topic in self._order if topic in topics), harmless)

    def _labels(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Where each stem, phrase and <group> stands, in order."""
        labels: dict[str, list[Span]] = {}
        stems = [token.stem for token in tokens]
        for at, stem in enumerate(stems):
            if at + 1 == len(tokens) or tokens[at + 1].sentence != tokens[at].sentence:
                labels.setdefault(END, []).append((at + 1, at + 1))
            if self._is_taken_back(tokens, at):
                continue
            labels.setdefault(stem, []).append((at, at))
            for phrase, name in self._phrases.get(stem, ()):
                if len(phrase) == 1 or tuple(stems[at : at + len(phrase)]) == phrase:
                    labels.setdefault(name, []).append((at, at + len(phrase) - 1))
        return labels

    def _is_taken_back(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a symptom stands behind a "no" of its sentence with only small words between."""
        if tokens[at].stem not in self._negated:
            return False
        for token in reversed(tokens[max(at - NEGATION, 0) : at]):
            if token.sentence != tokens[at].sentence or token.word in self._negators:
                return token.word in self._negators
            if token.word not in self._between:
                return False
        return False

    def _single_words(self, groups: Sequence[str]) -> Iterator[str]:
        for group in groups:
            stems = map(self._reader.stems, self._members[f"<{group}>"])
            yield from (one[0] for one in stems if len(one) == 1)

    def _rules(self, topic: str, table: Mapping[str, str]) -> list[Rule]:
        unless = tuple(self._lines(table.get("unless", "")))
        return [Rule(topic, line, unless) for line in self._lines(table["says"])]

    def _lines(self, written: str) -> Iterator[Line]:
        for line in map(str.strip, written.splitlines()):
            if line and not line.startswith(";"):
                yield tuple(self._part(part, line) for part in line.split("+"))

    def _part(self, part: str, line: str) -> Part:
        slots = (slot.strip("()").split("|") for slot in _SLOT.findall(part))
        return tuple(tuple(self._label(one.strip(), line) for one in slot) for slot in slots)

    def _label(self, written: str, line: str) -> str:
        """A stem, a <group>, the end of a sentence, or several words under their own name."""
        if written == END or written in self._members:
            return written
        stems = self._reader.stems(written)
        if written.startswith("<") or not stems:
            raise ContentError(f"safety.toml: there are no words called {written} ({line})")
        if len(stems) > 1:
            self._learn(stems, written)
        return written if len(stems) > 1 else stems[0]

    def _learn(self, stems: tuple[str, ...], name: str) -> None:
        phrases = self._phrases.setdefault(stems[0], [])
        if (stems, name) not in phrases:
            phrases.append((stems, name))


class _Found:
    """What stands where in one text."""

    def __init__(self, tokens: Sequence[Token], labels: dict[str, list[Span]]):
        self._sentences = [token.sentence for token in tokens]
        self._labels = labels

    def begun(self, rules: Mapping[str, Sequence[Rule]]) -> Iterator[Rule]:
        """The rules whose first word is met, some of them more than once."""
        for label in list(self._labels):
            yield from rules.get(label, ())

    def stands(self, rule: Rule) -> bool:
        """Whether the line is met somewhere with nothing beside it that takes it back."""
        spans = self.places(rule.line)
        against = [one for line in rule.unless for one in self.places(line)] if spans else []
        return any(not any(self._beside(span, one) for one in against) for span in spans)

    def places(self, line: Line, gap: int = GAP) -> list[Span]:
        """Where the first part stands with all others near it."""
        spans = self._part(line[0], gap)
        for part in line[1:]:
            near = self._part(part, gap) if spans else []
            spans = [span for span in spans if _has_near(span, near)]
        return spans

    def blank(self, span: Span) -> None:
        """Takes these words out of all that is looked for afterwards."""
        for label, spans in self._labels.items():
            self._labels[label] = [one for one in spans if one[1] < span[0] or one[0] > span[1]]

    def _beside(self, one: Span, other: Span) -> bool:
        near = max(one[0], other[0]) - min(one[1], other[1]) <= AGAINST
        return near and self._sentences[one[0]] == self._sentences[other[0]]

    def _part(self, part: Part, gap: int) -> list[Span]:
        spans = self._slot(part[0])
        for slot in part[1:]:
            following = self._slot(slot) if spans else []
            words = 0 if slot == (END,) else gap
            ends = [(start, _next_end(following, end, words)) for start, end in spans]
            spans = [(start, end) for start, end in ends if end is not None]
        return spans

    def _slot(self, slot: Slot) -> list[Span]:
        if len(slot) == 1:
            return self._labels.get(slot[0], [])
        return sorted(span for label in slot for span in self._labels.get(label, ()))


def _by_first_word(rules: Iterator[Rule] | Sequence[Rule]) -> dict[str, list[Rule]]:
    begun: dict[str, list[Rule]] = {}
    for rule in rules:
        for label in rule.line[0][0]:
            begun.setdefault(label, []).append(rule)
    return begun


def _next_end(spans: Sequence[Span], end: int, gap: int) -> int | None:
    at = bisect_left(spans, (end + 1, 0))
    return spans[at][1] if at < len(spans) and spans[at][0] <= end + 1 + gap else None


def _has_near(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_left(spans, (span[0] - NEAR - 1, 0))
    beside = (one for one in spans[at : at + 8] if one[1] < span[0] or one[0] > span[1])
    return any(one[0] - span[1] <= NEAR + 1 for one in beside)


def _members(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """<group> → its words; a <group> among them stands for all words of that earlier group."""
    members: dict[str, tuple[str, ...]] = {}
    for group, written in words.items():
        mine: list[str] = []
        for one in map(str.strip, written.split(",")):
            mine += members.get(one, (one,))
        members[f"<{group}>"] = tuple(mine)
    return members
