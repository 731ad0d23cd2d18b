"""Which updates were applied, and their replies until they are shown. What they mean is not known.

A shown reply leaves only the update's number and when it came; Telegram repeats an update for at
most a day, so numbers need not be kept for long.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from bot.store.tables import UpdateRow

_table: Any = UpdateRow.__table__  # type: ignore[attr-defined]

# Built once: to build a statement takes several times as long as to run it.
_NEW = {
    "sqlite": sqlite.insert(_table).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_table).on_conflict_do_nothing(),
}
_CHANGE = update(_table).where(_table.c.id == bindparam("key"))


@dataclass(frozen=True)
class LeftOver:
    """A reply (JSON) that may not have been shown, and how often it was begun again."""

    update_id: int
    reply: str
    tries: int


def seen(tx: Connection, update_id: int, now: datetime) -> bool:
    """Whether this update was applied before; if not, it counts as applied from now on."""
    row = {"id": update_id, "received": now, "tries": 0, "set_aside": False}
    return tx.execute(_NEW[tx.dialect.name], row).rowcount == 0


def keep_reply(tx: Connection, update_id: int, person_id: int, reply: str) -> None:
    """Keeps a reply (JSON) until `clear`."""
    tx.execute(_CHANGE, {"key": update_id, "person_id": person_id, "reply": reply})


def try_again(tx: Connection, update_id: int, reply: str) -> None:
    """Keeps what is left of a reply and remembers that it is shown a second time."""
    once_more = _CHANGE.values(tries=_table.c.tries + 1)
    tx.execute(once_more, {"key": update_id, "reply": reply})


def set_aside(tx: Connection, update_id: int, now: datetime) -> None:
    """Marks an update that could not be handled; it is not tried again."""
    seen(tx, update_id, now)
    tx.execute(_CHANGE, {"key": update_id, "set_aside": True})


def clear(tx: Connection, update_ids: Sequence[int]) -> None:
    """Forgets replies that were shown, and whose they were."""
    rows = update(UpdateRow).where(col(UpdateRow.id).in_(update_ids))
    tx.execute(rows.values(person_id=None, reply=None))


def left_over(tx: Connection, not_before: datetime) -> list[LeftOver]:
    """Replies a dead process left behind, in the order of arrival; older ones are forgotten.

    Each counts as begun once more; `tries` says how often that was so before.
    """
    kept = select(UpdateRow.id, UpdateRow.reply, UpdateRow.tries).where(
        col(UpdateRow.reply).is_not(None)
    )
    late = tx.execute(kept.where(col(UpdateRow.received) < not_before)).all()
    clear(tx, [row.id for row in late])
    rows = tx.execute(kept.order_by(col(UpdateRow.id))).all()
    for row in rows:
        try_again(tx, row.id, row.reply)
    return [LeftOver(row.id, row.reply, row.tries) for row in rows]


def forget_person(tx: Connection, person_id: int) -> None:
    """Drops the replies a person has not been shown yet."""
    rows = update(UpdateRow).where(col(UpdateRow.person_id) == person_id)
    tx.execute(rows.values(person_id=None, reply=None))


def count_set_aside(tx: Connection) -> int:
    """How many updates of the kept ones could not be handled."""
    return tx.execute(select(func.count()).where(col(UpdateRow.set_aside))).scalar_one()


def prune(tx: Connection, before: datetime) -> None:
    """Forgets updates received before this instant: at least two days ago."""
    tx.execute(delete(UpdateRow).where(col(UpdateRow.received) < before))
