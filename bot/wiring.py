"""Brings everybody together: the one place that knows the whole program and how it starts."""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from telegram.error import TelegramError

import bot
from bot.chat.router import Router
from bot.chat.visit import Choose, Coach, Event
from bot.delivery import chores
from bot.delivery.clockwork import Clockwork
from bot.delivery.dispatcher import Dispatcher
from bot.easel import Easel
from bot.exhibition import Draw, Exhibition, RememberedFiles
from bot.gateway.gallery import Gallery
from bot.gateway.intake import LAST_SECONDS, Intake
from bot.gateway.outgoing import Message, Reply
from bot.gateway.pacing import Limits, Pacing
from bot.gateway.refusals import judge
from bot.gateway.request import CoachBot, make_bot
from bot.gateway.sender import Doing, Sender
from bot.knowledge import library as libraries
from bot.knowledge import reading
from bot.knowledge.answers import Answers
from bot.knowledge.places import Places
from bot.knowledge.words import Words
from bot.pictures import EDITION
from bot.settings import Settings
from bot.store import archive, people, reminders
from bot.store.database import Database
from bot.store.deletions import Deletions

log = logging.getLogger(__name__)

COMMANDS = (
    "rock",
    "log",
    "today",
    "stats",
    "streak",
    "settings",
    "goal",
    "pause",
    "undo",
    "faq",
    "ask",
    "help",
    "privacy",
    "export",
    "delete",
    "start",
)


def content_folder() -> Path:
    """Where the words are: inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "content"
    return inside if inside.is_dir() else package.parent / "content"


def make_coach(owners: frozenset[int] = frozenset(), *, strict: bool = False) -> Coach:
    """All that the bot knows, read from its content; raises ContentError."""
    content = content_folder()
    library = libraries.load(content)
    return Coach(
        words=Words([content / "en" / "texts.ftl"], strict=strict),
        library=library,
        answers=Answers(library),
        reading=reading.load(content / "en" / "reading.toml"),
        places=Places(content),
        owners=owners,
        version=bot.__version__,
    )


@dataclass(frozen=True)
class Program:
    """The running parts, and what needs more than one of them."""

    data_dir: Path
    database: Database
    sender: Sender
    exhibition: Exhibition
    intake: Intake[Event | None]
    dispatcher: Dispatcher
    clockwork: Clockwork
    router: Router
    deletions: Deletions
    now: Callable[[], datetime]

    async def run(self, stop: asyncio.Event) -> None:
        """Listens and ticks until `stop`; raises what ended it otherwise."""
        reminding = asyncio.create_task(self._remind(stop))
        try:
            await self.intake.run(stop)
        finally:
            stop.set()
            await reminding

    async def _remind(self, stop: asyncio.Event) -> None:
        """Ticks until `stop`; then what is under way has a moment to be recorded."""
        self.clockwork.start()
        await stop.wait()
        await self.clockwork.stop()
        await self.dispatcher.finish(LAST_SECONDS)

    async def settle(self) -> None:
        """Waits until there is nothing left to do at the present time."""
        for _ in range(2):  # what is shown may make something due, and the other way round
            await self.intake.quiet()
            await self.housekeeping()
            await self.dispatcher.quiet()
            await self.sender.quiet()

    async def next_due(self, person_id: int | None) -> datetime | None:
        """When something is due next, for one person or for anybody."""
        return await self.database.read(lambda tx: reminders.earliest_due(tx, person_id))

    async def housekeeping(self) -> None:
        """Closes idle practices, and once a day forgets what has been kept long enough."""
        now = self.now()
        closed = await self.database.write(
            lambda tx: chores.close_idle(tx, now, self.router.close_idle)
        )
        await asyncio.gather(*(self.sender.show(reply) for reply in closed))
        if await self.database.write(lambda tx: chores.nightly(tx, now)):
            chores.remove_old_backups(self.data_dir / "backups", time.time())

    async def progress(self, person_id: int, note: str) -> None:
        """Sends a person the calendar and what is said beside it."""
        now = self.now()
        found = await self.exhibition.calmly(
            lambda tx: self.router.look("progress", tx, person_id, now, note)
        )
        if found is not None:
            item, media, values = found
            self.exhibition.expect(person_id, media, values)
            if isinstance(item, Message):
                await self.sender.say(person_id, item)
            else:
                await self.sender.show(Reply(person_id, (item,)))

    async def export(self, person_id: int, _note: str = "") -> None:
        """Sends a person everything that is kept about them."""
        tables = await self.database.read(lambda tx: archive.tables_of(tx, person_id))
        packed = await asyncio.to_thread(archive.zipped, tables)
        await self.sender.send_document(person_id, "rocking.zip", packed, self.router.caption())

    async def forget(self, person_id: int, _note: str = "") -> None:
        """Remembers outside the database that this person is to stay forgotten."""
        await asyncio.to_thread(self.deletions.remember, person_id, self.now())


@dataclass(frozen=True)
class Surroundings:
    """What the program takes from outside: the movable clock, chance, how fast it may send.

    `edit_gap` is the shortest time between gentle edits of one message, `patience` how long
    another program that polls for the same bot is borne; both in seconds.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    choose: Choose = random.choice
    limits: Limits = field(default_factory=Limits)
    edit_gap: float = 3.0
    patience: float = 30.0


@contextlib.asynccontextmanager
async def build(
    settings: Settings, outside: Surroundings | None = None, coach: Coach | None = None
) -> AsyncIterator[Program]:
    """The whole program, put together from its settings; lets go of everything at the end."""
    data = settings.data_dir
    database = await Database.open(settings.database(), backups=data / "backups")
    telegram = make_bot(settings.token(), settings.bot_api_url)
    coach = coach or make_coach(settings.owner_ids)
    easel = Easel()
    try:
        outside = outside or Surroundings()
        program = _assemble(data, database, telegram, coach, outside, easel.draw)
        await database.write(program.deletions.apply)
        yield program
        program.sender.close()
    finally:
        await easel.close()
        await telegram.close_connections()
        await database.close()


def _assemble(
    data: Path,
    database: Database,
    telegram: CoachBot,
    coach: Coach,
    outside: Surroundings,
    draw: Draw,
) -> Program:
    work: dict[str, Doing] = {}

    async def on_gone(person_id: int) -> None:
        await database.write(lambda tx: people.block(tx, person_id, outside.now()))

    async def turn() -> None:
        await dispatcher.tick()

    async def housekeeping() -> None:
        await program.housekeeping()

    clockwork = Clockwork(turn, housekeeping, beat=(data / "heartbeat").touch)
    router = Router(replace(coach, ticking=lambda: clockwork.running), outside.choose)
    media = content_folder() / "media"
    exhibition = Exhibition(media, router.look, draw, database, outside.now, EDITION)
    bot_id = int(telegram.token.partition(":")[0])
    gallery = Gallery(exhibition.find, RememberedFiles(database, bot_id, outside.now))
    pacing = Pacing(outside.limits)
    sender = Sender(telegram, pacing, on_gone, work, gallery, edit_gap=outside.edit_gap)
    dispatcher = Dispatcher(
        database, sender, router.compose, now=outside.now, machine_now=time.time
    )
    intake: Intake[Event | None] = Intake(
        telegram,
        database,
        sender,
        prepare=router.prepare,
        handle=router.handle,
        sorry=router.sorry,
        now=outside.now,
        hello=lambda: _introduce(telegram, router),
        patience=outside.patience,
    )
    deletions = Deletions(data / "deletions.txt")
    program = Program(
        *(data, database, sender, exhibition, intake, dispatcher, clockwork, router),
        *(deletions, outside.now),
    )
    work.update(export=program.export, forget=program.forget, progress=program.progress)
    return program


async def _introduce(telegram: CoachBot, router: Router) -> None:
    """Asks Telegram who the bot is, and tells it the commands and what to show before Start."""
    await telegram.initialize()
    router.username = telegram.username or ""
    commands = [{"command": name, "description": line} for name, line in router.commands(COMMANDS)]
    try:
        await telegram.call("setMyCommands", {"commands": commands})
        await telegram.call("setMyDescription", {"description": router.description()})
    except TelegramError as error:
        # Both are a comfort; everything works without them.
        log.warning("the introduction was not taken: %s", judge(error))
