"""Streaks, freezes, comeback and strength, row by row; days are written as in `letters`."""

from datetime import UTC, date, datetime, timedelta

import pytest
from letters import DAY, FIRST, ZONES, after, on, record_of

from bot.domain.days import Calendar, Pause
from bot.domain.streaks import Verdict, away_pause, read, word_for_end

# The table


@pytest.mark.parametrize(
    ("days", "streak", "freezes"),
    [
        ("xxxxxxx", 7, 2),
        ("xxxxxxx-", 7, 1),
        ("xxxxxxx-x", 8, 1),
        ("xxxxxxx-x-", 8, 0),
        ("xxxxxxx-x--", 0, 0),
        ("xxxxxxx-x--x", 1, 0),
        ("xxxxxxx-x--xx", 10, 0),
    ],
)
def test_streak_and_freezes_go_as_in_the_table(days, streak, freezes):
    assert after(days) == (streak, freezes)


def test_a_broken_streak_can_come_back():
    broken = record_of("xxxxxxx-x---")

    assert (broken.streak, broken.comeback, broken.comeback_to_go) == (0, 8, 2)


def test_one_more_and_your_eight_comes_back():
    halfway = record_of("xxxxxxx-x--x")

    assert (halfway.streak, halfway.comeback, halfway.comeback_to_go) == (1, 8, 1)


def test_the_day_it_comes_back_says_so():
    record = record_of("xxxxxxx-x--xx")

    assert [line.came_back for line in record.lines[-2:]] == [False, True]
    assert (record.streak, record.comeback, record.comeback_to_go) == (10, 0, 0)


def test_every_day_is_explained():
    verdicts = [line.verdict for line in record_of("x--xprh-").lines]

    assert verdicts == [
        Verdict.COUNTED,
        Verdict.FROZEN,
        Verdict.BROKEN,
        Verdict.COUNTED,
        Verdict.NEUTRAL,
        Verdict.NEUTRAL,
        Verdict.NEUTRAL,
        Verdict.OPEN,
    ]


# Today


def test_today_is_never_missed_before_it_ends():
    record = record_of("xxx-")

    assert record.streak == 3
    assert record.lines[-1].verdict is Verdict.OPEN


def test_today_counts_at_once():
    assert record_of("x").streak == 1
    assert record_of("xxxx").streak == 4


def test_a_paused_day_is_neutral_from_its_beginning():
    assert record_of("xxp").lines[-1].verdict is Verdict.NEUTRAL


def test_a_second_monday_does_not_hide_the_tuesday_already_reached():
    left = datetime(2025, 6, 2, 21, tzinfo=UTC)  # Tuesday 06:00 in Tokyo, Monday 14:00 over there
    calendar = Calendar(
        ((left - 9 * DAY, "Asia/Tokyo"), (left + timedelta(hours=1), "America/Los_Angeles"))
    )
    monday, tuesday = date(2025, 6, 2), date(2025, 6, 3)

    record = read(calendar, date(2025, 6, 1), left + 2 * timedelta(hours=1), {monday})

    assert [line.day for line in record.lines] == [date(2025, 6, 1), monday, tuesday]
    assert record.lines[-1].verdict is Verdict.OPEN
    assert record.streak == 1


# Freezes


def test_one_freeze_is_there_at_the_start():
    assert record_of("x").freezes == 1
    assert after("x-") == (1, 0)


def test_two_freezes_are_the_most():
    assert after("x" * 21) == (21, 2)


def test_every_seventh_counted_day_earns_a_freeze_whatever_the_streak():
    record = record_of("xxx----xxxx")

    assert record.freezes == 1
    assert record.lines[-1].earned_freeze


def test_a_seventh_day_with_two_in_hand_earns_nothing():
    assert not record_of("x" * 14).lines[-1].earned_freeze


def test_a_missed_day_without_a_streak_costs_nothing():
    assert after("----") == (0, 1)
    assert record_of("--").lines[0].verdict is Verdict.MISSED


def test_a_late_log_returns_a_spent_freeze():
    assert after("xxx-x") == (4, 0)
    assert after("xxxxx") == (5, 1)


def test_a_late_log_mends_a_broken_streak():
    assert after("xxx--x") == (1, 0)
    assert after("xxx-xx") == (5, 0)


def test_a_late_log_may_cost_the_freeze_that_a_later_gap_needed():
    before, with_late_log = record_of("--xx-x-"), record_of("x-xx-x-")

    assert before.streak == 3
    assert (with_late_log.streak, with_late_log.comeback) == (1, 3)


# Comeback


def test_a_comeback_needs_both_of_the_first_two_days():
    assert after("xxxx--x-x") == (1, 0)
    assert after("xxxx---xx") == (2, 0)


def test_a_neutral_day_does_not_stand_between_the_two_days_of_a_comeback():
    assert after("xxxx--xprhx") == (6, 0)
    assert after("xxxx--pxx") == (6, 0)


def test_a_neutral_day_with_a_log_is_one_of_the_two():
    assert after("xxxx--PR") == (6, 0)


def test_no_freeze_covers_the_two_days_of_a_comeback():
    earned = "xxxxxx" + "--" + "x"  # the seventh counted day is the first after the break

    assert after(earned) == (1, 1)
    assert after(earned + "-") == (1, 0)
    assert after(earned + "-x") == (2, 0)
    assert record_of(earned + "--").comeback == 0


@pytest.mark.parametrize(("pause", "comeback"), [(0, 0), (10, 0), (11, 5), (30, 5)])
def test_a_comeback_comes_at_most_once_in_fourteen_days(pause, comeback):
    come_back = "xxx--xx"  # on the seventh day, with nothing in hand

    broken = record_of(come_back + "p" * pause + "--")  # complete three days later at the earliest

    assert broken.lines[-2].verdict is Verdict.BROKEN
    assert broken.comeback == comeback


# Neutral days


@pytest.mark.parametrize("neutral", "prh")
def test_a_neutral_day_without_a_log_changes_nothing(neutral):
    plain, rested = record_of("xxx-xx"), record_of("xxx" + neutral + "-x" + neutral + "x")

    assert (rested.streak, rested.freezes) == (plain.streak, plain.freezes)
    assert rested.strength == plain.strength


@pytest.mark.parametrize("neutral", "PRH")
def test_a_neutral_day_with_a_log_counts(neutral):
    assert after("xx" + neutral) == (3, 1)


@pytest.mark.parametrize(("letter", "reason"), [("p", "pause"), ("r", "rest"), ("h", "hold")])
def test_a_neutral_day_says_why(letter, reason):
    assert record_of("x" + letter + "x").lines[1].reason == reason


def test_a_hold_for_pain_is_the_reason_even_in_a_holiday():
    holiday, hold = Pause(FIRST, None, "holiday"), Pause(on(1), on(1), "caution")
    calendar = Calendar(ZONES, pauses=(hold, holiday))

    record = read(calendar, FIRST, datetime(2025, 2, 5, 11, tzinfo=UTC), set())

    assert [line.reason for line in record.lines] == ["pause", "hold", "pause"]


def test_a_short_travel_day_is_neutral():
    left = datetime(2025, 6, 2, 19, tzinfo=UTC)  # Monday noon in Los Angeles: Tuesday in Tokyo
    monday = date(2025, 6, 2)
    calendar = Calendar(((left - 30 * DAY, "America/Los_Angeles"), (left, "Asia/Tokyo")))

    record = read(calendar, monday - DAY, left, {monday - DAY})

    assert (record.lines[1].verdict, record.lines[1].reason) == (Verdict.NEUTRAL, "travel")
    assert (record.streak, record.freezes) == (1, 1)


# Strength


@pytest.mark.parametrize(("days", "percent"), [(7, 31), (30, 80)])
def test_strength_grows_as_in_the_loop_habit_tracker(days, percent):
    assert round(100 * record_of("x" * days).strength) == percent


def test_one_miss_from_the_top_costs_about_five_points():
    top, missed = record_of("x" * 300), record_of("x" * 300 + "--")

    assert round(100 * (top.strength - missed.strength)) == 5


def test_today_moves_strength_only_once_it_counts():
    assert record_of("xxx-").strength == record_of("xxx").strength
    assert record_of("xxxx").strength > record_of("xxx").strength


# Gaps and words


@pytest.mark.parametrize(
    ("days", "gap"), [("x", 0), ("xx-", 0), ("x--", 1), ("x---x", 3), ("x-pp--", 2), ("---", 2)]
)
def test_the_gap_is_the_missed_days_since_the_last_counted_one(days, gap):
    assert record_of(days).gap == gap


def test_having_been_away_turns_the_gap_into_a_pause():
    pause = away_pause(record_of("xxx---p--"))

    assert pause == Pause(on(3), on(7), "away")


def test_at_most_fourteen_missed_days_become_a_pause():
    pause = away_pause(record_of("x" + "-" * 20 + "-"))

    assert pause == Pause(on(7), on(20), "away")


def test_without_a_gap_there_was_no_absence():
    assert away_pause(record_of("xxx-")) is None


@pytest.mark.parametrize(
    ("days", "word"),
    [
        ("xx", "plain"),
        ("xxxxxxx", "week"),
        ("xxxxxx-x", "week"),
        *(("x" * days, "milestone") for days in (14, 21, 30, 50, 75, 100, 150, 200, 250, 300)),
        ("x" * 365, "milestone"),
        ("x" * 366, "plain"),
        ("xx-x", "back"),
        ("xxxxx--xx", "comeback"),
    ],
)
def test_a_word_that_fits_ends_the_practice(days, word):
    assert word_for_end(record_of(days), first_practice=False) == word


def test_the_very_first_practice_has_its_own_word():
    assert word_for_end(record_of("x"), first_practice=True) == "first"
