"""The keyword index: which topics speak like a message, with how much evidence. No decisions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.tokens import Reader

Unit = tuple[str, tuple[str, ...]]

# What a hit is worth beside a meaning (1): the very word behind a meaning, two neighbours,
# two meanings near each other in any order, the whole message as somebody wrote it before.
WORD, NEIGHBOURS, NEAR, WHOLE = 0.5, 0.5, 0.6, 1.5
REACH = 3
SMOOTHING = 0.3
FEW = 5  # a topic with few asks must not shout: its counts are diluted by this many


@dataclass(frozen=True)
class Match:
    """A topic, the evidence for it (nats, 0 up), the share of the message it knows (0..1)."""

    topic: str
    evidence: float
    share: float


class Index:
    """Built once from (text, topic) pairs: ways of asking, each with the topic it belongs to."""

    def __init__(self, reader: Reader, asks: Iterable[tuple[str, str]]):
        self._reader = reader
        seen = [(self._features(reader.units(reader.tokens(text))), topic) for text, topic in asks]
        self._sizes = Counter(topic for _, topic in seen)
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for features, topic in seen:
            for feature in features:
                found[feature][topic] += 1
        self._weights = {feature: self._weigh(topics) for feature, topics in found.items()}
        self._rarity = {
            feature: math.log(1 + len(seen) / topics.total()) for feature, topics in found.items()
        }
        self._unknown = math.log(1 + len(seen))

    def matches(self, units: Sequence[Unit]) -> list[Match]:
        """Every topic with any evidence, best first."""
        evidence: dict[str, float] = defaultdict(float)
        for feature, worth in self._features(units).items():
            for topic, weight in self._weights.get(feature, {}).items():
                evidence[topic] += worth * weight
        ranked = sorted(evidence.items(), key=lambda one: -one[1])
        meanings = [meaning for meaning, _ in units if meaning not in self._reader.small]
        return [Match(topic, score, self._share(meanings, topic)) for topic, score in ranked[:4]]

    def _weigh(self, topics: Counter[str]) -> Mapping[str, float]:
        """How much more often than elsewhere a feature is met in each topic, as a logarithm."""
        everywhere = topics.total() / self._sizes.total()
        weights = {}
        for topic, count in topics.items():
            here = count / (self._sizes[topic] + FEW)
            ratio = (here + SMOOTHING * everywhere) / ((1 + SMOOTHING) * everywhere)
            if ratio > 1:
                weights[topic] = math.log(ratio)
        return weights

    def _share(self, meanings: Sequence[str], topic: str) -> float:
        known = sum(self._rare(one) for one in meanings if topic in self._weights.get(one, {}))
        return known / max(sum(map(self._rare, meanings)), 1e-9)

    def _rare(self, meaning: str) -> float:
        return self._rarity.get(meaning, self._unknown)

    def _features(self, units: Sequence[Unit]) -> dict[str, float]:
        small = self._reader.small
        features: dict[str, float] = {}
        for meaning, stems in units:
            if meaning not in small:
                features[meaning] = 1.0
            if meaning.startswith("<"):
                features.update({stem: WORD for stem in stems if stem not in small})
        order = ["^", *(meaning for meaning, _ in units), "$"]
        features.update({f"{one} {two}": NEIGHBOURS for one, two in pairwise(order)})
        heart = [meaning for meaning in order[1:-1] if meaning not in small]
        for at, one in enumerate(heart):
            for two in heart[at + 1 : at + 1 + REACH]:
                features["&".join(sorted((one, two)))] = NEAR
        features["=" + " ".join(heart)] = WHOLE
        return features
