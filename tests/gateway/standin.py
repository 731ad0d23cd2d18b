"""A Bot API server of a few lines: it notes every call and answers as it was told to."""

import asyncio
import contextlib
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:AAH-secret_secret_secret"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Call:
    """What came in, with JSON fields read."""

    method: str
    fields: dict[str, Any]
    at: float


@dataclass
class StandIn:
    """Answers each method from its queue, and with something fitting once that is empty."""

    calls: list[Call] = field(default_factory=list)
    answers: dict[str, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    updates: list[Any] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    root: str = ""

    def will(self, method: str, *answers: Answer) -> None:
        """Adds answers for the next calls of a method."""
        self.answers[method].extend(answers)

    def send(self, *updates: Any) -> None:
        """Adds updates for getUpdates."""
        self.updates.extend(updates)
        self.arrived.set()

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods in order of arrival."""
        return [call for call in self.calls if call.method in methods]

    def texts(self, method: str) -> list[str]:
        """The `text` of each call of a method."""
        return [call.fields["text"] for call in self.of(method)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call."""
        method = request.match_info["method"]
        fields = {name: _read(value) for name, value in (await request.post()).items()}
        self.calls.append(Call(method, fields, time.monotonic()))
        if request.match_info["token"] != TOKEN:
            return await error(401, "Unauthorized")(request)
        if self.answers[method]:
            return await self.answers[method].popleft()(request)
        if method == "getUpdates":
            return await self._updates(request, fields)
        result = True
        if method.startswith("send") and method != "sendChatAction":
            result = {"message_id": 1000 + len(self.calls)}
        return await ok(result)(request)

    async def _updates(self, request: web.Request, fields: dict[str, Any]) -> web.StreamResponse:
        self.updates = [u for u in self.updates if u["update_id"] >= fields.get("offset", 0)]
        if not self.updates:
            self.arrived.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.arrived.wait(), float(fields["timeout"]))
        return await ok(self.updates[: fields.get("limit", 100)])(request)


def _read(value: Any) -> Any:
    if isinstance(value, web.FileField):
        return value.filename, value.file.read()
    try:
        return json.loads(value)
    except ValueError:
        return value


def ok(result: Any) -> Answer:
    """A result."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True, "result": result})

    return answer


def error(code: int, description: str, **parameters: Any) -> Answer:
    """A refusal as Telegram words it."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": code, "description": description}
        if parameters:
            body["parameters"] = parameters
        return web.json_response(body, status=code)

    return answer


def page(code: int) -> Answer:
    """A front server's HTML, which even names the address."""

    async def answer(request: web.Request) -> web.StreamResponse:
        text = f"<html><h1>{code}</h1>{request.path}</html>"
        return web.Response(status=code, text=text, content_type="text/html")

    return answer


def raw(payload: bytes) -> Answer:
    """200 with these bytes."""

    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=payload, content_type="application/json")

    return answer


def drop() -> Answer:
    """Closes the connection without an answer, after the effect."""

    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    return answer


def slow(seconds: float, then: Answer) -> Answer:
    """The same answer, later."""

    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await then(request)

    return answer
