"""How quick a tap is while 50 people ask for their picture, beside the same taps without that.

    python -m tests.bench.taps

The program runs in a process of its own against the sandbox. A tap is timed from the thumb to the
toast; CPU is the program's, per tap. Exit code 1 where a bar is missed.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import Connection

from bot.sandbox import Person, Sandbox
from bot.sandbox.chats import Event
from bot.store import people
from tests.process.prepared import Prepared
from tests.process.running import Running

ASKING, DAYS = 50, 180
TAPS, APART = 200, 0.01  # seconds between two taps
MOST = 1.5  # times as slow as without pictures
ROUNDS = 3


@dataclass
class Times:
    """Seconds from tap to toast."""

    began: dict[str, float]
    seconds: list[float]

    def __call__(self, event: Event) -> None:
        if event.kind == "toast" and event.value.callback_id in self.began:
            self.seconds.append(time.perf_counter() - self.began[event.value.callback_id])


@dataclass(frozen=True)
class Bench:
    """The sandbox, the tapper with a counter, and those who ask for pictures."""

    sandbox: Sandbox
    tapper: Person
    asking: list[Person]

    async def tapped(self, meanwhile: Callable[[], None]) -> list[float]:
        """Taps at a steady pace; what else goes on begins with the first."""
        times = Times({}, [])
        world = self.sandbox.world
        world.listeners.append(times)
        counter = next(one for one in world.messages(self.tapper)[::-1] if "+1" in one.labels)
        meanwhile()
        for _ in range(TAPS):
            began = time.perf_counter()
            times.began[world.tap(self.tapper, counter.id, "+1")] = began
            await asyncio.sleep(APART)
        await self.sandbox.wait_for(lambda: len(times.seconds) == TAPS, 60)
        world.listeners.remove(times)
        return times.seconds

    def ask_for_pictures(self) -> None:
        for one in self.asking:
            self.sandbox.world.say(one, "/stats")

    async def pictures_are_there(self, number: int) -> None:
        def sent() -> bool:
            shown = [self.sandbox.world.messages(one) for one in self.asking]
            return all(sum(one.kind == "photo" for one in all_of) == number for all_of in shown)

        await self.sandbox.wait_for(sent, 120)


async def measure() -> tuple[list[float], list[float]]:
    """The seconds of taps without and with pictures, rounds of both in turn."""
    alone: list[float] = []
    beside: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        sandbox = Sandbox()
        await sandbox.start()
        running = Running(Path(folder), {"BOT_TOKEN": sandbox.token, "BOT_API_URL": sandbox.url})
        try:
            bench = prepare(sandbox, running)
            await running.start("run")
            await sandbox.wait_for(sandbox.is_listening, 30)
            for number in range(ROUNDS):
                await a_round(bench, number, alone, beside)
        finally:
            await running.kill()
            await sandbox.stop()
    return alone, beside


async def a_round(bench: Bench, number: int, alone: list[float], beside: list[float]) -> None:
    world = bench.sandbox.world
    counters = len(world.messages(bench.tapper))
    world.say(bench.tapper, "/rock")
    await bench.sandbox.wait_for(lambda: len(world.messages(bench.tapper)) >= counters + 2)
    await asyncio.sleep(1)
    alone += await bench.tapped(lambda: None)
    beside += await bench.tapped(bench.ask_for_pictures)
    await bench.pictures_are_there(number + 1)
    # Another log, another picture: the same one would only be sent again.
    for one in bench.asking:
        world.say(one, f"did 20, {number} days ago" if number else "yesterday")
    await asyncio.sleep(2)


def prepare(sandbox: Sandbox, running: Running) -> Bench:
    """People with half a year behind them, each another one."""
    prepared = Prepared.empty(running.data)
    tapper, *asking = [sandbox.world.add_person(f"P{n}", "en") for n in range(ASKING + 1)]

    def fill(tx: Connection) -> None:
        for number, one in enumerate([tapper, *asking]):
            prepared.person(tx, one.id)
            first_day = prepared.now.date() - timedelta(days=DAYS)
            people.change(tx, one.id, way="count", first_day=first_day)
            prepared.rocked(tx, one.id, 1 + number)

    prepared.write(fill)
    return Bench(sandbox, tapper, asking)


def main() -> int:
    """Prints both and whether the bar holds."""
    alone, beside = asyncio.run(measure())
    print(f"{TAPS} taps a round, {ROUNDS} rounds; {ASKING} pictures asked for at once")
    print(f"{'':22}{'median':>10}{'p95':>10}")
    held = True
    rows = {}
    for name, seconds in (("taps alone", alone), ("beside the pictures", beside)):
        rows[name] = (median(seconds), quantiles(seconds, n=20)[-1])
        print(f"{name:22}{1000 * rows[name][0]:>7.1f} ms{1000 * rows[name][1]:>7.1f} ms")
    for what, one, two in zip(("median", "p95"), *rows.values(), strict=True):
        held = held and two <= MOST * one
        print(f"{what}: {two / one:.2f} times (bar: {MOST})")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
