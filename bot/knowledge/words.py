"""Every sentence the bot says, by key, from Fluent files; the only place that builds markup."""

import html
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.runtime.types import FluentInt
from fluent.syntax import ast

from bot.knowledge import ContentError

log = logging.getLogger(__name__)


class Html(str):
    """Markup that is already safe to send: it is never escaped again."""

    __slots__ = ()


Argument = str | int | Html


class WordsError(ContentError):
    """The words are broken: an unknown key, a missing argument or unreadable Fluent."""


def escape(text: str) -> Html:
    """Any text as markup that shows it as it is (quotes need no escaping outside attributes)."""
    return Html(html.escape(text, quote=False))


class Words:
    """The sentences of one language.

    With `strict` every Fluent error raises WordsError. Without it (a running bot) an error in
    a file or an argument is logged once and what Fluent could make of the sentence is said.
    An unknown key raises in both cases: it is a mistake in the program, not in the words.
    A key is "name" or "name.attribute".
    An argument of more than 2,500 characters is an error (a limit of the library).
    """

    def __init__(self, ftl_files: Sequence[Path], strict: bool = False, language: str = "en"):
        self._strict = strict
        self._complained: set[str] = set()
        self._bundle = FluentBundle([language], use_isolating=False)
        for file in ftl_files:
            self._read(file)

    def sentence(self, key: str, /, **arguments: Argument) -> Html:
        """The sentence as HTML; every argument is escaped unless it is Html."""
        safe = {name: _escaped(value) for name, value in arguments.items()}
        return Html(self._format(key, safe))

    def plain(self, key: str, /, **arguments: Argument) -> str:
        """The sentence without markup or escaping, for button labels and toasts."""
        return self._format(key, arguments)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of this key (`key` or `key.attribute`)."""
        return self._pattern(key) is not None

    def _read(self, file: Path) -> None:
        for entry in FluentResource(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Junk):
                self._complain(f"{file.name}: cannot be read: {(entry.content or '').strip()[:80]}")
            elif isinstance(entry, ast.Message) and self._bundle.has_message(entry.id.name):
                self._complain(f"{file.name}: {entry.id.name} is there twice")
            else:
                self._bundle.add_resource(ast.Resource([entry]))

    def _format(self, key: str, arguments: Mapping[str, Argument]) -> str:
        pattern = self._pattern(key)
        if pattern is None:
            raise WordsError(f"no sentence is called {key}")
        values = {name: _ungrouped(value) for name, value in arguments.items()}
        text, errors = self._bundle.format_pattern(pattern, values)
        for error in errors:
            self._complain(f"{key}: {error}")
        return str(text)

    def _pattern(self, key: str) -> Pattern | None:
        name, _, attribute = key.partition(".")
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        return message.attributes.get(attribute) if attribute else message.value

    def _complain(self, problem: str) -> None:
        if self._strict:
            raise WordsError(problem)
        if problem not in self._complained:
            self._complained.add(problem)
            log.error("words: %s", problem)


def _escaped(value: Argument) -> Argument:
    return value if isinstance(value, int | Html) else escape(value)


def _ungrouped(value: Argument) -> object:
    # 1000 stays "1000"; plural forms still see a number.
    return FluentInt(value, useGrouping=False) if isinstance(value, int) else value
