"""Databases of a test's own: SQLite files, or copies on the server that TEST_DATABASE_URL names."""

import asyncio
import contextlib
import os
from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import make_url, text

from bot.store.engine import database_url, postgresql_engine

# An empty one is none. The account must be allowed to create databases.
SERVER = os.environ.get("TEST_DATABASE_URL", "")

only_sqlite = pytest.mark.skipif(bool(SERVER), reason="this is about an SQLite file")
only_postgresql = pytest.mark.skipif(
    not SERVER, reason="TEST_DATABASE_URL names no PostgreSQL server (see CONTRIBUTING.md)"
)


@contextlib.contextmanager
def made_on_server(template: str = "template1") -> Iterator[str]:
    """The address of a new database, a copy of another one; it is dropped at the end."""
    name = f"rocking_test_{uuid4().hex}"
    asyncio.run(_order(f"CREATE DATABASE {name} TEMPLATE {template}"))
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_order(f"DROP DATABASE {name} WITH (FORCE)"))


async def _order(statement: str) -> None:
    engine = postgresql_engine(database_url(SERVER))
    async with engine.connect() as connection:
        # Databases are made outside of transactions.
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(statement))
    await engine.dispose()
