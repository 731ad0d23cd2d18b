"""The keyword index: which topics speak like a message, with how much evidence. No decisions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from bot.knowledge.tokens import Reader, Unit

# What a hit is worth beside a meaning (1): the very word behind a meaning, two neighbours,
# two meanings near each other in any order, the whole message as somebody wrote it before.
WORD, NEIGHBOURS, NEAR, WHOLE = 0.5, 0.5, 0.6, 1.5
REACH = 2
SMOOTHING = 0.3
FEW = 5  # a topic with few asks must not shout: its counts are diluted by this many
MANY = 200  # a topic with many asks must not whisper: it counts as no larger than this


@dataclass(frozen=True)
class Match:
    """A topic, the evidence for it (nats, 0 up), the share of the message it knows (0..1)."""

    topic: str
    evidence: float
    share: float


class Index:
    """Built once from (text, topic) pairs: ways of asking, each with the topic it belongs to."""

    def __init__(self, reader: Reader, asks: Iterable[tuple[str, str]]):
        self._small = reader.small
        self._sizes: Counter[str] = Counter()
        found: dict[str, dict[str, int]] = {}
        for text, topic in asks:
            self._sizes[topic] += 1
            for feature in self._features(reader.units(reader.learn(text))):
                topics = found.setdefault(feature, {})
                topics[topic] = topics.get(topic, 0) + 1
        self._all = self._sizes.total()
        self._met = {feature: sum(topics.values()) for feature, topics in found.items()}
        weigh = lru_cache(maxsize=None)(self._weigh)
        self._weights = {
            feature: [
                (topic, weight)
                for topic, count in topics.items()
                if (weight := weigh(count, self._sizes[topic], self._met[feature])) > 0
            ]
            for feature, topics in found.items()
        }

    def matches(self, units: Sequence[Unit]) -> list[Match]:
        """The topics with most evidence, best first."""
        evidence: dict[str, float] = defaultdict(float)
        for feature, worth in self._features(units).items():
            for topic, weight in self._weights.get(feature, ()):
                evidence[topic] += worth * weight
        best = nlargest(4, evidence.items(), key=lambda one: one[1])
        meanings = [meaning for meaning, _ in units if meaning not in self._small]
        return [Match(topic, score, self._share(meanings, topic)) for topic, score in best]

    def _weigh(self, count: int, size: int, met: int) -> float:
        """How much more often a feature is met in a topic than anywhere, as a logarithm."""
        here = count / (min(size, MANY) + FEW)
        anywhere = met / self._all
        return math.log((here + SMOOTHING * anywhere) / ((1 + SMOOTHING) * anywhere))

    def _share(self, meanings: Sequence[str], topic: str) -> float:
        known = sum(self._rarity(one) for one in meanings if self._speaks_for(one, topic))
        return known / max(sum(map(self._rarity, meanings)), 1e-9)

    def _speaks_for(self, meaning: str, topic: str) -> bool:
        return any(topic == one for one, _ in self._weights.get(meaning, ()))

    def _rarity(self, meaning: str) -> float:
        return math.log(1 + self._all / self._met.get(meaning, 1))

    def _features(self, units: Sequence[Unit]) -> dict[str, float]:
        """What a text is compared by, with its worth."""
        features: dict[str, float] = {}
        order = [meaning for meaning, _ in units]
        heart = [meaning for meaning in order if meaning not in self._small]
        for meaning, stems in units:
            if meaning[0] == "<":
                features.update({stem: WORD for stem in stems if stem not in self._small})
        features.update(dict.fromkeys(heart, 1.0))
        for one, two in pairwise(["^", *order, "$"]):
            features[f"{one} {two}"] = NEIGHBOURS
        for at, one in enumerate(heart):
            for two in heart[at + 1 : at + 1 + REACH]:
                features[f"{one}&{two}" if one < two else f"{two}&{one}"] = NEAR
        features["=" + " ".join(heart)] = WHOLE
        features["==" + " ".join(order)] = WHOLE
        return features
