"""The half-year calendar: what its pixels say, and that it stays as it was looked at."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from PIL import Image, ImageChops

from bot.pictures import calendar, palette
from bot.pictures.calendar import HalfYear, first_shown, place
from bot.pictures.squares import ROOM, SIDE, Mark, Square
from tests.pictures.specimens import (
    ALIKE,
    DAY,
    THURSDAY,
    difference,
    long_ago,
    newcomer,
    opened,
    sample,
)

MONDAY = THURSDAY - 3 * DAY
UPPER, LOWER = 14, 46  # pixels below the upper edge of a square


def drawn(*squares: Square) -> Image.Image:
    return opened(calendar.draw(replace(sample(), squares=squares)))


def pixel(image: Image.Image, day: date, down: int, across: int = SIDE // 2) -> object:
    """A pixel of a day's square, in a picture whose first week is the one of MONDAY."""
    x, y = place(day, MONDAY)
    return image.getpixel((x + across, y + down))


def cell(image: Image.Image, day: date) -> Image.Image:
    x, y = place(day, MONDAY)
    return image.crop((x, y, x + SIDE, y + SIDE))


@pytest.mark.parametrize(("name", "half_year"), [("calendar", sample()), ("newcomer", newcomer())])
def test_a_calendar_looks_as_it_was_kept(name: str, half_year: HalfYear) -> None:
    assert difference(calendar.draw(half_year), name) <= ALIKE


def test_a_half_that_was_done_is_filled_and_the_other_is_not() -> None:
    image = drawn(
        Square(MONDAY, morning=True, bedtime=False),
        Square(MONDAY + DAY, morning=False, bedtime=True),
        Square(MONDAY + 2 * DAY, morning=True, bedtime=True),
        Square(THURSDAY, morning=False, bedtime=False),
    )

    filled = [
        (pixel(image, MONDAY + day * DAY, UPPER), pixel(image, MONDAY + day * DAY, LOWER))
        for day in range(4)
    ]

    assert filled == [
        (palette.MORNING, palette.EMPTY),
        (palette.EMPTY, palette.BEDTIME),
        (palette.MORNING, palette.BEDTIME),
        (palette.EMPTY, palette.EMPTY),
    ]


def test_freeze_pause_rest_and_nothing_have_shapes_that_grey_shows_too() -> None:
    squares = [Square(MONDAY + day * DAY, False, False, mark) for day, mark in enumerate(Mark)]
    grey = drawn(*squares, Square(MONDAY + 4 * DAY, True, True)).convert("L")
    shapes = [cell(grey, one.day).point(lambda shade: 255 * (shade > 120)) for one in squares]

    for one, other in combinations(shapes, 2):
        differing = ImageChops.difference(one, other).histogram()[255]
        assert differing > SIDE * SIDE / 20


def test_a_day_with_a_practice_shows_it_whatever_else_the_day_was() -> None:
    image = drawn(Square(MONDAY, True, False, Mark.PAUSE), Square(MONDAY + DAY, False, False))

    assert pixel(image, MONDAY, UPPER) == palette.MORNING
    assert pixel(image, MONDAY, LOWER) == palette.EMPTY


def test_today_and_only_today_has_a_ring() -> None:
    image = drawn(*(Square(MONDAY + day * DAY, True, True) for day in range(4)))

    rings = [pixel(image, MONDAY + day * DAY, SIDE // 2, 2 - ROOM) for day in range(7)]

    assert [ring == palette.TEXT for ring in rings] == [False, False, False, True, *[False] * 3]


def test_days_before_the_first_one_and_to_come_are_dots_on_the_bare_page() -> None:
    image = drawn(Square(MONDAY + 2 * DAY, True, True), Square(THURSDAY, True, True))

    for day in (MONDAY, MONDAY + DAY, THURSDAY + DAY, MONDAY + 80 * DAY):
        assert pixel(image, day, 12, 12) == palette.PAGE
        assert pixel(image, day, SIDE // 2) == palette.AHEAD


def test_somebody_new_sees_thirteen_weeks_and_later_twice_as_many() -> None:
    one_row = drawn(*long_ago(13 * 7 - 3).squares)
    two_rows = drawn(*long_ago(13 * 7 - 2).squares)

    assert (one_row.width, two_rows.width) == (1080, 1080)
    assert two_rows.height - one_row.height == calendar.ROW_HIGH


def test_of_ten_years_the_last_half_year_is_drawn() -> None:
    half = (THURSDAY - first_shown(THURSDAY)).days + 1

    assert half == 25 * 7 + 4
    assert calendar.draw(long_ago(3650)) == calendar.draw(long_ago(half))


def test_the_same_values_are_one_key_and_one_drawing() -> None:
    assert sample() == sample()
    assert hash(sample()) == hash(sample())
    assert calendar.draw(sample()) == calendar.draw(sample())


def test_a_picture_of_all_kinds_of_days_is_small() -> None:
    assert len(calendar.draw(long_ago(200))) <= 60_000


def test_words_of_any_length_stay_on_the_page() -> None:
    long = "unusually-long-words " * 15
    words = replace(
        sample(),
        title=long,
        figures=(("100000000000", long),) * 4,
        months=(long,) * 12,
        weekdays=(long,) * 7,
        legend=calendar.Legend(*[long] * 6),
    )

    image = opened(calendar.draw(words))

    assert image.crop((0, 0, 40, image.height)).getcolors() == [(40 * image.height, palette.PAGE)]
    margin = image.crop((image.width - 20, 0, image.width, image.height))
    assert margin.getcolors() == [(20 * image.height, palette.PAGE)]
