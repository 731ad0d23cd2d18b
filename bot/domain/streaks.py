"""Streaks, freezes, comeback and strength, read afresh from the days that count; explains each.

Nothing is kept here: a late log or a day taken back re-runs everything, so a spent freeze returns
by itself. The rules being exact, a late log can also cost something: the only freeze goes to an
earlier gap, a comeback is used up sooner, a freeze is earned with two in hand. A log for today
never does, and no log ever lowers strength or total.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.days import (
    ALL_WEEKDAYS,
    DAY,
    Calendar,
    Pause,
    closed_before,
    days_between,
    travel_days,
)

FREEZES_AT_START = 1
MOST_FREEZES = 2
FREEZE_EVERY = 7
COMEBACK_DAYS = 2
COMEBACK_REST = timedelta(days=14)
MEMORY = 0.5 ** (1 / 13)  # Loop Habit Tracker's rule for a daily habit
EXPLAINED_GAP = 14
MILESTONES = frozenset({14, 21, 30, 50, 75, 100, 150, 200, 250, 300, 365})
HOLDS = frozenset({"pain", "caution"})


class Verdict(StrEnum):
    """What a day was: frozen is missed at the price of a freeze, broken missed without one."""

    COUNTED = "counted"
    FROZEN = "frozen"
    MISSED = "missed"
    BROKEN = "broken"
    NEUTRAL = "neutral"
    OPEN = "open"


class DayLine(NamedTuple):
    """One day explained, with what was in hand at its end. A tuple: ten years make 3,650.

    reason: why a neutral day is one: "pause", "rest", "hold" or "travel".
    comeback: the old streak that one or two more counted days bring back, else 0.
    """

    day: date
    verdict: Verdict
    reason: str
    streak: int
    freezes: int
    comeback: int
    earned_freeze: bool
    came_back: bool


@dataclass(frozen=True)
class Record:
    """All days from the first to today, and what they come to.

    strength: 0 to 1. gap: missed days between the last counted day and today.
    comeback: the old streak that `comeback_to_go` more counted days bring back, else 0.
    """

    lines: tuple[DayLine, ...]
    streak: int
    freezes: int
    longest: int
    total_days: int
    strength: float
    comeback: int
    comeback_to_go: int
    gap: int


def read(calendar: Calendar, first_day: date, now: datetime, counted: Set[date]) -> Record:
    """The record on a person's days; `counted` are the habit days with any rep logged.

    The last line is the latest habit day reached: never missed before it ends. Days outside are
    not looked at.
    """
    today = max(closed_before(calendar, now), first_day)
    neutral = _neutral_days(calendar, first_day, today, now)
    walk, lines, day = _Walk(), [], first_day
    while day <= today:
        lines.append(_line(walk, day, day in counted, neutral.get(day, ""), day < today))
        day += DAY
    return Record(
        lines=tuple(lines),
        streak=walk.streak,
        freezes=walk.freezes,
        longest=walk.longest,
        total_days=walk.total,
        strength=walk.strength,
        comeback=walk.comeback,
        comeback_to_go=walk.to_go,
        gap=len(_gap(lines)),
    )


def word_for_end(record: Record, first_practice: bool) -> str:
    """The word for the end of the practice that made today count.

    One of "first", "comeback", "week", "milestone", "back" (after a gap) and "plain".
    """
    if first_practice:
        return "first"
    if record.lines[-1].came_back:
        return "comeback"
    if record.streak == 7:
        return "week"
    if record.streak in MILESTONES or (record.streak and record.streak % 365 == 0):
        return "milestone"
    return "back" if record.gap else "plain"


def away_pause(record: Record) -> Pause | None:
    """The pause that "I was away or unwell" makes of the gap: its last 14 missed days at most."""
    missed = _gap(record.lines)[:EXPLAINED_GAP]
    return Pause(missed[-1], missed[0], "away") if missed else None


@dataclass
class _Walk:
    """What is in hand while the days are read in order."""

    streak: int = 0
    freezes: int = FREEZES_AT_START
    longest: int = 0
    total: int = 0
    strength: float = 0.0
    comeback: int = 0
    to_go: int = 0
    last_comeback: date = date.min

    def count(self, day: date) -> tuple[bool, bool]:
        """A counted day; says whether it earned a freeze and whether the old streak came back."""
        self.streak += 1
        self.total += 1
        earned = self.total % FREEZE_EVERY == 0 and self.freezes < MOST_FREEZES
        self.freezes += earned
        came_back = self._nearer_to_comeback(day)
        self.longest = max(self.longest, self.streak)
        self.strength = self.strength * MEMORY + (1 - MEMORY)
        return earned, came_back

    def miss(self, day: date) -> Verdict:
        self.strength *= MEMORY
        self.comeback = self.to_go = 0
        if not self.streak:
            return Verdict.MISSED
        if self.freezes:
            self.freezes -= 1
            return Verdict.FROZEN
        # Judged by the earliest day on which it could be complete, so that the offer stands.
        if day + COMEBACK_DAYS * DAY >= self.last_comeback + COMEBACK_REST:
            self.comeback, self.to_go = self.streak, COMEBACK_DAYS
        self.streak = 0
        return Verdict.BROKEN

    def _nearer_to_comeback(self, day: date) -> bool:
        if not self.to_go:
            return False
        self.to_go -= 1
        if self.to_go:
            return False
        self.streak = self.comeback + COMEBACK_DAYS
        self.comeback, self.last_comeback = 0, day
        return True


def _line(walk: _Walk, day: date, counts: bool, reason: str, closed: bool) -> DayLine:
    earned = came_back = False
    if counts:
        verdict, reason = Verdict.COUNTED, ""
        earned, came_back = walk.count(day)
    elif reason:
        verdict = Verdict.NEUTRAL
    elif closed:
        verdict = walk.miss(day)
    else:
        verdict = Verdict.OPEN
    return DayLine(
        day, verdict, reason, walk.streak, walk.freezes, walk.comeback, earned, came_back
    )


def _neutral_days(calendar: Calendar, first: date, today: date, now: datetime) -> dict[date, str]:
    """Why each day that may pass without a log may do so; where there are two reasons, a hold."""
    reasons = dict.fromkeys(travel_days(calendar, now), "travel")
    reasons |= dict.fromkeys(_rest_days(calendar, first, today), "rest")
    for pause in sorted(calendar.pauses, key=lambda pause: pause.reason in HOLDS):
        last = today if pause.last_day is None else min(pause.last_day, today)
        reason = "hold" if pause.reason in HOLDS else "pause"
        reasons |= dict.fromkeys(days_between(max(pause.first_day, first), last), reason)
    return reasons


def _rest_days(calendar: Calendar, first: date, today: date) -> list[date]:
    rows = calendar.weekdays
    ends = [row[0] - DAY for row in rows[1:]] + [today]
    return [
        day
        for (since, ticked), until in zip(rows, ends, strict=False)  # no row, no end
        if ticked != ALL_WEEKDAYS
        for day in days_between(max(since, first), min(until, today))
        if day.weekday() not in ticked
    ]


def _gap(lines: Sequence[DayLine]) -> list[date]:
    """Missed days before today back to the last counted one, youngest first."""
    missed: list[date] = []
    for line in reversed(lines[:-1]):
        if line.verdict is Verdict.COUNTED:
            break
        if line.verdict is not Verdict.NEUTRAL:
            missed.append(line.day)
    return missed
