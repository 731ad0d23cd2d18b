"""Two hundred people count at the same time, inside Telegram's limits."""

import time
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.chat.visit import Coach
from bot.gateway.pacing import Limits
from bot.sandbox import Message
from bot.sandbox.chats import Event
from bot.store import people
from bot.store.tables import Person as Row
from tests.person import Person, Scene

PEOPLE, TAPS = 200, 8
# Ten times as quick as in earnest, so that the story takes two seconds instead of twenty.
QUICK = 10
LIMITS = Limits(overall=28.0 * QUICK, bulk=22.0 * QUICK, chat=1.0 * QUICK)
MOST_A_SECOND = 30 * QUICK
EDIT_GAP = 3.0 / QUICK


@pytest.fixture
async def scene(tmp_path: Path, coach: Coach, database_url: str) -> AsyncIterator[Scene]:
    how = {"limits": LIMITS, "edit_gap": EDIT_GAP}
    async with Scene.opened(tmp_path / "data", coach, database_url, **how) as opened:
        yield opened
        assert opened.sandbox.violations == []


async def test_two_hundred_who_tap_at_once_are_all_answered_and_every_message_ends_right(
    scene: Scene,
) -> None:
    crowd = [scene.person(f"P{number}") for number in range(PEOPLE)]
    await scene.bot.database.write(lambda tx: _everybody_counts(tx, scene, crowd))
    for one in crowd:
        scene.sandbox.world.say(one.somebody, "/rock")
    await scene.settle()
    watch = Watch()
    scene.sandbox.world.listeners.append(watch)

    for _ in range(TAPS):
        for one in crowd:
            one.tap_quickly("+1", 1)
    await scene.sandbox.wait_for(lambda: all(f"{TAPS} of 20" in one.sees for one in crowd), 30)

    await scene.settle()

    for one in crowd:
        assert toasts(one) == [f"{count} of 20" for count in range(1, TAPS + 1)]
    assert most_in_a_second([at for times in watch.edits.values() for at in times]) <= MOST_A_SECOND
    gaps = [two - one for times in watch.edits.values() for one, two in pairwise(times)]
    assert min(gaps) > EDIT_GAP * 0.9  # however quick the thumbs
    assert max(watch.toasts) < max(times[-1] for times in watch.edits.values())


@dataclass
class Watch:
    """When toasts, and each chat's edits, were shown, in seconds of a steady clock."""

    toasts: list[float] = field(default_factory=list)
    edits: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, event: Event) -> None:
        if event.kind == "toast":
            self.toasts.append(time.monotonic())
        elif event.kind == "message" and isinstance(event.value, Message) and event.value.edits:
            self.edits[event.chat_id].append(time.monotonic())


def _everybody_counts(tx: Connection, scene: Scene, crowd: list[Person]) -> None:
    for one in crowd:
        day = scene.now.date()
        row = Row(
            **{"id": one.somebody.id, "created": scene.now, "last_seen": scene.now},
            **{"set_up": scene.now, "first_day": day, "way": "count", "zone_known": True},
        )
        people.create(tx, row, "Europe/Berlin")


def toasts(one: Person) -> list[str]:
    return [toast.text for toast in one.scene.sandbox.world.toasts(one.somebody)]


def most_in_a_second(times: list[float]) -> int:
    return max(sum(start <= at < start + 1 for at in times) for start in times)
