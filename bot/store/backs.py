"""How stiff the back was, morning by morning. Synchronous functions of a connection."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert
from sqlmodel import col, select

from bot.store.tables import BackAnswer

_answers: Any = BackAnswer.__table__  # type: ignore[attr-defined]


def answer(tx: Connection, person_id: int, day: date, stiffness: int | None, now: datetime) -> None:
    """Keeps what was said about a habit day, 0 to 10, or None where it was skipped."""
    forget(tx, person_id, day)
    row = {"person_id": person_id, "day": day, "stiffness": stiffness, "answered": now}
    tx.execute(insert(BackAnswer).values(**row))


def find(tx: Connection, person_id: int, day: date) -> BackAnswer | None:
    """What was said about a habit day; None where the question is open."""
    same = (col(BackAnswer.person_id) == person_id) & (col(BackAnswer.day) == day)
    row = tx.execute(select(*_answers.columns).where(same)).mappings().one_or_none()
    return BackAnswer(**row) if row else None


def forget(tx: Connection, person_id: int, day: date) -> None:
    """Takes back what was said about a habit day."""
    same = (col(BackAnswer.person_id) == person_id) & (col(BackAnswer.day) == day)
    tx.execute(delete(BackAnswer).where(same))


def answers(tx: Connection, person_id: int) -> Mapping[date, int]:
    """The stiffness by habit day, oldest first, without the mornings that were skipped."""
    mine = (col(BackAnswer.person_id) == person_id) & col(BackAnswer.stiffness).is_not(None)
    rows = (
        select(col(BackAnswer.day), col(BackAnswer.stiffness))
        .where(mine)
        .order_by(col(BackAnswer.day))
    )
    return {day: stiffness or 0 for day, stiffness in tx.execute(rows)}
