"""How stiff the back was, morning by morning. Synchronous functions of a connection."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert
from sqlmodel import col, select

from bot.store.tables import BackAnswer


def answer(tx: Connection, person_id: int, day: date, stiffness: int | None, now: datetime) -> None:
    """Keeps what was said about a habit day, 0 to 10, or None where it was skipped."""
    same = (col(BackAnswer.person_id) == person_id) & (col(BackAnswer.day) == day)
    tx.execute(delete(BackAnswer).where(same))
    row = {"person_id": person_id, "day": day, "stiffness": stiffness, "answered": now}
    tx.execute(insert(BackAnswer).values(**row))


def is_answered(tx: Connection, person_id: int, day: date) -> bool:
    """Whether the question was answered or skipped on this habit day."""
    same = (col(BackAnswer.person_id) == person_id) & (col(BackAnswer.day) == day)
    return tx.execute(select(col(BackAnswer.day)).where(same)).first() is not None


def answers(tx: Connection, person_id: int) -> Mapping[date, int]:
    """The stiffness by habit day, oldest first, without the mornings that were skipped."""
    mine = (col(BackAnswer.person_id) == person_id) & col(BackAnswer.stiffness).is_not(None)
    rows = (
        select(col(BackAnswer.day), col(BackAnswer.stiffness))
        .where(mine)
        .order_by(col(BackAnswer.day))
    )
    return {day: stiffness or 0 for day, stiffness in tx.execute(rows)}
