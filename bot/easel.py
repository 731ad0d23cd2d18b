"""Draws in a process of its own, so that taps never wait for a picture.

`Easel` is the bot's side; `python -m bot.easel` the other one, which ends when nobody is there any
more. They speak in pickled values, each behind its length: both are this program.
"""

import asyncio
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from bot.pictures import calendar, chart

IDLE_SECONDS = 60.0  # after which the process is let go
DRAW_SECONDS = 5.0  # after which it is taken for stuck
LATER_THAN_TAPS = 19  # what is added to the priority number of the process: as low as can be
FAILED = b"failed: "  # no PNG begins so
_LENGTH = struct.Struct(">I")
_DRAWERS: Mapping[type, Callable[[Any], bytes]] = {
    calendar.HalfYear: calendar.draw,
    chart.StiffBack: chart.draw,
}


class EaselError(Exception):
    """A picture could not be drawn."""


class Easel:
    """One drawing at a time; the process starts with the first and is let go when it is idle."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._turn = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._idle_seconds = idle_seconds
        self._idle: asyncio.Task[None] | None = None

    async def draw(self, values: Hashable) -> bytes:
        """The values as a PNG; raises EaselError."""
        async with self._turn:
            if self._idle:
                self._idle.cancel()
            png = await self._drawn(values)
            self._idle = asyncio.create_task(self._let_go())
        if png.startswith(FAILED):
            raise EaselError(png.removeprefix(FAILED).decode())
        return png

    async def close(self) -> None:
        """Lets the process go."""
        if self._idle:
            self._idle.cancel()
        async with self._turn:
            await self._end()

    async def _let_go(self) -> None:
        await asyncio.sleep(self._idle_seconds)
        async with self._turn:
            await self._end()

    async def _drawn(self, values: Hashable) -> bytes:
        """Asked a second time where the process had died meanwhile."""
        began_before = self._process is not None
        try:
            return await self._answer(values)
        except EaselError:
            if not began_before:
                raise
        return await self._answer(values)

    async def _answer(self, values: Hashable) -> bytes:
        """What came back. After any failure, also where nobody waits any more, the process goes:

        its late answer must never be taken for the next one.
        """
        png = None
        try:
            async with asyncio.timeout(DRAW_SECONDS):
                png = await self._ask(pickle.dumps(values))
        except (OSError, EOFError, asyncio.IncompleteReadError, TimeoutError) as error:
            raise EaselError(type(error).__name__) from error
        finally:
            if png is None:
                await self._end()
        return png

    async def _ask(self, request: bytes) -> bytes:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.easel"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=Path(__file__).parents[1],  # where this program is, whatever else is called bot
            )
        there, back = self._process.stdin, self._process.stdout
        if there is None or back is None:
            raise EOFError
        there.write(_LENGTH.pack(len(request)) + request)
        await there.drain()
        (length,) = _LENGTH.unpack(await back.readexactly(_LENGTH.size))
        return await back.readexactly(length)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Draws what comes until nothing more can come; a failure is answered with its kind."""
    while head := requests.read(_LENGTH.size):
        (length,) = _LENGTH.unpack(head)
        png = _drawn(pickle.loads(requests.read(length)))  # noqa: S301 - from this program itself
        answers.write(_LENGTH.pack(len(png)) + png)
        answers.flush()


def _drawn(values: Any) -> bytes:
    try:
        return _DRAWERS[type(values)](values)
    except Exception as error:
        # Its text stays unsaid: it may hold a name.
        return FAILED + type(error).__name__.encode()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the bot's to answer
    os.nice(LATER_THAN_TAPS)
    serve(sys.stdin.buffer, sys.stdout.buffer)
