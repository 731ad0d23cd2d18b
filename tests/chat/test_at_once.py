"""One person's units all at once, as many processes or an impatient thumb would send them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.chat.buttons import Kind, Tap
from bot.chat.router import Router
from bot.chat.visit import Coach, Event
from bot.domain import practice
from bot.domain.days import Half
from bot.gateway.outgoing import Reply
from bot.store import people, practices
from bot.store.database import Database
from bot.store.tables import Person

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
ANNA = 7
TIMES = 400


@dataclass
class Bot:
    """The router on a database, without Telegram and without a queue before it."""

    database: Database
    router: Router

    async def hears(self, event: Event) -> Reply | None:
        return await self.database.write(lambda tx: self.router.handle(tx, event, NOW))


@pytest.fixture
async def bot(database_url: str, coach: Coach) -> AsyncIterator[Bot]:
    database = await Database.open(database_url)
    before = NOW - timedelta(days=3)
    anna = Person(id=ANNA, created=before, last_seen=before, set_up=before, first_day=before.date())
    await database.write(lambda tx: people.create(tx, anna, "UTC"))
    yield Bot(database, Router(coach, lambda choices: choices[0]))
    await database.close()


async def test_four_hundred_taps_at_once_are_four_hundred_reps(bot: Bot) -> None:
    fresh = practice.start(NOW.date(), Half.MORNING, NOW)
    kept = await bot.database.write(lambda tx: practices.add(tx, ANNA, fresh))
    tap = Event("tap", ANNA, ANNA, tap=Tap(Kind.ADD, (str(kept.id), "1")), message_id=5)

    replies = await asyncio.gather(*(bot.hears(tap) for _ in range(TIMES)))

    shown = [reply.items[0] for reply in replies if reply]
    counted = await bot.database.read(lambda tx: practices.find(tx, ANNA, kept.id))
    assert counted is not None
    assert counted.practice.reps == TIMES
    assert len(set(shown)) == TIMES


async def test_four_hundred_logs_at_once_are_four_hundred_practices(bot: Bot) -> None:
    said = Event("text", ANNA, ANNA, text="1")

    await asyncio.gather(*(bot.hears(said) for _ in range(TIMES)))

    assert await bot.database.read(lambda tx: practices.totals(tx, ANNA)) == practices.Totals(
        reps=TIMES, practices=TIMES
    )
