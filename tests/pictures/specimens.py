"""Half years and backs to draw, and the drawings that are kept of some of them.

`python -m tests.pictures.specimens` draws the kept ones anew, after somebody has looked at them.
"""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from bot import picture
from bot.chat import halfyear
from bot.knowledge.words import Words
from bot.pictures import calendar, chart
from bot.pictures.calendar import HalfYear
from bot.pictures.chart import StiffBack
from bot.pictures.squares import Mark, Square
from bot.wiring import content_folder

KEPT = Path(__file__).parent / "kept"
SMALLER = 4  # times: of letters and edges only the grey is compared
ALIKE = 24  # of 255, the most that any pixel may differ: another FreeType draws a bit otherwise

THURSDAY = date(2026, 10, 8)
WORDS = Words([content_folder() / "en" / "texts.ftl"], strict=True)
DAY = timedelta(days=1)


def sample() -> HalfYear:
    life = picture.sample()
    return halfyear.half_year(WORDS, life.record, life.halves, "Anna")


def newcomer() -> HalfYear:
    """The third day: both halves, a bedtime, and a morning so far."""
    done = ((True, True), (False, True), (True, False))
    days = [Square(THURSDAY - (2 - place) * DAY, *halves) for place, halves in enumerate(done)]
    return replace(sample(), squares=tuple(days), title="مرحبا · Привет · 你好")


def long_ago(days: int) -> HalfYear:
    """A log of so many days in which every kind of day comes again and again."""
    kinds = [
        *((True, True, Mark.NONE), (True, False, Mark.NONE), (False, True, Mark.NONE)),
        *((False, False, mark) for mark in Mark),
    ]
    squares = (
        Square(THURSDAY - back * DAY, *kinds[back % len(kinds)]) for back in reversed(range(days))
    )
    return replace(sample(), squares=tuple(squares))


def back() -> StiffBack:
    life = picture.sample()
    return halfyear.stiff_back(WORDS, life.answers, life.halves, "Anna")


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    assert image.format == "PNG"
    return image.convert("RGB")


def difference(png: bytes, name: str) -> int:
    """The largest difference to the kept drawing, 0 to 255; 255 where the sizes differ."""
    drawn, kept = opened(png).reduce(SMALLER), opened((KEPT / f"{name}.png").read_bytes())
    if drawn.size != kept.size:
        return 255
    return max(most for _, most in ImageChops.difference(drawn, kept).getextrema())


def main() -> None:
    drawings = {
        "calendar": calendar.draw(sample()),
        "newcomer": calendar.draw(newcomer()),
        "back": chart.draw(back()),
    }
    for name, png in drawings.items():
        opened(png).reduce(SMALLER).save(KEPT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
