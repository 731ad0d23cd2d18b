"""How updates reach the bot: long polling with its conflicts, or posts to a webhook."""

import asyncio
from functools import partial
from typing import Any

import aiohttp

from bot.sandbox.chats import Event
from bot.sandbox.checks import Values
from bot.sandbox.errors import ApiError
from bot.sandbox.inbox import Update, Waiting
from bot.sandbox.world import World

_LONGEST_POLL = 50  # seconds; the real server cuts longer waits, too
_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK_NOW = "Conflict: terminated by setWebhook request"


class Polling:
    """getUpdates. A second poller ends the first one's wait with 409, as on Telegram."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._open: asyncio.Future[None] | None = None
        self.last_poll = float("-inf")
        world.listeners.append(self._hear)

    async def updates(self, values: Values) -> list[Update]:
        """The next updates, after at most `timeout` seconds. Raises ApiError (409)."""
        if self._world.webhook:
            raise ApiError(409, _WEBHOOK_IS_SET)
        self._end(_OTHER_POLLER)
        self.last_poll = self._world.machine()
        self._world.tell("listening")
        if "allowed_updates" in values:
            self._world.inbox.allowed = frozenset(values["allowed_updates"]) or None
        offset, limit = values.get("offset", 0), min(max(values.get("limit", 100), 1), 100)
        updates = self._world.inbox.give(offset, limit)
        seconds = min(values.get("timeout", 0), _LONGEST_POLL)
        if updates or seconds <= 0:
            return updates
        await self._wait(seconds)
        return self._world.inbox.give(offset, limit)

    def is_fresh(self) -> bool:
        """Somebody polls now or did so a moment ago."""
        waiting = self._open is not None and not self._open.done()
        return waiting or self._world.machine() - self.last_poll < 5

    async def _wait(self, seconds: float) -> None:
        mine = self._open = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            return
        finally:
            if self._open is mine:
                self._open = None

    def _hear(self, event: Event) -> None:
        if event.kind == "update" and self._open and not self._open.done():
            self._open.set_result(None)
        if event.kind == "webhook" and self._world.webhook:
            self._end(_WEBHOOK_NOW)

    def _end(self, reason: str) -> None:
        if self._open and not self._open.done():
            self._open.set_exception(ApiError(409, reason))


class Posting:
    """Posts to the webhook: in order per chat and per tapping person, these two side by side.

    The first retry comes at once, then after 1, 2, 4 … 60 times `pause` seconds.
    """

    def __init__(self, world: World, pause: float = 1.0) -> None:
        self._world = world
        self._pause = pause
        self._session: aiohttp.ClientSession | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        world.listeners.append(self._hear)

    async def stop(self) -> None:
        """Ends deliveries under way."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._session:
            await self._session.close()
            self._session = None

    def _hear(self, event: Event) -> None:
        if event.kind in {"update", "webhook"} and self._world.webhook:
            self._session = self._session or aiohttp.ClientSession()
            for waiting in self._world.inbox.waiting():
                key = _queue(waiting.update)
                if key not in self._tasks:
                    task = asyncio.get_running_loop().create_task(self._deliver(key))
                    self._tasks[key] = task
                    task.add_done_callback(partial(self._forget, key))

    def _forget(self, key: str, _: asyncio.Task[None]) -> None:
        del self._tasks[key]

    async def _deliver(self, key: str) -> None:
        failures = 0
        while waiting := self._next(key):
            if await self._post(waiting.update):
                self._world.inbox.confirm(waiting)
                failures = 0
            else:
                seconds = min(2 ** (failures - 1), 60) * self._pause if failures else 0
                failures += 1
                await asyncio.sleep(seconds)

    def _next(self, key: str) -> Waiting | None:
        if not self._world.webhook:
            return None
        waiting = self._world.inbox.waiting()
        return next((one for one in waiting if _queue(one.update) == key), None)

    async def _post(self, update: Update) -> bool:
        hook = self._world.webhook
        if hook is None or self._session is None:
            return False
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=update, headers=headers) as answer:
                return answer.ok
        except (aiohttp.ClientError, OSError):
            return False


def _queue(update: Update) -> str:
    """Messages queue by chat, taps by person: the two may overtake each other (Client.cpp)."""
    for kind, content in update.items():
        if kind == "callback_query":
            return f"tap {_id(content, 'from')}"
        if isinstance(content, dict):
            return f"chat {_id(content, 'chat')}"
    return "none"


def _id(content: Any, name: str) -> Any:
    inner = content.get(name) if isinstance(content, dict) else None
    return inner.get("id") if isinstance(inner, dict) else None
