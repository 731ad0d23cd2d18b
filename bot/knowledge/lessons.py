"""How much a feature of a text speaks for each topic, learnt from the ways of asking.

First by counting: what is met more often in a topic than elsewhere speaks for it. Then by asking
every known question once as if it had never been seen: where another topic comes too close, a
little evidence moves over to the right one. (A naive Bayes model, mended by a perceptron.)
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from sys import intern

Features = Mapping[str, float]  # what a text is compared by, with its worth

SMOOTHING = 0.3
FEW = 5  # a topic with few asks must not shout: its counts are diluted by this many
MANY = 200  # a topic with many asks must not whisper: it counts as no larger than this
WIDE = 40  # a feature that more topics share is worth nothing
FAINT = 0.2  # less evidence than this is not kept
LEAD = 0.2  # the right topic should lead by this share of the evidence
STEP = 1.5  # evidence moved at the first mistake; later ones move less, the last almost none
SEEN_OFTEN = 3  # a feature met in more asks of a topic than this is not doubted
STRIDE = 7919  # asks of one topic stand together, but are not learnt from in a row


class Evidence:
    """Learnt once from (topic, features of an ask) pairs; then `of` is a look-up.

    Rows hold the evidence of a feature for all topics in nats, its worth included.
    """

    def __init__(self, lessons: Iterable[tuple[str, Features]]):
        self._number: dict[str, int] = {}
        self._worth: dict[str, float] = {}
        kept = [self._kept(topic, features) for topic, features in lessons]
        self._sizes = Counter(topic for topic, _ in kept)
        self._all = len(kept)
        self._weigh = lru_cache(maxsize=None)(self._weight)
        counts = _counted(kept)
        # Most features are met only once: those of a topic all speak for it alike.
        self._once = {feature: one for feature, one in counts.items() if isinstance(one, int)}
        self._lone = [self._weigh(1, self._sizes[one], 1) for one in range(len(self._number))]
        shared = {
            feature: one
            for feature, one in counts.items()
            if isinstance(one, dict) and len(one) <= WIDE
        }
        self._rows = {feature: self._row(feature, topics) for feature, topics in shared.items()}
        self._mend(kept, {feature: self._doubts(feature, one) for feature, one in shared.items()})

    def of(self, features: Features) -> dict[str, float]:
        """The evidence of all features together for each topic; below 0 it speaks against one."""
        rows = [row for feature in features if (row := self._rows.get(feature))]
        totals: list[float] = [*map(sum, zip(*rows, strict=True))] or [0.0] * len(self._number)
        for feature in features:
            topic = self._once.get(feature)
            if topic is not None:
                totals[topic] += features[feature] * self._lone[topic]
        return dict(zip(self._number, totals, strict=True))

    def _kept(self, topic: str, features: Features) -> tuple[int, tuple[str, ...]]:
        """A lesson in little memory."""
        names = tuple(map(intern, features))
        self._worth.update(features)
        return self._number.setdefault(topic, len(self._number)), names

    def _weight(self, count: int, size: int, met: int) -> float:
        """How much more often a feature is met in a topic than anywhere, as a logarithm."""
        if not count:
            return 0.0
        here = count / (min(size, MANY) + FEW)
        anywhere = met / self._all
        return max(math.log((here + SMOOTHING * anywhere) / ((1 + SMOOTHING) * anywhere)), 0.0)

    def _row(self, feature: str, counts: Mapping[int, int]) -> list[float]:
        row, worth, met = [0.0] * len(self._number), self._worth[feature], sum(counts.values())
        for topic, count in counts.items():
            weight = self._weigh(count, self._sizes[topic], met)
            if weight > FAINT:
                row[topic] = worth * weight
        return row

    def _doubts(self, feature: str, counts: Mapping[int, int]) -> dict[int, float]:
        """By how much less a feature would speak for a topic if one of its asks were unknown."""
        worth, met, weigh = self._worth[feature], sum(counts.values()), self._weigh
        return {
            topic: worth * (weigh(count, size, met) - weigh(count - 1, size, met - 1))
            for topic, count in counts.items()
            if count <= SEEN_OFTEN and (size := self._sizes[topic])
        }

    def _mend(
        self, lessons: Sequence[tuple[int, tuple[str, ...]]], doubts: Mapping[str, dict[int, float]]
    ) -> None:
        """Moves evidence where a question would not find its topic without itself."""
        for turn, at in enumerate(sorted(range(self._all), key=lambda at: at * STRIDE % self._all)):
            topic, features = lessons[at]
            shared = [feature for feature in features if feature in doubts]
            doubt = sum([doubts[feature].get(topic, 0.0) for feature in shared])
            rival = self._rival(topic, [self._rows[feature] for feature in shared], doubt)
            if rival is not None:
                self._move(shared, rival, topic, STEP * (1 - turn / self._all))

    @staticmethod
    def _rival(topic: int, rows: Sequence[Sequence[float]], doubt: float) -> int | None:
        """Another topic that is ahead, or not far enough behind."""
        totals: list[float] = [*map(sum, zip(*rows, strict=True))]
        if not totals:
            return None
        own, totals[topic] = totals[topic] - doubt, -math.inf
        most = max(totals)
        close = own - most < LEAD * (abs(own) + abs(most)) / 2
        return totals.index(most) if close else None

    def _move(self, shared: Sequence[str], rival: int, topic: int, step: float) -> None:
        worths = [self._worth[feature] ** 2 for feature in shared]
        step /= math.sqrt(sum(worths))
        for feature, worth in zip(shared, worths, strict=True):
            self._rows[feature][topic] += step * worth
            self._rows[feature][rival] -= step * worth


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
