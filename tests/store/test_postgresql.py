"""What only a server can do wrong: people who meet, connections that end, starts at once."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from bot.domain import practice
from bot.domain.days import Half
from bot.domain.reminders import Bell, Slot
from bot.store import engine as engines
from bot.store import people, practices, reminders
from bot.store.database import Database
from bot.store.errors import DatabaseError, OutOfOrderError
from bot.store.migrations import HEAD, upgrade
from bot.store.tables import Person
from tests.databases import made_on_server, only_postgresql
from tests.store.test_migrations import start

pytestmark = only_postgresql

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
ANNA = 5_000_000_001


@pytest.fixture
def blank() -> Iterator[str]:
    """The address of a database without a table."""
    with made_on_server() as url:
        yield url


@pytest.fixture
async def elsewhere(database_url: str) -> AsyncIterator[AsyncEngine]:
    """The same database as another process sees it."""
    engine = engines.postgresql_engine(engines.database_url(database_url))
    yield engine
    await engine.dispose()


@pytest.fixture
async def anna(database: Database) -> int:
    """Somebody whose morning bell is due and whose practice has been open for an hour."""

    def unit(tx: Connection) -> None:
        before = NOW - timedelta(days=1)
        person = Person(id=ANNA, created=before, last_seen=before, first_day=before.date())
        people.create(tx, person, "UTC")
        reminders.set_bell(tx, ANNA, Bell(Slot.MORNING, True, 7 * 60))
        reminders.schedule(tx, ANNA, people.calendar(tx, ANNA), NOW - timedelta(minutes=1))
        fresh = practice.start(NOW.date(), Half.MORNING, NOW - timedelta(hours=1))
        practices.add(tx, ANNA, fresh)

    await database.write(unit)
    return ANNA


async def test_who_is_held_is_waited_for(
    database: Database, elsewhere: AsyncEngine, anna: int
) -> None:
    def rename(tx: Connection) -> str | None:
        person = people.hold(tx, anna)
        people.change(tx, anna, plan="after tea")
        return person and person.plan

    async with elsewhere.begin() as other:
        await other.run_sync(people.hold, anna)
        waiting = asyncio.create_task(database.write(rename))
        await asyncio.wait([waiting], timeout=0.2)
        assert not waiting.done()
        await other.run_sync(lambda tx: people.change(tx, anna, plan="after coffee"))

    assert await waiting == "after coffee"


async def test_who_is_held_is_passed_over_by_turns_and_chores(
    database: Database, elsewhere: AsyncEngine, anna: int
) -> None:
    def due(tx: Connection) -> list[bool]:
        bell = reminders.take_due_bell(tx, NOW)
        return [bell is not None, bool(practices.idle_since(tx, NOW))]

    async with elsewhere.begin() as other:
        await other.run_sync(people.hold, anna)
        assert await database.write(due) == [False, False]

    assert await database.write(due) == [True, True]


async def test_a_unit_that_was_given_up_for_another_one_is_done_again(database: Database) -> None:
    def make(tx: Connection) -> None:
        tx.execute(text("CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)"))
        tx.execute(text("INSERT INTO pair VALUES (1, 0), (2, 0)"))

    def both(tx: Connection, first: int) -> None:
        add = text("UPDATE pair SET n = n + 1 WHERE id = :id")
        tx.execute(add, {"id": first})
        tx.execute(text("SELECT pg_sleep(0.2)"))  # until the other one holds its first row, too
        tx.execute(add, {"id": 3 - first})

    await database.write(make)
    await asyncio.gather(*(database.write(lambda tx, n=n: both(tx, n)) for n in (1, 2)))

    numbers = await database.read(lambda tx: list(tx.execute(text("SELECT n FROM pair")).scalars()))
    assert numbers == [2, 2]


async def test_connections_that_the_server_closed_are_replaced(
    database: Database, elsewhere: AsyncEngine
) -> None:
    one = text("SELECT 1")
    await asyncio.gather(*(database.read(lambda tx: tx.scalar(one)) for _ in range(20)))
    async with elsewhere.begin() as other:
        ended = await other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
        assert ended.all()

    assert await database.write(lambda tx: tx.scalar(one)) == 1


async def test_a_unit_whose_connection_ends_may_be_tried_again_and_nothing_overtakes_it(
    database: Database, anna: int
) -> None:
    def cut_off(tx: Connection) -> None:
        tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    def later(tx: Connection) -> None:
        people.change(tx, anna, plan="too early")

    outcomes = await database.write_in_order([lambda _tx: None, cut_off, later])

    assert [type(one) for one in outcomes] == [type(None), OutOfOrderError, OutOfOrderError]
    person = await database.read(lambda tx: people.find(tx, anna))
    assert person is not None
    assert person.plan is None


async def test_a_server_that_cannot_be_reached_is_no_units_fault(database_url: str) -> None:
    nowhere = engines.database_url(database_url).set(port=1)

    with pytest.raises(OutOfOrderError):
        await engines.postgresql_engine(nowhere).connect()


async def test_an_upgraded_database_has_exactly_the_tables_of_the_program(
    database: Database,
) -> None:
    def differences(tx: Connection) -> list[object]:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))

    assert await database.read(differences) == []


def test_two_starts_at_once_both_end_well_and_one_of_them_does_the_work(blank: str) -> None:
    starts = [start(blank) for _ in range(2)]

    said = sorted(one.communicate(timeout=30)[0].strip() for one in starts)

    assert [one.returncode for one in starts] == [0, 0]
    assert said == ["False", "True"]


async def test_a_start_killed_in_the_middle_leaves_nothing_and_the_next_one_ends_well(
    blank: str,
) -> None:
    killed = start(blank, killed_after=9)
    await asyncio.to_thread(killed.communicate, timeout=30)

    engine = engines.postgresql_engine(engines.database_url(blank))
    async with engine.connect() as connection:
        left = await connection.run_sync(lambda tx: inspect(tx).get_table_names())
    await engine.dispose()

    assert killed.returncode == -9
    assert left == []
    assert await asyncio.to_thread(upgrade, blank, None)


async def test_a_database_of_a_newer_program_is_refused_unchanged(
    database: Database, database_url: str
) -> None:
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await database.write(lambda tx: tx.execute(newer).rowcount)

    with pytest.raises(DatabaseError, match=rf"9999.*{HEAD}.*newer"):
        await Database.open(database_url)


@pytest.mark.parametrize(
    "change",
    [
        {"database": "no such database"},
        {"username": "nobody", "password": "wrong-secret"},
        {"port": 1},
        {"query": {"no_such_option": "1"}},
        {"query": {"sslmode": "nonsense"}},
    ],
)
async def test_a_server_it_cannot_use_is_one_clear_line_without_the_password(
    database_url: str, change: dict[str, object]
) -> None:
    address = make_url(database_url).set(**change)

    with pytest.raises(DatabaseError, match="cannot be used") as refusal:
        await Database.open(address.render_as_string(hide_password=False))

    assert len(str(refusal.value).splitlines()) == 1
    assert "wrong-secret" not in str(refusal.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
async def test_an_address_may_be_written_as_others_write_it(database_url: str, scheme: str) -> None:
    address = make_url(database_url).set(drivername=scheme).update_query_dict({"sslmode": "prefer"})

    database = await Database.open(address.render_as_string(hide_password=False))
    await database.close()
