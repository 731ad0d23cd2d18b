"""A look into an SQLite file of the bot without changing it, also while a bot runs on it."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.store.errors import DatabaseError

T = TypeVar("T")


def look(file: Path, query: Callable[[Connection], T]) -> T:
    """The query's result; raises DatabaseError where the file is none of this bot's."""
    if not file.is_file():
        raise DatabaseError(f"There is no file {file}")
    address = f"sqlite+pysqlite:///file:{quote(str(file.absolute()))}?mode=ro&uri=true"
    engine = create_engine(address, poolclass=NullPool, hide_parameters=True)
    try:
        with engine.connect() as connection:
            return query(connection)
    except DBAPIError as error:
        reason = f"{file} cannot be read as a database of this version ({error.orig})"
        raise DatabaseError(reason) from None
