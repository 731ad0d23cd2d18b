"""How well and how fast questions are answered, beside two plain indexes on the same content.

    python -m tests.bench.answers [--details] [questions.jsonl …]

A line of a question file: {"q": text, "accept": [topics, or "none"], "kind": how it is written}.
Without a file the project's own two sets are asked: one that was read while the content was
written, and one that was not.
"""

import json
import math
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import snowballstemmer

from bot.knowledge.answers import Answers
from bot.knowledge.library import Library, load
from bot.knowledge.safety import Safety
from bot.knowledge.tokens import LONGEST_TEXT, Reader
from bot.wiring import content_folder

OWN = Path(__file__).parent.parent / "knowledge"
SEEN, UNSEEN = OWN / "questions.jsonl", OWN / "unseen.jsonl"
NONE = "none"
FINDING_TOLERATED = 8.0  # points between seen and unseen; more is worth a sentence

# The first topic or "none", then the candidates, best first.
Ask = Callable[[str], tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Question:
    """A message and the topics that answer it."""

    text: str
    accept: frozenset[str]
    kind: str


@dataclass
class Score:
    """Counts of one index on one set; `of` says how many there were to get right."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    kinds: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    topics: defaultdict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def share(self, name: str) -> float:
        """Percent."""
        return 100 * self.right[name] / self.of[name] if self.of[name] else math.nan

    def count(self, name: str, right: bool) -> None:
        self.of[name] += 1
        self.right[name] += right


def score(ask: Ask, questions: Iterable[Question], dangers: frozenset[str]) -> Score:
    """Asks every question once and counts."""
    result = Score()
    for question in questions:
        began = time.perf_counter()
        first, candidates = ask(question.text)
        result.seconds.append(time.perf_counter() - began)
        _count(result, question, first, candidates, dangers)
    return result


def _count(
    result: Score,
    question: Question,
    first: str,
    candidates: Sequence[str],
    dangers: frozenset[str],
) -> None:
    right = first in question.accept
    if NONE in question.accept:
        result.count("none", right)
    else:
        result.count("first", right)
        result.count("three", right or bool(question.accept & set(candidates[:3])))
    if question.accept <= dangers:
        result.count("safety", first in dangers)
    elif not question.accept & dangers:
        result.count("alarm", first in dangers)
    result.kinds[question.kind].append(right)
    for topic in question.accept:
        result.topics[topic].append(right)
    if not right:
        result.confusions[min(question.accept), first] += 1


def ours(library: Library) -> Ask:
    """The bot's own answers."""
    answers = Answers(library)

    def ask(text: str) -> tuple[str, Sequence[str]]:
        finding = answers.ask(text)
        return finding.topic or NONE, finding.candidates

    return ask


def bm25(library: Library) -> Ask:
    """Okapi BM25 (k1 1.5, b 0.75) over Snowball stems of each topic's whole text."""
    stem = snowballstemmer.stemmer("english").stemWords

    def words(text: str) -> list[str]:
        spaced = "".join(sign if sign.isalnum() else " " for sign in text.lower())
        return list(stem(spaced.split()))

    bags = {topic: Counter(words(text)) for topic, text in _texts(library).items()}
    lengths = {topic: bag.total() for topic, bag in bags.items()}
    usual = sum(lengths.values()) / len(lengths)
    spread = Counter(word for bag in bags.values() for word in bag)

    def weight(topic: str, word: str) -> float:
        often = bags[topic][word]
        rare = math.log(1 + (len(bags) - spread[word] + 0.5) / (spread[word] + 0.5))
        return rare * often * 2.5 / (often + 1.5 * (0.25 + 0.75 * lengths[topic] / usual))

    def ask(text: str) -> tuple[str, Sequence[str]]:
        asked = words(text)
        return _ranked({topic: sum(weight(topic, word) for word in asked) for topic in bags})

    return ask


def ngrams(library: Library) -> Ask:
    """Cosine of TF-IDF vectors of character 3- to 5-grams."""

    def grams(text: str) -> Counter[str]:
        padded = f" {' '.join(text.lower().split())} "
        return Counter(padded[i : i + n] for n in (3, 4, 5) for i in range(len(padded) - n + 1))

    bags = {topic: grams(text) for topic, text in _texts(library).items()}
    spread = Counter(gram for bag in bags.values() for gram in bag)

    def vector(bag: Counter[str]) -> dict[str, float]:
        raw = {
            gram: (1 + math.log(often)) * math.log(len(bags) / spread[gram])
            for gram, often in bag.items()
            if spread[gram]
        }
        length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
        return {gram: value / length for gram, value in raw.items()}

    vectors = {topic: vector(bag) for topic, bag in bags.items()}

    def ask(text: str) -> tuple[str, Sequence[str]]:
        asked = vector(grams(text))
        return _ranked(
            {
                topic: sum(value * known.get(gram, 0.0) for gram, value in asked.items())
                for topic, known in vectors.items()
            }
        )

    return ask


def _texts(library: Library) -> dict[str, str]:
    return {
        topic.id: " ".join((topic.title, topic.answer, *topic.asks))
        for topic in library.topics.values()
    }


def _ranked(scores: dict[str, float]) -> tuple[str, Sequence[str]]:
    best = sorted(scores, key=lambda topic: -scores[topic])[:3]
    return (best[0] if scores[best[0]] > 0 else NONE), best


def read(file: Path) -> list[Question]:
    """The questions of a file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines if line.strip()]
    return [Question(one["q"], frozenset(one["accept"]), one.get("kind", "")) for one in kept]


def main(arguments: Sequence[str]) -> None:
    """Prints a table a set, and with --details what went wrong where."""
    files = [Path(one) for one in arguments if not one.startswith("--")]
    library = load(content_folder())
    dangers = frozenset(one.id for one in library.topics.values() if one.safety)
    indexes = {"this bot": _built(ours, library), "BM25": bm25(library), "n-grams": ngrams(library)}
    print(f"longest text of words of danger read for danger in {_slowest(library):.1f} ms")
    firsts = {}
    for file in files or [one for one in (SEEN, UNSEEN) if one.exists()]:
        questions = read(file)
        scores = {name: score(ask, questions, dangers) for name, ask in indexes.items()}
        firsts[file.name] = scores["this bot"].share("first")
        _print_table(file, len(questions), scores)
        if "--details" in arguments:
            _print_details(scores["this bot"])
    gap = max(firsts.values()) - min(firsts.values())
    if not files and gap > FINDING_TOLERATED:
        print(f"\nFinding: {gap:.1f} points between the seen and the unseen set.")


def _built(make: Callable[[Library], Ask], library: Library) -> Ask:
    memory, began = _memory(), time.perf_counter()
    ask = make(library)
    seconds = time.perf_counter() - began
    print(f"built in {seconds:.2f} s, {_memory() - memory:.0f} MiB more memory")
    return ask


def _slowest(library: Library) -> float:
    """Milliseconds for the slowest of some texts packed with what is asked about danger."""
    reader = Reader(library.lexicon, library.common_words)
    safety = Safety(library.safety, reader)
    asks = [ask for topic in library.topics.values() if topic.safety for ask in topic.asks]
    texts = [". ".join(asks[start::7])[:LONGEST_TEXT] for start in range(7)]
    slowest = 0.0
    for tokens in map(reader.tokens, texts):
        seconds = []
        for _ in range(9):
            began = time.perf_counter()
            safety.read(tokens)
            seconds.append(time.perf_counter() - began)
        slowest = max(slowest, min(seconds))
    return 1000 * slowest


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _print_table(file: Path, number: int, scores: dict[str, Score]) -> None:
    print(f"\n{file.name}: {number} messages")
    names = ("first", "three", "safety", "alarm", "none")
    heads = ("first", "in three", "safety found", "false alarms", "none kept", "median")
    print(f"{'':10}" + "".join(f"{head:>14}" for head in heads))
    for name, one in scores.items():
        shares = "".join(f"{one.share(column):>13.1f}%" for column in names)
        print(f"{name:10}{shares}{1000 * median(one.seconds):>11.2f} ms")


def _print_details(result: Score) -> None:
    for title, groups in (("kind", result.kinds), ("topic", result.topics)):
        print(f"\nby {title}, worst first")
        for name, rights in sorted(groups.items(), key=lambda one: sum(one[1]) / len(one[1])):
            print(f"  {name:22}{sum(rights):4} of {len(rights)}")
    print("\nconfusions")
    for (wanted, got), often in result.confusions.most_common(20):
        print(f"  {wanted:22}→ {got:22}{often:3}")


if __name__ == "__main__":
    main(sys.argv[1:])
