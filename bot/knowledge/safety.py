"""Finds words of real pain, urgent symptoms, dizziness, conditions and despair, before all else.

The words stand in `safety.toml`; its head explains how a line is read. Where a word stands is kept
as bits of one number, a bit for each word of the text: a few shifts try a line at all places at
once. A line is only tried where its rarest word is met and no other is missing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from bot.knowledge import ContentError
from bot.knowledge.tokens import Reader, Token

GAP = 2  # words that may stand between two words of a line
GAP_IN_IDIOM = 1  # the same in the harmless ways of speaking
NEAR = 10  # words that may stand between two parts of a line joined by "+"
AGAINST = 14  # how far an "unless" reaches from first word to first word, within the sentence
NEGATION = 6  # how far a "no" reaches, with nothing but small words between
NEVER_HARMLESS = ("myself",)  # "kill it today" is harmless, "kill myself today" is not
END = "$"  # the end of a sentence
_SLOT = re.compile(r"\([^)]*\)|\S+")

Slot = tuple[str, ...]  # any of these stems, phrases or <groups>
Part = tuple[Slot, ...]  # slots in order
Line = tuple[Part, ...]  # parts in any order
Bits = int  # places in a text: bit n is set where something is true of word n


@dataclass(frozen=True)
class Rule:
    """A line, and the number of the block of lines that it belongs to."""

    block: int
    line: Line


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
        self._known: set[str] = set()  # all stems that stand in a line
        self._names: dict[str, list[str]] = {}  # a stem → itself, if a line has it, and its groups
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # the same by first stem
        for group, members in self._members.items():
            for stems in filter(None, map(reader.stems, members)):
                self._learn(stems, group)
        self._negators = frozenset(table["negation"]["negators"].split())
        self._between = frozenset(table["negation"]["between"].split())
        self._negated = frozenset(self._single_words(table["negation"]["negates"].split()))
        self._order: Sequence[str] = table["order"]
        idioms = self._lines(table["harmless"])
        self._idioms = self._by_rarest_word(Rule(0, line) for line in idioms)
        self._topics: Sequence[str] = [block["topic"] for block in table["danger"]]
        self._dangers = self._by_rarest_word(self._rules(table["danger"], "says"))
        self._against = self._by_rarest_word(self._rules(table["danger"], "unless"))

    def read(self, tokens: Sequence[Token]) -> Reading:
        """What a message may mean; harmless ways of speaking are taken out of it first."""
        taken_back = self._taken_back(tokens)
        found = _Found(self._labels(tokens, taken_back))
        idioms = 0
        for rule in found.begun(self._idioms):
            idioms |= found.covered(rule.line)
        if idioms:
            found.blank(idioms)
        spoken = _by_block(found, self._dangers)
        against = _by_block(found, self._against) if spoken else {}
        topics = {
            self._topics[block]
            for block, places in spoken.items()
            if places & ~found.within_reach(against.get(block, 0))
        }
        harmless = bool(idioms or taken_back or (spoken and not topics))
        return Reading(tuple(topic for topic in self._order if topic in topics), harmless)

    def _labels(self, tokens: Sequence[Token], taken_back: Bits) -> dict[str, dict[int, Bits]]:
        """Each stem, phrase and <group> that is met: its length in words → where it begins."""
        places: dict[str, Bits] = {}
        for at, token in enumerate(tokens):
            if token.stem in self._known:
                places[token.stem] = places.get(token.stem, 0) | 1 << at
        labels: dict[str, dict[int, Bits]] = {END: {1: _sentence_ends(tokens)}}
        for stem, everywhere in places.items():
            begins = everywhere & ~taken_back
            for name in self._names.get(stem, ()):
                _mark(labels, name, 1, begins)
            for phrase, name in self._phrases.get(stem, ()):
                whole = begins
                for after, other in enumerate(phrase[1:], 1):
                    whole = whole and whole & places.get(other, 0) >> after
                _mark(labels, name, len(phrase), whole)
        return labels

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

    def _single_words(self, groups: Sequence[str]) -> Iterator[str]:
        members = chain.from_iterable(self._members[f"<{group}>"] for group in groups)
        return (stems[0] for stems in map(self._reader.stems, members) if len(stems) == 1)

    def _rules(self, blocks: Sequence[Mapping[str, str]], key: str) -> Iterator[Rule]:
        for block, table in enumerate(blocks):
            for line in self._lines(table.get(key, "")):
                yield Rule(block, line)

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
        name = written if len(stems) > 1 else stems[0]
        self._learn(stems, name)
        return name

    def _learn(self, stems: tuple[str, ...], name: str) -> None:
        if len(stems) == 1 and name not in self._names.setdefault(stems[0], []):
            self._names[stems[0]].append(name)
        if len(stems) > 1 and (stems, name) not in self._phrases.setdefault(stems[0], []):
            self._phrases[stems[0]].append((stems, name))
        self._known.update(stems)

    def _by_rarest_word(self, rules: Iterable[Rule]) -> dict[str, list[Rule]]:
        begun: dict[str, list[Rule]] = {}
        for rule in rules:
            for label in min(chain.from_iterable(rule.line), key=self._commonness):
                begun.setdefault(label, []).append(rule)
        return begun

    def _commonness(self, slot: Slot) -> tuple[int, int]:
        return sum(label in self._reader.small or label == END for label in slot), len(slot)


class _Found:
    """What stands where in one text."""

    def __init__(self, labels: dict[str, dict[int, Bits]]):
        self._ends = labels[END][1] >> 1
        self._labels = labels
        self._slots: dict[Slot, dict[int, Bits]] = {}

    def begun(self, rules: Mapping[str, Sequence[Rule]]) -> Iterator[Rule]:
        """The rules of which every word is met somewhere, each once."""
        met = self._labels.keys()
        tried = {id(rule): rule for label in met for rule in rules.get(label, ())}
        for rule in tried.values():
            if not any(map(met.isdisjoint, chain.from_iterable(rule.line))):
                yield rule

    def within_reach(self, against: Bits) -> Bits:
        """The places that are taken back by these of their sentence."""
        for _ in range(AGAINST if against else 0):
            against |= (against & ~self._ends) << 1 | against >> 1 & ~self._ends
        return against

    def places(self, line: Line, gap: int = GAP) -> Bits:
        """Where the first part begins with all others near it."""
        begins = self._begins(line[0], gap)
        for part in line[1:]:
            if not begins:
                return 0
            before = _spread(self._ends_of(part, gap), NEAR + 1)
            after = _spread(self._begins(part, gap), -NEAR - 1)
            begins &= before | self._begins(line[0], gap, after)
        return begins

    def covered(self, line: Line) -> Bits:
        """All words from the first to the last of a harmless way of speaking."""
        begins, covered = self.places(line, GAP_IN_IDIOM), 0
        while begins:
            first = begins & -begins
            ends = self._ends_of(line[0], GAP_IN_IDIOM, first)
            words = (ends & -ends) * 2 - first if ends else 0
            covered |= 0 if words & self._slot(NEVER_HARMLESS).get(1, 0) else words
            begins ^= first
        return covered

    def blank(self, gone: Bits) -> None:
        """Takes these words out of all that is looked for afterwards."""
        self._slots.clear()
        gone = gone << 1
        kept = {
            name: {
                n: left for n, begins in lengths.items() if (left := begins & ~_spread(gone, -n))
            }
            for name, lengths in self._labels.items()
        }
        self._labels = {name: lengths for name, lengths in kept.items() if lengths}

    def _begins(self, part: Part, gap: int, ends: Bits = -1) -> Bits:
        """Where a part begins that has its end there; anywhere if nothing is said."""
        begins = self._slot_begins(part[-1], ends)
        for slot, next_slot in zip(part[-2::-1], part[:0:-1], strict=True):
            begins = self._slot_begins(slot, _spread(begins, -_reach(next_slot, gap)))
        return begins

    def _ends_of(self, part: Part, gap: int, begins: Bits = -1) -> Bits:
        """Where a part ends that begins there; anywhere if nothing is said."""
        ends = self._slot_ends(part[0], begins)
        for slot in part[1:]:
            ends = self._slot_ends(slot, _spread(ends, _reach(slot, gap)))
        return ends

    def _slot_begins(self, slot: Slot, ends: Bits) -> Bits:
        begins = 0
        for length, places in self._slot(slot).items() if ends else ():
            begins |= places & ends >> length - 1
        return begins

    def _slot_ends(self, slot: Slot, begins: Bits) -> Bits:
        ends = 0
        for length, places in self._slot(slot).items() if begins else ():
            ends |= (places & begins) << length - 1
        return ends

    def _slot(self, slot: Slot) -> dict[int, Bits]:
        """Where any word of a slot begins, by its length."""
        if slot not in self._slots:
            lengths = self._slots[slot] = {}
            for label in slot:
                for length, places in self._labels.get(label, _NOWHERE).items():
                    lengths[length] = lengths.get(length, 0) | places
        return self._slots[slot]


_NOWHERE: Mapping[int, Bits] = {}


def _by_block(found: _Found, rules: Mapping[str, Sequence[Rule]]) -> dict[int, Bits]:
    """The number of each block with a line that is met → where its lines begin."""
    blocks: defaultdict[int, Bits] = defaultdict(int)
    for rule in found.begun(rules):
        if places := found.places(rule.line):
            blocks[rule.block] |= places
    return blocks


def _mark(labels: dict[str, dict[int, Bits]], name: str, length: int, begins: Bits) -> None:
    if begins:
        lengths = labels.setdefault(name, {})
        lengths[length] = lengths.get(length, 0) | begins


def _sentence_ends(tokens: Sequence[Token]) -> Bits:
    """The places behind the last word of each sentence."""
    pairs = enumerate(pairwise(tokens), 1)
    return sum((1 << at for at, (a, b) in pairs if a.sentence != b.sentence), 1 << len(tokens))


def _reach(slot: Slot, gap: int) -> int:
    return 1 if slot == (END,) else gap + 1


def _spread(places: Bits, words: int) -> Bits:
    """All places one to so many words behind these; before them if negative."""
    spread, width = places << 1 if words > 0 else places >> 1, 1
    while width < abs(words):
        step = min(width, abs(words) - width)
        spread |= spread << step if words > 0 else spread >> step
        width += step
    return spread


def _members(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """<group> → its words; a <group> among them stands for all words of that earlier group."""
    members: dict[str, tuple[str, ...]] = {}
    for group, written in words.items():
        mine: list[str] = []
        for one in map(str.strip, written.split(",")):
            mine += members.get(one, (one,))
        members[f"<{group}>"] = tuple(mine)
    return members
