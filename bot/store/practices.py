"""Practices: one row each, none a tap. Synchronous functions of a connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, update
from sqlmodel import col, select

from bot.domain.days import Half
from bot.domain.practice import Practice
from bot.store.tables import Person, PracticeRow

_people: Any = Person.__table__  # type: ignore[attr-defined]
_table: Any = PracticeRow.__table__  # type: ignore[attr-defined]


def _newest(*conditions: Any) -> Any:
    return select(*_table.columns).where(*conditions).order_by(_table.c.id.desc()).limit(1)


# Built once: to build a statement takes several times as long as to run it.
_MINE = _table.c.person_id == bindparam("person_id")
_DONE = _table.c.reps > 0
_BY_ID = _newest(_MINE, _table.c.id == bindparam("practice_id"))
_BY_MESSAGE = _newest(_MINE, _table.c.message_id == bindparam("from_message_id"))
_OPEN = _newest(_MINE, _table.c.finished.is_(None))
_LATEST = _newest(_MINE, _DONE)
_ADD = insert(_table).returning(*_table.columns)
_SAVE = update(_table).where(_table.c.id == bindparam("key"))
_COUNTED_DAYS = select(_table.c.day).where(_MINE, _DONE).distinct()
_BY_DAY = (
    select(_table.c.day, _table.c.half, func.sum(_table.c.reps))
    .where(_MINE, _DONE, _table.c.day.between(bindparam("first_day"), bindparam("last_day")))
    .group_by(_table.c.day, _table.c.half)
)
_HALVES = (
    select(_table.c.day, _table.c.half)
    .where(_MINE, _DONE, _table.c.day >= bindparam("since"))
    .distinct()
)
_TOTALS = (
    select(func.coalesce(func.sum(_table.c.reps), 0), func.count())
    .select_from(_table)
    .where(_MINE, _DONE)
)


@dataclass(frozen=True)
class Kept:
    """A practice and its row: the message it was logged from, and whether the person chose the day.

    A `dated` one was filed by a button or a word, not by the clock, and is never filed anew.
    """

    id: int
    person_id: int
    practice: Practice
    dated: bool = False
    message_id: int | None = None


@dataclass(frozen=True)
class Totals:
    """What a person has done since the first day."""

    reps: int
    practices: int


def find(tx: Connection, person_id: int, practice_id: int) -> Kept | None:
    """This person's practice of that number; another person's is not found."""
    return _one(tx, _BY_ID, person_id=person_id, practice_id=practice_id)


def open_one(tx: Connection, person_id: int) -> Kept | None:
    """The practice that is not finished, if there is one."""
    return _one(tx, _OPEN, person_id=person_id)


def latest(tx: Connection, person_id: int) -> Kept | None:
    """The practice logged last, whichever day it is filed under."""
    return _one(tx, _LATEST, person_id=person_id)


def from_message(tx: Connection, person_id: int, message_id: int) -> Kept | None:
    """The practice that was logged from this message: there is one at most."""
    return _one(tx, _BY_MESSAGE, person_id=person_id, from_message_id=message_id)


def add(
    tx: Connection,
    person_id: int,
    practice: Practice,
    *,
    dated: bool = False,
    message_id: int | None = None,
) -> Kept:
    """Adds a practice, open or finished."""
    values = {"person_id": person_id, "dated": dated, "message_id": message_id}
    made = tx.execute(_ADD, {**values, **_columns(practice)})
    return _kept(made.mappings().one())


def save(
    tx: Connection, practice_id: int, practice: Practice, *, message_id: int | None = None
) -> None:
    """Saves how a practice stands now, and the message that shows it."""
    shown = {} if message_id is None else {"message_id": message_id}
    tx.execute(_SAVE, {"key": practice_id, **_columns(practice), **shown})


def refile(tx: Connection, practice_id: int, day: date, half: Half, *, dated: bool = False) -> None:
    """Files a practice under another habit day and half."""
    row = update(PracticeRow).where(col(PracticeRow.id) == practice_id)
    # What a person moves is another version: the button that moved it has had its one use.
    moved = {"dated": True, "version": PracticeRow.version + 1} if dated else {}
    tx.execute(row.values(day=day, half=half.value, **moved))


def remove(tx: Connection, practice_id: int) -> None:
    """Takes a practice back as if it had not been."""
    tx.execute(delete(PracticeRow).where(col(PracticeRow.id) == practice_id))


def counted_days(tx: Connection, person_id: int) -> frozenset[date]:
    """The habit days with any rep."""
    return frozenset(tx.execute(_COUNTED_DAYS, {"person_id": person_id}).scalars())


def halves(tx: Connection, person_id: int, day: date) -> dict[Half, int]:
    """The reps of each half of a habit day that has any."""
    return by_day(tx, person_id, day, day).get(day, {})


def by_day(
    tx: Connection, person_id: int, first_day: date, last_day: date
) -> dict[date, dict[Half, int]]:
    """The reps of each half of each habit day from `first_day` to `last_day` that has any."""
    asked = {"person_id": person_id, "first_day": first_day, "last_day": last_day}
    days: dict[date, dict[Half, int]] = {}
    for day, half, reps in tx.execute(_BY_DAY, asked):
        days.setdefault(day, {})[Half(half)] = int(reps)
    return days


def halves_by_day(tx: Connection, person_id: int, since: date) -> dict[date, frozenset[Half]]:
    """Which halves of each habit day from `since` on have any rep; days without are not there."""
    days: dict[date, frozenset[Half]] = {}
    for day, half in tx.execute(_HALVES, {"person_id": person_id, "since": since}):
        days[day] = days.get(day, frozenset()) | {Half(half)}
    return days


def on_day(tx: Connection, person_id: int, day: date) -> Sequence[Kept]:
    """The practices filed under a habit day, in the order they were begun."""
    found = tx.execute(
        select(*_table.columns)
        .where(_of(person_id), col(PracticeRow.day) == day, col(PracticeRow.reps) > 0)
        .order_by(col(PracticeRow.started), col(PracticeRow.id))
    )
    return [_kept(row) for row in found.mappings()]


def totals(tx: Connection, person_id: int) -> Totals:
    """All reps and practices of a person."""
    reps, practices = tx.execute(_TOTALS, {"person_id": person_id}).one()
    return Totals(int(reps), practices)


def last_touched(tx: Connection, person_id: int) -> datetime | None:
    """When the person last logged a rep that belongs to the moment it was logged."""
    touched: datetime | None = tx.execute(
        select(PracticeRow.touched)
        .where(_of(person_id), col(PracticeRow.reps) > 0, col(PracticeRow.dated).is_(False))
        .order_by(col(PracticeRow.touched).desc())
        .limit(1)
    ).scalar_one_or_none()
    return touched


def last_half(tx: Connection, person_id: int) -> Half | None:
    """The half in which the last practice was filed."""
    row = latest(tx, person_id)
    return row.practice.half if row else None


def begun(tx: Connection, person_id: int) -> Sequence[Kept]:
    """Practices filed by the clock, which a corrected zone files anew."""
    found = tx.execute(
        select(*_table.columns).where(_of(person_id), col(PracticeRow.dated).is_(False))
    )
    return [_kept(row) for row in found.mappings()]


def idle_since(tx: Connection, instant: datetime) -> Sequence[Kept]:
    """Open practices of anybody that nothing was added to since `instant`; their people are held.

    As `people.hold`, but who is held elsewhere is busy and left out.
    """
    found = tx.execute(
        select(*_table.columns)
        .join(_people, _people.c.id == _table.c.person_id)
        .where(col(PracticeRow.finished).is_(None), col(PracticeRow.touched) <= instant)
        .order_by(col(PracticeRow.touched))
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    return [_kept(row) for row in found.mappings()]


def _of(person_id: int) -> Any:
    return col(PracticeRow.person_id) == person_id


def _one(tx: Connection, query: Any, **parameters: int) -> Kept | None:
    row = tx.execute(query, parameters).mappings().one_or_none()
    return _kept(row) if row else None


def _kept(row: Any) -> Kept:
    practice = Practice(
        day=row["day"],
        half=Half(row["half"]),
        started=row["started"],
        last_touched=row["touched"],
        reps=row["reps"],
        last_add=row["last_add"],
        finished=row["finished"],
        version=row["version"],
    )
    return Kept(row["id"], row["person_id"], practice, bool(row["dated"]), row["message_id"])


def _columns(practice: Practice) -> dict[str, Any]:
    return {
        "day": practice.day,
        "half": practice.half.value,
        "started": practice.started,
        "touched": practice.last_touched,
        "reps": practice.reps,
        "last_add": practice.last_add,
        "finished": practice.finished,
        "version": practice.version,
    }
