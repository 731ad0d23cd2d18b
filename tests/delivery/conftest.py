"""A dispatcher with a real database, clocks that stand still, and an outbox that does as told."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, select

from bot.delivery.dispatcher import Dispatcher
from bot.domain import practice
from bot.domain.days import Half
from bot.domain.reminders import Bell, Slot
from bot.gateway.outgoing import Message, Reply
from bot.gateway.refusals import Kind, Refusal, Refused
from bot.store import people, practices, reminders
from bot.store.database import Database
from bot.store.tables import Delivery, Person

T = TypeVar("T")

# A Monday. Everybody lives in UTC, and a bell rings at seven.
SEVEN = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
ANNA, BEN = 7, 8


async def until(predicate: Callable[[], bool]) -> None:
    """Returns when it is true; raises TimeoutError."""
    async with asyncio.timeout(20):
        while not predicate():  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)


@dataclass
class Outbox:
    """Stands where the sender stands: what went out, and what is answered instead."""

    sent: list[tuple[int, str]] = field(default_factory=list)
    shown: list[Reply] = field(default_factory=list)
    answers: deque[Exception | None] = field(default_factory=deque)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    room: asyncio.Event = field(default_factory=asyncio.Event)
    slots: int = 0
    most_at_once: int = 0
    _under_way: int = 0

    def __post_init__(self) -> None:
        self.gate.set()
        self.room.set()

    def refuses(self, *kinds: Kind | None) -> None:
        """The next sends are answered so; None is a success."""
        self.answers.extend(kind and Refused(Refusal(kind, "as told")) for kind in kinds)

    async def slot(self) -> None:
        """There is always room, unless the test says otherwise."""
        await self.room.wait()
        self.slots += 1

    async def deliver(self, chat_id: int, message: Message) -> int:
        """Counts what a server would see: also a message whose answer was lost."""
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        await self.gate.wait()
        self._under_way -= 1
        answer = self.answers.popleft() if self.answers else None
        lost = isinstance(answer, Refused) and answer.refusal.kind is Kind.MAYBE_SENT
        if answer is None or lost:
            self.sent.append((chat_id, message.text))
        if answer is not None:
            raise answer
        return 1000 + len(self.sent)

    async def show(self, reply: Reply) -> None:
        """Keeps what is shown beside the reminders."""
        self.shown.append(reply)


@dataclass
class House:
    """The database with its people, the dispatcher, and both clocks."""

    database: Database
    outbox: Outbox
    now: datetime = SEVEN
    machine: float = 50_000.0
    compose: Callable[[Connection, Delivery, datetime, bool], Message] = (
        lambda _tx, delivery, _now, still_here: Message(
            "still here" if still_here else f"{delivery.slot} {delivery.nudge}"
        )
    )

    def dispatcher(self) -> Dispatcher:
        """A fresh process on the same database."""
        return Dispatcher(
            self.database,
            self.outbox,
            self.compose,
            now=lambda: self.now,
            machine_now=lambda: self.machine,
        )

    async def turns(self) -> list[tuple[int, str]]:
        """Lets a fresh process send what is due; returns what has gone out so far."""
        await self.dispatcher().quiet()
        return self.outbox.sent

    async def write(self, unit: Callable[[Connection], T]) -> T:
        return await self.database.write(unit)

    async def person(
        self, number: int = ANNA, *bells: Bell, since: datetime = SEVEN, **columns: Any
    ) -> None:
        """Somebody set up ten days ago, whose bells are set as they were just before `since`."""
        before = since - timedelta(days=10)
        values = {"last_seen": since - timedelta(hours=1), "set_up": before, **columns}
        person = Person(id=number, created=before, first_day=before.date(), **values)

        def add(tx: Connection) -> None:
            people.create(tx, person, "UTC")
            for bell in bells or (Bell(Slot.MORNING, True, 7 * 60),):
                reminders.set_bell(tx, number, bell)
            calendar = people.calendar(tx, number)
            reminders.schedule(tx, number, calendar, since - timedelta(minutes=1))

        await self.write(add)

    async def rocked(self, number: int, day: date, half: Half, when: datetime) -> None:
        """A practice of twenty."""
        done = practice.log(day, half, 20, when)
        await self.write(lambda tx: practices.add(tx, number, done))

    async def deliveries(self) -> list[Delivery]:
        """Every nudge there ever was, in the order they were planned."""
        table = Delivery.__table__  # type: ignore[attr-defined]
        query = select(table).order_by(table.c.id)
        return await self.database.read(
            lambda tx: [Delivery(**row) for row in tx.execute(query).mappings()]
        )

    async def statuses(self) -> list[str]:
        return [one.status for one in await self.deliveries()]

    def wait(self, **span: float) -> None:
        """Time passes, on both clocks."""
        self.now += timedelta(**span)
        self.machine += timedelta(**span).total_seconds()


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """Nobody yet; Monday, seven o'clock."""
    database = await Database.open(database_url)
    yield House(database, Outbox())
    await database.close()
