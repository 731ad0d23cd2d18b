"""Where and when the people of these tests live: a few zones, a week in June, wall times."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.days import Calendar

BERLIN, TOKYO, LOS_ANGELES = "Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles"
KIRITIMATI, PAGO_PAGO = "Pacific/Kiritimati", "Pacific/Pago_Pago"
SUNDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2025, 6, day) for day in (1, 2, 3, 4))
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def at(day: date, clock: str, zone: str = BERLIN) -> datetime:
    """The instant at which clocks in a zone show a time, where it exists once."""
    hour, minute = map(int, clock.split(":"))
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return wall.astimezone(UTC)


def living_in(zone: str = BERLIN) -> Calendar:
    """Someone who has always been there, with every other setting as it comes."""
    return Calendar(((at(date(2025, 1, 1), "12:00"), zone),))
