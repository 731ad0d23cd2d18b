"""Who asked to be forgotten, so that a restored backup forgets them again; a file of its own.

A line a deletion: when, and a keyed hash of the person's number. Lines go once no backup can be
older than they are.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import col, select

from bot.store import archive
from bot.store.tables import Person

KEPT = timedelta(days=30)  # backups live 7 days; a month leaves room for a copy kept by hand


class Deletions:
    """The list in one private file; it holds its own key."""

    def __init__(self, file: Path):
        self._file = file

    def remember(self, person_id: int, now: datetime) -> None:
        """Adds a deletion."""
        key, lines = self._read()
        young = [line for line in lines if _instant(line) > now - KEPT]
        self._write(key, [*young, f"{now.isoformat()} {_hash(key, person_id)}"])

    def apply(self, tx: Connection) -> int:
        """Deletes people who are there although they were deleted later than they came."""
        key, lines = self._read()
        if not lines:
            return 0
        gone = {line.partition(" ")[2]: _instant(line) for line in lines}
        people = tx.execute(select(col(Person.id), col(Person.created))).all()
        back = [
            person_id
            for person_id, created in people
            if created < gone.get(_hash(key, person_id), created)
        ]
        for person_id in back:
            archive.delete(tx, person_id)
        return len(back)

    def _read(self) -> tuple[str, list[str]]:
        if not self._file.exists():
            return secrets.token_hex(16), []
        key, *lines = self._file.read_text(encoding="ascii").split("\n")
        return key, [line for line in lines if line]

    def _write(self, key: str, lines: Iterable[str]) -> None:
        part = self._file.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write("\n".join([key, *lines, ""]))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._file)


def _hash(key: str, person_id: int) -> str:
    return hmac.new(key.encode(), str(person_id).encode(), hashlib.sha256).hexdigest()


def _instant(line: str) -> datetime:
    return datetime.fromisoformat(line.partition(" ")[0])
