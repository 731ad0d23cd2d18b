"""Mends typing errors of a phone keyboard in unknown words: slips, joined and split words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Short words that may have been typed together with a neighbour ("istart", "alittle").
_GLUE = frozenset(
    {"i", "a", "my", "me", "to", "it", "is", "do", "in", "on", "at", "of", "so", "no", "we"}
    | {"up", "the", "for", "and", "can", "not", "am", "be"}
)


class Spelling:
    """Leaves `known_words` alone, and what it has learnt; mends towards what it has learnt."""

    def __init__(self, known_words: Collection[str]):
        self._known = frozenset(known_words)
        self._count: Counter[str] = Counter()
        self._learnt: list[str] = []  # not counted yet
        self._candidates: list[str] = []
        self._word = lru_cache(maxsize=4096)(self._mend)

    def learn(self, words: Iterable[str]) -> None:
        """Takes in words of the content, as often as they stand there."""
        self._learnt += words

    def mended(self, words: Sequence[str]) -> list[str]:
        """The words of a text with unknown ones replaced by what was most likely meant."""
        if self._learnt:
            self._count.update(self._learnt)
            self._learnt = []
            self._candidates = sorted(word for word in self._count if len(word) >= 3)
            self._word.cache_clear()
        mended: list[str] = []
        at = 0
        while at < len(words):
            joined = self._joined(words, at)
            mended += [joined] if joined else self._word(words[at])
            at += 2 if joined else 1
        return mended

    def _joined(self, words: Sequence[str], at: int) -> str:
        """Two words that were meant as one ("re minder"), or nothing."""
        pair = words[at : at + 2]
        joined = "".join(pair)
        odd = len(pair) == 2 and any(len(word) > 1 and self._is_odd(word) for word in pair)
        return joined if odd and joined in self._count else ""

    def _is_odd(self, word: str) -> bool:
        known = word in self._count or word in self._known
        return not known and word.isascii() and word.isalpha()

    def _mend(self, word: str) -> tuple[str, ...]:
        if not self._is_odd(word) or len(word) < 3:
            return (word,)
        nearest, unlikely = self._nearest(word)
        if len(word) == 3:  # so short a word is only mended where two letters are swapped
            return (nearest if sorted(nearest) == sorted(word) else word,)
        if unlikely < 1.5:
            return (nearest,)
        return self._two_words(word) or (nearest,)

    def _two_words(self, word: str) -> tuple[str, ...]:
        for cut in range(1, len(word)):
            if self._stands_alone(word[:cut]) and self._stands_alone(word[cut:]):
                return (word[:cut], word[cut:])
        return ()

    def _stands_alone(self, part: str) -> bool:
        return part in _GLUE or (len(part) >= 3 and self._count[part] >= 2)

    def _nearest(self, word: str) -> tuple[str, float]:
        """The likeliest known word within one or two slips, else the word; and how unlikely."""
        slips = 1 if len(word) < 7 else 2
        found = process.extract(
            word, self._candidates, scorer=OSA.distance, score_cutoff=slips, limit=8
        )
        likely = [(self._unlikely(word, one[0], int(one[1])), one[0]) for one in found]
        best = min(likely, key=lambda one: (one[0], -self._count[one[1]]), default=(9.0, word))
        return best[1], best[0]

    @staticmethod
    def _unlikely(word: str, meant: str, slips: int) -> float:
        # People rarely miss the first letter, swap two letters or hit the key beside the right one.
        swapped = 0.2 * (sorted(word) == sorted(meant))
        far = 0.3 * (slips == 1 and _far(word, meant))
        return slips + 0.5 * (word[0] != meant[0]) + far - swapped


def _far(word: str, meant: str) -> bool:
    """Whether the one wrong letter is not beside the right one on the keyboard."""
    wrong = [pair for pair in zip(word, meant, strict=False) if pair[0] != pair[1]]
    if len(word) != len(meant) or len(wrong) != 1:
        return False
    one, other = wrong[0]
    return not any(
        abs(row.find(one) - row.find(other)) == 1 for row in _ROWS if one in row and other in row
    )
