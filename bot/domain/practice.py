"""One practice as a state machine: start, add, undo, finish, close. Values only, nothing is kept.

Adding carries no version (every tap counts). Finishing and undoing a finished practice raise it,
so that a button that acts once can tell it has acted.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain import DomainError
from bot.domain.days import Half

IDLE = timedelta(minutes=30)
REPS_RANGE = range(1, 501)
GOAL_RANGE = range(1, 101)


class RepsOutOfRangeError(DomainError):
    """A log holds 1 to 500 reps."""


class GoalOutOfRangeError(DomainError):
    """A goal is 1 to 100 reps."""


class PracticeOverError(DomainError):
    """This practice is finished; nothing can be added to it."""


@dataclass(frozen=True, kw_only=True)
class Practice:
    """Reps of one go on hands and knees, filed under the habit day and half in which it began.

    `last_add` is what Undo takes back, 0 when there is nothing; one without reps counts nowhere.
    """

    day: date
    half: Half
    started: datetime
    last_touched: datetime
    reps: int = 0
    last_add: int = 0
    finished: datetime | None = None
    version: int = 0


def start(day: date, half: Half, now: datetime) -> Practice:
    return Practice(day=day, half=half, started=now, last_touched=now)


def log(day: date, half: Half, reps: int, now: datetime) -> Practice:
    """A practice that was not counted but told: begun and finished at once."""
    return finish(add(start(day, half, now), reps, now), now)


def add(practice: Practice, reps: int, now: datetime) -> Practice:
    """Some reps more; raises RepsOutOfRangeError beyond 500 in all, PracticeOverError when over."""
    _require_open(practice)
    check_reps(reps)
    check_reps(practice.reps + reps)
    return replace(practice, reps=practice.reps + reps, last_add=reps, last_touched=now)


def set_reps(practice: Practice, reps: int, now: datetime) -> Practice:
    """The count is this number; Undo gives the one before back."""
    _require_open(practice)
    check_reps(reps)
    return replace(practice, reps=reps, last_add=reps - practice.reps, last_touched=now)


def undo_add(practice: Practice, now: datetime) -> Practice:
    """Takes the last addition back; asked twice, the second time changes nothing."""
    _require_open(practice)
    return replace(practice, reps=practice.reps - practice.last_add, last_add=0, last_touched=now)


def finish(practice: Practice, now: datetime) -> Practice:
    """Ends it with what was done; finishing twice changes nothing."""
    if practice.finished is not None:
        return practice
    return replace(practice, finished=now, last_touched=now, version=practice.version + 1)


def undo(practice: Practice) -> Practice:
    """Takes a finished practice back whole: no reps, so it counts nowhere."""
    return replace(practice, reps=0, last_add=0, version=practice.version + 1)


def idle(practice: Practice, now: datetime) -> bool:
    """Open, and untouched for 30 minutes."""
    return practice.finished is None and now - practice.last_touched >= IDLE


def close_idle(practice: Practice, now: datetime) -> Practice:
    """An idle practice as it stands, finished when it was last touched; any other unchanged."""
    if not idle(practice, now):
        return practice
    return finish(practice, practice.last_touched)


def check_reps(reps: int) -> int:
    if reps not in REPS_RANGE:
        raise RepsOutOfRangeError(reps)
    return reps


def check_goal(goal: int) -> int:
    if goal not in GOAL_RANGE:
        raise GoalOutOfRangeError(goal)
    return goal


def _require_open(practice: Practice) -> None:
    if practice.finished is not None:
        raise PracticeOverError
