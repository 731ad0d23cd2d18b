"""Times of day as people type them, in one language's words and every script's digits."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.knowledge.reading.numbers import in_digits
from bot.knowledge.reading.phrases import any_of
from bot.knowledge.reading.text import plain

_LONGEST = 60  # characters
_DAY = 24 * 60


class TimeWords:
    """The table `time` of a language's reading.toml."""

    def __init__(self, table: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._names: Mapping[str, int] = table["names"]
        self._parts: Mapping[str, int] = table["parts"]
        self._halves = {word: half for half in ("am", "pm", "night") for word in table[half]}
        past, to = any_of(table["past"]), any_of(table["to"])
        self._before = re.compile(rf"(?:{any_of(table['before'])})\s")
        self._half = re.compile(rf"(.*?)\s?({any_of(self._halves)})")
        self._relative = re.compile(rf"({any_of(self._parts)})\s(?:({past})|{to})\s(\d\d?)")
        self._clock = re.compile(
            r"(?:(\d\d?)(?:\s?[:.,;h\s]\s?(\d\d))?|(\d\d?)(\d\d))"
            rf"(?:\s?(?:{any_of(table['hour'])}))?"
        )

    def read(self, text: str, *, evening: bool) -> int | None:
        words = self._plain(text) if len(text) <= _LONGEST else ""
        if words in self._names:
            return self._names[words]
        halved = self._half.fullmatch(words)
        words, half = (halved[1], self._halves[halved[2]]) if halved else (words, "")
        if evening and not half and not words.startswith("0"):
            half = "evening"
        if relative := self._relative.fullmatch(words):
            part = self._parts[relative[1]] * (1 if relative[2] else -1)
            hour = _minutes(int(relative[3]), 0, half)
            return None if hour is None else (hour + part) % _DAY
        clock = self._clock.fullmatch(words)
        return clock and _minutes(int(clock[1] or clock[3]), int(clock[2] or clock[4] or 0), half)

    def _plain(self, text: str) -> str:
        shown = "".join(c for c in plain(text) if unicodedata.category(c) not in {"So", "Cc"})
        pieces = re.sub(r"(?<=\w)-(?=\w)", " ", shown).strip(" !?.,;").split()
        words = " ".join(in_digits(pieces, self._numbers))
        return self._before.sub("", words, count=1) if self._before.match(words) else words


def _minutes(hour: int, minute: int, half: str) -> int | None:
    """Minutes after midnight of an hour 0..24; `half` of the day is "" where none was said."""
    if minute > 59 or hour > 24 or (hour == 24 and (minute or half in {"am", "pm"})):
        return None
    if (half == "am" and hour > 12) or (half == "pm" and hour == 0):
        return None
    if half in {"night", "evening"} and hour <= 12:
        begins = 6 if half == "night" else 5
        half = "pm" if begins <= hour < 12 else "am"
    if half in {"am", "pm"} and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour % 24 * 60 + minute
