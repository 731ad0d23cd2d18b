"""Streaks, freezes, comeback and strength: the rules row by row, and what always holds.

Days are written as a row of letters: x counted, - nothing, p a pause, r a rest day, h a hold for
pain, capitals the same with a log; the last letter is today.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.days import Calendar, Pause
from bot.domain.streaks import Record, Verdict, away_pause, read, word_for_end

DAY = timedelta(days=1)
FIRST = date(2025, 2, 3)
ZONES = ((datetime(2025, 1, 1, tzinfo=UTC), "Europe/Berlin"),)
PAUSES = {"p": "holiday", "h": "pain"}
LETTERS = st.text("xx-", min_size=1, max_size=60)
ALL_LETTERS = st.text("xx-prhPRH", min_size=1, max_size=60)


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
        ("x" * 30, "milestone"),
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


# What always holds


@given(ALL_LETTERS)
def test_what_is_in_hand_stays_in_bounds(letters):
    record = record_of(letters)

    assert all(0 <= line.freezes <= 2 for line in record.lines)
    assert 0 <= record.streak <= record.longest <= record.total_days
    assert record.total_days == sum(letter in "xPRH" for letter in letters)
    assert record.longest == max(line.streak for line in record.lines)
    assert 0 <= record.strength < 1


@given(ALL_LETTERS)
def test_a_closed_day_reads_the_same_however_many_days_follow(letters):
    record = record_of(letters)

    for number in range(1, len(letters)):
        earlier = record_of(letters[:number])
        assert earlier.lines[:-1] == record.lines[: number - 1]


@given(ALL_LETTERS)
def test_a_comeback_brings_what_was_promised_and_not_too_often(letters):
    lines = record_of(letters).lines
    came_back = [number for number, line in enumerate(lines) if line.came_back]

    for number in came_back:
        assert lines[number].streak == lines[number - 1].comeback + 2
    assert all(later - sooner >= 14 for sooner, later in pairwise(came_back))


@given(ALL_LETTERS)
def test_a_streak_moves_by_one_comes_back_or_breaks(letters):
    lines = record_of(letters).lines
    for before, line in pairwise(lines):
        if line.came_back:
            continue
        assert line.streak - before.streak == {
            Verdict.COUNTED: 1,
            Verdict.BROKEN: -before.streak,
        }.get(line.verdict, 0)


@given(LETTERS, st.data())
@example("--xx-x-", None)
def test_a_late_log_never_lowers_strength_or_total(letters, data):
    empty = [number for number, letter in enumerate(letters) if letter == "-"]
    number = data.draw(st.sampled_from(empty)) if data and empty else 0

    before = record_of(letters)
    later = record_of(letters[:number] + "x" + letters[number + 1 :])

    assert later.strength >= before.strength
    assert later.total_days >= before.total_days
    assert later.lines[:number] == before.lines[:number]


@given(LETTERS)
def test_a_log_for_today_never_costs_anything(letters):
    before, logged = record_of(letters + "-"), record_of(letters + "x")

    assert logged.streak > before.streak
    assert logged.freezes >= before.freezes
    assert logged.longest >= before.longest
    assert logged.strength > before.strength
