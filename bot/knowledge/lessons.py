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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
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
TOPIC = 0xFFFF  # bits of a kept hash that hold the number of the topic instead
ZERO = 1 << LANE - 1  # lanes are read from here, so that what speaks against a topic fits as well


class Lesson(NamedTuple):
    """An ask to learn from: `features` are those that it shares with other asks.

    `doubt` is how many grains less would speak for its topic had it never been met.
    """

    topic: int
    features: Sequence[str]
    doubt: int


class Evidence:
    """Learnt once from (topic, features of an ask) pairs; then `of` is a look-up."""

    def __init__(self, lessons: Iterable[tuple[str, Sequence[str]]], worth: Features):
        asks: dict[str, list[Sequence[str]]] = {}
        for topic, features in lessons:
            asks.setdefault(topic, []).append(features)
        self._topics = list(asks)
        self._lanes = _Lanes(len(asks))
        self._rows: dict[str, Row] = {}
        self._once = _Once()
        sizes = [len(one) for one in asks.values()]
        self._rarity = [sum(sizes) / (min(size, MANY) + FEW) for size in sizes]
        self._lone = [_weight(rarity) for rarity in self._rarity]
        met = Counter(chain.from_iterable(chain.from_iterable(asks.values())))
        for feature in _wide(met, asks.values()):
            met[feature] = 0
        learnt = [self._count(*one, met, worth) for one in enumerate(asks.values())]
        del met
        self._once.settle()
        self._mend([*chain.from_iterable(learnt)], worth)

    def of(self, features: Features) -> dict[str, float]:
        """The evidence of all features together for each topic; below 0 it speaks against one."""
        rows = self._rows
        shared = [rows[feature] for feature in features if feature in rows]
        totals = [(lane - ZERO) / GRAIN for lane in self._lanes.sum(shared)]
        others = [feature for feature in features if feature not in rows]
        for feature, topic in self._once.topics(others):
            totals[topic] += features[feature] * self._lone[topic]
        return dict(zip(self._topics, totals, strict=True))

    def _count(
        self, topic: int, asks: Sequence[Sequence[str]], met: Mapping[str, int], worth: Features
    ) -> list[Lesson]:
        """Takes in how often features are met in the asks of a topic; hands these back to mend."""
        doubts: dict[str, int] = {}
        grains = cache(partial(_grains, self._rarity[topic]))
        rows, lane = self._rows, LANE * topic
        for feature, count in Counter(chain.from_iterable(asks)).items():
            everywhere = met[feature]
            if everywhere == 1:
                self._once.add(feature, topic)
            elif everywhere:
                weight, doubts[feature] = grains(count, everywhere, worth[feature])
                rows[feature] = rows.get(feature, 0) + (weight << lane)
        shared = [[feature for feature in ask if feature in doubts] for ask in asks]
        return [Lesson(topic, ask, sum([doubts[one] for one in ask])) for ask in shared]

    def _mend(self, lessons: Sequence[Lesson], worth: Features) -> None:
        """Moves evidence where a question would not find its topic without itself."""
        order = sorted(range(len(lessons)), key=lambda at: at * STRIDE % len(lessons))
        for turn, at in enumerate(order):
            topic, features, doubt = lessons[at]
            lanes = self._lanes.sum([self._rows[feature] for feature in features])
            rival = _rival(topic, lanes, doubt) if features else None
            if rival is not None:
                powers = [worth[feature] ** 2 for feature in features]
                step = GRAIN * STEP * (1 - turn / len(order)) / math.sqrt(sum(powers))
                move = (1 << LANE * topic) - (1 << LANE * rival)
                for feature, power in zip(features, powers, strict=True):
                    self._rows[feature] += round(step * power) * move


class _Lanes:
    """Adds up rows and takes them apart."""

    def __init__(self, topics: int):
        self._zero = sum(ZERO << LANE * topic for topic in range(topics))
        self._bytes = topics * LANE // 8
        self._unpack = struct.Struct(f"<{topics}I").unpack

    def sum(self, rows: Iterable[Row]) -> tuple[int, ...]:
        """The grains of all rows for each topic, counted from ZERO."""
        return self._unpack(sum(rows, self._zero).to_bytes(self._bytes, "little"))


class _Once:
    """The topics of features that are met only once: more than all others together.

    Only their hashes are kept, in a table at most half full: a tenth of a dictionary's memory.
    """

    def __init__(self) -> None:
        self._kept = array("q")
        self._mask = 0

    def add(self, feature: str, topic: int) -> None:
        self._kept.append(hash(feature) & ~TOPIC | topic)

    def settle(self) -> None:
        """Must come between the last `add` and the first look-up."""
        added = self._kept
        self._mask = (2 << len(added).bit_length()) - 1
        self._kept = array("q", bytes(8 * (self._mask + 1)))
        for one in added:
            at = one >> 16 & self._mask
            while self._kept[at]:
                at = at + 1 & self._mask
            self._kept[at] = one

    def topics(self, features: Iterable[str]) -> Iterator[tuple[str, int]]:
        """Those of the features that are kept, with their topics."""
        kept, mask = self._kept, self._mask
        for feature in features:
            sought = hash(feature) | TOPIC
            at = sought >> 16 & mask
            while one := kept[at]:
                if one | TOPIC == sought:
                    yield feature, one & TOPIC
                    break
                at = at + 1 & mask


def _rival(topic: int, lanes: Sequence[int], doubt: int) -> int | None:
    """Another topic that is ahead, or not far enough behind."""
    others = [*lanes]
    others[topic] = 0
    most = max(others)
    own, other = lanes[topic] - ZERO - doubt, most - ZERO
    close = own - other < LEAD * (abs(own) + abs(other)) / 2
    return others.index(most) if close else None


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


def _wide(met: Mapping[str, int], asks: Iterable[Sequence[Sequence[str]]]) -> set[str]:
    """The features that too many topics share."""
    often = {feature for feature, count in met.items() if count > WIDE}
    spread = Counter(
        chain.from_iterable(often.intersection(chain.from_iterable(one)) for one in asks)
    )
    return {feature for feature, topics in spread.items() if topics > WIDE}
