"""One day as a square: morning above, bedtime below, a sign where neither was. Drawn once each.

A day that is not lived is a dot. Where the squares stand is the calendar's business.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from PIL import ImageDraw

from bot.pictures import palette
from bot.pictures.palette import Colour
from bot.pictures.paper import Draw, Paper, shape

SIDE = 60
ROUND = 15
GAP = 4  # between the halves
ROOM = 5  # around the square, for the ring of today
RING = 4
WHOLE = SIDE + 2 * ROOM


class Mark(StrEnum):
    """What a day without a practice was."""

    NONE = "none"
    FREEZE = "freeze"
    PAUSE = "pause"
    REST = "rest"


@dataclass(frozen=True)
class Square:
    """A habit day: what was done, and what the day was where nothing was."""

    day: date
    morning: bool
    bedtime: bool
    mark: Mark = Mark.NONE


@cache
def square(morning: bool, bedtime: bool, mark: Mark = Mark.NONE, *, today: bool = False) -> Paper:
    """A day's square with room for the ring around it: WHOLE pixels wide and high."""
    paper = Paper(WHOLE, WHOLE)
    if today:
        paper.put(shape(WHOLE, WHOLE, _ring), 0, 0, palette.TEXT)
    _put(paper, _rounded(0, SIDE), palette.EMPTY, palette.PAGE)
    if morning:
        _put(paper, _rounded(0, (SIDE - GAP) / 2), palette.MORNING, palette.PAGE)
    if bedtime:
        _put(paper, _rounded((SIDE + GAP) / 2, SIDE), palette.BEDTIME, palette.PAGE)
    if mark in _SIGNS and not morning and not bedtime:
        sign, ink = _SIGNS[mark]
        _put(paper, sign, ink, palette.EMPTY)
    return paper


@cache
def dot() -> Paper:
    """A day before the first one, or one that is still to come."""
    paper = Paper(WHOLE, WHOLE)
    _put(paper, _dot, palette.AHEAD, palette.PAGE)
    return paper


def _put(paper: Paper, draw: Draw, ink: Colour, on: Colour) -> None:
    paper.put(shape(SIDE, SIDE, draw), ROOM, ROOM, ink, on)


def _rounded(top: float, bottom: float) -> Draw:
    """The square between two heights: only the corners of the whole are round."""

    def draw(pen: ImageDraw.ImageDraw, finer: int) -> None:
        corners = (top == 0, top == 0, bottom == SIDE, bottom == SIDE)
        box = (0, top * finer, SIDE * finer - 1, bottom * finer - 1)
        pen.rounded_rectangle(box, ROUND * finer, 255, corners=corners)

    return draw


def _ring(pen: ImageDraw.ImageDraw, finer: int) -> None:
    end = WHOLE * finer - 1
    pen.rounded_rectangle((0, 0, end, end), (ROUND + ROOM) * finer, 255)
    inner = RING * finer
    pen.rounded_rectangle((inner, inner, end - inner, end - inner), (ROUND + 1) * finer, 0)


def _dot(pen: ImageDraw.ImageDraw, finer: int) -> None:
    pen.circle((SIDE * finer / 2, SIDE * finer / 2), 5 * finer, 255)


def _flake(pen: ImageDraw.ImageDraw, finer: int) -> None:
    """Three bars through the middle, with two twigs at each end."""
    middle = SIDE / 2 * finer
    for turn in range(6):
        along = _turned(turn)
        tip, fork = 22 * finer, 13 * finer
        end = (middle + along[0] * tip, middle + along[1] * tip)
        pen.line((middle, middle, *end), 255, 4 * finer)
        start = (middle + along[0] * fork, middle + along[1] * fork)
        for side in (-1, 1):
            twig = _turned(turn + side)
            reach = (start[0] + twig[0] * 8 * finer, start[1] + twig[1] * 8 * finer)
            pen.line((*start, *reach), 255, 4 * finer)


def _turned(sixths: int) -> tuple[float, float]:
    """One step upwards, turned by so many sixths of a full turn."""
    up = 1j * 1j ** (-sixths * 4 / 6)
    return up.real, -up.imag


def _bars(pen: ImageDraw.ImageDraw, finer: int) -> None:
    for left in (19, 34):
        box = (left * finer, 16 * finer, (left + 7) * finer - 1, 44 * finer - 1)
        pen.rounded_rectangle(box, 2 * finer, 255)


def _circle(pen: ImageDraw.ImageDraw, finer: int) -> None:
    middle = (SIDE / 2 * finer, SIDE / 2 * finer)
    pen.circle(middle, 14 * finer, 0, 255, 5 * finer)


_SIGNS: dict[Mark, tuple[Draw, Colour]] = {
    Mark.FREEZE: (_flake, palette.ICE),
    Mark.PAUSE: (_bars, palette.REST),
    Mark.REST: (_circle, palette.REST),
}
