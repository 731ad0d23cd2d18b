"""How people write a number, a time, a log, a greeting. It reads words; it decides nothing.

The words of a language are content (`content/<language>/reading.toml`); digits of every script are
read here. Any text is read in time linear in its length, and none raises.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.knowledge import ContentError
from bot.knowledge.reading.logs import Log, LogWords
from bot.knowledge.reading.numbers import Number, in_digits, value_of
from bot.knowledge.reading.phrases import Phrases, named
from bot.knowledge.reading.text import is_noise, is_number, plain, tokens
from bot.knowledge.reading.times import TimeWords

__all__ = ["Log", "Number", "Reading", "load"]

_LONGEST_NUMBER = 120  # characters, beside a text of digits alone
_LONGEST_TALK = 80
_LONGEST_FOREIGN = 500


def load(path: Path) -> "Reading":
    """The reading of one language, from its `reading.toml`. Raises ContentError if it is broken."""
    try:
        return Reading(tomllib.loads(path.read_text(encoding="utf-8")))
    except KeyError as missing:
        raise ContentError(f"{path.name}: there is no {missing}") from None
    except (OSError, ValueError) as trouble:
        raise ContentError(f"{path.name}: {trouble}") from None


class Reading:
    """Reads the short texts of one language, whose words are the table of its `reading.toml`."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._numbers: Mapping[str, int] = table["numbers"]
        self._foreign = frozenset(table["foreign"]["words"])
        self._logs = LogWords(table["log"], self._numbers)
        self._times = TimeWords(table["time"], self._numbers)
        self._talk = named(table["talk"])
        self._commands = named(table["commands"])

    def number(self, text: str) -> Number | None:
        """The number that `text` is, if it is nothing but one; "20?" asks, and so is odd."""
        if len(text) > _LONGEST_NUMBER and not text.isdecimal():
            return None
        shown = plain(text)
        spoken = (token for token in tokens(shown.replace("?", " ")) if not is_noise(token))
        words = in_digits(spoken, self._numbers)
        if not words or not all(map(is_number, words)):
            return None
        number = value_of(words[0]) if len(words) == 1 else Number(None, odd=True)
        return Number(number.value, odd=True) if "?" in shown else number

    def time_of_day(self, text: str, *, evening: bool = False) -> int | None:
        """Minutes after midnight, 0..1439; None for anything that is not surely a time of day.

        With `evening`, hours from 5 to 12 written without "am" or a leading zero ("10", "10:30")
        are meant after noon, as they are when somebody is asked for a bedtime.
        """
        return self._times.read(text, evening=evening)

    def log(self, text: str, *, weekday: int | None = None) -> Log | None:
        """The log that `text` is, with or without a clause behind it; None if it may be more.

        `weekday` is that of the current habit day, Monday 0; without it "on Monday" is unknown.
        """
        return self._logs.read(text, weekday)

    def small_talk(self, text: str) -> str | None:
        """ "hello", "thanks", "bye", "yes", "no" or "praise" for a text that is nothing more."""
        said = _said(text, self._talk)
        order = ("no", "bye", "thanks", "praise", "hello", "yes")
        return next((kind for kind in order if kind in said), None)

    def is_foreign(self, text: str) -> bool:
        """Whether a text is surely not in this language: by its script, or by its small words.

        Only worth asking of a text nothing else was made of.
        """
        letters = [sign for sign in text[:_LONGEST_FOREIGN] if sign.isalpha()]
        if sum(not sign.isascii() for sign in letters) * 2 > len(letters):
            return True
        words = tokens(plain(text[:_LONGEST_FOREIGN].replace("?", " ")))
        found = sum(word in self._foreign for word in words)
        return found >= 2 and found * 3 >= len(words)

    def command_word(self, text: str) -> str | None:
        """The command that `text` means without its slash: a heading of `commands` in reading.toml.

        A question ("stop?") is none.
        """
        said = set() if "?" in plain(text[:_LONGEST_TALK]) else _said(text, self._commands)
        return said.pop() if len(said) == 1 else None


def _said(text: str, phrases: Phrases) -> set[str]:
    """The kinds of phrases that `text` is made of; empty if there is anything else in it."""
    if len(text) > _LONGEST_TALK:
        return set()
    words = tokens(plain(text).replace("?", " "))
    meanings = phrases.spell([w for w in words if w in phrases.words or not is_noise(w)])
    return {meaning.kind for meaning in meanings or ()} - {"beside"}
