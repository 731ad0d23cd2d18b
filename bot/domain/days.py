"""Habit days, their halves and the wall clock: which day is it for this person, and until when.

Everything is read from dated rows (`Calendar`), in the zone in force at the instant asked about.
A change of a setting is one more row that never moves what lies behind it; the functions that
make such rows are in `changes`. Nothing here knows practices, streaks or reminders.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from operator import itemgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
DAY_END = 240  # 04:00: half past midnight belongs to the evening before
LATEST_DAY_END = 360
SHORT_DAY = timedelta(hours=12)
ALL_WEEKDAYS = frozenset(range(7))
MINUTES_A_DAY = 1440

# Local time differs by 26 h at most between any two places and days end within six hours of
# each other, so what was current this long ago anywhere is over everywhere.
_ZONES_AGREE_AFTER = timedelta(days=3)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_FAR_AHEAD = datetime.max.replace(tzinfo=UTC)

_At = TypeVar("_At", date, datetime)
_Value = TypeVar("_Value")


class Half(StrEnum):
    """The two halves of a habit day."""

    MORNING = "morning"
    BEDTIME = "bedtime"


@dataclass(frozen=True)
class Pause:
    """Whole habit days without reminders and without misses; `last_day` None is still open.

    `reason` is one of "holiday", "unwell", "away", "pain" and "caution".
    """

    first_day: date
    last_day: date | None
    reason: str

    def covers(self, day: date) -> bool:
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True)
class Calendar:
    """A person's dated rows, each kind oldest first; a row holds until the next of its kind.

    zones: (UTC instant from which, IANA name); the first also covers all time before it, and
        without any row the zone is UTC.
    day_ends: (first habit day it ends, minutes after the next local midnight, 0 to 360).
    weekdays: (first habit day, weekdays to practise on, Monday 0); all seven before any row.
    """

    zones: tuple[tuple[datetime, str], ...]
    day_ends: tuple[tuple[date, int], ...] = ()
    weekdays: tuple[tuple[date, frozenset[int]], ...] = ()
    pauses: tuple[Pause, ...] = ()

    def zone_at(self, instant: datetime) -> ZoneInfo:
        first = self.zones[0][1] if self.zones else "UTC"
        return _zone(_in_force(self.zones, instant, first))

    def day_end(self, day: date) -> int:
        """Minutes after midnight of the next local date at which this habit day ends."""
        return _in_force(self.day_ends, day, DAY_END)

    def practises(self, day: date) -> bool:
        """Whether this weekday is ticked; an unticked day is a rest day."""
        return day.weekday() in _in_force(self.weekdays, day, ALL_WEEKDAYS)

    def pause_on(self, day: date) -> Pause | None:
        """The youngest pause that covers this habit day."""
        return next((pause for pause in reversed(self.pauses) if pause.covers(day)), None)


def instant(zone: ZoneInfo, local_day: date, minutes: int) -> datetime:
    """The UTC instant at which clocks in this zone show a time of day.

    `minutes` count from local midnight and may pass 1440. A time the clocks skip is taken as the
    first minute that exists after the gap, a repeated one as its first pass; so a later wall time
    is never an earlier instant.
    """
    wall = datetime.combine(local_day, time(), zone) + timedelta(minutes=minutes)
    found = wall.astimezone(UTC)
    if found.astimezone(zone) == wall:  # the same zone: compares what the clocks show
        return found
    return _end_of_gap(zone, wall.replace(fold=1).astimezone(UTC), found)


def habit_day(calendar: Calendar, now: datetime) -> date:
    """The habit day it is now, in the zone in force now; only a zone moved west sets it back."""
    return _day_in(calendar, calendar.zone_at(now), now)


def day_bounds(calendar: Calendar, day: date, now: datetime) -> tuple[datetime, datetime]:
    """First instant of a habit day and of the next one, in the zone in force now."""
    zone = calendar.zone_at(now)
    return _start(calendar, zone, day), _start(calendar, zone, day + DAY)


def closed_before(calendar: Calendar, now: datetime) -> date:
    """The latest habit day reached so far: every day before it is closed.

    Usually today. After a zone moved west today may be a day that had already ended before; it
    stays closed. New settings begin on this day, never earlier.
    """
    reached = [_day_in(calendar, zone, until) for zone, until in _lately(calendar, now)]
    return max(reached)


def day_end_row(calendar: Calendar, now: datetime, minutes: int) -> tuple[date, int]:
    """The row for a new day end: from today if today's new end is still ahead, else later.

    Ahead wherever the person has just been: a day end that lies behind in the zone they came from
    would otherwise end today before its time.
    """
    day = closed_before(calendar, now)
    while any(instant(zone, day + DAY, minutes) <= until for zone, until in _lately(calendar, now)):
        day += DAY
    return day, minutes


def short_travel_day(calendar: Calendar, day: date) -> bool:
    """Whether this habit day had less than 12 h for the person because the zone moved.

    Counts the hours during which it was today, up to the first instant at which a later day was:
    so the answer for a closed day never changes. A day jumped over had none. Meaningless for a
    day that has not begun.
    """
    lasted = timedelta(0)
    for zone, since, until in _segments_around(calendar, day):
        start, end = _start(calendar, zone, day), _start(calendar, zone, day + DAY)
        lasted += max(min(end, until) - max(start, since), timedelta(0))
        if end <= until:
            break
    return lasted < SHORT_DAY


def travel_days(calendar: Calendar, now: datetime) -> set[date]:
    """The closed habit days that were short travel days: looks only where a zone moved."""
    near: set[date] = set()
    for place in range(1, len(calendar.zones)):
        moved, after = calendar.zones[place]
        ends = [
            _day_in(calendar, _zone(name), moved) for name in (calendar.zones[place - 1][1], after)
        ]
        near.update(days_between(min(ends), max(ends)))
    closed = closed_before(calendar, now)
    return {day for day in near if day < closed and short_travel_day(calendar, day)}


def halves(day_end: int, morning: int, bedtime: int) -> tuple[Half, int]:
    """Which half a habit day begins with, and after how many minutes the other one begins.

    The bedtime half begins 3 h before its time, or at the midpoint when the two are less than 6 h
    apart. Where bedtime comes earlier in the habit day than the morning (night shifts), the day
    begins with its bedtime half and the morning half begins by the same rule.
    """
    rise, bed = (morning - day_end) % MINUTES_A_DAY, (bedtime - day_end) % MINUTES_A_DAY
    first = Half.MORNING if rise <= bed else Half.BEDTIME
    return first, max(rise, bed) - min(180, abs(bed - rise) // 2)


def bedtime_begins(day_end: int, morning: int, bedtime: int) -> int:
    """Wall time, in minutes after midnight, at which the bedtime half begins."""
    first, turn = halves(day_end, morning, bedtime)
    return (day_end + (turn if first is Half.MORNING else 0)) % MINUTES_A_DAY


def half_at(calendar: Calendar, now: datetime, morning: int, bedtime: int) -> Half:
    """The half a practice begun now belongs to; both times in minutes after midnight."""
    zone, day = calendar.zone_at(now), habit_day(calendar, now)
    begin = calendar.day_end(day - DAY)
    first, turn = halves(begin, morning, bedtime)
    if now < instant(zone, day, begin + turn):
        return first
    return Half.BEDTIME if first is Half.MORNING else Half.MORNING


def days_between(first: date, last: date) -> Iterator[date]:
    """Both days and all between them; none when the last lies before the first."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _start(calendar: Calendar, zone: ZoneInfo, day: date) -> datetime:
    return instant(zone, day, calendar.day_end(day - DAY))


def _day_in(calendar: Calendar, zone: ZoneInfo, now: datetime) -> date:
    # Begins a day ahead: clocks set back over midnight can show yesterday's date after a day's end.
    day = now.astimezone(zone).date() + DAY
    while now < _start(calendar, zone, day):
        day -= DAY
    return day


def _lately(calendar: Calendar, now: datetime) -> list[tuple[ZoneInfo, datetime]]:
    """The zones of the last three days, each with the last instant it was in force."""
    rows = calendar.zones
    first = max(bisect_right(rows, now - _ZONES_AGREE_AFTER, key=itemgetter(0)), 1)
    gone = [(_zone(rows[place - 1][1]), rows[place][0]) for place in range(first, len(rows))]
    return [(zone, until) for zone, until in gone if until <= now] + [(calendar.zone_at(now), now)]


def _end_of_gap(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    seconds = range(int((after - before).total_seconds()) + 1)
    old = before.astimezone(zone).utcoffset()

    def moved(second: int) -> bool:
        return (before + timedelta(seconds=second)).astimezone(zone).utcoffset() != old

    return before + timedelta(seconds=bisect_left(seconds, True, key=moved))


def _segments_around(
    calendar: Calendar, day: date
) -> Iterator[tuple[ZoneInfo, datetime, datetime]]:
    rows = calendar.zones or ((_LONG_AGO, "UTC"),)
    early = datetime.combine(day, time(), UTC) - DAY  # no zone is on this day yet
    for place in range(max(bisect_right(rows, early, key=itemgetter(0)) - 1, 0), len(rows)):
        since = rows[place][0] if place else _LONG_AGO
        until = rows[place + 1][0] if place + 1 < len(rows) else _FAR_AHEAD
        yield _zone(rows[place][1]), since, until


def _in_force(rows: Sequence[tuple[_At, _Value]], at: _At, default: _Value) -> _Value:
    place = bisect_right(rows, at, key=itemgetter(0))
    return rows[place - 1][1] if place else default


@cache  # zoneinfo itself keeps only the last eight alive
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
