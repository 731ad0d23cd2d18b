"""Brings a database to the tables this program knows, at start, in one transaction or not at all.

A start costs one SELECT; alembic is imported only when there is something to do. A new step is
written with `python -m bot.store.migrations "what it adds"` after `tables.py` was changed.
"""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.store.engine import (
    BUSY_SECONDS,
    database_url,
    make_private,
    postgresql_engine,
    sqlite_engine,
    sqlite_file,
)
from bot.store.errors import DatabaseError

if TYPE_CHECKING:
    from alembic.config import Config

# The newest file in versions/; a test holds the two together.
HEAD = "0002"
FOLDER = Path(__file__).parent

_VERSION = "SELECT version_num FROM alembic_version"
# Any number will do that nobody else locks in the same PostgreSQL database.
_LOCK = 7_018_431


def upgrade(url: str, backups: Path | None) -> bool:
    """Upgrades the database at `url` and says whether there was anything to do.

    An SQLite file that holds something is first copied into `backups`. Two starts at once wait for
    each other; a start that is killed leaves the old state. Raises DatabaseError.
    """
    address = database_url(url)
    file = sqlite_file(address)
    try:
        if address.get_backend_name() == "postgresql":
            return asyncio.run(_upgrade_postgresql(url))
        return _read_version(file) != HEAD and _upgrade_sqlite(url, file, backups)
    except (sqlite3.Error, DBAPIError, OSError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error) or "no answer"
        name = address.database or "without a name"
        raise DatabaseError(f"The database {name} cannot be used: {reason}") from None


def _read_version(file: Path) -> str | None:
    make_private(file)
    with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as connection:
        try:
            row = connection.execute(_VERSION).fetchone()
        except sqlite3.OperationalError:  # no such table: a new file, or one of another program
            return None
    return row[0] if row else None


def _upgrade_sqlite(url: str, file: Path, backups: Path | None) -> bool:
    # Foreign keys are off because alembic rebuilds a table to change it on SQLite.
    engine = sqlite_engine(database_url(url), begin="BEGIN IMMEDIATE", foreign_keys=False)
    try:
        with engine.begin() as connection:  # from here on nobody else writes
            if backups and inspect(connection).get_table_names() and _version(connection) != HEAD:
                _back_up(file, backups, _version(connection))
            return _apply(connection)
    finally:
        engine.dispose()


async def _upgrade_postgresql(url: str) -> bool:
    engine = postgresql_engine(database_url(url))
    try:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            return await connection.run_sync(_apply)
    finally:
        await engine.dispose()


def _apply(connection: Connection) -> bool:
    """The steps that are missing, in the transaction of the caller, who holds the lock."""
    if _version(connection) == HEAD:  # another start was quicker
        return False
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(alembic_config(connection), HEAD)
    except CommandError as error:
        raise DatabaseError(
            f"The database is of version {_version(connection)}, which this program"
            f" (version {HEAD}) does not know: it was made by a newer one"
        ) from error
    return True


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text(_VERSION)).scalar()
    return version


def alembic_config(connection: Connection) -> "Config":
    """What alembic needs to work on this connection; there is no alembic.ini."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _back_up(file: Path, backups: Path, version: str | None) -> None:
    """A whole copy or none: a start that is killed here leaves only a `.part` file."""
    copy = backups / f"{file.stem}-{version or 'unversioned'}-before-{HEAD}{file.suffix}"
    part = copy.with_name(copy.name + ".part")
    part.unlink(missing_ok=True)
    make_private(part)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    part.replace(copy)
