"""The clockwork only ticks, again and again, whatever happens in a turn or to the clock."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.delivery.clockwork import Clockwork
from tests.delivery.conftest import until


@dataclass
class Counted:
    """Counts turns, chores and beats; a turn can be made to last or to break."""

    turns: int = 0
    chores: int = 0
    beats: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    breaks: bool = False

    def __post_init__(self) -> None:
        self.gate.set()

    async def turn(self) -> None:
        self.turns += 1
        await self.gate.wait()
        if self.breaks:
            raise RuntimeError("broken")

    async def chore(self) -> None:
        self.chores += 1
        if self.breaks:
            raise RuntimeError("broken")

    def beat(self) -> None:
        self.beats += 1
        if self.breaks:
            raise OSError(28, "No space left on device")


@pytest.fixture
def counted() -> Counted:
    return Counted()


@asynccontextmanager
async def ticking(
    counted: Counted, turn: float = 0.02, stale: float = 60
) -> AsyncIterator[Clockwork]:
    clockwork = Clockwork(
        counted.turn,
        counted.chore,
        counted.beat,
        turn_seconds=turn,
        chores_seconds=0.02,
        stale_seconds=stale,
    )
    clockwork.start()
    yield clockwork
    await clockwork.stop()


async def test_it_turns_at_once_and_then_again_and_again(counted: Counted) -> None:
    async with ticking(counted, turn=60):
        await until(lambda: counted.turns == 1)
    async with ticking(counted):
        await until(lambda: counted.turns >= 4)


async def test_chores_are_done_beside_the_turns(counted: Counted) -> None:
    counted.gate.clear()
    async with ticking(counted):
        await until(lambda: counted.chores >= 3)
    assert counted.turns == 1


async def test_a_turn_that_lasts_is_never_doubled_and_counts_as_life(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    counted.gate.clear()
    async with ticking(counted, stale=0.05) as clockwork:
        await until(lambda: counted.beats >= 3)
        assert (counted.turns, clockwork.running) == (1, True)
    assert "arming anew" not in caplog.text


async def test_a_turn_that_breaks_stops_nothing(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    counted.breaks = True
    async with ticking(counted):
        await until(lambda: counted.turns >= 3 and counted.chores >= 3)
    assert "a turn failed" in caplog.text
    assert "No space left" in caplog.text


async def test_after_the_machines_clock_was_set_back_it_arms_itself_anew(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    async with ticking(counted, stale=0.2) as clockwork:
        await until(lambda: counted.turns >= 2)
        # What an hour back looks like to an interval job: its next run lies an hour ahead.
        hour_ahead = datetime.now(UTC) + timedelta(hours=1)
        clockwork._scheduler.modify_job("turn", next_run_time=hour_ahead)
        await asyncio.sleep(0.05)
        stood_at = counted.turns

        await until(lambda: not clockwork.running)
        await until(lambda: counted.turns >= stood_at + 3)

        assert clockwork.running
    assert "arming anew" in caplog.text


async def test_stopped_it_does_not_turn_any_more(counted: Counted) -> None:
    async with ticking(counted) as clockwork:
        await until(lambda: counted.turns >= 1)
    stood_at = counted.turns

    await asyncio.sleep(0.1)

    assert counted.turns == stood_at
    assert not clockwork.running


async def test_it_can_be_stopped_in_the_middle_of_a_turn(
    counted: Counted, caplog: pytest.LogCaptureFixture
) -> None:
    counted.gate.clear()
    async with ticking(counted):
        await until(lambda: counted.turns == 1)
    await asyncio.sleep(0.05)  # the scheduler cancels its jobs a moment later
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
