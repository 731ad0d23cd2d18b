"""A user in code: says, taps, sees. The bot and the HTTP are real; only the clock is ours."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.chat.visit import Coach
from bot.gateway.pacing import Limits
from bot.sandbox import Clock, Message, Sandbox
from bot.sandbox import Person as Somebody
from bot.sandbox.travel import Travel
from bot.settings import Settings
from bot.wiring import Program, Surroundings, build

MONDAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass
class Scene:
    """The sandbox, the bot that runs against it, and the people who write to it."""

    sandbox: Sandbox
    settings: Settings
    coach: Coach
    limits: Limits = field(default_factory=lambda: Limits(overall=1000, bulk=1000, chat=1000))
    edit_gap: float = 0.01
    program: Program | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _running: "asyncio.Task[None] | None" = None
    _open: contextlib.AsyncExitStack = field(default_factory=contextlib.AsyncExitStack)

    @classmethod
    @contextlib.asynccontextmanager
    async def opened(
        cls,
        data: Path,
        coach: Coach,
        database_url: str,
        start: datetime = MONDAY,
        **how: Any,
    ) -> AsyncIterator["Scene"]:
        """A scene whose bot listens; everything is closed at the end."""
        sandbox = Sandbox(Clock(start, real=lambda: MONDAY))
        await sandbox.start()
        settings = Settings.model_construct(
            bot_token=SecretStr(sandbox.token),
            bot_api_url=sandbox.url,
            data_dir=data,
            database_url=database_url,
            owner_ids=frozenset(),
        )
        scene = cls(sandbox, settings, coach, **how)
        try:
            await scene.start()
            yield scene
        finally:
            await scene.stop()
            await sandbox.stop()

    def person(self, name: str = "Anna", language: str | None = "de") -> "Person":
        """Somebody new, who has not written yet."""
        return Person(self, self.sandbox.world.add_person(name, language))

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now()

    @property
    def bot(self) -> Program:
        assert self.program is not None
        return self.program

    async def start(self) -> None:
        self._stop = asyncio.Event()
        self.program = await self._open.enter_async_context(
            build(
                self.settings,
                Surroundings(
                    now=self.sandbox.clock.now,
                    choose=lambda choices: choices[0],
                    limits=self.limits,
                    edit_gap=self.edit_gap,
                ),
                self.coach,
            )
        )
        self._running = asyncio.create_task(self.program.run(self._stop))
        await self.sandbox.wait_for(self.sandbox.is_listening)

    async def stop(self) -> None:
        self._stop.set()
        if self._running is not None:
            await self._running
        await self._open.aclose()
        self._open = contextlib.AsyncExitStack()

    async def restart(self) -> None:
        """The process ends and another one takes over its file."""
        await self.stop()
        await self.start()

    async def settle(self) -> None:
        """Waits until the bot has fetched everything and has nothing left to do."""
        inbox = self.sandbox.world.inbox
        await self.sandbox.wait_for(lambda: not inbox.waiting())
        await self.bot.settle()

    async def travel(self, **span: float) -> None:
        """Moves the clock from due time to due time: days=1, hours=2 …"""
        await Travel(self.sandbox, self.bot).by(timedelta(**span))

    async def travel_to(self, hour: int, minute: int = 0, *, days: int = 0) -> None:
        """To a time on Berlin's clocks, today or in some days."""
        local = self.now.astimezone(BERLIN)
        goal = local.replace(hour=hour, minute=minute, second=0) + timedelta(days=days)
        await Travel(self.sandbox, self.bot).by(goal - local)

    async def jump(self, **span: float) -> None:
        """The machine slept: time has passed and nothing happened meanwhile."""
        self.sandbox.clock.advance(timedelta(**span))
        await self.settle()


@dataclass
class Person:
    """Somebody with a phone."""

    scene: Scene
    somebody: Somebody

    @property
    def messages(self) -> list[Message]:
        """What the bot wrote, oldest first."""
        world = self.scene.sandbox.world
        return [one for one in world.messages(self.somebody) if one.sender == world.bot_id]

    @property
    def sees(self) -> str:
        """The newest message."""
        return self.messages[-1].text

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message."""
        return self.messages[-1].labels

    @property
    def toast(self) -> str:
        """The answer to the last tap."""
        return self.scene.sandbox.world.toasts(self.somebody)[-1].text

    def message(self, text: str) -> Message:
        """The newest message that says this."""
        found = [one for one in self.messages if text in one.text]
        assert found, f"nothing says {text!r}; last: {self.sees!r}"
        return found[-1]

    async def say(self, text: str) -> str:
        """Writes, and reads what comes back."""
        self.scene.sandbox.world.say(self.somebody, text)
        await self.scene.settle()
        return self.sees

    async def tap(self, label: str, on: Message | None = None) -> str:
        """Taps the newest button whose label begins so; returns the toast."""
        message = on or self._with(label)
        exact = next(one for one in message.labels if one.startswith(label))
        self.scene.sandbox.world.tap(self.somebody, message.id, exact)
        await self.scene.settle()
        return self.toast

    async def taps(self, *labels: str) -> None:
        """Taps one button after the other, waiting for each answer."""
        for label in labels:
            await self.tap(label)

    def tap_quickly(self, label: str, times: int, on: Message | None = None) -> None:
        """Taps without waiting."""
        message = on or self._with(label)
        exact = next(one for one in message.labels if one.startswith(label))
        for _ in range(times):
            self.scene.sandbox.world.tap(self.somebody, message.id, exact)

    async def set_up(self) -> None:
        """Through the set-up with the guessed zone and the usual times."""
        await self.say("/start")
        await self.taps("Set up", *[self._guess()], "Fine")

    def _guess(self) -> str:
        time = f"{self.scene.now.astimezone(BERLIN):%H:%M}"
        return f"{time} · Berlin"

    def _with(self, label: str) -> Message:
        for message in reversed(self.messages):
            if any(one.startswith(label) for one in message.labels):
                return message
        raise AssertionError(f"no button {label!r}; last: {self.sees!r} {self.labels}")
