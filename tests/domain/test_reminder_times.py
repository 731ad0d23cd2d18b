"""When reminders ring, through weekends, late evenings and journeys; and where Later leads."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from living import (
    BERLIN,
    DAY,
    HOUR,
    LOS_ANGELES,
    MONDAY,
    SUNDAY,
    TOKYO,
    TUESDAY,
    WEDNESDAY,
    at,
    living_in,
)

from bot.domain.changes import with_day_end, with_weekdays, with_zone
from bot.domain.days import Calendar, Half, half_at
from bot.domain.reminders import (
    Bell,
    LaterChoices,
    Slot,
    can_log_back,
    later_at,
    later_times,
    next_due,
    occurrence,
)

MORNING = Bell(Slot.MORNING, True, 420)
BEDTIME = Bell(Slot.BEDTIME, True, 1320)
LATE = Bell(Slot.BEDTIME, True, 30)


# When they ring


def test_mondays_bedtime_at_half_past_midnight_rings_on_tuesday():
    assert occurrence(living_in(), LATE, MONDAY, at(MONDAY, "12:00")) == at(TUESDAY, "00:30")
    assert next_due(living_in(), LATE, at(TUESDAY, "00:00"), SUNDAY) == (
        at(TUESDAY, "00:30"),
        MONDAY,
    )


def test_weekdays_mean_the_habit_day():
    mondays = with_weekdays(living_in(), at(MONDAY, "12:00"), frozenset({0}))

    due = next_due(mondays, LATE, at(MONDAY, "12:00"), None)

    assert due == (at(TUESDAY, "00:30"), MONDAY)
    assert next_due(mondays, LATE, *due) == (at(TUESDAY + 7 * DAY, "00:30"), MONDAY + 7 * DAY)


def test_a_night_owl_keeps_sundays_late_and_mondays_early_bedtime():
    bell = Bell(Slot.BEDTIME, True, 1380, weekend_minutes=30)

    sunday = next_due(living_in(), bell, at(SUNDAY, "12:00"), None)
    monday = next_due(living_in(), bell, *sunday)

    assert (sunday, monday) == (
        (at(MONDAY, "00:30"), SUNDAY),
        (at(MONDAY, "23:00"), MONDAY),
    )


def test_the_weekend_may_have_its_own_time():
    bell = Bell(Slot.MORNING, True, 420, weekend_minutes=540)

    assert [bell.minutes_on(SUNDAY + n * DAY) for n in (-2, -1, 0, 1)] == [420, 540, 540, 420]


def test_reminders_follow_the_wall_clock():
    saturday = date(2025, 3, 29)
    before = next_due(living_in(), MORNING, at(saturday, "06:00"), None)
    after = next_due(living_in(), MORNING, *before)

    assert after[0] - before[0] == 23 * HOUR
    assert after[0].astimezone(ZoneInfo(BERLIN)).hour == 7


def test_a_reminder_comes_strictly_after_now():
    assert next_due(living_in(), MORNING, at(MONDAY, "06:59"), None)[1] == MONDAY
    assert next_due(living_in(), MORNING, at(MONDAY, "07:00"), None)[1] == TUESDAY


def test_a_bell_switched_off_is_never_due():
    assert next_due(living_in(), replace(MORNING, enabled=False), at(MONDAY, "06:00"), None) is None


def test_without_a_practice_day_nothing_is_due():
    calendar = with_weekdays(living_in(), at(MONDAY, "12:00"), frozenset())

    assert next_due(calendar, MORNING, at(MONDAY, "12:00"), None) is None


def test_a_single_weekday_is_found_though_it_was_just_served():
    calendar = with_weekdays(living_in(), at(MONDAY, "05:00"), frozenset({0}))

    assert next_due(calendar, MORNING, at(MONDAY, "05:00"), MONDAY)[1] == MONDAY + 7 * DAY


def test_a_day_end_moved_before_a_late_bedtime_rings_it_once_a_night():
    night = at(TUESDAY, "00:10")  # Monday's late evening
    calendar = with_day_end(living_in(), night, 0)

    monday = next_due(calendar, LATE, night, SUNDAY)
    following = next_due(calendar, LATE, *monday)

    assert monday == (at(TUESDAY, "00:30"), MONDAY)
    assert occurrence(calendar, LATE, TUESDAY, night) is None
    assert following == (at(WEDNESDAY, "00:30"), WEDNESDAY)


@given(
    weekdays=st.frozensets(st.integers(0, 6)),
    minutes=st.integers(0, 1439),
    weekend=st.none() | st.integers(0, 1439),
    day_end=st.integers(0, 360),
)
def test_every_practice_day_rings_once_in_order_and_no_rest_day_does(
    weekdays, minutes, weekend, day_end
):
    calendar = Calendar(
        living_in().zones,
        day_ends=((date(2025, 1, 1), day_end),),
        weekdays=((date(2025, 1, 1), weekdays),),
    )
    bell = Bell(Slot.EXTRA1, True, minutes, weekend)
    now, served, found = at(SUNDAY, "03:00"), SUNDAY, []
    while (due := next_due(calendar, bell, now, served)) and due[1] <= SUNDAY + 14 * DAY:
        found.append(due[1])
        now, served = due

    days = [SUNDAY + number * DAY for number in range(1, 15)]
    assert found == [day for day in days if day.weekday() in weekdays]


@given(
    st.integers(240, 1439),
    st.integers(0, 1439),
    st.sampled_from((Slot.MORNING, Slot.BEDTIME)),
)
def test_a_reminder_rings_in_the_half_it_belongs_to(morning, bedtime, slot):
    minutes = {Slot.MORNING: morning, Slot.BEDTIME: bedtime}[slot]
    due = occurrence(living_in(), Bell(slot, True, minutes), MONDAY, at(MONDAY, "12:00"))

    apart = morning != bedtime
    assert half_at(living_in(), due, morning, bedtime) == (Half(slot) if apart else Half.BEDTIME)


# A zone that moved


def test_a_day_already_served_is_not_served_again_after_flying_west():
    left = at(MONDAY, "08:00", TOKYO)  # Sunday 16:00 in Los Angeles, Monday's morning was served
    flown = with_zone(living_in(TOKYO), left, LOS_ANGELES)

    assert next_due(flown, MORNING, left, MONDAY) == (at(TUESDAY, "07:00", LOS_ANGELES), TUESDAY)


def test_a_day_not_served_yet_comes_at_its_new_wall_time():
    left = at(MONDAY, "06:00", TOKYO)
    flown = with_zone(living_in(TOKYO), left, BERLIN)

    assert next_due(flown, MORNING, left, SUNDAY) == (at(MONDAY, "07:00"), MONDAY)


def test_a_time_already_past_after_flying_east_is_not_sent():
    left = at(MONDAY, "05:00")  # 12:00 in Tokyo
    flown = with_zone(living_in(), left, TOKYO)

    assert next_due(flown, MORNING, left, SUNDAY) == (at(TUESDAY, "07:00", TOKYO), TUESDAY)
    assert next_due(flown, BEDTIME, left, SUNDAY) == (at(MONDAY, "22:00", TOKYO), MONDAY)


@given(
    moves=st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from((BERLIN, TOKYO, LOS_ANGELES))), max_size=6
    ),
    minutes=st.integers(0, 1439),
)
def test_however_one_travels_no_day_is_served_twice(moves, minutes):
    calendar, now = living_in(), at(SUNDAY, "12:00")
    bell, served, last = Bell(Slot.BEDTIME, True, minutes), [], None
    for hours, zone in [*moves, (72, BERLIN)]:
        until = now + hours * HOUR
        while (due := next_due(calendar, bell, now, last)) and due[0] <= until:
            now, last = due
            served.append(last)
        now, calendar = until, with_zone(calendar, until, zone)

    assert served == sorted(set(served))


# Later


def choices(now: datetime, slot: Slot, used: int = 0, times: tuple[int, int] = (420, 1320)):
    return later_times(living_in(), now, slot, MONDAY, *times, used)


def test_later_is_a_quarter_an_hour_or_a_time():
    now = at(MONDAY, "07:05")

    assert choices(now, Slot.MORNING) == LaterChoices(
        at(MONDAY, "07:20"), at(MONDAY, "08:05"), at(MONDAY, "19:00")
    )


def test_a_morning_may_wait_until_the_bedtime_half_begins():
    assert choices(at(MONDAY, "18:30"), Slot.MORNING).quarter == at(MONDAY, "18:45")
    assert choices(at(MONDAY, "18:30"), Slot.MORNING).hour is None
    assert choices(at(MONDAY, "18:45"), Slot.MORNING).quarter is None
    assert choices(at(MONDAY, "18:45"), Slot.MORNING).until == at(MONDAY, "19:00")
    assert choices(at(MONDAY, "19:00"), Slot.MORNING) == LaterChoices(None, None, None)


@pytest.mark.parametrize("slot", [Slot.BEDTIME, Slot.EXTRA1])
def test_bedtime_and_extras_may_wait_until_the_days_end(slot):
    assert choices(at(MONDAY, "22:00"), slot).until == at(TUESDAY, "04:00")
    assert choices(at(TUESDAY, "03:30"), slot) == LaterChoices(
        at(TUESDAY, "03:45"), None, at(TUESDAY, "04:00")
    )
    assert choices(at(TUESDAY, "04:00"), slot) == LaterChoices(None, None, None)


def test_a_night_workers_morning_may_wait_until_the_days_end():
    assert choices(at(MONDAY, "16:00"), Slot.MORNING, 0, (960, 510)).until == at(TUESDAY, "04:00")


def test_later_is_possible_twice():
    assert choices(at(MONDAY, "07:00"), Slot.MORNING, used=1).quarter is not None
    assert choices(at(MONDAY, "07:00"), Slot.MORNING, used=2) == LaterChoices(None, None, None)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        (1350, at(MONDAY, "22:30")),
        (30, at(TUESDAY, "00:30")),
        (239, at(TUESDAY, "03:59")),
        (240, None),
        (1320, None),  # now is not later
        (1200, None),  # that was two hours ago
    ],
)
def test_a_time_to_put_off_to_lies_ahead_and_within_reach(clock, expected):
    now, until = at(MONDAY, "22:00"), at(TUESDAY, "04:00")

    assert later_at(living_in(), now, clock, until) == expected


# Logging back


@pytest.mark.parametrize(
    ("back", "allowed"), [(0, True), (1, True), (6, True), (7, False), (-1, False)]
)
def test_an_old_reminder_logs_up_to_six_days_back(back, allowed):
    assert can_log_back(MONDAY - back * DAY, MONDAY, date(2025, 1, 1)) is allowed


def test_nothing_is_logged_before_the_first_day():
    assert can_log_back(SUNDAY, TUESDAY, SUNDAY)
    assert not can_log_back(SUNDAY - DAY, TUESDAY, SUNDAY)
