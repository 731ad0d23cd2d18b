"""Telegram's limits, kept before they are hit. On machine time: the movable clock rules no pacing.

Exact limits are not published; about 30 messages a second in all and one a second in a chat, with
short bursts, are what Telegram's FAQ for bots names. Only `retry_after` is certain, and obeyed.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """Messages a second. In any second there go at most `overall` + 2 in all, so 30 as it is."""

    overall: float = 28.0
    bulk: float = 22.0
    chat: float = 1.0
    chat_burst: int = 3


@dataclass(eq=False)
class Ticket:
    """One message that waits for its turn; without a chat it only counts overall."""

    chat_id: int | None
    bulk: bool = False


@dataclass
class _Bucket:
    """Lets `burst` through at once and then one each `interval`; `full_at` is its whole state."""

    interval: float
    burst: int
    full_at: float = 0.0

    def free_at(self) -> float:
        return self.full_at - (self.burst - 1) * self.interval

    def take(self, now: float) -> None:
        self.full_at = max(now, self.full_at) + self.interval


@dataclass
class Turnstile:
    """Who may pass when: plain numbers, no waiting. Instants are seconds of one steady clock."""

    limits: Limits
    closed_until: float = 0.0
    waiting: list[Ticket] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._overall = _Bucket(1 / self.limits.overall, burst=2)
        self._bulk = _Bucket(1 / self.limits.bulk, burst=1)
        self._chats: dict[int, _Bucket] = {}

    def add(self, ticket: Ticket) -> None:
        """Queues behind those who came before; people who tap stand before bulk."""
        self.waiting.append(ticket)
        self.waiting.sort(key=lambda one: one.bulk)

    def close(self, now: float, seconds: float) -> None:
        """Nobody passes for so long; an earlier closing that lasts longer stays."""
        self.closed_until = max(self.closed_until, now + seconds)

    def pass_one(self, now: float) -> Ticket | None:
        """Takes the first who may pass now out of the queue."""
        if now < max(self.closed_until, self._overall.free_at()):
            return None
        ticket = next((one for one in self.waiting if self._free_at(one) <= now), None)
        if ticket is not None:
            self.waiting.remove(ticket)
            self._count(ticket, now)
        return ticket

    def next_at(self) -> float:
        """When the next one may pass, if nobody comes in between."""
        first = min(self._free_at(ticket) for ticket in self.waiting)
        return max(first, self.closed_until, self._overall.free_at())

    def _free_at(self, ticket: Ticket) -> float:
        chat = None if ticket.chat_id is None else self._chats.get(ticket.chat_id)
        free = chat.free_at() if chat else 0.0
        return max(free, self._bulk.free_at()) if ticket.bulk else free

    def _count(self, ticket: Ticket, now: float) -> None:
        if len(self._chats) > 10_000:
            self._chats = {who: chat for who, chat in self._chats.items() if chat.full_at > now}
        rate, burst = self.limits.chat, self.limits.chat_burst
        if ticket.chat_id is not None:
            self._chats.setdefault(ticket.chat_id, _Bucket(1 / rate, burst)).take(now)
        self._overall.take(now)
        if ticket.bulk:
            self._bulk.take(now)


class Pacing:
    """Makes senders wait for their turn."""

    def __init__(
        self, limits: Limits | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._turnstile = Turnstile(limits or Limits())
        self._clock = clock
        self._granted: dict[Ticket, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, chat_id: int | None, *, bulk: bool = False) -> None:
        """Returns when a message or an edit may go to this chat; None: to whoever it may be."""
        ticket = Ticket(chat_id, bulk)
        granted = self._granted[ticket] = asyncio.get_running_loop().create_future()
        self._turnstile.add(ticket)
        self._let_pass()
        try:
            await granted
        finally:
            del self._granted[ticket]
            if ticket in self._turnstile.waiting:
                self._turnstile.waiting.remove(ticket)

    async def open(self) -> None:
        """Returns when no 429 is in force: enough for what Telegram does not count as a message."""
        while (seconds := self._turnstile.closed_until - self._clock()) > 0:  # noqa: ASYNC110 - it moves
            await asyncio.sleep(seconds)

    def halt(self, seconds: float) -> None:
        """Telegram said 429: nothing goes out for so long, whatever late answers say."""
        self._turnstile.close(self._clock(), seconds)

    def _let_pass(self) -> None:
        while ticket := self._turnstile.pass_one(self._clock()):
            if not self._granted[ticket].done():
                self._granted[ticket].set_result(None)
        if self._timer:
            self._timer.cancel()
        if self._turnstile.waiting:
            seconds = max(0.0, self._turnstile.next_at() - self._clock())
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, self._let_pass)
