"""Mends typing errors of a phone keyboard in unknown words: slips, joined and split words."""

from collections import Counter
from collections.abc import Iterable, Sequence
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
    """`vocabulary` are the words of the content, repeated as often as they stand there."""

    def __init__(self, vocabulary: Iterable[str], common_words: frozenset[str]):
        self._count = Counter(vocabulary)
        self._known = common_words | self._count.keys()
        self._candidates = sorted(word for word in self._count if len(word) >= 3)
        self.word = lru_cache(maxsize=4096)(self._word)

    def mended(self, pieces: Sequence[str]) -> list[str]:
        """The pieces of a text with unknown words replaced by what was most likely meant."""
        mended: list[str] = []
        at = 0
        while at < len(pieces):
            joined = "".join(pieces[at : at + 2])
            if self._is_split(pieces[at : at + 2], joined):
                mended.append(joined)
                at += 2
                continue
            mended += self.word(pieces[at])
            at += 1
        return mended

    def _is_split(self, pair: Sequence[str], joined: str) -> bool:
        unknown = len(pair) == 2 and any(len(piece) > 1 and self._is_odd(piece) for piece in pair)
        return unknown and joined in self._count

    def _is_odd(self, word: str) -> bool:
        return word not in self._known and word.isascii() and word.isalpha()

    def _word(self, word: str) -> tuple[str, ...]:
        if not self._is_odd(word) or len(word) < 4:
            return (word,)
        return self._two_words(word) or (self._nearest(word),)

    def _two_words(self, word: str) -> tuple[str, ...]:
        for cut in range(1, len(word)):
            left, right = word[:cut], word[cut:]
            if self._stands_alone(left) and self._stands_alone(right):
                return (left, right)
        return ()

    def _stands_alone(self, part: str) -> bool:
        return part in _GLUE or (len(part) >= 3 and self._count[part] >= 2)

    def _nearest(self, word: str) -> str:
        slips = 1 if len(word) < 7 else 2
        found = process.extract(
            word, self._candidates, scorer=OSA.distance, score_cutoff=slips, limit=8
        )
        return (
            min(found, key=lambda one: self._unlikely(word, one[0], int(one[1])))[0]
            if found
            else word
        )

    def _unlikely(self, word: str, meant: str, slips: int) -> tuple[float, int]:
        # People rarely miss the first letter, and hit the key beside the right one.
        far = 0.5 * (word[0] != meant[0]) + 0.3 * (slips == 1 and not _beside(word, meant))
        return slips + far, -self._count[meant]


def _beside(word: str, meant: str) -> bool:
    wrong = [pair for pair in zip(word, meant, strict=False) if pair[0] != pair[1]]
    if len(word) != len(meant) or len(wrong) != 1:
        return True
    return any(
        abs(row.find(wrong[0][0]) - row.find(wrong[0][1])) == 1
        for row in _ROWS
        if wrong[0][0] in row and wrong[0][1] in row
    )
