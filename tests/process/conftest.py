"""A Bot API server in this process, and the real program in another one."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.sandbox import Sandbox
from tests.process.running import Running

Starts = Callable[..., Running]


@pytest.fixture
async def program(tmp_path: Path) -> AsyncIterator[Starts]:
    """Makes programs with these settings and no others; what still runs at the end is killed."""
    async with AsyncExitStack() as stack:

        def made(name: str = "program", **settings: str) -> Running:
            folder = tmp_path / name
            folder.mkdir()
            running = Running(folder, settings)
            stack.push_async_callback(running.kill)
            return running

        yield made


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A Bot API server whose clock is this machine's, as the program's is."""
    sandbox = Sandbox()
    await sandbox.start()
    yield sandbox
    await sandbox.stop()
    assert sandbox.violations == []


@pytest.fixture
def listener(sandbox: Sandbox, program: Starts) -> Running:
    """`run` against the sandbox, not started yet."""
    return program(BOT_TOKEN=sandbox.token, BOT_API_URL=sandbox.url)
