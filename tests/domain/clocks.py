"""Where the clocks of the world jump, found by looking; and a slow, plain reading of wall times.

An oracle for the tests of the rules: it shares no code with them.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo, available_timezones

FIRST_YEAR, LAST_YEAR = 2020, 2040
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
AROUND = 2 * DAY
BEDTIME_GAPS = (
    "Pacific/Easter",
    "America/Nuuk",
    "Africa/Cairo",
    "America/Havana",
    "America/Santiago",
    "Atlantic/Azores",
)
# Not zones a person can live in: a placeholder, and a copy of this machine's own setting.
NO_PLACES = {"Factory", "localtime"}


def zone_names() -> list[str]:
    return sorted(available_timezones() - NO_PLACES)


@cache
def transitions(name: str) -> tuple[datetime, ...]:
    """Every instant from 2020 to 2040 at which this zone's offset changes."""
    zone = ZoneInfo(name)

    def offset(moment: datetime) -> timedelta | None:
        return moment.astimezone(zone).utcoffset()

    first = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    days = (datetime(LAST_YEAR, 12, 31, tzinfo=UTC) - first).days
    steps = [first + number * DAY for number in range(days + 1)]
    found = []
    for before, after in pairwise(steps):
        if (old := offset(before)) != offset(after):
            minutes = bisect_left(
                range(1441), True, key=lambda m, b=before, o=old: offset(b + m * MINUTE) != o
            )
            found.append(before + minutes * MINUTE)
    return tuple(found)


@cache
def behaviour(name: str) -> tuple[tuple[datetime, timedelta | None], ...]:
    """What tells one zone from another in these years; aliases and neighbours share it."""
    zone = ZoneInfo(name)
    moments = (datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), *transitions(name))
    return tuple((moment, moment.astimezone(zone).utcoffset()) for moment in moments)


class Walls:
    """What the clocks of a zone show, minute by minute, around one instant."""

    def __init__(self, name: str, middle: datetime) -> None:
        zone = ZoneInfo(name)
        self.first = middle - AROUND
        self.last = middle + AROUND
        minutes = int((self.last - self.first) / MINUTE) + 1
        shown = ((self.first + m * MINUTE).astimezone(zone) for m in range(minutes))
        # Clocks set back never beat the highest they have shown, so a bisection finds first passes.
        self.highest = list(accumulate((wall.replace(tzinfo=None) for wall in shown), max))

    def rings(self, minutes: int) -> list[tuple[date, datetime]]:
        """For each local date, the first minute at which clocks show this time or are past it."""
        found = []
        day = self.highest[0].date()
        while day <= self.highest[-1].date():
            wall = datetime.combine(day, time()) + minutes * MINUTE
            place = bisect_left(self.highest, wall)
            if 0 < place < len(self.highest):
                found.append((day, self.first + place * MINUTE))
            day += DAY
        return found
