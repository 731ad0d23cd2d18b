"""Where lines stand in one text. Knows neither what they mean nor how they are written.

Where something begins is kept as bits of one number, a bit for each word of the text: a few
shifts try a line at all places at once. Only a line with a word met for each slot is tried.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from bot.knowledge.lines import END, Line, Lines, Part, Slot
from bot.knowledge.tokens import Token

NEAR = 10  # words that may stand between two parts of a line joined by "+"

Bits = int  # places in a text: bit n is set where something is true of word n
Lengths = dict[int, Bits]  # a length in words → where something so long begins
Found = tuple[tuple[int, Bits], ...]  # by how much longer than a word → where it begins


class Gate:
    """Some lines, of which it tells fast which may stand in a text: a word is met for each slot.

    Here a bit stands for a slot of a line: first the slots of most words, a line each, then the
    next ones. Short lines come first, and no bit goes to the slots that they lack.
    """

    def __init__(self, lines: Sequence[Line]):
        self.lines = lines
        slots = [sorted(chain.from_iterable(line), key=_fewness) for line in lines]
        self._order = sorted(range(len(lines)), key=lambda number: len(slots[number]))
        self._starts: list[tuple[int, int]] = []  # the first bit, and how many lines lack a slot
        self._bits_of: dict[str, Bits] = {}
        start = 0
        for at in range(max(map(len, slots), default=0)):
            having = [mine[at] for number in self._order if len(mine := slots[number]) > at]
            self._starts.append((start, len(lines) - len(having)))
            for bit, slot in enumerate(having, start):
                for label in slot.labels:
                    self._bits_of[label] = self._bits_of.get(label, 0) | 1 << bit
            start += len(having)

    def passed(self, labels: Iterable[str]) -> list[int]:
        """The numbers of the lines that may stand in a text with these labels."""
        met: Bits = 0
        for label in labels:
            if label in self._bits_of:
                met |= self._bits_of[label]
        passed = (1 << len(self.lines)) - 1
        for start, lacking in self._starts:
            passed &= met >> start << lacking | (1 << lacking) - 1
        return [self._order[bit] for bit in _numbers(passed)]


class Sightings:
    """What stands where in one text."""

    def __init__(self, tokens: Sequence[Token], lines: Lines, gone: Bits):
        """Words at `gone` are not there: what begins with one of them is not met."""
        self._sentence_ends = _sentence_ends(tokens)
        self._singles: dict[str, Bits] = {END: self._sentence_ends}
        self._phrases: dict[str, Lengths] = {}
        stems = [token.stem for token in tokens]
        places: dict[str, Bits] = {}
        for at, stem in enumerate(stems):
            if stem in lines.known:
                places[stem] = places.get(stem, 0) | 1 << at
        for stem, everywhere in places.items():
            if begins := everywhere & ~gone:
                for label in lines.singles.get(stem, ()):
                    self._singles[label] = self._singles.get(label, 0) | begins
        for pair in {*pairwise(stems)} & lines.phrases.keys():
            both = places[pair[0]] & places[pair[1]] >> 1 & ~gone
            for others, labels in lines.phrases[pair].items():
                self._note_phrase(labels, others, both, places)
        self._note_met()

    def _note_phrase(
        self,
        labels: Sequence[str],
        others: Sequence[str],
        begins: Bits,
        places: Mapping[str, Bits],
    ) -> None:
        """Notes a phrase of two words that begin there, and others."""
        for after, stem in enumerate(others, 2):
            begins &= places.get(stem, 0) >> after
        if begins:
            length = 2 + len(others)
            for label in labels:
                lengths = self._phrases.setdefault(label, {})
                lengths[length] = lengths.get(length, 0) | begins

    def tried(self, gate: Gate) -> Iterator[tuple[int, Line]]:
        """The lines of which every word is met somewhere, with their numbers."""
        return ((number, gate.lines[number]) for number in gate.passed(self._met))

    def places(self, line: Line) -> Bits:
        """Where the first part begins with all others near it."""
        begins = self._begins(line[0])
        for part in line[1:] if begins else ():
            before = _behind(self._ends(part), NEAR + 1)
            after = _before(self._begins(part), NEAR + 1)
            begins &= before | self._begins(line[0], after)
        return begins

    def covered(self, line: Line) -> Iterator[Bits]:
        """All words from the first to the last of a line's first part, wherever it begins."""
        for number in _numbers(self.places(line)):
            first = 1 << number
            ends = self._ends(line[0], first)
            if ends:
                yield (ends & -ends) * 2 - first

    def of(self, word: str) -> Bits:
        """Where a single word of a line stands."""
        return self._singles.get(word, 0)

    def within_sentence(self, places: Bits, words: int) -> Bits:
        """All places so many words or less from these, in the same sentences."""
        last = self._sentence_ends >> 1
        for _ in range(words):
            places |= (places & ~last) << 1 | places >> 1 & ~last
        return places

    def blank(self, gone: Bits) -> None:
        """Takes these words out of all that is looked for afterwards."""
        for label, begins in self._singles.items():
            self._singles[label] = begins & ~gone
        for lengths in self._phrases.values():
            for length in lengths:
                lengths[length] &= ~_before(gone << 1, length)
        self._note_met()

    def _note_met(self) -> None:
        words = {label for label, begins in self._singles.items() if begins}
        phrases = {label for label, lengths in self._phrases.items() if any(lengths.values())}
        self._met = words | phrases
        self._slots: dict[Slot, Found] = {}

    def _begins(self, part: Part, ends: Bits = -1) -> Bits:
        """Where a part begins that has its end there; anywhere if nothing is said."""
        begins: Bits = 0
        reach = 0
        for slot in reversed(part):
            if reach:
                ends = _before(begins, reach)
            begins = 0
            for more, places in self._slots.get(slot) or self._found(slot):
                begins |= places & ends >> more
            if not begins:
                return 0
            reach = slot.reach
        return begins

    def _ends(self, part: Part, begins: Bits = -1) -> Bits:
        """Where a part ends that begins there; anywhere if nothing is said."""
        ends: Bits = 0
        for slot in part:
            if ends:
                begins = _behind(ends, slot.reach)
            ends = 0
            for more, places in self._slots.get(slot) or self._found(slot):
                ends |= (places & begins) << more
            if not ends:
                return 0
        return ends

    def _found(self, slot: Slot) -> Found:
        words: Bits = 0
        longer: Lengths = {}
        for label in self._met.intersection(slot.labels):
            words |= self._singles.get(label, 0)
            if label in self._phrases:
                for length, places in self._phrases[label].items():
                    longer[length - 1] = longer.get(length - 1, 0) | places
        found = ((0, words), *longer.items())
        self._slots[slot] = found
        return found


def _fewness(slot: Slot) -> int:
    return -len(slot.labels)


def _sentence_ends(tokens: Sequence[Token]) -> Bits:
    """The places behind the last word of each sentence."""
    pairs = enumerate(pairwise(tokens), 1)
    return sum((1 << at for at, (a, b) in pairs if a.sentence != b.sentence), 1 << len(tokens))


def _numbers(bits: Bits) -> list[int]:
    numbers = []
    while bits:
        lowest = bits & -bits
        numbers.append(lowest.bit_length() - 1)
        bits ^= lowest
    return numbers


def _before(places: Bits, words: int) -> Bits:
    """All places one to so many words before these."""
    spread, width = places >> 1, 1
    while width < words:
        step = width if 2 * width <= words else words - width
        spread |= spread >> step
        width += step
    return spread


def _behind(places: Bits, words: int) -> Bits:
    """All places one to so many words behind these."""
    spread, width = places << 1, 1
    while width < words:
        step = width if 2 * width <= words else words - width
        spread |= spread << step
        width += step
    return spread
