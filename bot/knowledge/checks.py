"""Says in plain words what is wrong with `content/`: for writers, and for the build."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast

from bot.knowledge import ContentError
from bot.knowledge.library import Library, Prompt, Topic, load, table
from bot.knowledge.safety import Safety
from bot.knowledge.tokens import Reader
from bot.knowledge.words import Words

LONGEST_TITLE = 40  # characters, what a phone shows of a button
LONGEST_ANSWER = 60  # words
LONGEST_PROMPT = 20  # words
FEWEST_ASKS = 15
FEWEST_PROMPTS = 30
SOURCES = frozenset({"guide", "care", "bot"})
ACTIONS = frozenset(
    {"pause", "undo", "times", "zone", "goal", "progress", "today", "settings"}
    | {"export", "delete", "privacy", "start", "streak", "days"}
)
KINDS = frozenset({"cue", "reason"})
HALVES = frozenset({"morning", "bedtime"})
# The guide's cue to hold the head up has an exception that must never be lost.
HEAD_UP = re.compile(r"\b(crown|head[- ]up|head high|(look|gaze)( slightly)? up)\b", re.IGNORECASE)
EXCEPTION = "severely rounded"


def check(content: Path, language: str = "en") -> list[str]:
    """Every problem as a line that names the file; an empty list means that all is well."""
    try:
        library = load(content, language)
        Safety(library.safety, Reader(library.lexicon, library.common_words))
        folder = content / language
        return [
            *_files(folder, library),
            *(line for topic in library.topics.values() for line in _topic(topic, library)),
            *_facts(folder, library),
            *_prompts(library),
            *_twice(library),
            *_pictures(content, library),
            *(line for file in sorted(folder.glob("*.ftl")) for line in _sentences(file)),
        ]
    except ContentError as trouble:
        return [str(trouble)]


def _files(folder: Path, library: Library) -> Iterator[str]:
    for file in sorted((folder / "faq").iterdir()):
        if file.suffix != ".md" or file.stem not in library.topics:
            yield f"faq/{file.name}: topics.toml knows no such topic"


def _pictures(content: Path, library: Library) -> Iterator[str]:
    named = [topic for topic in library.topics.values() if topic.picture]
    known = table(content / "media" / "media.toml") if named else {}
    for topic in named:
        if topic.picture not in known:
            yield f"faq/{topic.id}.md: media.toml knows no picture {topic.picture}"


def _topic(topic: Topic, library: Library) -> Iterator[str]:
    file = f"faq/{topic.id}.md"
    words = len(html.unescape(topic.answer).split())
    if topic.source not in SOURCES:
        yield f"{file}: the source is missing (guide, care or bot)"
    if not 0 < len(topic.title) <= LONGEST_TITLE:
        yield f"{file}: the title must have 1 to {LONGEST_TITLE} characters"
    if not 0 < words <= LONGEST_ANSWER:
        yield f"{file}: the answer must have 1 to {LONGEST_ANSWER} words, it has {words}"
    if len(set(topic.asks)) < FEWEST_ASKS:
        yield f"{file}: {len(set(topic.asks))} ways of asking, at least {FEWEST_ASKS} are needed"
    if topic.action is not None and topic.action not in ACTIONS:
        yield f"{file}: there is no action called {topic.action}"
    if len(topic.related) > 3 or topic.id in topic.related:
        yield f"{file}: at most three related topics, and not the topic itself"
    for related in topic.related:
        if related not in library.topics:
            yield f"{file}: there is no topic called {related}"
    yield from _head_up(file, topic.answer)


def _facts(folder: Path, library: Library) -> Iterator[str]:
    contract = table(folder / "topics.toml")
    for topic in library.topics.values():
        terms = contract[topic.group][topic.id]
        answer = html.unescape(topic.answer).casefold()
        if topic.source != terms.get("from"):
            yield f"faq/{topic.id}.md: the source is not the one topics.toml names"
        for fact in terms.get("says", ()):
            if fact.casefold() not in answer:
                yield f'faq/{topic.id}.md: the answer does not say "{fact}"'


def _prompts(library: Library) -> Iterator[str]:
    if len(library.prompts) < FEWEST_PROMPTS:
        yield f"prompts.toml: {len(library.prompts)} prompts, at least {FEWEST_PROMPTS} are needed"
    for prompt in library.prompts:
        for problem in _prompt(prompt, library):
            yield f"prompts.toml: {problem}: {prompt.text}"
        yield from _head_up("prompts.toml", prompt.text)


def _prompt(prompt: Prompt, library: Library) -> Iterator[str]:
    if not prompt.id:
        yield "the id is missing"
    if not 0 < len(prompt.text.split()) <= LONGEST_PROMPT:
        yield f"must have 1 to {LONGEST_PROMPT} words"
    if not prompt.when or not prompt.when <= HALVES:
        yield "when must be morning, bedtime or both"
    if prompt.kind not in KINDS:
        yield "kind must be cue or reason"
    if prompt.fact not in library.topics:
        yield f"rests on a topic that does not exist ({prompt.fact})"


def _twice(library: Library) -> Iterator[str]:
    for prompt, times in Counter(prompt.id for prompt in library.prompts).items():
        if times > 1:
            yield f"prompts.toml: the id {prompt} is there {times} times"
    owners: dict[str, str] = {}
    for topic in library.topics.values():
        for ask in topic.asks:
            owner = owners.setdefault(ask.casefold(), topic.id)
            if owner != topic.id:
                yield f'faq/{topic.id}.md: "{ask}" is asked in faq/{owner}.md, too'


def _sentences(file: Path) -> Iterator[str]:
    Words([file], strict=True)
    serializer = FluentSerializer()
    for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
        if isinstance(entry, ast.Message):
            yield from _head_up(f"{file.name} {entry.id.name}", serializer.serialize_entry(entry))


def _head_up(place: str, text: str) -> Iterator[str]:
    if HEAD_UP.search(text) and EXCEPTION not in text:
        yield f'{place}: the head-up cue stands without "not if your upper back is {EXCEPTION}"'
