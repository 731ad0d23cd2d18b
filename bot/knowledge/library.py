"""Loads the topics, prompts and language files of `content/`, and says what is wrong with them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.knowledge import ContentError
from bot.knowledge.words import Html, escape

FENCE = "+++"


@dataclass(frozen=True)
class Topic:
    """One question with its answer. `safety` is "stop", "urgent", "ask" or None."""

    id: str
    group: str
    title: str
    source: str
    answer: Html
    related: tuple[str, ...]
    action: str | None
    safety: str | None
    asks: tuple[str, ...]
    picture: str = ""  # a name in media.toml


@dataclass(frozen=True)
class Prompt:
    """A cue or a reason of the day, plain text, resting on the topic `fact`."""

    id: str
    text: str
    when: frozenset[str]
    kind: str
    fact: str


@dataclass(frozen=True)
class Library:
    """All that is known in one language. `groups`: a group's topics, in the order shown."""

    topics: Mapping[str, Topic]
    groups: Mapping[str, tuple[str, ...]]
    prompts: tuple[Prompt, ...]
    lexicon: Mapping[str, Any]
    safety: Mapping[str, Any]
    elsewhere: tuple[str, ...]  # what people write that is no question to this bot
    common_words: frozenset[str]


def load(content: Path, language: str = "en") -> Library:
    """The library of a language; raises ContentError where a file is missing or unreadable."""
    folder = content / language
    contract = table(folder / "topics.toml")
    return Library(
        topics={
            topic: read_topic(folder, topic, group, terms)
            for group, topics in contract.items()
            for topic, terms in topics.items()
        },
        groups={group: tuple(topics) for group, topics in contract.items()},
        prompts=_prompts(table(folder / "prompts.toml")),
        lexicon=table(folder / "lexicon.toml"),
        safety=table(folder / "safety.toml"),
        elsewhere=_lines(_text(folder / "elsewhere.txt")),
        common_words=frozenset(" ".join(_lines(_text(folder / "common-words.txt"))).split()),
    )


def table(file: Path) -> dict[str, Any]:
    """A TOML file; ContentError names the file and what is wrong with it."""
    return _parse(_text(file), file)


def read_topic(folder: Path, topic: str, group: str, terms: Mapping[str, Any]) -> Topic:
    """The topic in faq/<topic>.md; `terms` is its line in topics.toml."""
    file = folder / "faq" / f"{topic}.md"
    before, fence, rest = _text(file).partition(f"{FENCE}\n")
    front, end, answer = rest.partition(f"\n{FENCE}\n")
    if before.strip() or not fence or not end:
        raise ContentError(f"{file.name}: the head between two lines of {FENCE} is missing")
    head = _parse(front, file)
    return Topic(
        id=topic,
        group=group,
        title=head.get("title", ""),
        source=head.get("source", ""),
        answer=escape("\n\n".join(_paragraphs(answer))),
        related=tuple(head.get("related", ())),
        action=head.get("action"),
        safety=terms.get("safety"),
        asks=_lines(head.get("asks", "")),
        picture=head.get("picture", ""),
    )


def _prompts(kept: Mapping[str, Any]) -> tuple[Prompt, ...]:
    return tuple(
        Prompt(
            id=one.get("id", ""),
            text=one.get("text", ""),
            when=frozenset(one.get("when", ())),
            kind=one.get("kind", ""),
            fact=one.get("fact", ""),
        )
        for one in kept.get("prompt", ())
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as trouble:
        raise ContentError(f"{file.name}: cannot be read ({trouble.strerror})") from None


def _parse(text: str, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ContentError(f"{file.name}: {trouble}") from None
