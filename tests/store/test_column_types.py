"""Instants and days come back as they were kept, and what is undecided is refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, Connection, MetaData, Table, create_engine, insert, select
from sqlalchemy.exc import StatementError

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


@pytest.fixture
def tx() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        ROWS.create(connection)
        yield connection
    engine.dispose()


def keep(tx: Connection, **values: Any) -> Any:
    tx.execute(insert(ROWS).values(**values))
    return tx.execute(select(ROWS)).one()


def test_an_instant_comes_back_in_utc_without_its_fraction(tx: Connection) -> None:
    assert keep(tx, at=LATE).at == datetime(2026, 5, 5, 3, 30, 15, tzinfo=UTC)


def test_instants_are_compared_as_instants_whatever_their_zone(tx: Connection) -> None:
    keep(tx, at=LATE)

    def found(at: datetime) -> bool:
        return tx.execute(select(ROWS).where(ROWS.c.at <= at)).first() is not None

    assert found(LATE)
    assert not found(datetime(2026, 5, 4, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize("day", [date.min, date(2026, 5, 4), date.max])
def test_a_day_comes_back_as_it_was_kept(tx: Connection, day: date) -> None:
    assert keep(tx, day=day).day == day


def test_nothing_stays_nothing(tx: Connection) -> None:
    assert tuple(keep(tx, at=None, day=None, minutes=None)) == (None, None, None)


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
def test_what_is_undecided_or_impossible_is_refused(tx: Connection, values: dict[str, Any]) -> None:
    with pytest.raises(StatementError):
        keep(tx, **values)
