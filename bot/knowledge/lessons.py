"""How much a feature of a text speaks for each topic, learnt from the ways of asking.

First by counting: what is met more often in a topic than elsewhere speaks for it. Then by asking
every known question once as if it had never been seen: where another topic comes too close, a
little evidence moves over to the right one. (A naive Bayes model, mended by a perceptron.)
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

Features = Mapping[str, float]  # what a text is compared by, with its worth

SMOOTHING = 0.3
FEW = 5  # a topic with few asks must not shout: its counts are diluted by this many
MANY = 200  # a topic with many asks must not whisper: it counts as no larger than this
WIDE = 40  # a feature that more topics share is worth nothing
FAINT = 0.5  # less evidence than this is not kept
LEAD = 0.2  # the right topic should lead by this share of the evidence
STEP = 1.5  # evidence moved at the first mistake; later ones move less, the last almost none
SEEN_OFTEN = 3  # a feature met in more asks of a topic than this is not doubted
STRIDE = 7919  # asks of one topic stand together, but are not learnt from in a row


class Shared(NamedTuple):
    """What is known of a feature that was met more than once.

    `row` is its evidence for all topics (nats, its worth included), `doubts` how much less it
    would speak for a topic without one of its asks, `power` its worth squared.
    """

    row: list[float]
    doubts: Mapping[int, float]
    power: float


class Evidence:
    """Learnt once from (topic, features of an ask) pairs; then `of` is a look-up."""

    def __init__(self, lessons: Sequence[tuple[str, Sequence[str]]], worth: Features):
        sizes = Counter(topic for topic, _ in lessons)
        self._topics = list(sizes)
        self._rarity = [len(lessons) / (min(size, MANY) + FEW) for size in sizes.values()]
        number = {topic: at for at, topic in enumerate(sizes)}
        numbered = [(number[topic], features) for topic, features in lessons]
        counts = _counted(numbered)
        # Most features are met only once: those of a topic all speak for it alike.
        self._once = {feature: one for feature, one in counts.items() if isinstance(one, int)}
        self._lone = [_weight(rarity) for rarity in self._rarity]
        shared = {}
        for feature in list(counts):  # taken out one by one, so that little is held at a time
            one = counts.pop(feature)
            if isinstance(one, dict) and len(one) <= WIDE:
                shared[feature] = self._shared(worth[feature], one)
        _mend(numbered, shared)
        self._rows = {feature: one.row for feature, one in shared.items()}

    def of(self, features: Features) -> dict[str, float]:
        """The evidence of all features together for each topic; below 0 it speaks against one."""
        rows = [row for feature in features if (row := self._rows.get(feature))]
        totals: list[float] = [*map(sum, zip(*rows, strict=True))] or [0.0] * len(self._topics)
        for feature in features:
            topic = self._once.get(feature)
            if topic is not None:
                totals[topic] += features[feature] * self._lone[topic]
        return dict(zip(self._topics, totals, strict=True))

    def _shared(self, worth: float, counts: Mapping[int, int]) -> Shared:
        row, doubts, met = [0.0] * len(self._topics), {}, sum(counts.values())
        for topic, count in counts.items():
            rarity = self._rarity[topic]
            weight = _weight(count * rarity / met)
            if weight > FAINT:
                row[topic] = worth * weight
            if weight and count <= SEEN_OFTEN:
                without = _weight((count - 1) * rarity / (met - 1)) if count > 1 else 0.0
                doubts[topic] = worth * (weight - without)
        return Shared(row, doubts, worth * worth)


def _weight(ratio: float) -> float:
    """Nats for a feature met `ratio` times as often in a topic as anywhere; nothing below once."""
    return math.log((ratio + SMOOTHING) / (1 + SMOOTHING)) if ratio > 1 else 0.0


def _mend(lessons: Sequence[tuple[int, Sequence[str]]], shared: Mapping[str, Shared]) -> None:
    """Moves evidence where a question would not find its topic without itself."""
    order = sorted(range(len(lessons)), key=lambda at: at * STRIDE % len(lessons))
    for turn, at in enumerate(order):
        topic, features = lessons[at]
        met = [one for feature in features if (one := shared.get(feature))]
        rival = _rival(topic, met)
        if rival is not None:
            step = STEP * (1 - turn / len(order)) / math.sqrt(sum([one.power for one in met]))
            for one in met:
                one.row[topic] += step * one.power
                one.row[rival] -= step * one.power


def _rival(topic: int, met: Sequence[Shared]) -> int | None:
    """Another topic that is ahead, or not far enough behind."""
    totals: list[float] = [*map(sum, zip(*[one.row for one in met], strict=True))]
    if not totals:
        return None
    own = totals[topic] - sum([one.doubts.get(topic, 0.0) for one in met])
    totals[topic] = -math.inf
    most = max(totals)
    close = own - most < LEAD * (abs(own) + abs(most)) / 2
    return totals.index(most) if close else None


def _counted(lessons: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int | dict[int, int]]:
    """In how many asks of each topic a feature is met; the topic alone where it is only one."""
    counts: dict[str, int | dict[int, int]] = {}
    for topic, features in lessons:
        for feature in features:
            known = counts.get(feature)
            if known is None:
                counts[feature] = topic
            elif isinstance(known, int):
                counts[feature] = {known: 2} if known == topic else {known: 1, topic: 1}
            else:
                known[topic] = known.get(topic, 0) + 1
    return counts
