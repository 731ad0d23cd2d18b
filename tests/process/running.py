"""The real program in a process of its own: started, ended and killed, and what it printed."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
TOKEN = "123456:AAH-a_secret-of-these-tests"


@dataclass(frozen=True)
class Ended:
    """How a process ended, and what it printed."""

    code: int
    stdout: str
    stderr: str
    seconds: float = 0.0

    @property
    def complaint(self) -> str:
        """The one line on stderr that says what is wrong; there must be no other output."""
        assert self.stdout == ""
        assert len(self.stderr.splitlines()) == 1, self.stderr
        return self.stderr


async def until(predicate: Callable[[], object], seconds: float = 20.0) -> None:
    """Returns when it is true of what another process does; raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not predicate():  # noqa: ASYNC110 - files tell nobody that they changed
            await asyncio.sleep(0.03)


class Running:
    """One command of the program at a time, in a folder of its own and an environment without ours.

    What it printed is kept over restarts.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.data = folder / "data"
        self._folder = folder
        self._settings = {"DATA_DIR": str(self.data), **settings}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *command: str, module: str = "bot") -> None:
        """Starts `python -m bot …`."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        with self._file("out").open("ab") as out, self._file("err").open("ab") as err:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-W", "error", "-m", module, *command),
                cwd=self._folder,
                env={**kept, "PYTHONPATH": str(CHECKOUT), **self._settings},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )

    async def ask_to_stop(self, number: signal.Signals = signal.SIGTERM) -> Ended:
        """SIGTERM, and how it ended."""
        began = time.monotonic()
        self._running.send_signal(number)
        ended = await self.ended()
        return Ended(ended.code, ended.stdout, ended.stderr, time.monotonic() - began)

    async def ended(self) -> Ended:
        """Waits for the end, at most 20 s."""
        code = await asyncio.wait_for(self._running.wait(), 20)
        self._process = None
        return Ended(code, self.stdout, self.stderr)

    async def kill(self) -> None:
        """kill -9: nothing can be tidied up. Also where it ended before."""
        if self._process is not None:
            if self._process.returncode is None:
                self._process.kill()
            await self._process.wait()
        self._process = None

    async def run(self, *command: str, module: str = "bot") -> Ended:
        """Starts it and waits for its end."""
        await self.start(*command, module=module)
        return await self.ended()

    @property
    def stdout(self) -> str:
        return self._file("out").read_text(encoding="utf-8")

    @property
    def stderr(self) -> str:
        return self._file("err").read_text(encoding="utf-8")

    def everything_written(self) -> bytes:
        """All output and every file under DATA_DIR, also their names."""
        files = [file for file in self.data.rglob("*") if file.is_file()]
        names = "\n".join(str(file) for file in files)
        parts = [self.stdout.encode(), self.stderr.encode(), names.encode()]
        return b"\n".join([*parts, *(file.read_bytes() for file in files)])

    @property
    def _running(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "nothing was started"
        return self._process

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.txt"
