"""The half-year calendar: 26 weeks of days in two rows of 13, under the figures that matter.

Two rows, because a phone shows 26 columns too small for the halves of a day. Somebody new sees one
row that fills from the left. Plain values and words in, a PNG out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.pictures import fonts, palette
from bot.pictures.heading import HIGH, MARGIN, SMALL, WIDTH, Figures, head
from bot.pictures.paper import Paper
from bot.pictures.squares import ROOM, SIDE, Mark, Square, dot, square

WEEKS = 26
WEEKS_IN_ROW = 13
LEFT = MARGIN + 84  # beside the names of the weekdays
ACROSS, DOWN = 70, 66  # from one day to the next
MONTHS_HIGH = 52
ROW_HIGH = MONTHS_HIGH + 7 * DOWN + 20
LEGEND_HIGH = 188
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Legend:
    """The words beside the signs."""

    morning: str
    bedtime: str
    today: str
    freeze: str
    pause: str
    rest: str


@dataclass(frozen=True)
class HalfYear:
    """What the picture says.

    figures: (value, label), four at the most.
    squares: one a day, oldest first, without a gap, at least one; the last is today. What is
        older than the picture's 26 weeks is not shown.
    months, weekdays: short names, January and Monday first.
    """

    title: str
    figures: Figures
    squares: tuple[Square, ...]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    legend: Legend


def draw(half_year: HalfYear) -> bytes:
    """The calendar as a PNG, 1080 pixels wide."""
    first, rows = _weeks(half_year.squares)
    paper = Paper(WIDTH, HIGH + rows * ROW_HIGH + LEGEND_HIGH)
    head(paper, half_year.title, half_year.figures)
    days = {one.day: one for one in half_year.squares}
    for row in range(rows):
        monday, top = first + row * WEEKS_IN_ROW * 7 * DAY, HIGH + row * ROW_HIGH
        _months(paper, half_year.months, monday, top + 34)
        _weekdays(paper, half_year.weekdays, top + MONTHS_HIGH)
        _days(paper, days, monday, top + MONTHS_HIGH)
    _ring_today(paper, half_year.squares[-1], first)
    _legend(paper, half_year.legend, HIGH + rows * ROW_HIGH + 22)
    return paper.png()


def first_shown(today: date) -> date:
    """The oldest day that the picture of this day can show: a Monday."""
    return today - (today.weekday() + (WEEKS - 1) * 7) * DAY


def place(day: date, first: date) -> tuple[int, int]:
    """Left and upper edge of a day's square in a picture whose first week begins on `first`."""
    week, weekday = divmod((day - first).days, 7)
    row, column = divmod(week, WEEKS_IN_ROW)
    return LEFT + column * ACROSS, HIGH + row * ROW_HIGH + MONTHS_HIGH + weekday * DOWN


def _weeks(squares: tuple[Square, ...]) -> tuple[date, int]:
    """The first Monday, and how many rows there are: what lies ahead fills the last one."""
    today = squares[-1].day
    first = max(squares[0].day, first_shown(today))
    first -= first.weekday() * DAY
    return first, (today - first).days // (WEEKS_IN_ROW * 7) + 1


def _months(paper: Paper, names: tuple[str, ...], monday: date, base: int) -> None:
    """A month's name over the week it begins in; the row's first one where there is room."""
    sundays = [monday + (week * 7 + 6) * DAY for week in range(WEEKS_IN_ROW)]
    begins = [week for week, sunday in enumerate(sundays) if sunday.day <= 7 or week == 0]
    ends = [*begins[1:], WEEKS_IN_ROW]
    for week, end in zip(begins, ends, strict=True):
        name, room = names[sundays[week].month - 1], (end - week) * ACROSS - 14
        if end - week > 1:
            name = fonts.shortened(name, room, SMALL)
        if fonts.width(name, SMALL) <= room:
            paper.write(name, LEFT + week * ACROSS, base, SMALL, palette.QUIET)


def _weekdays(paper: Paper, names: tuple[str, ...], top: int) -> None:
    for weekday, name in enumerate(names):
        short = fonts.shortened(name, LEFT - MARGIN - 8, SMALL)
        paper.write(short, MARGIN, top + weekday * DOWN + 41, SMALL, palette.QUIET)


def _days(paper: Paper, days: Mapping[date, Square], monday: date, top: int) -> None:
    for number in range(WEEKS_IN_ROW * 7):
        shown = days.get(monday + number * DAY)
        piece = square(shown.morning, shown.bedtime, shown.mark) if shown else dot()
        x, y = LEFT + number // 7 * ACROSS, top + number % 7 * DOWN
        paper.lay(piece, x - ROOM, y - ROOM)


def _ring_today(paper: Paper, today: Square, first: date) -> None:
    # Last, for the ring reaches into its neighbours' room.
    x, y = place(today.day, first)
    ringed = square(today.morning, today.bedtime, today.mark, today=True)
    paper.lay(ringed, x - ROOM, y - ROOM)


def _legend(paper: Paper, words: Legend, top: int) -> None:
    items = (
        (square(True, False), words.morning),
        (square(False, True), words.bedtime),
        (square(False, False, today=True), words.today),
        (square(False, False, Mark.FREEZE), words.freeze),
        (square(False, False, Mark.PAUSE), words.pause),
        (square(False, False, Mark.REST), words.rest),
    )
    wide = (WIDTH - 2 * MARGIN) // 3
    for number, (piece, word) in enumerate(items):
        x, y = MARGIN + number % 3 * wide, top + number // 3 * 74
        paper.lay(piece, x - ROOM, y - ROOM)
        text = fonts.shortened(word, wide - SIDE - 30, SMALL)
        paper.write(text, x + SIDE + 18, y + 41, SMALL)
