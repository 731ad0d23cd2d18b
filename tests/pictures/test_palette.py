"""The colours are told apart by everybody, and text is easy to read."""

import pytest

from bot.pictures import palette
from bot.pictures.palette import Colour, contrast

# Machado, Oliveira & Fernandes 2009, severity 1, for linear RGB.
VISION = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: Colour, vision: str) -> Colour:
    linear = [palette.linear(channel / 255) for channel in colour]
    mixed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in VISION[vision]]
    red, green, blue = (round(255 * _shown(min(max(one, 0), 1))) for one in mixed)
    return red, green, blue


def _shown(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


@pytest.mark.parametrize("ink", [palette.TEXT, palette.QUIET])
def test_text_stands_out_from_the_page(ink: Colour) -> None:
    assert contrast(ink, palette.PAGE) >= 4.5


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("ink", palette.MARKS)
def test_what_is_on_a_day_stands_out_for_every_colour_vision(ink: Colour, vision: str) -> None:
    for ground in (palette.EMPTY, palette.PAGE):
        assert contrast(seen(ink, vision), seen(ground, vision)) >= 3


@pytest.mark.parametrize("vision", VISION)
def test_morning_and_bedtime_are_told_apart_by_every_colour_vision(vision: str) -> None:
    morning, bedtime = seen(palette.MORNING, vision), seen(palette.BEDTIME, vision)

    assert sum(abs(a - b) for a, b in zip(morning, bedtime, strict=True)) > 100


def test_black_on_white_is_the_most_there_can_be() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
