"""How much a feature of a text speaks for each topic, learnt from the ways of asking.

First by counting: what is met more often in a topic than elsewhere speaks for it. Then by asking
every known question once as if it had never been seen: where another topic comes too close, a
little evidence moves over to the right one. (A naive Bayes model, mended by a perceptron.)

The evidence of a feature for all topics stands in one number, a lane of bits for each topic, so
that one addition adds up all topics at once.
"""

import math
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import chain, islice, pairwise
from typing import NamedTuple

Features = Mapping[str, float]  # what a text is compared by, with its worth
Row = int  # lanes of grains, one for each topic

SMOOTHING = 0.3
FEW = 5  # a topic with few asks must not shout: its counts are diluted by this many
MANY = 200  # a topic with many asks must not whisper: it counts as no larger than this
WIDE = 40  # a feature that more topics share is worth nothing
FAINT = 0.5  # less evidence than this is not kept
LEAD = 0.2  # the right topic should lead by this share of the evidence
STEP = 1.5  # evidence moved at the first mistake; later ones move less, the last almost none
SEEN_OFTEN = 3  # a feature met in more asks of a topic than this is not doubted
STRIDE = 7919  # asks of one topic stand together, but are not learnt from in a row

GRAIN = 4096  # grains in a nat: fine enough to learn in, coarse enough for any text to fit its lane
LANE = 32  # bits
LAST = (1 << LANE) - 1  # the bits of the last lane
TOPIC = 0xFFFF  # bits of a kept hash that hold the number of the topic instead
HASH = (1 << 63) - 1 - TOPIC  # its other bits, without the sign
ZERO = 1 << LANE - 1  # lanes are read from here, so that what speaks against a topic fits as well


class Lessons:
    """The ways of asking that are learnt from; each feature is held in memory once."""

    def __init__(self) -> None:
        self.asks: dict[str, list[list[str]]] = {}  # the features of each ask, by its topic
        self.worth: dict[str, float] = {}
        self._same: dict[str, str] = {}

    def add(self, topic: str, features: Features) -> list[str]:
        """Takes in what an ask of a topic is compared by, and hands it back to be marked."""
        self.worth.update(features)
        same = self._same.setdefault
        ask = [same(one, one) for one in features]
        self.asks.setdefault(topic, []).append(ask)
        return ask

    def mark(self, ask: list[str], features: Iterable[str]) -> None:
        """Adds features that are worth one to an ask."""
        self.worth.update(dict.fromkeys(features, 1.0))
        ask.extend(features)

    def complete(self) -> None:
        """Nothing more is added."""
        self._same.clear()

    def let_go(self, kept: Set[str]) -> None:
        """Forgets all other features, to make room in memory."""
        self.worth = {feature: self.worth[feature] for feature in kept}
        for asks in self.asks.values():
            asks[:] = [[*filter(kept.__contains__, ask)] for ask in asks]


class Lesson(NamedTuple):
    """An ask to learn from: `features` are those that it shares with other asks.

    `doubt` is how many grains less would speak for its topic had it never been met.
    """

    topic: int
    features: Sequence[str]
    doubt: int


class Evidence:
    """Learnt once from lessons, which are used up; then `of` is a look-up."""

    def __init__(self, lessons: Lessons):
        lessons.complete()
        sizes = {topic: len(asks) for topic, asks in lessons.asks.items()}
        number = sum(sizes.values())
        self._topics = list(sizes)
        self._rarity = [number / (min(size, MANY) + FEW) for size in sizes.values()]
        self._lone = [_weight(rarity) for rarity in self._rarity]
        met: Counter[str] = Counter()
        known = [0]  # how many features are, topic after topic
        for asks in lessons.asks.values():
            met.update(chain.from_iterable(asks))
            known.append(len(met))
        self._once = _Once(met, known)
        wide = _wide(lessons, met)
        shared = {f: often for f, often in met.items() if often > 1 and f not in wide}
        del met
        lessons.let_go(shared.keys())
        self._lanes = _Lanes(len(sizes))
        self._rows = dict.fromkeys(shared, 0)
        self._mend(self._counted(lessons, shared), lessons.worth)
        self._rows = {feature: row for feature, row in self._rows.items() if row}

    def of(self, features: Features) -> dict[str, float]:
        """The evidence of all features together for each topic; below 0 it speaks against one."""
        rows = self._rows
        shared = [rows[feature] for feature in features if feature in rows]
        totals = [grains / GRAIN for grains in self._lanes.sum(shared)]
        others = [feature for feature in features if feature not in rows]
        for feature, topic in self._once.topics(others):
            totals[topic] += features[feature] * self._lone[topic]
        return dict(zip(self._topics, totals, strict=True))

    def _counted(self, lessons: Lessons, met: Mapping[str, int]) -> list[Lesson]:
        """Takes in how often features are met in the asks of each topic, and everywhere."""
        counted = []
        grains = cache(_grains)
        for topic, asks in enumerate(lessons.asks.values()):
            doubts: dict[str, int] = {}
            rarity, lane = self._rarity[topic], LANE * topic
            for feature, count in Counter(chain.from_iterable(asks)).items():
                worth = lessons.worth[feature]
                weight, doubts[feature] = grains(rarity, count, met[feature], worth)
                if weight:
                    self._rows[feature] += weight << lane
            counted += [Lesson(topic, ask, sum(map(doubts.__getitem__, ask))) for ask in asks]
        return counted

    def _mend(self, lessons: Sequence[Lesson], worth: Features) -> None:
        """Moves evidence where a question would not find its topic without itself."""
        row = self._rows.__getitem__
        order = sorted(range(len(lessons)), key=lambda at: at * STRIDE % len(lessons))
        for turn, at in enumerate(order):
            topic, features, doubt = lessons[at]
            rival = self._lanes.rival(map(row, features), topic, doubt)
            if rival is not None and features:
                worths = [worth[feature] for feature in features]
                power = sum([one * one for one in worths])
                step = GRAIN * STEP * (1 - turn / len(order)) / math.sqrt(power)
                move = (1 << LANE * topic) - (1 << LANE * rival)
                moves = {one: round(step * one * one) * move for one in set(worths)}
                for feature, one in zip(features, worths, strict=True):
                    self._rows[feature] += moves[one]


class _Lanes:
    """Adds up rows and takes them apart."""

    def __init__(self, topics: int):
        self._ones = sum(1 << LANE * topic for topic in range(topics))
        self._zero = self._ones * ZERO
        self._others = [self._zero ^ ZERO << LANE * topic for topic in range(topics)]
        self._bytes = topics * LANE // 8
        self._unpack = struct.Struct(f"<{topics}I").unpack

    def sum(self, rows: Iterable[Row]) -> list[int]:
        """The grains of all rows for each topic."""
        return [lane - ZERO for lane in self._lanes(sum(rows, self._zero))]

    def rival(self, rows: Iterable[Row], topic: int, doubt: int) -> int | None:
        """Another topic that is ahead, or not far enough behind; `doubt` weakens the right one."""
        total = sum(rows, self._zero)
        own = (total >> LANE * topic & LAST) - ZERO - doubt
        # The highest bit of a lane stays where it is not below what is taken away from it.
        if not (total - self._ones * _too_close(own)) & self._others[topic]:
            return None
        lanes = [*self._lanes(total)]
        lanes[topic] = 0
        return lanes.index(max(lanes))

    def _lanes(self, total: Row) -> tuple[int, ...]:
        return self._unpack(total.to_bytes(self._bytes, "little"))


class _Once:
    """The topics of features that are met only once: more than all others together.

    Only their hashes are kept, in a table at most two thirds full: a tenth of what a dictionary
    would take.
    """

    def __init__(self, met: Mapping[str, int], known: Sequence[int]):
        """`met` is in the order of topics, of which `known` says where they begin."""
        once = array("q")
        features = iter(met.items())
        for topic, (before, after) in enumerate(pairwise(known)):
            new = islice(features, after - before)
            once.extend([hash(one) & HASH | topic for one, often in new if often == 1])
        mask = (1 << (len(once) * 3 // 2).bit_length()) - 1
        kept = array("q", bytes(8 * (mask + 1)))
        for one in once:
            at = one >> 16 & mask
            while kept[at]:
                at = at + 1 & mask
            kept[at] = one
        self._kept, self._mask = kept, mask

    def topics(self, features: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Those of the features that are kept, with their topics."""
        kept, mask = self._kept, self._mask
        for feature in features:
            sought = hash(feature) & HASH | TOPIC
            at = sought >> 16 & mask
            while one := kept[at]:
                if one | TOPIC == sought:
                    yield feature, one & TOPIC
                    break
                at = at + 1 & mask


def _too_close(own: int) -> int:
    """The grains from which on another topic is ahead, or not far enough behind."""
    share = (1 - LEAD / 2) / (1 + LEAD / 2)
    return math.floor(own * share if own > 0 else own / share) + 1


def _grains(rarity: float, count: int, met: int, worth: float) -> tuple[int, int]:
    """The grains of a feature for a topic, and how many fewer they were without one ask."""
    weight = _weight(count * rarity / met)
    kept = worth * weight if weight > FAINT else 0.0
    if not weight or count > SEEN_OFTEN:
        return round(GRAIN * kept), 0
    without = _weight((count - 1) * rarity / (met - 1)) if count > 1 else 0.0
    return round(GRAIN * kept), round(GRAIN * worth * (weight - without))


def _weight(ratio: float) -> float:
    """Nats for a feature met `ratio` times as often in a topic as anywhere; nothing below once."""
    return math.log((ratio + SMOOTHING) / (1 + SMOOTHING)) if ratio > 1 else 0.0


def _wide(lessons: Lessons, met: Mapping[str, int]) -> set[str]:
    """The features that too many topics share."""
    often = {feature for feature, count in met.items() if count > WIDE}
    topics = (often.intersection(chain.from_iterable(asks)) for asks in lessons.asks.values())
    spread = Counter(chain.from_iterable(topics))
    return {feature for feature, number in spread.items() if number > WIDE}
