"""What the progress pictures are made of, and the same in words."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.chat import halfyear
from bot.chat.visit import Coach
from bot.domain import streaks
from bot.domain.days import DAY, Calendar, Half, Pause, habit_day
from bot.domain.streaks import Record
from bot.knowledge.words import Html, Words
from bot.pictures import calendar, chart
from bot.pictures.squares import Mark

NOW = datetime(2026, 10, 8, 18, tzinfo=UTC)
TODAY = date(2026, 10, 8)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BOTH = frozenset(Half)
MORNING = frozenset({Half.MORNING})
STREAK = Html("Streak: 3 days")

Halves = Mapping[date, frozenset[Half]]


@pytest.fixture
def words(coach: Coach) -> Words:
    return coach.words


def living(zone: str = "Europe/Berlin", **rows: tuple) -> Calendar:
    return Calendar(zones=((LONG_AGO, zone),), **rows)


def read(halves: Halves, first_day: date, plan: Calendar | None = None) -> Record:
    return streaks.read(plan or living(), first_day, NOW, halves.keys())


def every_day(since: date, until: date = TODAY, done: frozenset[Half] = BOTH) -> Halves:
    return {since + day * DAY: done for day in range((until - since).days + 1)}


def test_every_kind_of_day_has_its_square(words: Words) -> None:
    first = TODAY - 8 * DAY
    plan = living(
        weekdays=((first, frozenset(range(7)) - {(TODAY - 3 * DAY).weekday()}),),
        pauses=(
            Pause(TODAY - 2 * DAY, TODAY - 2 * DAY, "holiday"),
            Pause(TODAY - DAY, TODAY - DAY, "pain"),
        ),
    )
    halves = {first: BOTH, first + DAY: MORNING, first + 2 * DAY: frozenset({Half.BEDTIME})}

    squares = halfyear.half_year(words, read(halves, first, plan), halves).squares

    assert [(one.morning, one.bedtime) for one in squares[:3]] == [
        (True, True),
        (True, False),
        (False, True),
    ]
    assert [one.mark for one in squares[3:]] == [
        *(Mark.FREEZE, Mark.NONE, Mark.REST, Mark.PAUSE, Mark.PAUSE, Mark.NONE)
    ]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
@pytest.mark.parametrize("days", [1, 3, 91, 400, 3650])
def test_the_squares_end_today_and_go_back_half_a_year_without_a_gap(
    words: Words, zone: str, days: int
) -> None:
    plan = living(zone)
    today = habit_day(plan, NOW)
    halves = every_day(today - (days - 1) * DAY, today)
    record = read(halves, today - (days - 1) * DAY, plan)

    half_year = halfyear.half_year(words, record, halves)

    shown = [one.day for one in half_year.squares]
    assert shown[-1] == today
    assert shown == [shown[0] + place * DAY for place in range(len(shown))]
    assert shown[0] == max(today - (days - 1) * DAY, calendar.first_shown(today))
    assert calendar.draw(half_year)


def test_a_new_zone_and_a_new_day_end_in_between_leave_no_gap(words: Words) -> None:
    moved = datetime(2026, 9, 20, 12, tzinfo=UTC)
    plan = Calendar(
        zones=((LONG_AGO, "Pacific/Pago_Pago"), (moved, "Pacific/Kiritimati")),
        day_ends=((date(2026, 9, 1), 0), (date(2026, 10, 1), 360)),
    )
    first = date(2026, 8, 1)
    halves = {first + day * DAY: MORNING for day in range(1, 60, 2)}

    half_year = halfyear.half_year(words, read(halves, first, plan), halves)

    shown = [one.day for one in half_year.squares]
    assert shown == [first + place * DAY for place in range(len(shown))]
    assert Mark.REST in {one.mark for one in half_year.squares}  # the day of the journey
    assert calendar.draw(half_year)


def test_before_the_first_log_there_is_an_open_day_and_noughts(words: Words) -> None:
    record = read({}, TODAY)

    half_year = halfyear.half_year(words, record, {})

    assert [value for value, _ in half_year.figures] == ["0", "0", "0", "0%"]
    assert len(half_year.squares) == 1
    assert calendar.draw(half_year)
    assert "October" not in halfyear.caption(words, record, {}, STREAK, reps=0)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("", "My rocking days"),
        ("Anna 🌸", "My rocking days · Anna"),
        ("محمد", "My rocking days · محمد"),
        ("👩‍💻", "My rocking days"),
        ("प्रिया", "My rocking days"),
        ("<b>&", "My rocking days · <b>&"),
    ],
)
def test_the_title_has_the_name_where_it_can_be_drawn(words: Words, name: str, title: str) -> None:
    halves = every_day(TODAY)

    assert halfyear.half_year(words, read(halves, TODAY), halves, name).title == title


def test_a_name_of_three_hundred_letters_draws(words: Words) -> None:
    halves = every_day(TODAY)

    assert calendar.draw(halfyear.half_year(words, read(halves, TODAY), halves, "محمد" * 75))


def test_the_caption_says_in_five_short_lines_what_the_picture_shows(words: Words) -> None:
    first = date(2026, 9, 1)
    plan = living(pauses=(Pause(date(2026, 10, 1), date(2026, 10, 2), "holiday"),))
    halves = {**every_day(first, date(2026, 9, 30)), **every_day(date(2026, 10, 5), TODAY, MORNING)}
    halves[TODAY] = BOTH

    said = halfyear.caption(words, read(halves, first, plan), halves, STREAK, reps=680)

    assert said.splitlines() == [
        "<b>Streak: 3 days</b>",
        "Longest 34 · freezes 0 · strength 77%",
        "34 days, 680 reps in all",
        "October: 4 of 6 days, 1 of them morning and bedtime",
    ]


def test_a_month_that_began_before_the_first_day_counts_from_then(words: Words) -> None:
    halves = every_day(date(2026, 10, 6))

    said = halfyear.caption(words, read(halves, date(2026, 10, 6)), halves, STREAK, reps=680)

    assert "October: 3 of 3 days, 3 of them" in said


def test_an_answer_is_held_against_the_seven_days_before_it(words: Words) -> None:
    first = date(2026, 9, 1)
    halves = every_day(first, date(2026, 9, 10))
    answers = dict.fromkeys(every_day(date(2026, 9, 6), date(2026, 9, 13)), 2)
    answers |= dict.fromkeys(every_day(date(2026, 9, 14), TODAY), 8)

    more, fewer = halfyear.after_weeks(answers, halves)

    assert more == [2] * 8  # ten halves and more in the seven days up to 5 … 12 September
    assert fewer == [8] * 25


def test_the_back_is_said_and_drawn_alike_and_without_a_promise(words: Words) -> None:
    halves = every_day(date(2026, 9, 1), date(2026, 9, 10))
    answers = dict.fromkeys(every_day(date(2026, 9, 6), date(2026, 9, 13)), 2)
    answers |= dict.fromkeys(every_day(date(2026, 9, 14), TODAY), 8)

    back = halfyear.stiff_back(words, answers, halves, "Anna")
    said = halfyear.back_caption(words, answers, halves)

    assert [value for value, _ in back.figures] == ["2.0", "8.0"]
    assert chart.draw(back)
    assert said.splitlines() == [
        "<b>How is the back?</b> 33 answers from 0 (loose) to 10 (very stiff)",
        "At first 2.0, lately 8.0.",
        "After weeks with 10 practices or more: 2.0; with fewer: 8.0.",
        "Yours alone, no promise.",
    ]


def test_without_weeks_of_both_kinds_nothing_is_compared(words: Words) -> None:
    answers = dict.fromkeys(every_day(TODAY - timedelta(days=13)), 4)

    back = halfyear.stiff_back(words, answers, {})

    assert back.figures == (("4.0", "the mean of 14 answers"),)
    assert "No comparison yet" in halfyear.back_caption(words, answers, {})
    assert chart.draw(back)
