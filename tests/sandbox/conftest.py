"""A sandbox that runs, a person who has written, and a bare client that speaks for the bot."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Clock, Person, Sandbox

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class Machine:
    """Monotonic seconds that a test moves by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class Bare:
    """Calls the Bot API by hand: answers are (status, JSON)."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self.root = f"{sandbox.url}/bot{sandbox.token}"
        self.session = session

    async def __call__(self, method: str, **parameters: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.root}/{method}", json=parameters) as answer:
            return answer.status, await answer.json()

    async def result(self, method: str, **parameters: Any) -> Any:
        status, body = await self(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def error(self, method: str, **parameters: Any) -> str:
        status, body = await self(method, **parameters)
        assert body["ok"] is False
        assert body["error_code"] == status
        return str(body["description"])

    async def upload(self, method: str, **fields: Any) -> tuple[int, Any]:
        form = aiohttp.FormData()
        for name, value in fields.items():
            extra = {"filename": f"{name}.bin"} if isinstance(value, bytes) else {}
            form.add_field(name, value, **extra)
        async with self.session.post(f"{self.root}/{method}", data=form) as answer:
            return answer.status, await answer.json()


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
async def sandbox(machine: Machine) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(Clock(MONDAY), machine=machine, webhook_pause=0.01)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def call(sandbox: Sandbox) -> AsyncIterator[Bare]:
    async with aiohttp.ClientSession() as session:
        yield Bare(sandbox, session)


@pytest.fixture
def anna(sandbox: Sandbox) -> Person:
    anna = sandbox.world.add_person("Anna", "de")
    sandbox.world.say(anna, "/start")
    return anna
