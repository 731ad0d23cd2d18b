"""Units of work: whole or not at all, none lost, none seen half."""

import asyncio
import stat
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, Table, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.store.database import Database
from bot.store.engine import make_private
from bot.store.errors import DatabaseError
from tests.databases import only_sqlite

COUNTER = Table(
    "counter",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)
FIRST = select(COUNTER.c.n).where(COUNTER.c.id == 1)


@pytest.fixture
async def database(database: Database) -> Database:
    """With two numbers, both 0."""
    await database.write(make_counter)
    return database


def make_counter(tx: Connection) -> None:
    COUNTER.create(tx)
    tx.execute(insert(COUNTER), [{"id": 1, "n": 0}, {"id": 2, "n": 0}])


def count(tx: Connection) -> int:
    return tx.execute(FIRST).scalar_one()


def increment(tx: Connection) -> int:
    """Reads, thinks, and writes, holding the row meanwhile as a unit holds its person."""
    n = tx.execute(FIRST.with_for_update()).scalar_one() + 1
    tx.execute(update(COUNTER).where(COUNTER.c.id == 1).values(n=n))
    return n


async def test_four_hundred_concurrent_increments_lose_none(database: Database) -> None:
    results = await asyncio.gather(*(database.write(increment) for _ in range(400)))

    assert sorted(results) == list(range(1, 401))
    assert await database.read(count) == 400


async def test_a_unit_that_fails_is_undone_and_leaves_the_others(database: Database) -> None:
    def half_done(tx: Connection) -> None:
        increment(tx)
        raise KeyError("in the middle")

    outcomes = await database.write_in_order([increment, half_done, increment, half_done, count])

    assert [o for o in outcomes if not isinstance(o, KeyError)] == [1, 2, 2]
    assert await database.read(count) == 2


async def test_a_unit_that_fails_raises_its_own_error(database: Database) -> None:
    def same_id_again(tx: Connection) -> None:
        tx.execute(insert(COUNTER).values(id=1, n=0))

    with pytest.raises(IntegrityError):
        await database.write(same_id_again)
    assert await database.write(increment) == 1


async def test_no_unit_and_no_reader_sees_a_half_unit(database: Database) -> None:
    def both(tx: Connection) -> None:
        for one in (1, 2):
            tx.execute(update(COUNTER).where(COUNTER.c.id == one).values(n=COUNTER.c.n + 1))

    def apart(tx: Connection) -> int:
        one, two = tx.execute(select(COUNTER.c.n).order_by(COUNTER.c.id)).scalars()
        return int(one - two)

    changes = [database.write(both) for _ in range(100)]
    looks = [database.write(apart) for _ in range(100)] + [database.read(apart) for _ in range(100)]
    results = await asyncio.gather(*changes, *looks)

    assert set(results) == {None, 0}


@only_sqlite  # PostgreSQL commits each unit by itself
async def test_a_failed_commit_is_told_to_everyone_who_waited_for_it(
    database: Database, tmp_path: Path
) -> None:
    def orphan(tx: Connection) -> None:
        tx.execute(text("INSERT INTO child VALUES (77)"))

    def make_child(tx: Connection) -> None:
        # Checked at COMMIT only, so the unit itself succeeds.
        reference = "REFERENCES counter (id) DEFERRABLE INITIALLY DEFERRED"
        tx.execute(text(f"CREATE TABLE child (parent INTEGER {reference})"))

    await database.write(make_child)
    outcomes = await database.write_in_order([orphan, increment])

    assert [type(outcome) for outcome in outcomes] == [IntegrityError, IntegrityError]
    assert await database.write(increment) == 1


async def test_a_cancelled_caller_hurts_nobody(database: Database) -> None:
    gone = asyncio.create_task(database.write(increment))
    await asyncio.sleep(0)
    gone.cancel()

    # On SQLite the unit of the one that is gone was applied all the same.
    assert await database.write(increment) in {1, 2}


async def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await database.read(increment)


async def test_units_that_wait_are_done_before_it_closes(database_url: str) -> None:
    database = await Database.open(database_url)
    await database.write(make_counter)
    waiting = [asyncio.create_task(database.write(increment)) for _ in range(50)]
    await asyncio.sleep(0)

    await database.close()

    assert sorted([await task for task in waiting]) == list(range(1, 51))
    again = await Database.open(database_url)
    assert await again.read(count) == 50
    await again.close()


@only_sqlite
async def test_its_files_are_for_the_owner_only(database: Database, tmp_path: Path) -> None:
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}

    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_a_file_others_could_read_is_closed_to_them_but_not_its_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "bot.sqlite3").touch(mode=0o644)

    make_private(tmp_path / "bot.sqlite3")

    assert stat.S_IMODE((tmp_path / "bot.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://host/db", "sqlite://", "sqlite:///:memory:"]
)
async def test_an_address_it_cannot_use_is_one_clear_line(url: str) -> None:
    with pytest.raises(DatabaseError) as refusal:
        await Database.open(url)

    assert len(str(refusal.value).splitlines()) == 1


async def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_text("Dear diary" * 500)

    with pytest.raises(DatabaseError, match="not a database"):
        await Database.open(f"sqlite:///{tmp_path / 'bot.sqlite3'}")


async def test_a_place_where_no_file_can_be_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(DatabaseError, match="cannot be used"):
        await Database.open(f"sqlite:///{tmp_path / 'file' / 'bot.sqlite3'}")


@pytest.mark.skipif(find_spec("asyncpg") is not None, reason="the driver is installed")
async def test_postgresql_without_its_driver_says_what_to_install() -> None:
    with pytest.raises(DatabaseError, match="asyncpg"):
        await Database.open("postgresql://localhost/rocking")
