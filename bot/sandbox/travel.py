"""Moving the clock without skipping anything: from due time to due time, waiting for quiet at each.

Only the bot knows what is due and when it has finished; it is asked through `Traveller`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Protocol

from bot.sandbox.chats import Person
from bot.sandbox.errors import SandboxError
from bot.sandbox.server import Sandbox

_DONE = "✓ Done"
_NUDGE = timedelta(minutes=15)  # past something that stays due, or time would stand still
_PATIENCE = 30.0  # seconds of machine time for the bot to fetch what it was sent


class Traveller(Protocol):
    """What the bot tells a traveller."""

    async def next_due(self, person_id: int | None) -> datetime | None:
        """When something is due next for this person; None: for anybody at all."""

    async def settle(self) -> None:
        """Returns once the bot has nothing left to do at the clock's present time."""


@dataclass(frozen=True)
class Progress:
    """Where a journey is; `goal` None: it has arrived."""

    now: datetime
    goal: datetime | None = None


class Travel:
    """One journey at a time; every step is told to the page. Raises SandboxError if it cannot."""

    def __init__(self, sandbox: Sandbox, traveller: Traveller) -> None:
        self._sandbox = sandbox
        self._world, self._clock = sandbox.world, sandbox.clock
        self._traveller = traveller
        self.under_way = False

    async def by(self, span: timedelta) -> None:
        """So much further."""
        await self._walk(self._clock.now() + span)

    async def to_next_morning(self, zone: tzinfo) -> None:
        """To 08:00 of the next morning in `zone`; a night ends at 04:00."""
        local = self._clock.now().astimezone(zone)
        day = (local - timedelta(hours=4)).date() + timedelta(days=1)
        await self._walk(datetime.combine(day, time(8), zone))

    async def to_next_reminder(self, person: Person) -> None:
        """Until the bot writes to this person by itself, at most two weeks."""
        await self._must_be_due(person)
        last = self._newest(person)

        async def arrived() -> bool:
            return self._newest(person) != last

        if not await self._walk(self._clock.now() + timedelta(days=14), arrived):
            raise SandboxError("Two weeks went by and no reminder came.")

    async def good_week(self, person: Person) -> None:
        """Seven days on which four reminders of five are answered with Done: nobody is perfect."""
        await self._must_be_due(person)
        last, came = self._newest(person), 0

        async def answer() -> bool:
            nonlocal last, came
            if self._newest(person) != last:
                came += 1
                if came % 5:
                    await self._tap_done(person)
            last = self._newest(person)
            return False

        await self._walk(self._clock.now() + timedelta(days=7), answer)

    async def _must_be_due(self, person: Person) -> None:
        if await self._traveller.next_due(person.id) is None:
            raise SandboxError("No reminder is set. Finish the set-up first: /start")

    async def _tap_done(self, person: Person) -> None:
        reminder = self._world.message(person.id, self._newest(person))
        done = [label for label in reminder.labels if label.startswith(_DONE)] if reminder else []
        if reminder and done:
            self._world.tap(person, reminder.id, done[0])
            await self._quiet()

    async def _walk(
        self, goal: datetime, stop: Callable[[], Awaitable[bool]] | None = None
    ) -> bool:
        """Over each due time to the goal, quiet at each; true if `stop` said so on the way."""
        if self.under_way:
            raise SandboxError("The clock is moving already.")
        self.under_way = True
        try:
            await self._quiet()
            left: datetime | None = None
            while self._clock.now() < goal:
                due = await self._traveller.next_due(None)
                if due is not None and due == left:
                    due = self._clock.now() + _NUDGE
                left = due
                await self._move(min(due or goal, goal), goal)
                if stop and await stop():
                    return True
            return False
        finally:
            self.under_way = False
            self._world.tell("travel", 0, Progress(self._clock.now()))

    async def _move(self, to: datetime, goal: datetime) -> None:
        self._clock.advance_to(to)
        self._world.tell("travel", 0, Progress(self._clock.now(), goal))
        await self._quiet()

    async def _quiet(self) -> None:
        inbox = self._world.inbox
        await self._sandbox.wait_for(lambda: not inbox.waiting(), _PATIENCE)
        await self._traveller.settle()

    def _newest(self, person: Person) -> int:
        said = [one for one in self._world.messages(person) if one.sender == self._world.bot_id]
        return max((one.id for one in said), default=0)
