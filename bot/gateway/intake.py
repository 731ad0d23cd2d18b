"""The life of an update: taken, applied in one transaction, acknowledged, shown. No decisions here.

The effect of an update is applied once; its reply comes at least once and at most twice.
"""

import asyncio
import logging
import random
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection
from telegram import Update

from bot.gateway.outgoing import Edit, Reply, Strip, Toast
from bot.gateway.polling import Polling, number_of
from bot.gateway.request import CoachBot
from bot.gateway.sender import Sender
from bot.store import updates
from bot.store.database import Database
from bot.store.errors import OutOfOrderError

log = logging.getLogger(__name__)

P = TypeVar("P")

# A reply of an hour ago answers nothing any more.
TOO_OLD = timedelta(hours=1)
# Shown replies are cleared a moment later, together: one commit less on the way to each person.
CLEAR_SECONDS = 0.2
# What is given to replies that are under way when the program is told to stop.
LAST_SECONDS = 0.5
# With so many replies under way Telegram keeps the next updates for us a little longer.
BACKLOG = 2000
BACKLOG_SECONDS = 3


@dataclass(frozen=True)
class _Arrival:
    number: int
    now: datetime
    update: Update | None = None
    prepared: Any = None
    error: Exception | None = None


class Intake(Generic[P]):
    """Takes updates and sees their replies through.

    `prepare` does what needs no database; `handle` decides and saves in the update's transaction;
    `sorry` makes the apology for an update that could not be handled; `hello` is done before the
    first poll, until it succeeds. `now` is the movable clock, `chance` gives 0..1, `patience` is
    how long another poller is borne, in seconds.
    """

    def __init__(
        self,
        bot: CoachBot,
        database: Database,
        sender: Sender,
        *,
        prepare: Callable[[Update], P],
        handle: Callable[[Connection, P, datetime], Reply | None],
        sorry: Callable[[Update], Reply | None],
        now: Callable[[], datetime],
        hello: Callable[[], Awaitable[None]] | None = None,
        chance: Callable[[], float] = random.random,
        patience: float = 30.0,
    ) -> None:
        self._bot = bot
        self._database = database
        self._sender = sender
        self._prepare = prepare
        self._handle = handle
        self._sorry = sorry
        self._now = now
        self._polling = Polling(bot, self.take, hello=hello, chance=chance, patience=patience)
        self._taking = asyncio.Lock()
        self._showing: set[asyncio.Task[None]] = set()
        self._shown: list[int] = []
        self._clearing: asyncio.Task[None] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Shows what a dead process left over, then polls until `stop`.

        Raises ConflictError or TokenRefusedError when there is no hope.
        """
        await self._show_left_over()
        try:
            await self._polling.run(stop)
        finally:
            await self._finish()

    async def take(self, batch: Sequence[Any]) -> None:
        """Applies raw updates in the order of arrival; returns when they are committed.

        Raises only when the database fails; then they are to be given again.
        """
        async with self._taking:
            arrivals = [self._arrive(raw) for raw in batch if number_of(raw) is not None]
            units = [partial(self._apply, arrival) for arrival in arrivals]
            outcomes = await self._database.write_in_order(units)
            for arrival, outcome in zip(arrivals, outcomes, strict=True):
                if isinstance(outcome, OutOfOrderError):
                    continue  # the disk, a lock: nothing is wrong with the update
                if isinstance(outcome, Exception):
                    self._begin(arrival.number, await self._set_aside(arrival, outcome))
                elif isinstance(outcome, BaseException):
                    raise outcome
                else:
                    self._begin(arrival.number, outcome)
            trouble = [one for one in outcomes if isinstance(one, OutOfOrderError)]
            if trouble:
                raise trouble[0]
        if len(self._showing) > BACKLOG:
            await asyncio.sleep(BACKLOG_SECONDS)

    async def quiet(self) -> None:
        """Returns when all that was taken is shown."""
        async with self._taking:
            pass
        while self._showing:
            await self._sender.quiet()
            await asyncio.sleep(0)

    def _arrive(self, raw: dict[str, Any]) -> _Arrival:
        arrival = _Arrival(raw["update_id"], self._now())
        try:
            update = Update.de_json(cleaned(raw), self._bot)
            arrival = replace(arrival, update=update)
            return replace(arrival, prepared=self._prepare(update))
        except Exception as error:  # one odd update must not stop the others
            return replace(arrival, error=error)

    def _apply(self, arrival: _Arrival, tx: Connection) -> Reply | None:
        if updates.seen(tx, arrival.number, arrival.now):
            return None
        if arrival.error:
            raise arrival.error
        reply = self._handle(tx, arrival.prepared, arrival.now)
        return _keep(tx, arrival, reply)

    async def _set_aside(self, arrival: _Arrival, error: Exception) -> Reply | None:
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{where.name} ({where.filename}:{where.lineno})"
        try:
            reply = await self._database.write(partial(self._apologise, arrival))
        except Exception:  # no apology is better than no progress
            await self._database.write(
                lambda tx: updates.set_aside(tx, arrival.number, arrival.now)
            )
            reply = None
        # Without the error's text, which may hold what a person wrote.
        log.error("Update %s was set aside: %s in %s", arrival.number, type(error).__name__, place)
        return reply

    def _apologise(self, arrival: _Arrival, tx: Connection) -> Reply | None:
        updates.set_aside(tx, arrival.number, arrival.now)
        return _keep(tx, arrival, self._sorry(arrival.update) if arrival.update else None)

    async def _show_left_over(self) -> None:
        not_before = self._now() - TOO_OLD
        for one in await self._database.write(lambda tx: updates.left_over(tx, not_before)):
            reply = await self._readable(one)
            if reply is None:
                continue
            # The second time was the last one for what must not come a third time.
            self._begin(one.update_id, harmless(reply) if one.tries else reply, again=True)

    async def _readable(self, one: updates.LeftOver) -> Reply | None:
        try:
            return Reply.from_json(one.reply)
        except (KeyError, TypeError, ValueError):  # kept by another version of the program
            log.warning("The reply to update %s cannot be read any more", one.update_id)
            await self._database.write(lambda tx: updates.clear(tx, [one.update_id]))
            return None

    def _begin(self, number: int, reply: Reply | None, *, again: bool = False) -> None:
        if reply is None:
            return
        task = asyncio.create_task(self._show(number, reply, again))
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def _show(self, number: int, reply: Reply, again: bool) -> None:
        async def before_repeat(rest: Reply) -> None:
            kept = rest.to_json()
            await self._database.write(lambda tx: updates.try_again(tx, number, kept))

        try:
            await self._sender.show(reply, None if again else before_repeat)
        except Exception as error:  # it stays in its row for the next start
            log.error("The reply to update %s failed: %s", number, type(error).__name__)
            return
        self._shown.append(number)
        if self._clearing is None or self._clearing.done():
            self._clearing = asyncio.create_task(self._clear_later())

    async def _clear_later(self) -> None:
        while self._shown:
            await asyncio.sleep(CLEAR_SECONDS)
            await self._clear()

    async def _clear(self) -> None:
        numbers, self._shown = self._shown, []
        if numbers:
            await self._database.write(lambda tx: updates.clear(tx, numbers))

    async def _finish(self) -> None:
        if self._showing:
            _, late = await asyncio.wait(set(self._showing), timeout=LAST_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._clearing:
            self._clearing.cancel()
        await self._clear()


def _keep(tx: Connection, arrival: _Arrival, reply: Reply | None) -> Reply | None:
    """Keeps the reply; a tap that nobody had anything to say to is answered all the same."""
    query = arrival.update.callback_query if arrival.update else None
    if reply is None and query:
        reply = Reply(query.from_user.id, (), query.id)
    if reply:
        updates.keep_reply(tx, arrival.number, reply.chat_id, reply.to_json())
    return reply


def harmless(reply: Reply) -> Reply:
    """What of a reply may be shown any number of times."""
    items = tuple(item for item in reply.items if isinstance(item, Toast | Edit | Strip))
    return replace(reply, items=items)


def cleaned(raw: Any) -> Any:
    """Raw JSON without NUL and lone surrogates, which neither databases nor Telegram take.

    Raises ValueError for a whole number that no database holds.
    """
    if isinstance(raw, str):
        return raw.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(raw, dict):
        return {name: cleaned(value) for name, value in raw.items()}
    if isinstance(raw, list):
        return [cleaned(value) for value in raw]
    if isinstance(raw, int) and abs(raw) >= 2**63:
        raise ValueError("a number beyond 64 bits")
    return raw
