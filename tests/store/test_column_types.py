"""Instants and days come back as they were kept, and what is undecided is refused."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from bot.store.database import Database
from bot.store.types import Day, Instant, WallTime

ROWS = Table(
    "rows",
    MetaData(),
    Column("at", Instant),
    Column("day", Day),
    Column("minutes", WallTime),
)
NEW_YORK = timezone(timedelta(hours=-4))
LATE = datetime(2026, 5, 4, 23, 30, 15, 999_999, tzinfo=NEW_YORK)


Keep = Callable[..., Awaitable[Any]]


@pytest.fixture
async def keep(database: Database) -> Keep:
    """Keeps a row and reads it back."""
    await database.write(ROWS.create)

    async def keep(**values: Any) -> Any:
        def unit(tx: Connection) -> Any:
            tx.execute(insert(ROWS).values(**values))
            return tx.execute(select(ROWS)).one()

        return await database.write(unit)

    return keep


async def test_an_instant_comes_back_in_utc_without_its_fraction(keep: Keep) -> None:
    assert (await keep(at=LATE)).at == datetime(2026, 5, 5, 3, 30, 15, tzinfo=UTC)


async def test_instants_are_compared_as_instants_whatever_their_zone(
    keep: Keep, database: Database
) -> None:
    await keep(at=LATE)

    async def found(at: datetime) -> bool:
        query = select(ROWS).where(ROWS.c.at <= at)
        return await database.read(lambda tx: tx.execute(query).first()) is not None

    assert await found(LATE)
    assert not await found(datetime(2026, 5, 4, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize("day", [date.min, date(2026, 5, 4), date.max])
async def test_a_day_comes_back_as_it_was_kept(keep: Keep, day: date) -> None:
    assert (await keep(day=day)).day == day


async def test_nothing_stays_nothing(keep: Keep) -> None:
    assert tuple(await keep(at=None, day=None, minutes=None)) == (None, None, None)


@pytest.mark.parametrize(
    "values",
    [
        {"at": datetime(2026, 5, 4, 12, 0)},  # noqa: DTZ001 - naive on purpose
        {"at": "2026-05-04"},
        {"at": date(2026, 5, 4)},
        {"day": datetime(2026, 5, 4, 12, 0, tzinfo=UTC)},
        {"day": 739_000},
        {"minutes": 1440},
        {"minutes": -1},
    ],
)
async def test_what_is_undecided_or_impossible_is_refused(
    keep: Keep, values: dict[str, Any]
) -> None:
    with pytest.raises(StatementError):
        await keep(**values)
