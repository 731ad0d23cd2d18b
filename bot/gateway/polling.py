"""Asks Telegram for updates, again and again, through every kind of trouble. Reads none of them.

A loop of our own: the library's acknowledges updates before they are handled, and one that it
cannot parse stops it for good.
"""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from telegram.error import TelegramError

from bot.gateway.refusals import GatewayError, Kind, judge
from bot.gateway.request import CoachBot, UnreadableError

log = logging.getLogger(__name__)

T = TypeVar("T")

# Telegram's server keeps a poll open for at most 50 s.
POLL_SECONDS = 50
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
WHOLE_BATCH = 100

_NUMBER = re.compile(rb'"update_id"\s*:\s*(\d{1,18})\b')


class ConflictError(GatewayError):
    """Another process takes this bot's updates: stop one of the two."""

    exit_code = 3


class TokenRefusedError(GatewayError):
    """The Bot API server does not know this token: check BOT_TOKEN and BOT_API_URL."""

    exit_code = 2


class Polling:
    """One long poll after the other. `take` returns when a batch is committed, or raises.

    `hello` is done before the first poll, and repeated until it succeeds; `chance` gives 0..1;
    `patience` is how long another poller is borne, in seconds.
    """

    def __init__(
        self,
        bot: CoachBot,
        take: Callable[[Sequence[Any]], Awaitable[None]],
        *,
        hello: Callable[[], Awaitable[None]] | None,
        chance: Callable[[], float],
        patience: float,
    ) -> None:
        self._bot = bot
        self._take = take
        self._hello = hello
        self._chance = chance
        self._patience = patience
        self._offset = 0
        self._limit = WHOLE_BATCH
        self._failures = 0
        self._conflict_since: float | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Polls until `stop`; raises ConflictError or TokenRefusedError when there is no hope."""
        while not stop.is_set():
            try:
                batch = await unless(stop, self._poll()) or []
                self._well()
                if numbers := _numbers(batch):
                    await self._take(batch)
                    self._offset = max(numbers) + 1
                else:  # a server that does not wait for updates is not asked without a breath
                    await unless(stop, asyncio.sleep(0.1))
            except TelegramError as error:
                await unless(stop, self._recover(error))
            except GatewayError:
                raise
            except Exception as error:
                # Not acknowledged, so Telegram repeats the batch.
                log.error("Updates could not be kept: %s", type(error).__name__)
                await unless(stop, self._wait())

    async def _poll(self) -> Sequence[Any]:
        if self._hello:
            await self._hello()
            self._hello = None
            self._well()
        body: dict[str, Any] = {"timeout": POLL_SECONDS, "allowed_updates": ALLOWED}
        if self._offset:
            body["offset"] = self._offset
        if self._limit != WHOLE_BATCH:
            body["limit"] = self._limit
        try:
            batch = await self._bot.call("getUpdates", body, seconds=POLL_SECONDS + 10.0)
        except UnreadableError as error:
            return self._isolate(error)
        if not batch:
            self._limit = WHOLE_BATCH
        return batch if isinstance(batch, list) else []

    def _isolate(self, error: UnreadableError) -> Sequence[Any]:
        """Updates are asked for one by one until the unreadable one is found and made readable."""
        number = _NUMBER.search(error.payload)
        if number is None:
            raise error
        if self._limit != 1:
            self._limit = 1
            return []
        self._limit = WHOLE_BATCH
        # A message that is no object cannot be parsed: it is set aside like any other poison.
        return [{"update_id": int(number[1]), "message": "unreadable"}]

    def _well(self) -> None:
        if self._failures:
            log.info("Telegram answers again")
        self._failures, self._conflict_since = 0, None

    async def _recover(self, error: TelegramError) -> None:
        refusal = judge(error)
        if refusal.kind is Kind.STOP:
            raise TokenRefusedError(TokenRefusedError.__doc__)
        if refusal.kind is Kind.WAIT:
            await asyncio.sleep(refusal.seconds)
            return
        if not self._failures:
            log.warning("Telegram gives no updates (%s); trying again", refusal.reason)
        if refusal.kind is Kind.CONFLICT:
            await self._bear_conflict()
            return
        if refusal.kind is Kind.WEBHOOK:
            log.warning("A webhook was set; it is removed, because this program polls")
            with suppress(TelegramError):
                await self._bot.call("deleteWebhook", {})
        await self._wait()

    async def _bear_conflict(self) -> None:
        """After a restart it may be the last poll of the process before this one."""
        now = time.monotonic()
        self._conflict_since = self._conflict_since or now
        if now - self._conflict_since > self._patience:
            raise ConflictError(ConflictError.__doc__)
        self._failures += 1
        await asyncio.sleep(self._patience / 10)

    async def _wait(self) -> None:
        seconds = min(10.0, 0.5 * 2 ** min(self._failures, 6))
        self._failures += 1
        await asyncio.sleep(seconds * (0.5 + self._chance()))


def _numbers(batch: Sequence[Any]) -> list[int]:
    return [number for raw in batch if (number := number_of(raw)) is not None]


def number_of(raw: Any) -> int | None:
    """The update_id of a raw update, if it has one that can be kept."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    fits = isinstance(number, int) and 0 <= number < 2**63
    return number if fits else None


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of `work`, or None where `stop` was set first; then `work` is cancelled."""
    task, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return task.result() if task.done() else None
    finally:
        stopping.cancel()
        task.cancel()
        await asyncio.wait({task, stopping})
