"""Reads the lines of `safety.toml`, whose head explains how they are written, and their words.

What a line means, and where it stands in a text, is somebody else's question.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.knowledge import ContentError
from bot.knowledge.tokens import Reader

END = "$"  # the end of a sentence
MANY = 16  # labels from which on a set is faster; it takes far more room
_SLOT = re.compile(r"\([^)]*\)|\S+")


@dataclass(frozen=True, eq=False, slots=True)
class Slot:
    """One place in a line: any of these stems, phrases or <groups>. Each is made only once.

    `reach` is how many words before it the last word of the slot before may stand.
    """

    labels: Collection[str]
    reach: int


Part = tuple[Slot, ...]  # slots in order
Line = tuple[Part, ...]  # parts in any order


class Lines:
    """Reads lines; raises ContentError for one it cannot read.

    A label is what may stand in a slot: a stem, several words under their own name, or a <group>.
    `singles` has the labels of each stem, `phrases` by their first two stems the other stems of
    what is longer, with its labels; `known` has all stems of either.
    """

    def __init__(self, words: Mapping[str, str], reader: Reader):
        self.singles: dict[str, list[str]] = {}
        self.phrases: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
        self.known: set[str] = set()
        self._reader = reader
        self._slots: dict[tuple[str, int], Slot] = {}
        self._members = _members(words)
        self._labels = {label: label for label in (END, *self._members)}  # as written → label
        for group, members in self._members.items():
            for stems in filter(None, map(reader.stems, members)):
                self._learn(stems, group)

    def read(self, written: str, gap: int) -> Iterator[Line]:
        """The lines of a block; `gap` words may stand between two words of a line."""
        for line in map(str.strip, written.splitlines()):
            if line and not line.startswith(";"):
                yield tuple(self._part(part, line, gap) for part in line.split("+"))

    def stems(self, groups: Sequence[str]) -> Iterator[str]:
        """The words of some groups that stand alone."""
        members = chain.from_iterable(self._members[f"<{group}>"] for group in groups)
        return (stems[0] for stems in map(self._reader.stems, members) if len(stems) == 1)

    def _part(self, part: str, line: str, gap: int) -> Part:
        return tuple(self._slot(written, line, gap) for written in _SLOT.findall(part))

    def _slot(self, written: str, line: str, gap: int) -> Slot:
        slot = self._slots.get((written, gap))
        if not slot:
            labels = [self._label(one.strip(), line) for one in written.strip("()").split("|")]
            few = len(labels) < MANY
            slot = Slot(
                tuple(labels) if few else frozenset(labels), 1 if written == END else gap + 1
            )
            self._slots[written, gap] = slot
        return slot

    def _label(self, written: str, line: str) -> str:
        label = self._labels.get(written)
        if label is None:
            stems = self._reader.stems(written)
            if written.startswith("<") or not stems:
                raise ContentError(f"safety.toml: there are no words called {written} ({line})")
            label = self._labels[written] = written if len(stems) > 1 else stems[0]
            self._learn(stems, label)
        return label

    def _learn(self, stems: tuple[str, ...], label: str) -> None:
        self.known.update(stems)
        if len(stems) == 1:
            labels = self.singles.setdefault(stems[0], [])
        else:
            phrases = self.phrases.setdefault((stems[0], stems[1]), {})
            labels = phrases.setdefault(stems[2:], [])
        if label not in labels:
            labels.append(label)


def _members(words: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """<group> → its words; a <group> among them stands for all words of that earlier group."""
    members: dict[str, tuple[str, ...]] = {}
    for group, written in words.items():
        mine: list[str] = []
        for one in map(str.strip, written.split(",")):
            mine += members.get(one, (one,))
        members[f"<{group}>"] = tuple(mine)
    return members
