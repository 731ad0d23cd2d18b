"""Housekeeping: what was left open is closed, and nothing is kept longer than promised."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from bot.delivery import chores
from bot.domain import practice
from bot.domain.days import Half
from bot.gateway.outgoing import Message, Reply
from bot.store import feedback, people, practices, updates
from bot.store.practices import Kept
from tests.delivery.conftest import ANNA, BEN, MONDAY, SEVEN, House


async def counting(house: House, number: int, touched: datetime) -> None:
    """A practice that was begun and is not finished."""
    begun = practice.add(practice.start(MONDAY, Half.MORNING, SEVEN), 12, touched)
    await house.write(lambda tx: practices.add(tx, number, begun))


def close(tx: Connection, kept: Kept, now: datetime) -> Reply | None:
    practices.save(tx, kept.id, practice.close_idle(kept.practice, now))
    return Reply(kept.person_id, (Message("closed"),)) if kept.person_id == ANNA else None


async def closed(house: House) -> list[int]:
    """Whose chats are told."""
    replies = await house.write(lambda tx: chores.close_idle(tx, house.now, close))
    return [reply.chat_id for reply in replies]


async def test_a_practice_is_closed_after_thirty_idle_minutes_and_not_before(
    house: House,
) -> None:
    await house.person(ANNA)
    await counting(house, ANNA, SEVEN)

    house.wait(minutes=29, seconds=59)
    assert await closed(house) == []
    house.wait(seconds=1)

    assert await closed(house) == [ANNA]
    assert await closed(house) == []


async def test_everybodys_are_closed_also_where_nobody_is_told(house: House) -> None:
    await house.person(ANNA)
    await house.person(BEN)
    await counting(house, ANNA, SEVEN)
    await counting(house, BEN, SEVEN)
    house.wait(minutes=30)

    assert await closed(house) == [ANNA]

    left: Sequence[Kept] = await house.write(lambda tx: practices.idle_since(tx, house.now))
    assert left == []


async def nightly(house: House) -> bool:
    return await house.write(lambda tx: chores.nightly(tx, house.now))


async def test_the_night_is_done_once_a_day(house: House) -> None:
    done = []
    for _ in range(48):
        done.append(await nightly(house))
        house.wait(hours=1)

    assert [hour for hour, was in enumerate(done) if was] == [0, 20, 40]


async def test_the_night_is_asked_of_the_database_and_not_of_the_process(house: House) -> None:
    assert await nightly(house)
    assert not await nightly(house)
    house.wait(days=3)
    assert await nightly(house)


async def test_the_numbers_of_updates_are_kept_a_week(house: House) -> None:
    await house.write(lambda tx: updates.seen(tx, 1, SEVEN - timedelta(days=7, seconds=1)))
    await house.write(lambda tx: updates.seen(tx, 2, SEVEN - timedelta(days=7)))

    await nightly(house)

    assert not await house.write(lambda tx: updates.seen(tx, 1, SEVEN))
    assert await house.write(lambda tx: updates.seen(tx, 2, SEVEN))


async def test_unanswered_texts_are_kept_thirty_days(house: House) -> None:
    for text, age in (("old", 31), ("young", 30)):
        when = SEVEN - timedelta(days=age)
        await house.write(lambda tx, text=text, when=when: feedback.keep_unanswered(tx, text, when))

    await nightly(house)

    assert await house.database.read(lambda tx: feedback.unanswered(tx, 9)) == ["young"]


async def test_people_who_left_are_forgotten_after_a_year(house: House) -> None:
    await house.person(ANNA, blocked=SEVEN - timedelta(days=366))
    await house.person(BEN, blocked=SEVEN - timedelta(days=365))
    await house.rocked(ANNA, MONDAY, Half.MORNING, SEVEN)

    await nightly(house)

    there = [await house.database.read(lambda tx, n=n: people.find(tx, n)) for n in (ANNA, BEN)]
    assert [one is not None for one in there] == [False, True]


def test_backups_are_kept_seven_days(tmp_path: Path) -> None:
    week = timedelta(days=7).total_seconds()
    (tmp_path / "folder").mkdir()
    for name, age in (("old.db", week + 1), ("young.db", week), ("folder", 3 * week)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (5e8 - age, 5e8 - age))

    chores.remove_old_backups(tmp_path, 5e8)

    assert {file.name for file in tmp_path.iterdir()} == {"young.db", "folder"}


def test_where_there_are_no_backups_there_is_nothing_to_remove(tmp_path: Path) -> None:
    chores.remove_old_backups(tmp_path / "none", 5e8)
    assert not (tmp_path / "none").exists()
