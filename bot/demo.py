"""The real bot against the sandbox, with a chat page: the one file that knows both."""

import asyncio
import tempfile
import time
import webbrowser
from pathlib import Path

from pydantic import SecretStr

from bot.gateway.pacing import Limits
from bot.sandbox import Clock, Sandbox
from bot.sandbox.control import Control
from bot.sandbox.travel import Travel
from bot.settings import Settings, SettingsError
from bot.wiring import Surroundings, build

PORT = 8765
# Telegram's limits are not this server's: a week of reminders need not take half a minute.
UNPUNISHED = Limits(chat=20.0, chat_burst=20)
PEOPLE = (("Alma", "de"), ("Ben", "en"))  # one whose zone can be guessed, one who is asked


async def run(port: int | None, db: Path | None, *, browser: bool, stop: asyncio.Event) -> None:
    """Serves the page until `stop`; without `db` nothing is left behind.

    Raises SettingsError when the port that was asked for is taken.
    """
    with tempfile.TemporaryDirectory(prefix="rocking-demo-") as folder:
        sandbox = Sandbox(Clock())
        control = Control(sandbox)
        await _listen(sandbox, port)
        try:
            await _serve(sandbox, control, _settings(sandbox, Path(folder), db), browser, stop)
        finally:
            await sandbox.stop()


async def _serve(
    sandbox: Sandbox, control: Control, settings: Settings, browser: bool, stop: asyncio.Event
) -> None:
    # A kept database remembers the numbers of the last demo: these are all higher.
    sandbox.world.number_from(int(time.time()))
    sandbox.world.inbox.number_from(int(time.time()))
    people = [sandbox.world.add_person(name, language) for name, language in PEOPLE]
    owners = settings.model_copy(update={"owner_ids": frozenset(one.id for one in people)})
    print(f"The rocking coach is at {sandbox.url}  (Ctrl+C ends it)", flush=True)
    async with build(owners, Surroundings(now=sandbox.clock.now, limits=UNPUNISHED)) as program:
        control.travel = Travel(sandbox, program)
        if browser:
            await asyncio.to_thread(webbrowser.open, sandbox.url)
        await program.run(stop)


async def _listen(sandbox: Sandbox, port: int | None) -> None:
    try:
        await sandbox.start(port=PORT if port is None else port)
    except OSError:
        if port is not None:
            raise SettingsError(
                f'Port {port} is taken. Any free one: make demo ARGS="--port 0"'
            ) from None
        await sandbox.start(port=0)


def _settings(sandbox: Sandbox, folder: Path, db: Path | None) -> Settings:
    return Settings.model_construct(
        bot_token=SecretStr(sandbox.token),
        bot_api_url=sandbox.url,
        data_dir=folder,
        database_url=f"sqlite:///{(db or folder / 'demo.db').absolute()}",
        owner_ids=frozenset(),
    )
