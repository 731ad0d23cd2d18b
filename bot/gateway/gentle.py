"""Merges edits of one message that come faster than Telegram likes. What an edit says is not known.

Telegram punishes floods of edits, so a message follows a row of taps at a distance that grows: at
once, then every 3 s, 6 s, 9 s … about ten times in 80 s. The last state is always shown.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.gateway.outgoing import Edit

# Seconds after which a message's earlier edits no longer count.
FORGET_SECONDS = 600


@dataclass(eq=False)
class _Line:
    """One message: what waits to be shown, and how often it was edited."""

    task: "asyncio.Task[None] | None" = None
    edit: Edit | None = None
    done: "asyncio.Future[None] | None" = None
    sending: bool = False
    shown: int = 0
    last: float = float("-inf")

    def replace(self, edit: Edit | None, done: "asyncio.Future[None] | None") -> None:
        if self.done and not self.done.done():
            self.done.set_result(None)
        self.edit, self.done = edit, done


class GentleEdits:
    """Shows the latest of several edits. `ready` waits for a chat's turn, `send` never raises."""

    def __init__(
        self,
        ready: Callable[[int], Awaitable[None]],
        send: Callable[[int, Edit], Awaitable[None]],
        *,
        gap: float,
    ) -> None:
        self._ready = ready
        self._send = send
        self._gap = gap
        self._lines: dict[tuple[int, int], _Line] = {}
        self._hurry = asyncio.Event()

    def offer(self, chat_id: int, edit: Edit) -> "asyncio.Future[None]":
        """Takes the place of an edit that waits; done when this one or a later one is shown."""
        line = self._line(chat_id, edit.message_id)
        done = asyncio.get_running_loop().create_future()
        line.replace(edit, done)
        if line.task is None:
            line.task = asyncio.create_task(self._follow(chat_id, line))
        return done

    async def settle(self, chat_id: int, message_id: int) -> None:
        """Drops what waits for this message and lets what is under way end."""
        line = self._lines.pop((chat_id, message_id), None)
        if line is None or line.task is None:
            return
        line.replace(None, None)
        if line.sending:
            await asyncio.wait([line.task])
        else:
            line.task.cancel()

    def hurry(self, *, on: bool) -> None:
        """While on, nothing waits for its gap."""
        if on:
            self._hurry.set()
        else:
            self._hurry.clear()

    def close(self) -> None:
        """Drops everything."""
        for line in self._lines.values():
            line.replace(None, None)
            if line.task:
                line.task.cancel()

    async def _follow(self, chat_id: int, line: _Line) -> None:
        try:
            while line.edit:
                await self._pause(line)
                await self._ready(chat_id)
                await self._show(chat_id, line)
        finally:
            line.task = None

    async def _show(self, chat_id: int, line: _Line) -> None:
        edit, done, line.edit, line.done = line.edit, line.done, None, None
        line.sending = True
        try:
            if edit:
                await self._send(chat_id, edit)
        finally:
            line.sending = False
            line.shown, line.last = line.shown + 1, time.monotonic()
            if done and not done.done():
                done.set_result(None)

    async def _pause(self, line: _Line) -> None:
        gap = self._gap * (1 + line.shown // 3)
        seconds = line.last + gap - time.monotonic()
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), seconds)

    def _line(self, chat_id: int, message_id: int) -> _Line:
        if len(self._lines) > 1000:
            old = time.monotonic() - FORGET_SECONDS
            self._lines = {k: one for k, one in self._lines.items() if one.task or one.last > old}
        return self._lines.setdefault((chat_id, message_id), _Line())
