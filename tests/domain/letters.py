"""A person's days as a row of letters; the last letter is today.

x counted, - nothing, p a pause, r a rest day, h a hold for pain, capitals the same with a log.
"""

from datetime import UTC, date, datetime, timedelta

from bot.domain.days import Calendar, Pause
from bot.domain.streaks import Record, read

DAY = timedelta(days=1)
FIRST = date(2025, 2, 3)
ZONES = ((datetime(2025, 1, 1, tzinfo=UTC), "Europe/Berlin"),)
PAUSES = {"p": "holiday", "h": "pain"}


def on(number: int) -> date:
    return FIRST + number * DAY


def calendar_of(letters: str) -> Calendar:
    kinds = [(on(number), letter.lower()) for number, letter in enumerate(letters)]
    pauses = tuple(Pause(day, day, PAUSES[kind]) for day, kind in kinds if kind in PAUSES)
    every, nothing = frozenset(range(7)), frozenset()
    weekdays = tuple((day, nothing if kind == "r" else every) for day, kind in kinds)
    return Calendar(ZONES, weekdays=weekdays, pauses=pauses)


def record_of(letters: str) -> Record:
    """The record at noon of the last letter's day."""
    counted = {on(number) for number, letter in enumerate(letters) if letter in "xPRH"}
    noon = datetime(2025, 2, 3, 11, tzinfo=UTC) + (len(letters) - 1) * DAY
    return read(calendar_of(letters), FIRST, noon, counted)


def after(letters: str) -> tuple[int, int]:
    """Streak and freezes in hand once the last of these days is over."""
    record = record_of(letters + "-")
    return record.streak, record.freezes
