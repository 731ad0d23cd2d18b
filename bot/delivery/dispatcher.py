"""One turn: slot, claim, decide, compose, send, record. Says whether there was work.

A nudge is sent at least once inside its window and at most twice: it is claimed with a lease in the
same transaction that decides about it, and only what certainly was not sent is tried again freely.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from bot.delivery.decisions import decide, ignored_days
from bot.domain import reminders as rules
from bot.domain.reminders import Decision, Nudge, Slot
from bot.gateway.outgoing import Message, Reply, Strip
from bot.gateway.refusals import Kind, Refusal, Refused
from bot.store import people, reminders
from bot.store.database import Database
from bot.store.tables import Delivery, Person

log = logging.getLogger(__name__)

LEASE = 180  # machine seconds; longer than any drawing, upload and change to words may take
RETRY = 10  # machine seconds until what certainly was not sent is tried again
IN_FLIGHT = 5  # what one crash can double
MOST_ATTEMPTS = 2

Compose = Callable[[Connection, Delivery, datetime, bool], Message]


class Outbox(Protocol):
    """The part of the sender that reminders need."""

    async def slot(self) -> None:
        """Returns when Telegram's limits leave room for one `deliver`."""

    async def deliver(self, chat_id: int, message: Message) -> int:
        """Sends at once and returns the message's number; raises Refused."""

    async def show(self, reply: Reply) -> object:
        """Shows edits of earlier reminders."""


@dataclass(frozen=True)
class Claim:
    """A nudge that this process sends now."""

    delivery: Delivery
    message: Message


class Dispatcher:
    """Sends what is due. `now` is movable; leases go by the machine's own clock."""

    def __init__(
        self,
        database: Database,
        outbox: Outbox,
        compose: Compose,
        *,
        now: Callable[[], datetime],
        machine_now: Callable[[], float],
    ):
        self._database = database
        self._outbox = outbox
        self._compose = compose
        self._now = now
        self._machine_now = machine_now
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._sending: set[asyncio.Task[None]] = set()
        self._spare = 0

    async def tick(self) -> None:
        """Turns until nothing is due."""
        while await self.turn():
            pass

    async def turn(self) -> bool:
        """One nudge at most; whether there was one.

        The waiting is done before the claim: what is claimed is decided now and sent now, so that
        a crash seldom meets what was claimed and not sent.
        """
        await self._slots.acquire()
        try:
            await self._room()
            found, claim = await self._database.write(self._claim)
        except BaseException:
            self._slots.release()
            raise
        if claim is None:
            self._spare += 1
            self._slots.release()
            return found
        task = asyncio.create_task(self._send(claim))
        self._sending.add(task)
        task.add_done_callback(self._sent)
        return True

    async def quiet(self) -> None:
        """Waits until nothing is due and nothing is under way."""
        await self.tick()
        while self._sending:
            await asyncio.wait(set(self._sending))
            await self.tick()

    async def finish(self, seconds: float) -> None:
        """Gives sends under way so long to be recorded: what is not may come a second time."""
        if self._sending:
            _, late = await asyncio.wait(set(self._sending), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _room(self) -> None:
        """Waits for room, unless some was left over where nothing had to be sent."""
        if self._spare:
            self._spare -= 1
        else:
            await self._outbox.slot()

    def _sent(self, task: "asyncio.Task[None]") -> None:
        self._sending.discard(task)
        self._slots.release()
        if not task.cancelled() and task.exception() is not None:
            log.error("a reminder could not be recorded", exc_info=task.exception())

    def _claim(self, tx: Connection) -> tuple[bool, Claim | None]:
        now = self._now()
        delivery = reminders.take_open_delivery(tx, now, int(self._machine_now()))
        if delivery is None:
            bell = reminders.take_due_bell(tx, now)
            if bell is None:
                return False, None
            calendar = people.calendar(tx, bell.person_id)
            delivery = reminders.plan_bell(tx, bell)
            reminders.serve(tx, bell, calendar, now)
        return True, self._attempt(tx, delivery, now) if delivery else None

    def _attempt(self, tx: Connection, delivery: Delivery, now: datetime) -> Claim | None:
        try:
            with tx.begin_nested():
                return self._decide(tx, delivery, now)
        except Exception as error:
            # One that cannot be decided or worded must not hold up everybody else's. Its text
            # stays out of the log: it may hold what a person wrote.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{where.name} ({where.filename}:{where.lineno})"
            log.error("A reminder was set aside: %s in %s", type(error).__name__, place)
            reminders.change_delivery(tx, delivery.id or 0, status="refused", lease_until=None)
            return None

    def _decide(self, tx: Connection, delivery: Delivery, now: datetime) -> Claim | None:
        person = people.find(tx, delivery.person_id)
        if person is None:
            raise LookupError("nobody to remind")
        decision = decide(tx, person, delivery, now)
        began = delivery.attempts > 0
        if decision not in {Decision.SEND, Decision.STILL_HERE} or (
            began and delivery.attempts >= MOST_ATTEMPTS
        ):
            ended = "expired" if decision is Decision.EXPIRED else "cancelled"
            reminders.change_delivery(
                tx, delivery.id or 0, status="unknown" if began else ended, lease_until=None
            )
            return None
        reminders.change_delivery(
            tx,
            delivery.id or 0,
            status="sending",
            attempts=delivery.attempts + 1,
            lease_until=int(self._machine_now()) + LEASE,
        )
        return Claim(delivery, self._compose(tx, delivery, now, decision is Decision.STILL_HERE))

    async def _send(self, claim: Claim) -> None:
        delivery = claim.delivery
        try:
            message_id = await self._outbox.deliver(delivery.person_id, claim.message)
        except Refused as refused:
            await self._refused(delivery, refused.refusal)
            return
        earlier = await self._database.write(
            lambda tx: _record_sent(tx, delivery, message_id, self._now())
        )
        if earlier:
            await self._outbox.show(Reply(delivery.person_id, tuple(map(Strip, earlier))))

    async def _refused(self, delivery: Delivery, refusal: Refusal) -> None:
        retry_at = int(self._machine_now()) + RETRY
        changed = outcome(refusal, delivery.attempts, retry_at)
        await self._database.write(
            lambda tx: reminders.change_delivery(tx, delivery.id or 0, **changed)
        )


def outcome(refusal: Refusal, attempts_before: int, retry_at: int) -> dict[str, object]:
    """How a nudge that was not accepted stands now: tried again, left open, or refused."""
    if refusal.kind in {Kind.WAIT, Kind.AGAIN, Kind.STOP}:
        return {"status": "sending", "attempts": attempts_before, "lease_until": retry_at}
    if refusal.kind is Kind.MAYBE_SENT:
        return {"status": "sending", "lease_until": retry_at}
    return {"status": "refused", "lease_until": None}


def _take_over(tx: Connection, delivery: Delivery) -> tuple[int, ...]:
    """The messages of earlier reminders nobody answered: this one takes their buttons."""
    standing = [
        one for one in reminders.unanswered(tx, delivery.person_id) if one.id != delivery.id
    ]
    for one in standing:
        reminders.answer(tx, one, "ignored")
    return tuple(one.message_id for one in standing if one.message_id)


def _record_sent(
    tx: Connection, delivery: Delivery, message_id: int, now: datetime
) -> tuple[int, ...]:
    """Plans what follows; returns the messages that now lose their buttons."""
    person = people.hold(tx, delivery.person_id)
    if person is None:  # deleted meanwhile
        return ()
    reminders.change_delivery(
        tx, delivery.id or 0, status="sent", message_id=message_id, sent=now, lease_until=None
    )
    if delivery.slot in set(Slot) and person.gentle:
        people.change(tx, person.id, gentle=False)
    else:
        _plan_follow_up(tx, person, delivery, now)
    return _take_over(tx, delivery)


def _plan_follow_up(tx: Connection, person: Person, delivery: Delivery, now: datetime) -> None:
    first = delivery.slot in set(Slot) and delivery.nudge == Nudge.FIRST
    if not person.follow_up or not first:
        return
    calendar = people.calendar(tx, person.id)
    if not rules.backing_off(ignored_days(tx, person, calendar, delivery.day)):
        reminders.add_delivery(
            tx,
            person_id=person.id,
            slot=delivery.slot,
            day=delivery.day,
            nudge=Nudge.FOLLOW_UP.value,
            due=now + rules.follow_up_after(Slot(delivery.slot)),
            status="planned",
        )
