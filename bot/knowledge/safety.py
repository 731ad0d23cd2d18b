"""Finds words of real pain, urgent symptoms, dizziness, conditions and despair, before all else.

The words stand in `safety.toml`; its head explains how a line is read. A line looks a fixed number
of words ahead and finds its places by bisection: no backtracking, whatever the text.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.knowledge import ContentError
from bot.knowledge.tokens import Reader, Token

GAP = 2  # words that may stand between two words of a line
NEAR = 10  # words that may stand between two parts of a line joined by "+"
AGAINST = 12  # how far an "unless" reaches, within the sentence
END = "$"  # the end of a sentence
_SLOT = re.compile(r"\([^)]*\)|\S+")

Slot = tuple[str, ...]  # any of these stems or <groups>
Part = tuple[Slot, ...]  # slots in order
Rule = tuple[Part, ...]  # parts in any order
Span = tuple[int, int]  # the first and the last word of what was found


@dataclass(frozen=True)
class Danger:
    """A safety topic: what speaks for it; what speaks against it, near and in one sentence."""

    topic: str
    says: tuple[Rule, ...]
    unless: tuple[Rule, ...]

    def is_open(self, found: "_Found") -> bool:
        """Whether something speaks for it and nothing against."""
        spoken = [span for rule in self.says for span in found.places(rule)]
        against = [span for rule in self.unless for span in found.places(rule)] if spoken else []
        return any(not any(found.beside(one, other) for other in against) for one in spoken)


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
        negation = table["negation"]
        self._negators = frozenset(negation["negators"].split())
        self._between = frozenset(negation["between"].split())
        self._negated = frozenset(f"<{group}>" for group in negation["negates"].split())
        self._harmless = self._rules(table["harmless"])
        self._order: Sequence[str] = table["order"]
        self._dangers = [
            Danger(one["topic"], self._rules(one["says"]), self._rules(one.get("unless", "")))
            for one in table["danger"]
        ]

    def read(self, tokens: Sequence[Token]) -> Reading:
        """What a message may mean; harmless ways of speaking are taken out of it first."""
        found = _Found(tokens, self._labels(tokens))
        idioms = [span for rule in self._harmless for span in found.places(rule)]
        for span in idioms:
            found.blank(span)
        open_ones = {danger.topic for danger in self._dangers if danger.is_open(found)}
        return Reading(tuple(topic for topic in self._order if topic in open_ones), bool(idioms))

    def _labels(self, tokens: Sequence[Token]) -> dict[str, list[Span]]:
        """Where each stem and each <group> stands, in order."""
        labels: dict[str, list[Span]] = {}
        stems = [token.stem for token in tokens]
        for at, stem in enumerate(stems):
            labels.setdefault(stem, []).append((at, at))
            for phrase, group in self._phrases.get(stem, ()):
                stands = len(phrase) == 1 or tuple(stems[at : at + len(phrase)]) == phrase
                if stands and not (group in self._negated and self._is_negated(tokens, at)):
                    labels.setdefault(group, []).append((at, at + len(phrase) - 1))
            if at + 1 == len(tokens) or tokens[at + 1].sentence != tokens[at].sentence:
                labels.setdefault(END, []).append((at + 1, at + 1))
        return labels

    def _is_negated(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a "no" takes it back: before it, in its sentence, only small words between."""
        for token in reversed(tokens[max(at - 6, 0) : at]):
            if token.sentence != tokens[at].sentence or token.word in self._negators:
                return token.word in self._negators
            if token.word not in self._between:
                return False
        return False

    def _rules(self, lines: str) -> tuple[Rule, ...]:
        written = (line.strip() for line in lines.splitlines())
        return tuple(
            tuple(self._part(part, line) for part in line.split("+"))
            for line in written
            if line and not line.startswith(";")
        )

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
        self._parts: dict[Part, list[Span]] = {}

    def places(self, rule: Rule) -> list[Span]:
        """Where the first part stands with all others near it."""
        if not all(any(label in self._labels for label in part[0]) for part in rule):
            return []
        first, *others = [self._places(part) for part in rule]
        return [span for span in first if all(_has_near(span, spans) for spans in others)]

    def blank(self, span: Span) -> None:
        """Takes these words out of all that is looked for afterwards."""
        self._parts.clear()
        for label, spans in self._labels.items():
            self._labels[label] = [one for one in spans if one[1] < span[0] or one[0] > span[1]]

    def beside(self, one: Span, other: Span) -> bool:
        """Whether two finds stand near each other in one sentence."""
        near = max(one[0], other[0]) - min(one[1], other[1]) <= AGAINST
        return near and self._sentences[one[0]] == self._sentences[other[0]]

    def _places(self, part: Part) -> list[Span]:
        if part not in self._parts:
            spans = self._slot(part[0])
            for slot in part[1:]:
                following, gap = self._slot(slot), 0 if slot == (END,) else GAP
                spans = [
                    (start, next_end)
                    for start, end in spans
                    if (next_end := _next_end(following, end, gap)) is not None
                ]
            self._parts[part] = spans
        return self._parts[part]

    def _slot(self, slot: Slot) -> list[Span]:
        if len(slot) == 1:
            return self._labels.get(slot[0], [])
        return sorted(span for label in slot for span in self._labels.get(label, ()))


def _next_end(spans: Sequence[Span], end: int, gap: int) -> int | None:
    at = bisect_left(spans, (end + 1, 0))
    return spans[at][1] if at < len(spans) and spans[at][0] <= end + 1 + gap else None


def _has_near(span: Span, spans: Sequence[Span]) -> bool:
    at = bisect_left(spans, (span[0] - NEAR - 1, 0))
    near = (one for one in spans[at : at + 4] if one != span)
    return any(one[0] - span[1] <= NEAR + 1 for one in near)


def _members(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """<group> → its words; a <group> among them stands for all words of that earlier group."""
    members: dict[str, tuple[str, ...]] = {}
    for group, written in words.items():
        mine: list[str] = []
        for one in map(str.strip, written.split(",")):
            mine += members.get(one, (one,))
        members[f"<{group}>"] = tuple(mine)
    return members
