"""What Telegram calls the files a bot has uploaded, so that each is uploaded once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from bot.store import people
from bot.store.tables import SentFile

_table: Any = SentFile.__table__  # type: ignore[attr-defined]


def _keep(insert: Any) -> Any:
    """Two uploads of one file may end at the same moment: the later id is as good."""
    newer = {"file_id": insert.excluded.file_id, "used": insert.excluded.used}
    return insert.on_conflict_do_update(index_elements=["bot_id", "key"], set_=newer)


_KEEP = {
    "sqlite": _keep(sqlite.insert(_table)),
    "postgresql": _keep(postgresql.insert(_table)),
}


def known(tx: Connection, bot_id: int, key: str, now: datetime) -> str | None:
    """The file's id for this bot, if it was uploaded; counts as used."""
    row = update(SentFile).where(*_same(bot_id, key)).values(used=now)
    file_id: str | None = tx.execute(row.returning(col(SentFile.file_id))).scalar_one_or_none()
    return file_id


def keep(
    tx: Connection, bot_id: int, key: str, file_id: str, now: datetime, person_id: int | None = None
) -> None:
    """Remembers an upload; a picture of somebody who was deleted meanwhile is not remembered."""
    if person_id is None or people.find(tx, person_id):
        row = {"bot_id": bot_id, "key": key, "file_id": file_id, "used": now}
        tx.execute(_KEEP[tx.dialect.name], {**row, "person_id": person_id})


def forget(tx: Connection, bot_id: int, key: str) -> None:
    """Telegram does not know this id any more."""
    tx.execute(delete(SentFile).where(*_same(bot_id, key)))


def forget_unused(tx: Connection, before: datetime) -> None:
    """Drops ids that were last used before this instant."""
    tx.execute(delete(SentFile).where(col(SentFile.used) < before))


def _same(bot_id: int, key: str) -> list[Any]:
    return [col(SentFile.bot_id) == bot_id, col(SentFile.key) == key]
