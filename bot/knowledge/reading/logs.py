"""When a text is a log: a number with did, rocked, reps or done, a day word, and nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from bot.knowledge.reading.numbers import in_digits
from bot.knowledge.reading.phrases import HalfName, Meaning, Phrases, any_of
from bot.knowledge.reading.text import is_noise, is_number, plain, tokens

_LONGEST = 120  # characters of a message that can be the log itself
_DAY_KINDS = frozenset({"day", "ago", "weekday", "last weekday"})


@dataclass(frozen=True)
class Log:
    """Reps that somebody says were done.

    `reps` None is the goal; any other value is as written: 0 or 10,000 is for the caller to refuse.
    `odd` reps ("did 20.5") are given as 0, which no log allows. `days_back` counts habit days from
    today, and may be more than can still be logged; `half` is there where the words tell it.
    `rest` is what followed the log in the same message, as it was written.
    """

    reps: int | None
    days_back: int = 0
    rest: str = ""
    half: HalfName | None = None
    odd: bool = False


class LogWords:
    """The words of a log in one language: the table `log` of its reading.toml."""

    def __init__(self, table: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
        self._phrases = Phrases(_meanings(table))
        self._numbers = numbers
        self._mark = re.compile(
            rf"[,.](?!\d)|[;!…–—\n(،，、。;]|\s-\s|\b(?:{any_of(table['then'])})\b", re.IGNORECASE
        )

    def read(self, text: str, weekday: int | None) -> Log | None:
        if len(text) <= _LONGEST and (whole := self._whole(text, weekday)):
            return whole
        found = None
        for mark in islice(self._mark.finditer(text, 0, _LONGEST), 6):
            log = self._whole(text[: mark.start()], weekday, alone=False)
            if log is not None:
                found = replace(log, rest=text[mark.end() :].strip(" \t\r\n,.-–—)"))
        return found if found and found.rest and not self._goes_on(found.rest) else None

    def _whole(self, text: str, weekday: int | None, *, alone: bool = True) -> Log | None:
        """The log that all of `text` is; not `alone`, it must name both the reps and the doing."""
        meanings = self._phrases.spell(self._tokens(text))
        log = _log(meanings, weekday) if meanings else None
        named = log is not None and log.reps is not None
        done = {"did", "unit"} & {meaning.kind for meaning in meanings or ()}
        return log if alone or (named and done) else None

    def _goes_on(self, rest: str) -> bool:
        """Whether what follows a log is a second one or a correction: "did 15, no 20"."""
        words = self._tokens(rest[:_LONGEST])
        known = self._phrases.words | {"no", "sorry", "then", "and"}
        numbers = [word for word in words if is_number(word)]
        if not all(word in known or word in numbers for word in words):
            return False
        return bool(numbers) or self._whole(rest, 0) is not None

    def _tokens(self, text: str) -> list[str]:
        spoken = (token for token in tokens(plain(text)) if not is_noise(token))
        return in_digits(spoken, self._numbers)


def _log(meanings: Sequence[Meaning], weekday: int | None) -> Log | None:
    kinds = {meaning.kind for meaning in meanings}
    days = [meaning for meaning in meanings if meaning.kind in _DAY_KINDS]
    reps = [meaning for meaning in meanings if meaning.kind in {"number", "odd"}]
    only_a_day = len(meanings) == 1 and kinds == {"day"} and days[0].value > 0
    if len(days) > 1 or ("beside" in kinds and not kinds & {"did", "unit"}):
        return None
    if not (reps or "did" in kinds or only_a_day):
        return None
    back = _days_back(days[0], weekday) if days else 0
    if back is None:
        return None
    half = days[0].half if days else None
    if len(reps) > 1 or "odd" in kinds:
        return Log(0, back, half=half, odd=True)
    return Log(reps[0].value if reps else None, back, half=half)


def _days_back(day: Meaning, weekday: int | None) -> int | None:
    if day.kind in {"day", "ago"}:
        return day.value
    if weekday is None:
        return None
    return (weekday - day.value) % 7 or (7 if day.kind == "last weekday" else 0)


def _meanings(table: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    yield "#", Meaning("number")
    yield "#odd", Meaning("odd")
    for kind, phrases in (
        ("did", table["did"]),
        ("unit", table["units"]),
        ("beside", table["beside"]),
    ):
        yield from ((phrase, Meaning(kind)) for phrase in phrases)
    yield from ((phrase, Meaning("ago")) for phrase in table["ago"]["words"])
    for day in table["days"]:
        for phrase in day["words"]:
            yield phrase, Meaning("day", day["back"], day.get("half"))
    for weekday, names in enumerate(table["weekdays"]["names"]):
        for name in names:
            yield from (
                (f"{on}{name}", Meaning("weekday", weekday)) for on in ("", *_spaced(table, "on"))
            )
            yield from (
                (f"{last}{name}", Meaning("last weekday", weekday))
                for last in _spaced(table, "last")
            )


def _spaced(table: Mapping[str, Any], key: str) -> list[str]:
    return [f"{word} " for word in table["weekdays"][key]]
