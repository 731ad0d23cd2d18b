"""The chart of the back: where its points, bars and line are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.pictures import chart, palette
from bot.pictures.chart import averages
from tests.pictures.specimens import ALIKE, back, difference, opened

DAY = timedelta(days=1)
MONDAY = date(2026, 9, 7)


def colours(answers: list[tuple[date, int]], rocked: list[tuple[date, int]]) -> dict[object, int]:
    """How many pixels of each colour are on the axes."""
    image = opened(chart.draw(replace(back(), answers=tuple(answers), rocked=tuple(rocked))))
    axes = image.crop((chart.LEFT, chart.TOP - 10, chart.RIGHT, chart.BARS_TOP + chart.BARS_DEEP))
    return {colour: number for number, colour in axes.getcolors(1000) or []}


def test_the_chart_looks_as_it_was_kept() -> None:
    assert difference(chart.draw(back()), "back") <= ALIKE


def test_an_answer_is_a_point_at_its_height() -> None:
    image = opened(chart.draw(replace(back(), answers=((MONDAY, 10), (MONDAY + 27 * DAY, 0)))))
    first, last = chart.LEFT + 17, chart.LEFT + 919  # the middle of days 0 and 27 of 28

    assert image.getpixel((first, chart.TOP - 5)) == palette.BEDTIME
    assert image.getpixel((last, chart.TOP + chart.DEEP + 5)) == palette.BEDTIME


def test_a_week_of_fourteen_practices_is_a_full_bar_and_seven_half_a_one() -> None:
    answers = [(MONDAY, 4), (MONDAY + 27 * DAY, 4)]
    full = colours(answers, [(MONDAY + day * DAY, 2) for day in range(7)])
    half = colours(answers, [(MONDAY + day * DAY, 1) for day in range(7)])
    none = colours(answers, [])

    assert palette.MORNING not in none
    assert full[palette.MORNING] / half[palette.MORNING] == pytest.approx(2, rel=0.02)


def test_the_average_is_that_of_the_two_weeks_around_a_day() -> None:
    answers = [(MONDAY, 0), (MONDAY + 7 * DAY, 6), (MONDAY + 14 * DAY, 10)]

    assert [value for _, value in averages(answers)] == [3, pytest.approx(16 / 3), 8]


def test_where_nothing_was_answered_for_long_the_line_is_torn() -> None:
    together = colours([(MONDAY, 4), (MONDAY + 13 * DAY, 4)], [])
    torn = colours([(MONDAY, 4), (MONDAY + 27 * DAY, 4)], [])

    assert torn.get(palette.TEXT, 0) < together[palette.TEXT] / 5


@pytest.mark.parametrize("days", [1, 14, 200, 3650])
def test_any_number_of_answers_draws_quickly_and_small(days: int) -> None:
    answers = tuple((MONDAY + day * DAY, day % 6 * 2) for day in range(days))
    rocked = tuple((day, 1 + value % 2) for day, value in answers)

    png = chart.draw(replace(back(), answers=answers, rocked=rocked))

    assert len(png) <= 60_000


def test_the_same_values_are_one_key_and_one_drawing() -> None:
    assert hash(back()) == hash(back())
    assert chart.draw(back()) == chart.draw(back())
