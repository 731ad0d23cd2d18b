"""kill -9 while reminders go out: none is lost, none comes a third time, few come twice.

The program and its file are the real ones; the server is in this process, which is not killed, and
notes each message before it answers. This tells nothing about a power cut.
"""

import asyncio
import random
from datetime import datetime, timedelta

import pytest

from bot.delivery.dispatcher import IN_FLIGHT
from bot.sandbox import Person, Sandbox, Slow
from tests.process.conftest import Starts
from tests.process.line import Line
from tests.process.prepared import Prepared
from tests.process.running import Running, until

WINDOW = timedelta(hours=2)
# From the decision to the server: five at most wait for their turn, at 22 a second.
ON_THE_WAY = timedelta(seconds=1)
DAYS_BEFORE = 4


@pytest.fixture
def prepared(listener: Running) -> Prepared:
    return Prepared.empty(listener.data)


def people_there(prepared: Prepared, sandbox: Sandbox, count: int) -> list[Person]:
    """People who set everything up long ago."""
    people = [sandbox.world.add_person(f"Person {n}") for n in range(count)]
    sandbox.world.met.update(one.id for one in people)
    prepared.write(lambda tx: [prepared.person(tx, one.id) for one in people])
    return people


def reminded(prepared: Prepared, sandbox: Sandbox, count: int, ago: int = 1) -> list[Person]:
    """People whose bell was due so many minutes ago."""
    people = people_there(prepared, sandbox, count)
    when = timedelta(minutes=ago)
    prepared.write(lambda tx: [prepared.rings(tx, one.id, when) for one in people])
    return people


def copies(sandbox: Sandbox, people: list[Person]) -> list[int]:
    """How many messages each of them got."""
    return [len(sandbox.world.messages(one)) for one in people]


def sent(sandbox: Sandbox) -> int:
    return sum(call.method == "sendMessage" for call in sandbox.calls)


async def drain(listener: Running, prepared: Prepared) -> None:
    """A last life, after the leases of the dead one, until nothing is due."""
    prepared.a_minute_passes()
    await listener.start("run")
    await until(prepared.drained, seconds=60)
    assert (await listener.ask_to_stop()).code == 0


async def test_killed_after_the_claim_and_before_the_send_each_goes_out_once(
    program: Starts, sandbox: Sandbox
) -> None:
    async with Line.to(sandbox.url) as line:
        listener = program(BOT_TOKEN=sandbox.token, BOT_API_URL=line.url)
        prepared = Prepared.empty(listener.data)
        people = reminded(prepared, sandbox, 8)
        line.swallows = "sendMessage"
        await listener.start("run")
        await until(lambda: line.swallowed == IN_FLIGHT)
        await listener.kill()
        assert prepared.statuses() == ["sending"] * IN_FLIGHT
        line.swallows = ""

        await drain(listener, prepared)

    assert copies(sandbox, people) == [1] * 8
    assert prepared.statuses() == ["sent"] * 8


async def test_killed_after_the_send_and_before_the_record_it_comes_twice_and_never_again(
    listener: Running, sandbox: Sandbox, prepared: Prepared
) -> None:
    people = reminded(prepared, sandbox, 3)
    sandbox.faults.next("sendMessage", *[Slow(60)] * 6)
    await listener.start("run")
    await sandbox.wait_for(lambda: sent(sandbox) == 3, timeout=20)
    await listener.kill()

    (listener.data / "heartbeat").unlink(missing_ok=True)
    await listener.start("run")
    await until((listener.data / "heartbeat").exists)  # the first turn is over
    await listener.kill()
    assert sent(sandbox) == 3, "the lease has not ended yet"

    prepared.a_minute_passes()
    await listener.start("run")
    await sandbox.wait_for(lambda: sent(sandbox) == 6, timeout=20)
    await listener.kill()
    await drain(listener, prepared)

    assert copies(sandbox, people) == [2, 2, 2]
    assert prepared.statuses() == ["unknown"] * 3


async def test_killed_at_any_moment_none_is_lost_and_few_come_twice(
    listener: Running, sandbox: Sandbox, prepared: Prepared, request: pytest.FixtureRequest
) -> None:
    kills = 25 if request.config.getoption("--run-all") else 3
    chance = random.Random(20260302)
    due = reminded(prepared, sandbox, 14 * kills)
    too_late = reminded(prepared, sandbox, 5, ago=121)
    closing = people_there(prepared, sandbox, 10)
    ends = _ends(prepared, closing, kills)
    loggers = people_there(prepared, sandbox, 4)
    prepared.write(lambda tx: [prepared.rocked(tx, one.id, DAYS_BEFORE) for one in loggers])

    sandbox.faults.next("sendMessage", *_answers(chance, 30 * kills))

    for _ in range(kills):
        before = sent(sandbox)
        for one in loggers:
            sandbox.world.say(one, "20")
        await listener.start("run")
        await sandbox.wait_for(lambda before=before: sent(sandbox) > before, timeout=20)
        await asyncio.sleep(chance.uniform(0, 0.8))
        await listener.kill()
        prepared.a_minute_passes()
    await drain(listener, prepared)

    assert set(copies(sandbox, due)) <= {1, 2}
    assert copies(sandbox, too_late) == [0] * 5
    assert set(copies(sandbox, closing)) <= {0, 1, 2}
    assert sum(copies(sandbox, due)) - len(due) <= kills * IN_FLIGHT
    for one in closing:
        for message in sandbox.world.messages(one):
            assert message.date <= ends[one.id] + ON_THE_WAY
    assert set(prepared.statuses()) <= {"sent", "unknown", "expired"}
    assert prepared.complaints() == []
    for one in loggers:
        assert prepared.reps(one.id) == 20 * (DAYS_BEFORE + kills)
        assert prepared.record(one.id).streak == DAYS_BEFORE + 1


def _answers(chance: random.Random, count: int) -> list[Slow]:
    """A server that takes its time, as the real one does."""
    return [Slow(chance.uniform(0.01, 0.2)) for _ in range(count)]


def _ends(prepared: Prepared, people: list[Person], kills: int) -> dict[int, datetime]:
    """Windows that close one after the other while the program lives and dies."""
    ends = {
        one.id: prepared.now + timedelta(seconds=2 + number * kills * 4 / len(people))
        for number, one in enumerate(people)
    }
    for number, end in ends.items():
        prepared.write(lambda tx, n=number, end=end: prepared.planned(tx, n, end - WINDOW))
    return ends
