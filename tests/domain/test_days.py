"""Days: when they begin and end, their halves, and the wall clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from living import (
    BERLIN,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    at,
    living_in,
)

from bot.domain.days import (
    Calendar,
    Half,
    Pause,
    bedtime_begins,
    day_bounds,
    day_end_row,
    habit_day,
    half_at,
    instant,
)

SEVEN, TEN_AT_NIGHT = 420, 1320


# The day's end


@pytest.mark.parametrize(
    ("clock", "day"),
    [("00:30", MONDAY), ("03:59", MONDAY), ("04:00", TUESDAY), ("23:59", TUESDAY)],
)
def test_half_past_midnight_belongs_to_the_evening_before(clock, day):
    assert habit_day(living_in(), at(TUESDAY, clock)) == day


@pytest.mark.parametrize(("minutes", "clock"), [(0, "00:00"), (150, "02:30"), (360, "06:00")])
def test_a_day_ends_when_the_person_has_chosen(minutes, clock):
    calendar = Calendar(living_in().zones, ((date(2025, 1, 1), minutes),))
    end = at(TUESDAY, clock)

    assert habit_day(calendar, end - timedelta(seconds=1)) == MONDAY
    assert habit_day(calendar, end) == TUESDAY
    assert day_bounds(calendar, MONDAY, end)[1] == end


def test_a_day_end_holds_from_its_row_on():
    calendar = Calendar(living_in().zones, ((MONDAY, 0), (WEDNESDAY, 360)))

    assert calendar.day_end(MONDAY - timedelta(days=1)) == 240
    assert calendar.day_end(TUESDAY) == 0
    assert calendar.day_end(WEDNESDAY) == 360


def test_someone_without_a_zone_lives_by_utc():
    assert habit_day(Calendar(()), datetime(2025, 6, 3, 4, tzinfo=UTC)) == TUESDAY


# The wall clock


def test_a_missing_time_is_the_first_minute_that_exists():
    forward = date(2025, 3, 30)  # Berlin: 02:00 becomes 03:00

    assert instant(ZoneInfo(BERLIN), forward, 150) == datetime(2025, 3, 30, 1, tzinfo=UTC)


def test_a_repeated_time_is_its_first_pass():
    back = date(2025, 10, 26)  # Berlin: 03:00 becomes 02:00

    assert instant(ZoneInfo(BERLIN), back, 150) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_a_date_that_does_not_exist_is_over_as_soon_as_it_begins():
    skipped = date(2011, 12, 30)  # Samoa crossed the date line

    noon = instant(ZoneInfo("Pacific/Apia"), skipped, 720)

    assert noon == datetime(2011, 12, 30, 10, tzinfo=UTC)
    assert noon.astimezone(ZoneInfo("Pacific/Apia")).date() == date(2011, 12, 31)


def test_clocks_set_back_over_midnight_do_not_bring_yesterday_back():
    calendar = Calendar(
        ((datetime(2005, 1, 1, tzinfo=UTC), "America/St_Johns"),), ((date(2005, 1, 1), 0),)
    )
    repeated = datetime(2006, 10, 29, 2, 31, tzinfo=UTC)  # 00:01 became 23:01

    assert repeated.astimezone(ZoneInfo("America/St_Johns")).date() == date(2006, 10, 28)
    assert habit_day(calendar, repeated) == date(2006, 10, 29)


# Halves


@pytest.mark.parametrize(
    ("clock", "half"),
    [
        ("04:00", Half.MORNING),
        ("15:00", Half.MORNING),
        ("18:59", Half.MORNING),
        ("19:00", Half.BEDTIME),
        ("19:30", Half.BEDTIME),
    ],
)
def test_seven_and_ten_part_the_day_at_seven_in_the_evening(clock, half):
    assert half_at(living_in(), at(MONDAY, clock), SEVEN, TEN_AT_NIGHT) is half


def test_after_midnight_it_is_still_the_bedtime_half():
    assert half_at(living_in(), at(TUESDAY, "03:59"), SEVEN, TEN_AT_NIGHT) is Half.BEDTIME


@pytest.mark.parametrize(
    ("morning", "bedtime", "begins"),
    [
        (420, 1320, 1140),  # 07:00, 22:00: three hours before
        (420, 780, 600),  # six hours apart: three hours before is the midpoint
        (600, 840, 720),  # four hours apart: the midpoint
        (420, 30, 1290),  # 00:30 is a late evening: 21:30
        (420, 150, 1410),  # 02:30: 23:30
        (420, 420, 420),
        (420, 421, 421),  # a minute apart: the morning keeps its own
    ],
)
def test_the_bedtime_half_begins_three_hours_before_or_at_the_midpoint(morning, bedtime, begins):
    assert bedtime_begins(240, morning, bedtime) == begins


def test_a_night_worker_begins_the_day_with_bedtime():
    morning, bedtime = 960, 510  # up at 16:00, to bed at 08:30

    assert bedtime_begins(240, morning, bedtime) == 240
    assert half_at(living_in(), at(MONDAY, "08:30"), morning, bedtime) is Half.BEDTIME
    assert half_at(living_in(), at(MONDAY, "12:59"), morning, bedtime) is Half.BEDTIME
    assert half_at(living_in(), at(MONDAY, "13:00"), morning, bedtime) is Half.MORNING
    assert half_at(living_in(), at(TUESDAY, "02:00"), morning, bedtime) is Half.MORNING


# Pauses and weekdays


def test_the_youngest_pause_that_covers_a_day_is_its_pause():
    holiday, hurt = Pause(MONDAY, None, "holiday"), Pause(TUESDAY, TUESDAY, "pain")
    calendar = Calendar(living_in().zones, pauses=(holiday, hurt))

    assert calendar.pause_on(MONDAY - timedelta(days=1)) is None
    assert calendar.pause_on(MONDAY) == holiday
    assert calendar.pause_on(TUESDAY) == hurt
    assert calendar.pause_on(WEDNESDAY) == holiday


def test_weekdays_hold_from_their_row_on():
    workdays = frozenset({0, 1, 2, 3, 4})
    calendar = Calendar(living_in().zones, weekdays=((MONDAY, workdays),))

    assert calendar.practises(MONDAY - timedelta(days=1))  # a Sunday before the row
    assert not calendar.practises(MONDAY + timedelta(days=6))


# A new day end


@pytest.mark.parametrize(
    ("clock", "minutes", "row"),
    [
        ("01:00", 120, (MONDAY, 120)),  # today ends at 02:00 instead: that is still ahead
        ("01:00", 360, (MONDAY, 360)),
        ("01:00", 0, (TUESDAY, 0)),  # midnight is behind: from tomorrow
        ("01:00", 60, (TUESDAY, 60)),  # this very minute is not ahead
        ("05:00", 0, (TUESDAY, 0)),
        ("05:00", 360, (TUESDAY, 360)),
    ],
)
def test_a_new_day_end_counts_from_today_where_it_is_still_ahead(clock, minutes, row):
    assert day_end_row(living_in(), at(TUESDAY, clock), minutes) == row
