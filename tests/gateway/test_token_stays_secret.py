"""The real program, as a person starts it, against servers that fail: no output names the token."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.gateway.standin import TOKEN, StandIn, drop, ok, page

ME = ok({"id": 123456, "is_bot": True, "first_name": "Rock", "username": "rock_bot"})
CHECKOUT = Path(__file__).parents[2]


class Running:
    """`python -m bot run` and what it printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def start(self, root: str, token: str = TOKEN) -> None:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
            **{"BOT_TOKEN": token, "BOT_API_URL": root, "DATA_DIR": str(self.folder / "data")},
            "PYTHONPATH": str(CHECKOUT),
        }
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=self.folder,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def end(self, after: float = 0.0) -> tuple[int | None, str]:
        """Exit code and output; `after` so many seconds it is asked to stop."""
        if after:
            await asyncio.sleep(after)
            self.process.send_signal(signal.SIGTERM)
        output, _ = await asyncio.wait_for(self.process.communicate(), 30)
        return self.process.returncode, output.decode()


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    running = Running(tmp_path)
    yield running
    if running.process.returncode is None:
        running.process.kill()
        await running.process.wait()


async def test_a_refused_token_ends_it_with_a_line_that_does_not_say_it(
    running: Running, telegram: StandIn
) -> None:
    await running.start(telegram.root, token="123456:wrong-secret")

    code, output = await running.end()

    assert code == 2
    assert "BOT_TOKEN" in output.splitlines()[-1], output
    assert "Traceback" not in output
    assert "secret" not in output


async def test_broken_answers_and_connections_are_borne(
    running: Running, telegram: StandIn
) -> None:
    telegram.will("getMe", page(502), drop(), ME)
    telegram.will("setMyCommands", page(404))
    telegram.will("getUpdates", page(502), drop())
    await running.start(telegram.root)
    async with asyncio.timeout(30):
        while len(telegram.of("getUpdates")) < 3:  # noqa: ASYNC110 - another process asks
            await asyncio.sleep(0.05)

    code, output = await running.end(after=0.1)

    assert code == 0, output
    assert "Telegram" in output
    assert "secret" not in output
    assert "Traceback" not in output


async def test_a_server_that_is_not_there_is_waited_for(running: Running) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        await running.start(f"http://127.0.0.1:{taken.getsockname()[1]}")

        code, output = await running.end(after=4)

    assert code == 0, output
    assert "secret" not in output
    assert "Traceback" not in output
