"""An update is applied once, and its reply is kept until it was shown."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine

from bot.store import updates
from bot.store.engine import database_url, sqlite_engine
from bot.store.migrations import upgrade
from bot.store.updates import LeftOver

NOW = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
AGES_AGO = NOW - timedelta(days=30)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('updates') / 'bot.sqlite3'}"
    upgrade(url, None)
    engine = sqlite_engine(database_url(url), begin="BEGIN IMMEDIATE")
    yield engine
    engine.dispose()


@pytest.fixture
def tx(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection
        connection.rollback()


@pytest.fixture
def answered(tx: Connection) -> Callable[..., None]:
    def answer(update_id: int, reply: str, received: datetime = NOW) -> None:
        updates.seen(tx, update_id, received)
        updates.keep_reply(tx, update_id, 7, reply)

    return answer


def test_an_update_is_new_once(tx: Connection) -> None:
    assert [updates.seen(tx, 5, NOW) for _ in range(3)] == [False, True, True]


def test_a_reply_is_left_over_until_it_is_cleared(
    tx: Connection, answered: Callable[..., None]
) -> None:
    answered(6, "second")
    answered(5, "first")

    assert updates.left_over(tx, AGES_AGO) == [LeftOver(5, "first", 0), LeftOver(6, "second", 0)]
    updates.clear(tx, [5, 6])
    assert updates.left_over(tx, AGES_AGO) == []


def test_what_is_begun_again_is_counted_and_only_the_rest_is_kept(
    tx: Connection, answered: Callable[..., None]
) -> None:
    answered(5, "whole")

    updates.try_again(tx, 5, "rest")

    assert updates.left_over(tx, AGES_AGO) == [LeftOver(5, "rest", 1)]


def test_an_old_reply_is_never_shown(tx: Connection, answered: Callable[..., None]) -> None:
    answered(5, "old", NOW - timedelta(minutes=61))
    answered(6, "young", NOW - timedelta(minutes=59))

    assert updates.left_over(tx, NOW - timedelta(hours=1)) == [LeftOver(6, "young", 0)]
    assert updates.left_over(tx, AGES_AGO) == [LeftOver(6, "young", 1)]


def test_a_deleted_persons_replies_go_too(tx: Connection, answered: Callable[..., None]) -> None:
    answered(5, "private")

    updates.forget_person(tx, 7)

    assert updates.left_over(tx, AGES_AGO) == []


def test_an_update_set_aside_is_counted_and_not_applied_again(tx: Connection) -> None:
    updates.set_aside(tx, 5, NOW)
    updates.set_aside(tx, 5, NOW)

    assert updates.seen(tx, 5, NOW)
    assert updates.count_set_aside(tx) == 1


def test_old_updates_are_forgotten(tx: Connection) -> None:
    updates.seen(tx, 5, NOW - timedelta(days=3))
    updates.seen(tx, 6, NOW)

    updates.prune(tx, NOW - timedelta(days=2))

    assert not updates.seen(tx, 5, NOW)
    assert updates.seen(tx, 6, NOW)
