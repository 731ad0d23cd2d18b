"""The sandbox as a running server: the Bot API over HTTP, faults, and a record of every call."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from aiohttp import web

from bot.sandbox.chats import Event
from bot.sandbox.checks import METHODS, read_parameters
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import Polling, Posting
from bot.sandbox.errors import ApiError, SandboxError
from bot.sandbox.faults import Drop, Fault, Faults, Refuse, ServerError, Slow, TooManyRequests
from bot.sandbox.methods import EFFECTS
from bot.sandbox.request import Given, read_request
from bot.sandbox.world import World

TOKEN = "700000001:SANDBOX-no-secret-at-all"  # noqa: S105 - opens nothing but this server
T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One call of the bot. `outcome` is "ok", Telegram's description, or the fault it met."""

    number: int
    method: str
    parameters: Mapping[str, Any]
    status: int
    outcome: str
    at: datetime


@dataclass(frozen=True)
class Violation:
    """Something a correct bot never does."""

    method: str
    reason: str


class Sandbox:
    """A Bot API server on this machine; see the package for how to use it."""

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        token: str = TOKEN,
        machine: Callable[[], float] = time.monotonic,
        webhook_pause: float = 1.0,
    ) -> None:
        self.clock = clock or Clock()
        self.token = token
        self.world = World(self.clock, machine, int(token.partition(":")[0]))
        self.faults = Faults()
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.url = ""
        self.app = web.Application(client_max_size=64_000_000)
        self._polling = Polling(self.world)
        self._posting = Posting(self.world, webhook_pause)
        self._runner: web.AppRunner | None = None
        self._changed = asyncio.Event()
        self.world.listeners.append(self._hear)
        self.app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self.app.router.add_get("/file/bot{token}/{kind}/{file_id}", self._download)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens; `url` then is the root for BOT_API_URL.

        Raises OSError for a port in use, SandboxError for a host that others could reach.
        """
        if host not in {"127.0.0.1", "localhost", "::1"}:
            raise SandboxError("the sandbox is for this machine only")
        self._runner = web.AppRunner(self.app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        name = f"[{host}]" if ":" in host else host
        self.url = f"http://{name}:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Closes every connection."""
        await self._posting.stop()
        if self._runner:
            await self._runner.cleanup()

    async def wait_for(
        self,
        predicate: Callable[[], T | None],
        timeout: float = 5.0,  # noqa: ASYNC109 - the caller wants one line, not a nested block
    ) -> T:
        """The first true value of `predicate`, asked again whenever something happened here.

        Raises TimeoutError, which says what the bot did last.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (value := predicate()):
                    await self._changed.wait()
                return value
        except TimeoutError:
            last = [f"{call.method}: {call.outcome}" for call in self.calls[-5:]]
            raise TimeoutError(f"waited {timeout} s in vain; the last calls: {last}") from None

    def is_listening(self) -> bool:
        """Whether the bot waits for updates, or did within the last five seconds."""
        return self.world.webhook is not None or self._polling.is_fresh()

    def _hear(self, _: Event) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if no := self._wrong_token(request.match_info["token"]):
            return _refusal(no)
        fault = self.faults.take(method)
        given: Given = {}
        try:
            given = await read_request(request)
            answer, outcome = await self._answer(method, given, fault)
        except ApiError as no:
            self._note_mistake(method, no)
            answer, outcome = _refusal(no), no.description
        gone = request.transport is None or request.transport.is_closing()
        if method != "getUpdates" or (outcome != "ok" and not gone):
            self._record(method, given, answer.status, outcome)
        return await _sent(request, answer, fault)

    async def _answer(
        self, method: str, given: Given, fault: Fault | None
    ) -> tuple[web.Response, str]:
        if early := _instead(fault):
            return early, str(fault)
        if method not in METHODS:
            raise ApiError(404, "Not Found", mistake=True)
        values = read_parameters(method, given)
        if method == "getUpdates":
            result: Any = await self._polling.updates(values)
        else:
            result = EFFECTS[method](self.world, values)
        return web.json_response({"ok": True, "result": result}), "ok" if not fault else str(fault)

    def _wrong_token(self, token: str) -> ApiError | None:
        if token == self.token:
            return None
        known_form = token.partition(":")[0].isdigit() and ":" in token
        return ApiError(401, "Unauthorized") if known_form else ApiError(404, "Not Found")

    def _note_mistake(self, method: str, no: ApiError) -> None:
        if no.mistake:
            self.violations.append(Violation(method, no.description))

    def _record(self, method: str, given: Given, status: int, outcome: str) -> None:
        number = len(self.calls) + 1
        call = Call(number, method, given, status, outcome, self.clock.now())
        self.calls.append(call)
        self.world.tell("call", 0, call)

    async def _download(self, request: web.Request) -> web.Response:
        if no := self._wrong_token(request.match_info["token"]):
            return _refusal(no)
        kept = self.world.files.get(request.match_info["file_id"])
        if kept is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=kept.data, content_type="application/octet-stream")


def _refusal(no: ApiError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": no.code, "description": no.description}
    if no.parameters:
        body["parameters"] = no.parameters
    return web.json_response(body, status=no.code)


def _instead(fault: Fault | None) -> web.Response | None:
    """The answer of a fault that keeps the call from happening."""
    match fault:
        case TooManyRequests(seconds):
            text = f"Too Many Requests: retry after {seconds}"
            return _refusal(ApiError(429, text, parameters={"retry_after": seconds}))
        case ServerError(status, body):
            return web.Response(status=status, text=body, content_type="text/html")
        case Refuse(code, description):
            return _refusal(ApiError(code, description))
        case Drop(after_effect=False):
            return web.Response(status=500)
    return None


async def _sent(
    request: web.Request, answer: web.Response, fault: Fault | None
) -> web.StreamResponse:
    if isinstance(fault, Slow):
        await asyncio.sleep(fault.seconds)
    if isinstance(fault, Drop) and request.transport:
        request.transport.abort()
    return answer
