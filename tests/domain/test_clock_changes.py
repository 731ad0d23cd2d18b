"""Every clock change of every zone from 2020 to 2040: each reminder once per local date.

All of them with --run-all, samples otherwise; the zones whose missing hour falls on bedtime
always.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from clocks import AROUND, BEDTIME_GAPS, DAY, MINUTE, Walls, behaviour, transitions, zone_names
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.days import Calendar, day_bounds, habit_day, instant
from bot.domain.reminders import Bell, Slot, next_due

DAY_ENDS = (0, 60, 240, 360)
START = datetime(2020, 1, 1, tzinfo=UTC)


def calendar_in(name: str, day_end: int) -> Calendar:
    return Calendar(((datetime(2000, 1, 1, tzinfo=UTC), name),), ((date(2000, 1, 1), day_end),))


def rings(calendar: Calendar, minutes: int, first: datetime, last: datetime):
    """What a bell really does: served, it moves to its next time, again and again."""
    bell, now, served = Bell(Slot.BEDTIME, True, minutes), first, None
    found = []
    while (due := next_due(calendar, bell, now, served)) is not None and due[0] <= last:
        now, served = due
        found.append(due)
    return found


def assert_once_a_date(walls: Walls, name: str, minutes: int, day_end: int) -> None:
    """Each local date once, at the right minute, and under one habit day each."""
    calendar = calendar_in(name, day_end)
    late = minutes < day_end
    expected = [(due, day - late * DAY) for day, due in walls.rings(minutes)]
    assert rings(calendar, minutes, walls.first, walls.last) == expected, (name, minutes, day_end)


def assert_days_tile(calendar: Calendar, around: datetime) -> None:
    """Days follow each other without hole or overlap, and say themselves where they lie."""
    first = habit_day(calendar, around - AROUND)
    for day in (first + number * DAY for number in range(5)):
        begin, end = day_bounds(calendar, day, around)
        assert end == day_bounds(calendar, day + DAY, around)[0]
        assert begin < end
        assert habit_day(calendar, begin) == day == habit_day(calendar, end - MINUTE)


def minutes_around(name: str, change: datetime) -> list[int]:
    """The wall times that a clock change touches, and a few it leaves alone."""
    zone = ZoneInfo(name)
    walls = [(change + m * MINUTE).astimezone(zone) for m in (-61, -60, -31, -30, -1, 0, 1, 30, 60)]
    touched = {wall.hour * 60 + wall.minute for wall in walls}
    skipped = {(minutes + shift) % 1440 for minutes in touched for shift in (-60, -30, 30, 60)}
    return sorted(touched | skipped | {0, 420, 1320, 1439})


@pytest.mark.parametrize("name", BEDTIME_GAPS)
def test_a_missing_hour_at_bedtime_rings_once_a_date(name):
    for change in transitions(name):
        walls = Walls(name, change)
        for minutes in (0, 15, 30, 60, 90, 1320, 1335, 1350, 1380, 1395, 1410, 1439):
            assert_once_a_date(walls, name, minutes, 240)


@given(data=st.data(), name=st.sampled_from(zone_names()), day_end=st.sampled_from(DAY_ENDS))
@settings(max_examples=60, deadline=None)
def test_reminders_ring_once_a_date_around_a_clock_change(data, name, day_end):
    assume(transitions(name))
    change = data.draw(st.sampled_from(transitions(name)))
    near = st.sampled_from(minutes_around(name, change))
    minutes = data.draw(near | st.integers(0, 1439))

    assert_once_a_date(Walls(name, change), name, minutes, day_end)


@given(data=st.data(), name=st.sampled_from(zone_names()), day_end=st.integers(0, 360))
@settings(max_examples=60, deadline=None)
def test_days_tile_the_time_axis_around_a_clock_change(data, name, day_end):
    assume(transitions(name))
    change = data.draw(st.sampled_from(transitions(name)))

    assert_days_tile(calendar_in(name, day_end), change)


@given(
    name=st.sampled_from(zone_names()),
    seconds=st.tuples(*[st.integers(0, 21 * 365 * 86_400)] * 2),
    day_end=st.integers(0, 360),
)
@settings(deadline=None)
def test_a_later_instant_is_never_an_earlier_habit_day(name, seconds, day_end):
    calendar = calendar_in(name, day_end)
    first, second = (START + timedelta(seconds=after) for after in sorted(seconds))

    assert habit_day(calendar, first) <= habit_day(calendar, second)
    begin, end = day_bounds(calendar, habit_day(calendar, first), first)
    assert begin <= first < end


@given(
    name=st.sampled_from(zone_names()),
    day=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    minutes=st.tuples(st.integers(0, 1800), st.integers(0, 1800)),
)
@settings(deadline=None)
def test_a_later_wall_time_is_never_an_earlier_instant(name, day, minutes):
    zone = ZoneInfo(name)
    first, second = sorted(minutes)

    assert instant(zone, day, first) <= instant(zone, day, second)


def test_every_clock_change_of_every_zone(run_all):
    if not run_all:
        pytest.skip("walked through by make test-all")
    one_of_each = {behaviour(name): name for name in zone_names()}.values()
    for name in one_of_each:
        for change in transitions(name):
            walls = Walls(name, change)
            for day_end in DAY_ENDS:
                assert_days_tile(calendar_in(name, day_end), change)
                for minutes in {*minutes_around(name, change), *range(0, 1440, 15)}:
                    assert_once_a_date(walls, name, minutes, day_end)


def test_the_years_hold_the_changes_they_are_known_for():
    assert datetime(2024, 3, 31, 1, tzinfo=UTC) in transitions("Europe/Berlin")
    assert transitions("Asia/Tokyo") == ()
    for name in BEDTIME_GAPS:
        assert len(transitions(name)) > 20
        assert any(is_missing_at_bedtime(name, change) for change in transitions(name))


def is_missing_at_bedtime(name: str, change: datetime) -> bool:
    zone = ZoneInfo(name)
    before, after = (change - MINUTE).astimezone(zone), change.astimezone(zone)
    skipped = after.replace(tzinfo=None) - before.replace(tzinfo=None) > timedelta(minutes=1)
    return skipped and (before.hour >= 21 or before.hour == 0)
