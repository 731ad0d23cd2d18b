"""Changes of settings: each gives the calendar with one dated row more.

No change alters the verdict of a day that was closed before it: every row begins on the latest
habit day reached (`days.closed_before`) or later. A row replaces those of its kind that would
begin on the same day or after it. Correcting the past on purpose (a late log, "I was away") is
not a setting and not here.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.domain.days import Calendar, Pause, closed_before, day_end_row

__all__ = [
    "day_end_row",
    "from_then_on",
    "with_day_end",
    "with_pause",
    "with_weekdays",
    "with_zone",
    "without_pause",
]

_Value = TypeVar("_Value")


def with_day_end(calendar: Calendar, now: datetime, minutes: int) -> Calendar:
    """Habit days end at this many minutes after midnight, 0 to 360, as soon as that is fair."""
    row = day_end_row(calendar, now, minutes)
    return replace(calendar, day_ends=from_then_on(calendar.day_ends, row))


def with_weekdays(calendar: Calendar, now: datetime, weekdays: frozenset[int]) -> Calendar:
    """Practice days (Monday 0) from today on."""
    row = (closed_before(calendar, now), weekdays)
    return replace(calendar, weekdays=from_then_on(calendar.weekdays, row))


def with_zone(calendar: Calendar, now: datetime, name: str) -> Calendar:
    """Another IANA zone from this instant on."""
    return replace(calendar, zones=(*calendar.zones, (now, name)))


def with_pause(calendar: Calendar, now: datetime, days: int | None, reason: str) -> Calendar:
    """A pause of whole habit days from today; None is open."""
    first = closed_before(calendar, now)
    last = None if days is None else first + timedelta(days=days - 1)
    return replace(calendar, pauses=(*calendar.pauses, Pause(first, last, reason)))


def without_pause(
    calendar: Calendar, now: datetime, reasons: Collection[str] = ("holiday", "unwell", "away")
) -> Calendar:
    """Pauses for these reasons end with today, which stays neutral and counts if logged."""
    today = closed_before(calendar, now)

    def ended(pause: Pause) -> Pause:
        if pause.reason not in reasons or not pause.covers(today):
            return pause
        return replace(pause, last_day=today)

    return replace(calendar, pauses=tuple(ended(pause) for pause in calendar.pauses))


def from_then_on(
    rows: tuple[tuple[date, _Value], ...], row: tuple[date, _Value]
) -> tuple[tuple[date, _Value], ...]:
    """The rows before the new row's day, then the new row."""
    return (*(old for old in rows if old[0] < row[0]), row)
