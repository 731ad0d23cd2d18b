"""An update is applied once, and its reply is kept until it was shown."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.store import updates
from bot.store.database import Database
from bot.store.updates import LeftOver

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
AGES_AGO = NOW - timedelta(days=30)


async def answer(database: Database, update_id: int, reply: str, received: datetime = NOW) -> None:
    """Applies an update of person 7 and keeps its reply."""

    def unit(tx: Connection) -> None:
        updates.seen(tx, update_id, received)
        updates.keep_reply(tx, update_id, 7, reply)

    await database.write(unit)


async def seen(database: Database, update_id: int, received: datetime = NOW) -> bool:
    return await database.write(lambda tx: updates.seen(tx, update_id, received))


async def left_over(database: Database, not_before: datetime = AGES_AGO) -> list[LeftOver]:
    return await database.write(lambda tx: updates.left_over(tx, not_before))


async def test_an_update_is_new_once(database: Database) -> None:
    assert [await seen(database, 5) for _ in range(3)] == [False, True, True]


async def test_a_reply_is_left_over_until_it_is_cleared(database: Database) -> None:
    await answer(database, 6, "second")
    await answer(database, 5, "first")

    assert await left_over(database) == [LeftOver(5, "first", 0), LeftOver(6, "second", 0)]
    await database.write(lambda tx: updates.clear(tx, [5, 6]))
    assert await left_over(database) == []


async def test_what_is_begun_again_is_counted_and_only_the_rest_is_kept(
    database: Database,
) -> None:
    await answer(database, 5, "whole")

    await database.write(lambda tx: updates.try_again(tx, 5, "rest"))

    assert await left_over(database) == [LeftOver(5, "rest", 1)]


async def test_an_old_reply_is_never_shown(database: Database) -> None:
    await answer(database, 5, "old", NOW - timedelta(minutes=61))
    await answer(database, 6, "young", NOW - timedelta(minutes=59))

    assert await left_over(database, NOW - timedelta(hours=1)) == [LeftOver(6, "young", 0)]
    assert await left_over(database) == [LeftOver(6, "young", 1)]


async def test_a_deleted_persons_replies_go_too(database: Database) -> None:
    await answer(database, 5, "private")

    await database.write(lambda tx: updates.forget_person(tx, 7))

    assert await left_over(database) == []


async def test_an_update_set_aside_is_counted_and_not_applied_again(database: Database) -> None:
    for _ in range(2):
        await database.write(lambda tx: updates.set_aside(tx, 5, NOW))

    assert await seen(database, 5)
    assert await database.read(updates.count_set_aside) == 1


async def test_old_updates_are_forgotten(database: Database) -> None:
    await seen(database, 5, NOW - timedelta(days=3))
    await seen(database, 6)

    await database.write(lambda tx: updates.prune(tx, NOW - timedelta(days=2)))

    assert [await seen(database, 5), await seen(database, 6)] == [False, True]
