"""How stiff the back was over time, above the practices of each week: the person's own evidence.

Nothing is concluded here; what the figures say is handed in as words. Plain values in, a PNG out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from PIL import Image, ImageDraw

from bot.pictures import fonts, palette
from bot.pictures.heading import HIGH, MARGIN, SMALL, WIDTH, Figures, head
from bot.pictures.paper import Paper, shape

DAY = timedelta(days=1)
STIFFEST = 10
HALVES_A_WEEK = 14
FEWEST_WEEKS, MOST_WEEKS = 4, 26
AROUND = 7 * DAY  # before and after a day: the two weeks that make its average
TORN = 14  # days without an answer after which the line begins anew

LEFT, RIGHT = MARGIN + 56, WIDTH - MARGIN
TOP, DEEP = HIGH + 92, 400  # the answers
BARS_TOP, BARS_DEEP = TOP + DEEP + 150, 150  # the practices
HEIGHT = BARS_TOP + BARS_DEEP + 190
DOT = 7


@dataclass(frozen=True)
class BackWords:
    """The words of the picture: what 10 and 0 mean, and what is drawn how."""

    stiff: str
    loose: str
    answer: str
    average: str
    practices: str


@dataclass(frozen=True)
class StiffBack:
    """What the picture says.

    figures: (value, label), two at the most.
    answers: (day, 0 to 10), oldest first, at least one.
    rocked: (day, halves done: 1 or 2), in any order; days with none need not be there.
    months: short names, January first.
    """

    title: str
    figures: Figures
    answers: tuple[tuple[date, int], ...]
    rocked: tuple[tuple[date, int], ...]
    months: tuple[str, ...]
    words: BackWords


@dataclass(frozen=True)
class _Span:
    """The weeks that are shown, from a Monday on."""

    first: date
    weeks: int

    @property
    def week_wide(self) -> float:
        return (RIGHT - LEFT) / self.weeks

    def x(self, day: date) -> float:
        """The middle of a day, in pixels from the left end of the axes."""
        return ((day - self.first).days + 0.5) / 7 * self.week_wide

    def holds(self, day: date) -> bool:
        return self.first <= day < self.first + self.weeks * 7 * DAY


def draw(back: StiffBack) -> bytes:
    """The chart as a PNG, 1080 pixels wide: the last half year of answers."""
    span = _span(back.answers)
    answers = [(day, value) for day, value in back.answers if span.holds(day)]
    paper = Paper(WIDTH, HEIGHT)
    head(paper, back.title, back.figures, columns=2)
    _scale(paper, back.words)
    paper.put(_dots(span, answers), LEFT - DOT, TOP - DOT, palette.BEDTIME)
    paper.put(_line(span, averages(answers)), LEFT, TOP - DOT, palette.TEXT)
    _bars(paper, span, back)
    _months(paper, span, back.months)
    _legend(paper, back.words)
    return paper.png()


def averages(answers: list[tuple[date, int]]) -> list[tuple[date, float]]:
    """For each day with an answer the mean of the answers of the two weeks around it."""
    days = [day for day, _ in answers]
    found = []
    for day in days:
        around = slice(bisect_left(days, day - AROUND), bisect_right(days, day + AROUND))
        found.append((day, fmean(value for _, value in answers[around])))
    return found


def _span(answers: tuple[tuple[date, int], ...]) -> _Span:
    last = answers[-1][0]
    end = last + (7 - last.weekday()) * DAY
    weeks = -(-(end - answers[0][0]).days // 7)
    weeks = min(max(weeks, FEWEST_WEEKS), MOST_WEEKS)
    return _Span(end - weeks * 7 * DAY, weeks)


def _y(value: float) -> int:
    return round(TOP + DEEP * (1 - value / STIFFEST))


def _scale(paper: Paper, words: BackWords) -> None:
    for value in range(0, STIFFEST + 1, 2):
        _rule(paper, _y(value))
        paper.write(str(value), LEFT - 16, _y(value) + 11, SMALL, palette.QUIET, anchor=1)
    paper.write(words.stiff, LEFT, TOP - 22, SMALL, palette.QUIET)
    paper.write(words.loose, LEFT, TOP + DEEP + 42, SMALL, palette.QUIET)


def _rule(paper: Paper, y: int) -> None:
    paper.put(Image.new("L", (RIGHT - LEFT, 2), 255), LEFT, y - 1, palette.EMPTY)


def _dots(span: _Span, answers: list[tuple[date, int]]) -> Image.Image:
    def draw_dots(pen: ImageDraw.ImageDraw, finer: int) -> None:
        for day, value in answers:
            middle = ((span.x(day) + DOT) * finer, (_y(value) - TOP + DOT) * finer)
            pen.circle(middle, DOT * finer, 255)

    return shape(RIGHT - LEFT + 2 * DOT, DEEP + 2 * DOT, draw_dots)


def _dot(pen: ImageDraw.ImageDraw, finer: int) -> None:
    pen.circle((DOT * finer, DOT * finer), DOT * finer, 255)


def _line(span: _Span, values: list[tuple[date, float]]) -> Image.Image:
    """The averages as one line, torn where nothing was answered for long."""

    def draw_line(pen: ImageDraw.ImageDraw, finer: int) -> None:
        for piece in _pieces(values):
            points = [
                (span.x(day) * finer, (_y(value) - TOP + DOT) * finer) for day, value in piece
            ]
            pen.line(points, 255, 6 * finer, joint="curve")
            for end in (points[0], points[-1]):
                pen.circle(end, 3 * finer, 255)

    return shape(RIGHT - LEFT, DEEP + 2 * DOT, draw_line)


def _pieces(values: list[tuple[date, float]]) -> Iterator[list[tuple[date, float]]]:
    piece: list[tuple[date, float]] = []
    for one in values:
        if piece and (one[0] - piece[-1][0]).days > TORN:
            yield piece
            piece = []
        piece.append(one)
    yield piece


def _bars(paper: Paper, span: _Span, back: StiffBack) -> None:
    """How many halves of each week were rocked, 14 at the most."""
    foot = BARS_TOP + BARS_DEEP
    for value in (0, HALVES_A_WEEK // 2, HALVES_A_WEEK):
        y = foot - round(BARS_DEEP * value / HALVES_A_WEEK)
        _rule(paper, y)
        paper.write(str(value), LEFT - 16, y + 11, SMALL, palette.QUIET, anchor=1)
    paper.write(back.words.practices, LEFT, BARS_TOP - 22, SMALL, palette.QUIET)
    weekly = [0] * span.weeks
    for day, halves in back.rocked:
        if span.holds(day):
            weekly[(day - span.first).days // 7] += halves
    for week, done in enumerate(weekly):
        high = round(BARS_DEEP * min(done, HALVES_A_WEEK) / HALVES_A_WEEK)
        if high:
            wide = round(span.week_wide * 0.72)
            left = LEFT + round((week + 0.14) * span.week_wide)
            paper.put(_bar(wide, high), left, foot - high, palette.MORNING)


def _bar(wide: int, high: int) -> Image.Image:
    def draw_bar(pen: ImageDraw.ImageDraw, finer: int) -> None:
        box = (0, 0, wide * finer - 1, high * finer - 1)
        pen.rounded_rectangle(box, 6 * finer, 255, corners=(True, True, False, False))

    return shape(wide, high, draw_bar)


def _months(paper: Paper, span: _Span, names: tuple[str, ...]) -> None:
    """Under the bars: each month's name where it begins, and the first one where there is room."""
    begins = [span.first] + [
        day for number in range(1, span.weeks * 7) if (day := span.first + number * DAY).day == 1
    ]
    free = RIGHT
    for day in reversed(begins):
        x, name = LEFT + round(span.x(day)), names[day.month - 1]
        if x + fonts.width(name, SMALL) <= free:
            paper.write(name, x, BARS_TOP + BARS_DEEP + 46, SMALL, palette.QUIET)
            free = x - 16


def _legend(paper: Paper, words: BackWords) -> None:
    base = HEIGHT - 56
    stroke = Image.new("L", (44, 6), 255)
    paper.put(shape(2 * DOT, 2 * DOT, _dot), MARGIN + 12, base - 18, palette.BEDTIME)
    paper.write(words.answer, MARGIN + 44, base, SMALL)
    second = MARGIN + (WIDTH - 2 * MARGIN) // 2
    paper.put(stroke, second, base - 14, palette.TEXT)
    paper.write(words.average, second + 62, base, SMALL)
