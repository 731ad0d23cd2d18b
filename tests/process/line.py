"""The line between the program and the server, which can be cut and can swallow calls."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit


class Line:
    """Hands bytes on in both directions.

    Calls of the method `swallows` get lost on their way. While `resets`, and while there is no
    server, callers are hung up on.
    """

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname, parts.port)
        self._tasks: set[asyncio.Task[None]] = set()
        self.url = ""
        self.swallows = ""
        self.swallowed = 0
        self.resets = False

    @classmethod
    @asynccontextmanager
    async def to(cls, server: str) -> AsyncIterator["Line"]:
        """A line to this address, at an address of its own."""
        line = cls(server)
        listening = await asyncio.start_server(line._opened, "127.0.0.1", 0)
        line.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield line
        listening.close()
        for task in line._tasks:
            task.cancel()
        await asyncio.gather(*line._tasks, return_exceptions=True)

    async def _opened(self, caller: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.resets:
            rudely = struct.pack("ii", 1, 0)  # an RST instead of a FIN
            back.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, rudely)
            back.transport.abort()
            return
        try:
            answer, onward = await asyncio.open_connection(*self._server)
        except OSError:
            back.transport.abort()
            return
        for pipe in (self._pipe(caller, onward), self._pipe(answer, back)):
            task = asyncio.create_task(pipe)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pipe(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                if self.swallows and f"/{self.swallows} ".encode() in data:
                    self.swallowed += 1
                    await asyncio.Event().wait()  # and nothing more ever comes through here
                target.write(data)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()
