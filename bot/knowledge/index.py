"""The keyword index: which topics speak like a message, with how much evidence. No decisions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from bot.knowledge.lessons import Evidence, Lessons
from bot.knowledge.tokens import Reader, Token, Unit

# What a hit is worth beside a meaning (1): the very word behind a meaning, two neighbours in
# meaning and in word, two meanings near each other in any order, the message as it was met before.
WORD, NEIGHBOURS, WORDS, NEAR, WHOLE = 0.7, 0.6, 0.3, 0.5, 1.0
REACH = 2
UNKNOWN = ("?", "??", "???")  # one, two, three words or more that were never met


class Index:
    """Built once from (text, topic) pairs: ways of asking, each with the topic it belongs to."""

    def __init__(self, reader: Reader, asks: Iterable[tuple[str, str]]):
        self._small = reader.small
        lessons = Lessons()
        read: list[tuple[list[str], list[str]]] = []
        for text, topic in asks:
            tokens = reader.learn(text)
            stems = [token.stem for token in tokens]
            ask = lessons.add(topic, self._features(stems, reader.units(tokens)))
            read.append((ask, stems))
        met = Counter(chain.from_iterable(set(stems) for _, stems in read))
        self._known = self._small | {stem for stem, often in met.items() if often > 1}
        for ask, stems in read:
            lessons.mark(ask, self._strange(stems))
        del ask, read
        self._learnt = Evidence(lessons)

    def evidence(self, tokens: Sequence[Token], units: Sequence[Unit]) -> dict[str, float]:
        """The evidence for each topic that a message speaks like, in nats."""
        stems = [token.stem for token in tokens]
        features = self._features(stems, units)
        strange = self._strange(stems)
        return self._learnt.of(features | dict.fromkeys(strange, 1.0))

    def _strange(self, stems: Sequence[str]) -> Sequence[str]:
        return UNKNOWN[: len([stem for stem in stems if stem not in self._known])]

    def _features(self, stems: Sequence[str], units: Sequence[Unit]) -> dict[str, float]:
        """What a text is compared by, with its worth."""
        small = self._small
        order = [meaning for meaning, _ in units]
        heart = [meaning for meaning in order if meaning not in small]
        features = {"=" + " ".join(heart): WHOLE, "==" + " ".join(stems): WHOLE}
        for one, two in pairwise(["^", *stems, "$"]):
            features[f"{one} {two}"] = WORDS
        for one, two in pairwise(["^", *order, "$"]):
            features[f"{one} {two}"] = NEIGHBOURS
        for at, one in enumerate(heart):
            for two in heart[at + 1 : at + 1 + REACH]:
                features[f"{one}&{two}" if one < two else f"{two}&{one}"] = NEAR
        for meaning, words in units:
            if meaning[0] == "<":
                features.update({word: WORD for word in words if word not in small})
        features.update(dict.fromkeys(heart, 1.0))
        return features
