"""A database of a test's own, upgraded and without a row."""

from collections.abc import AsyncIterator

import pytest

from bot.store.database import Database


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await Database.open(database_url)
    yield database
    await database.close()
