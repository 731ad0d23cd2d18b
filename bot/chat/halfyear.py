"""What the progress pictures show and what is said beside them, from plain values. No I/O.

The same is told twice: as the values that `bot.pictures` draws, and as a caption in words.
"""

from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta
from functools import cache
from itertools import islice
from statistics import fmean

from bot.domain.days import Half
from bot.domain.streaks import DayLine, Record, Verdict
from bot.knowledge.words import Html, Words
from bot.pictures import fonts
from bot.pictures.calendar import HalfYear, Legend, first_shown
from bot.pictures.chart import BackWords, StiffBack
from bot.pictures.squares import Mark, Square

ENOUGH_ANSWERS = 14
MANY_PRACTICES = 10  # of 14 that a week has room for
FEWEST_COMPARED = 3  # answers; the mean of less would be chance
ENDS = 7  # answers that stand for how it began and how it is now
WEEK = timedelta(days=7)

_NOT_DONE = {Verdict.MISSED, Verdict.FROZEN, Verdict.BROKEN}
Halves = Mapping[date, Set[Half]]


def half_year(words: Words, record: Record, halves: Halves, name: str = "") -> HalfYear:
    """The calendar of the last half year.

    halves: what was done on each habit day with any rep; `first_day(record)` and later is enough.
    name: as the person writes it; one that cannot be drawn is left out.
    """
    since = (first_day(record) - record.lines[0].day).days
    lines = islice(record.lines, since, None)
    return HalfYear(
        title=_title(words, "picture", name),
        figures=_figures(words, record),
        squares=tuple(_square(line, halves.get(line.day, frozenset())) for line in lines),
        months=_months(words),
        weekdays=_weekdays(words),
        legend=_legend(words),
    )


def first_day(record: Record) -> date:
    """The oldest day that the calendar of this record shows."""
    return max(record.lines[0].day, first_shown(record.lines[-1].day))


def caption(words: Words, record: Record, halves: Halves, streak: Html, reps: int) -> Html:
    """The calendar in words: `streak` is its first line, `reps` all that were ever done.

    The month is the one of the last day; halves of older days need not be there.
    """
    today = record.lines[-1].day
    month = [line for line in record.lines[-today.day :] if line.day.month == today.month]
    done = [line.day for line in month if line.verdict is Verdict.COUNTED]
    of = len(done) + sum(line.verdict in _NOT_DONE for line in month)
    return words.sentence(
        "picture-said" if of else "picture-said-at-first",
        streak=streak,
        longest=record.longest,
        freezes=record.freezes,
        days=record.total_days,
        reps=reps,
        strength=round(record.strength * 100),
        month=words.plain("month", month=today.month),
        done=len(done),
        of=of,
        both=sum(len(halves.get(day, ())) == len(Half) for day in done),
    )


def stiff_back(
    words: Words, answers: Mapping[date, int], halves: Halves, name: str = ""
) -> StiffBack:
    """The chart of how stiff the back was: `answers` of 0 to 10 by habit day, at least one."""
    rocked = tuple((day, len(done)) for day, done in sorted(halves.items()) if done)
    return StiffBack(
        title=_title(words, "back-picture", name),
        figures=_compared(words, answers, halves),
        answers=tuple(sorted(answers.items())),
        rocked=rocked,
        months=_months(words),
        words=BackWords(
            stiff=words.plain("back-picture-stiff"),
            loose=words.plain("back-picture-loose"),
            answer=words.plain("back-picture-answer"),
            average=words.plain("back-picture-average"),
            practices=words.plain("back-picture-practices"),
        ),
    )


def back_caption(words: Words, answers: Mapping[date, int], halves: Halves) -> Html:
    """The chart in words, without a promise."""
    values = [value for _, value in sorted(answers.items())]
    more, fewer = after_weeks(answers, halves)
    if min(len(more), len(fewer)) < FEWEST_COMPARED:
        compared = words.sentence("back-picture-no-weeks", many=MANY_PRACTICES)
    else:
        compared = words.sentence(
            "back-picture-weeks", many=MANY_PRACTICES, more=_mean(more), fewer=_mean(fewer)
        )
    return words.sentence(
        "back-picture-said",
        answers=len(values),
        first=_mean(values[:ENDS]),
        lately=_mean(values[-ENDS:]),
        weeks=compared,
    )


def after_weeks(answers: Mapping[date, int], halves: Halves) -> tuple[list[int], list[int]]:
    """The answers after seven days with many practices, and those after fewer.

    The day of the answer is not among the seven: it is asked in the morning.
    """
    more: list[int] = []
    fewer: list[int] = []
    for day, value in sorted(answers.items()):
        week = (day - WEEK + timedelta(days=place) for place in range(7))
        practices = sum(len(halves.get(one, ())) for one in week)
        (more if practices >= MANY_PRACTICES else fewer).append(value)
    return more, fewer


def _compared(
    words: Words, answers: Mapping[date, int], halves: Halves
) -> tuple[tuple[str, str], ...]:
    more, fewer = after_weeks(answers, halves)
    if min(len(more), len(fewer)) < FEWEST_COMPARED:
        label = words.plain("back-picture-all", answers=len(answers))
        return ((_mean(list(answers.values())), label),)
    return (
        (_mean(more), words.plain("back-picture-more", many=MANY_PRACTICES)),
        (_mean(fewer), words.plain("back-picture-fewer")),
    )


def _mean(values: Sequence[int]) -> str:
    return f"{fmean(values):.1f}"


def _title(words: Words, key: str, name: str) -> str:
    shown = fonts.drawable(name)
    return words.plain(f"{key}-title-of", name=shown) if shown else words.plain(f"{key}-title")


def _figures(words: Words, record: Record) -> tuple[tuple[str, str], ...]:
    return (
        (str(record.streak), words.plain("picture-streak", days=record.streak)),
        (str(record.longest), words.plain("picture-longest")),
        (str(record.total_days), words.plain("picture-days", days=record.total_days)),
        (f"{round(record.strength * 100)}%", words.plain("picture-strength")),
    )


def _square(line: DayLine, done: Set[Half]) -> Square:
    return Square(line.day, Half.MORNING in done, Half.BEDTIME in done, _mark(line))


def _mark(line: DayLine) -> Mark:
    if line.verdict is Verdict.FROZEN:
        return Mark.FREEZE
    if line.verdict is Verdict.NEUTRAL:
        return Mark.PAUSE if line.reason in {"pause", "hold"} else Mark.REST
    return Mark.NONE


@cache
def _months(words: Words) -> tuple[str, ...]:
    return tuple(words.plain("month-short", month=month) for month in range(1, 13))


@cache
def _weekdays(words: Words) -> tuple[str, ...]:
    return tuple(words.plain("weekday", day=day) for day in range(7))


@cache
def _legend(words: Words) -> Legend:
    return Legend(
        morning=words.plain("morning"),
        bedtime=words.plain("bedtime"),
        today=words.plain("picture-today"),
        freeze=words.plain("picture-freeze"),
        pause=words.plain("picture-pause"),
        rest=words.plain("picture-rest"),
    )
