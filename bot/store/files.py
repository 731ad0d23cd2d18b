"""What Telegram calls the files a bot has uploaded, so that each is uploaded once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, update
from sqlmodel import col

from bot.store import people
from bot.store.tables import SentFile


def known(tx: Connection, bot_id: int, key: str, now: datetime) -> str | None:
    """The file's id for this bot, if it was uploaded; counts as used."""
    row = update(SentFile).where(*_same(bot_id, key)).values(used=now)
    file_id: str | None = tx.execute(row.returning(col(SentFile.file_id))).scalar_one_or_none()
    return file_id


def keep(
    tx: Connection, bot_id: int, key: str, file_id: str, now: datetime, person_id: int | None = None
) -> None:
    """Remembers an upload; a picture of somebody who was deleted meanwhile is not remembered."""
    forget(tx, bot_id, key)
    if person_id is None or people.find(tx, person_id):
        row = {"bot_id": bot_id, "key": key, "file_id": file_id, "used": now}
        tx.execute(insert(SentFile).values(**row, person_id=person_id))


def forget(tx: Connection, bot_id: int, key: str) -> None:
    """Telegram does not know this id any more."""
    tx.execute(delete(SentFile).where(*_same(bot_id, key)))


def forget_unused(tx: Connection, before: datetime) -> None:
    """Drops ids that were last used before this instant."""
    tx.execute(delete(SentFile).where(col(SentFile.used) < before))


def _same(bot_id: int, key: str) -> list[Any]:
    return [col(SentFile.bot_id) == bot_id, col(SentFile.key) == key]
