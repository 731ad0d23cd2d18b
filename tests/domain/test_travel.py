"""What travelling does to days: two Tuesdays are one, and a closed day stays closed."""

from datetime import date, datetime, timedelta

from living import (
    KIRITIMATI,
    LOS_ANGELES,
    MONDAY,
    PAGO_PAGO,
    TOKYO,
    TUESDAY,
    WEDNESDAY,
    at,
    living_in,
)

from bot.domain.days import (
    Calendar,
    closed_before,
    day_end_row,
    habit_day,
    short_travel_day,
    travel_days,
)


def lives_in(*zones: tuple[datetime, str]) -> Calendar:
    """Someone who moved at these instants."""
    return Calendar(zones)


def test_the_first_zone_also_covers_the_time_before_it():
    calendar = lives_in((at(WEDNESDAY, "12:00"), TOKYO))

    assert habit_day(calendar, at(MONDAY, "04:00", TOKYO)) == MONDAY


def test_two_tuesdays_are_one_tuesday():
    left = at(TUESDAY, "20:00", TOKYO)
    calendar = lives_in((at(MONDAY, "12:00", TOKYO), TOKYO), (left, LOS_ANGELES))

    assert habit_day(calendar, left - timedelta(seconds=1)) == TUESDAY
    assert habit_day(calendar, left) == TUESDAY  # 04:00 in Los Angeles: Tuesday again
    assert habit_day(calendar, at(TUESDAY, "23:00", LOS_ANGELES)) == TUESDAY
    assert not short_travel_day(calendar, TUESDAY)


def test_a_day_flown_back_into_stays_closed():
    left = at(TUESDAY, "06:00", TOKYO)  # Monday 14:00 in Los Angeles
    calendar = lives_in((at(MONDAY, "12:00", TOKYO), TOKYO), (left, LOS_ANGELES))

    assert habit_day(calendar, left) == MONDAY
    assert closed_before(calendar, left) == TUESDAY
    assert closed_before(calendar, at(TUESDAY, "12:00", LOS_ANGELES)) == TUESDAY
    assert closed_before(calendar, at(WEDNESDAY, "12:00", LOS_ANGELES)) == WEDNESDAY


def test_across_the_date_line_the_day_reached_stays_reached_for_a_day():
    left = at(TUESDAY, "04:30", KIRITIMATI)  # Monday 03:30 in Samoa, still Sunday's evening
    calendar = lives_in((at(MONDAY, "12:00", KIRITIMATI), KIRITIMATI), (left, PAGO_PAGO))

    assert habit_day(calendar, left) == MONDAY - timedelta(days=1)
    assert closed_before(calendar, left) == TUESDAY
    assert closed_before(calendar, left + timedelta(hours=24)) == TUESDAY


def test_a_habit_day_under_twelve_hours_is_short_because_the_zone_moved():
    left = at(MONDAY, "12:00", LOS_ANGELES)  # Tuesday 04:00 in Tokyo: Monday had 8 hours
    calendar = lives_in((at(MONDAY, "00:00", LOS_ANGELES), LOS_ANGELES), (left, TOKYO))

    assert habit_day(calendar, left) == TUESDAY
    assert short_travel_day(calendar, MONDAY)
    assert not short_travel_day(calendar, TUESDAY)
    assert travel_days(calendar, left) == {MONDAY}


def test_a_habit_day_of_twelve_hours_is_not_short():
    left = at(MONDAY, "16:00", LOS_ANGELES)
    calendar = lives_in((at(MONDAY, "00:00", LOS_ANGELES), LOS_ANGELES), (left, TOKYO))

    assert not short_travel_day(calendar, MONDAY)
    sooner = lives_in(calendar.zones[0], (left - timedelta(seconds=1), TOKYO))
    assert short_travel_day(sooner, MONDAY)


def test_a_day_jumped_over_is_short():
    left = at(MONDAY, "03:30", PAGO_PAGO)  # still Sunday; Tuesday 04:30 in Kiribati
    calendar = lives_in((at(MONDAY, "00:00", PAGO_PAGO), PAGO_PAGO), (left, KIRITIMATI))

    assert habit_day(calendar, left) == TUESDAY
    assert travel_days(calendar, left) == {MONDAY}


def test_an_open_day_is_no_short_day_yet():
    left = at(MONDAY, "07:00", LOS_ANGELES)  # Monday 23:00 in Tokyo: 3 hours and 5 more
    calendar = lives_in((at(MONDAY, "00:00", LOS_ANGELES), LOS_ANGELES), (left, TOKYO))

    assert travel_days(calendar, at(TUESDAY, "03:59", TOKYO)) == set()
    assert travel_days(calendar, at(TUESDAY, "04:00", TOKYO)) == {MONDAY}


def test_a_day_closed_as_short_stays_short_when_flown_back_into_at_that_instant():
    out, back = at(MONDAY, "07:00", LOS_ANGELES), at(TUESDAY, "04:00", TOKYO)
    there = lives_in((at(MONDAY, "00:00", LOS_ANGELES), LOS_ANGELES), (out, TOKYO))
    calendar = lives_in(*there.zones, (back, LOS_ANGELES))

    assert habit_day(calendar, back) == MONDAY
    assert travel_days(there, back) == travel_days(calendar, back) == {MONDAY}


def test_a_clock_change_makes_no_short_day():
    calendar = living_in()

    assert not short_travel_day(calendar, date(2025, 3, 29))
    assert travel_days(calendar, at(date(2025, 4, 2), "12:00")) == set()


def test_a_new_day_end_does_not_reopen_a_day_closed_elsewhere():
    left = at(TUESDAY, "05:00", TOKYO)  # Monday 13:00 in Los Angeles
    calendar = lives_in((at(MONDAY, "12:00", TOKYO), TOKYO), (left, LOS_ANGELES))
    now = left + timedelta(hours=1)

    row = day_end_row(calendar, now, 360)

    assert row == (TUESDAY, 360)
    later = Calendar(calendar.zones, (row,))
    assert closed_before(later, now) == TUESDAY


def test_a_new_day_end_does_not_end_today_in_the_zone_left_behind():
    left = at(WEDNESDAY, "00:30", TOKYO)  # Tuesday's late evening; Tuesday 08:30 in Los Angeles
    calendar = lives_in((at(MONDAY, "12:00", TOKYO), TOKYO), (left, LOS_ANGELES))
    now = left + timedelta(hours=1)

    row = day_end_row(calendar, now, 0)

    assert row == (WEDNESDAY, 0)
    assert closed_before(Calendar(calendar.zones, (row,)), now) == TUESDAY
