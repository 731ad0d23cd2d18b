"""One call to Telegram, seen through: its turn, its repeats, its refusal. Knows no replies."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError

from bot.gateway.fields import Fields
from bot.gateway.pacing import Pacing
from bot.gateway.refusals import Kind, Refused, judge
from bot.gateway.request import CoachBot, Upload

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manner:
    """How a call is insisted on.

    `counted`: Telegram counts it as a message. `waited`: its turn was waited for already.
    `repeats`: how often it is repeated when it may have arrived; `before_repeat` is told first.
    `seconds`: how long it is of any use.
    """

    counted: bool = True
    waited: bool = False
    repeats: int = 2
    before_repeat: Callable[[], Awaitable[None]] | None = None
    seconds: float = 3600.0


def back_off(attempt: int) -> float:
    """Seconds before the next attempt: 1, 2, 4 … 30."""
    return float(min(30, 2 ** min(attempt, 5)))


class Calls:
    """Calls methods of the Bot API for one chat at a time.

    `on_gone` hears of people who blocked the bot or left; `workers` bounds the requests that are
    under way; `pause` gives the seconds before an attempt is repeated.
    """

    def __init__(
        self,
        bot: CoachBot,
        pacing: Pacing,
        on_gone: Callable[[int], Awaitable[None]],
        *,
        workers: int,
        pause: Callable[[int], float],
    ) -> None:
        self._bot = bot
        self._pacing = pacing
        self._on_gone = on_gone
        self._workers = asyncio.Semaphore(workers)
        self._pause = pause

    async def once(
        self, chat_id: int, method: str, body: Fields, files: Mapping[str, Upload] | None = None
    ) -> Any:
        """The raw result; raises Refused. The caller has waited for the chat's turn."""
        try:
            async with self._workers:
                await self._pacing.open()
                return await self._bot.call(method, body, files=files)
        except TelegramError as error:
            refusal = judge(error)
        if refusal.kind is Kind.WAIT:
            self._pacing.halt(refusal.seconds)
        if refusal.kind is Kind.GONE:
            await self._on_gone(chat_id)
        raise Refused(refusal)

    async def insist(
        self,
        chat_id: int,
        method: str,
        body: Fields,
        manner: Manner = Manner(),
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        """The raw result, also after a 429 or a lost connection; raises Refused in the end."""
        started, attempt, doubles = time.monotonic(), 0, 0
        while True:
            if manner.counted and (attempt or not manner.waited):
                await self._pacing.turn(chat_id)
            try:
                return await self.once(chat_id, method, body, files)
            except Refused as refused:
                kind = refused.refusal.kind
                doubles += kind is Kind.MAYBE_SENT
                late = time.monotonic() - started > manner.seconds
                if kind not in _REPEATABLE or late or doubles > manner.repeats:
                    raise
            if kind is Kind.MAYBE_SENT and manner.before_repeat:
                await manner.before_repeat()
            if kind is not Kind.WAIT:  # that one is the pacing's business
                await asyncio.sleep(self._pause(attempt))
            attempt += 1

    async def attempt(
        self,
        chat_id: int,
        method: str,
        body: Fields,
        manner: Manner = Manner(),
    ) -> Kind | None:
        """Insists; a refusal is logged, where it matters, and its kind returned."""
        return await tolerated(method, self.insist(chat_id, method, body, manner))


async def tolerated(what: str, call: Awaitable[object]) -> Kind | None:
    """Awaits a call; a refusal is logged, where it matters, and its kind returned."""
    try:
        await call
    except Refused as refused:
        kind = refused.refusal.kind
        if kind not in _EXPECTED:
            log.warning("%s was refused: %s", what, refused)
        return kind
    return None


_REPEATABLE = frozenset({Kind.WAIT, Kind.AGAIN, Kind.MAYBE_SENT})
_EXPECTED = frozenset({Kind.HARMLESS, Kind.MISSING, Kind.NO_ROOM, Kind.GONE})
