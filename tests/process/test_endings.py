"""How the running program ends, and what it leaves: asked to, refused, or one too many."""

import signal
import stat
from datetime import timedelta

import pytest

from bot.sandbox import Person, Refuse, Sandbox, Slow
from tests.process.conftest import Starts
from tests.process.prepared import Prepared
from tests.process.running import TOKEN, Running, until


async def listens(listener: Running, sandbox: Sandbox) -> None:
    await listener.start("run")
    await sandbox.wait_for(sandbox.is_listening, timeout=20)


def reminded(listener: Running, sandbox: Sandbox) -> tuple[Prepared, Person]:
    """Anna, whose bell has just been due."""
    prepared = Prepared.empty(listener.data)
    anna = sandbox.world.add_person("Anna")
    sandbox.world.met.add(anna.id)
    prepared.write(lambda tx: prepared.person(tx, anna.id))
    prepared.write(lambda tx: prepared.rings(tx, anna.id, timedelta(minutes=1)))
    return prepared, anna


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_stop_it_ends_at_once_and_well(
    listener: Running, sandbox: Sandbox, number: signal.Signals
) -> None:
    await listens(listener, sandbox)

    ended = await listener.ask_to_stop(number)

    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")
    assert ended.seconds < 2


async def test_asked_to_stop_it_does_not_wait_for_an_answer_that_takes_long(
    listener: Running, sandbox: Sandbox
) -> None:
    await listens(listener, sandbox)
    sandbox.faults.next("sendMessage", Slow(30))
    anna = sandbox.world.add_person("Anna")
    sandbox.world.say(anna, "/start")
    await sandbox.wait_for(lambda: len(sandbox.world.messages(anna)) == 2, timeout=20)

    ended = await listener.ask_to_stop()

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < 2


async def test_asked_to_stop_before_the_server_ever_answered(program: Starts) -> None:
    listener = program(BOT_TOKEN=TOKEN, BOT_API_URL="http://127.0.0.1:1")
    await listener.start("run")
    await until(lambda: "trying again" in listener.stderr)

    ended = await listener.ask_to_stop()

    assert ended.code == 0
    assert ended.seconds < 2


async def test_a_running_bot_is_healthy_and_its_files_are_its_own(
    listener: Running, sandbox: Sandbox
) -> None:
    await listens(listener, sandbox)
    await until((listener.data / "heartbeat").exists)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in listener.data.iterdir()}
    health = Running(listener.data.parent, {})

    ended = await health.run("health")

    assert (ended.code, ended.stdout) == (0, "alive\n")
    assert {"rocking.db", "heartbeat"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(listener.data.stat().st_mode) == 0o700


async def test_a_token_the_server_does_not_know_ends_it_in_one_line(
    listener: Running, sandbox: Sandbox
) -> None:
    sandbox.faults.next("getMe", Refuse(401, "Unauthorized"))

    ended = await listener.run("run")

    assert ended.code == 2
    assert "BOT_TOKEN" in ended.complaint


async def test_a_token_that_is_revoked_ends_it_in_one_line(
    listener: Running, sandbox: Sandbox
) -> None:
    await listens(listener, sandbox)
    sandbox.faults.next("getUpdates", Refuse(401, "Unauthorized"))
    sandbox.world.say(sandbox.world.add_person("Anna"), "/start")

    ended = await listener.ended()

    assert ended.code == 2
    assert "BOT_TOKEN" in ended.complaint


async def test_another_one_that_polls_ends_it_in_one_line_when_patience_is_over(
    listener: Running, sandbox: Sandbox
) -> None:
    text = "Conflict: terminated by other getUpdates request"
    sandbox.faults.next("getUpdates", *[Refuse(409, text)] * 100)

    ended = await listener.run(module="tests.process.impatient")

    assert ended.code == 3
    assert ended.stderr.splitlines()[-1].startswith("Another process takes this bot's updates")
    assert "Traceback" not in ended.stderr


async def test_a_reminder_under_way_is_recorded_before_the_end(
    listener: Running, sandbox: Sandbox
) -> None:
    prepared, anna = reminded(listener, sandbox)
    sandbox.faults.next("sendMessage", Slow(0.3))
    await listener.start("run")
    await sandbox.wait_for(lambda: sandbox.world.messages(anna), timeout=20)

    ended = await listener.ask_to_stop()

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < 2
    assert prepared.statuses() == ["sent"]


async def test_a_reminder_whose_answer_takes_too_long_does_not_hold_up_the_end(
    listener: Running, sandbox: Sandbox
) -> None:
    prepared, anna = reminded(listener, sandbox)
    sandbox.faults.next("sendMessage", Slow(30))
    await listener.start("run")
    await sandbox.wait_for(lambda: sandbox.world.messages(anna), timeout=20)

    ended = await listener.ask_to_stop()

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < 2
    assert prepared.statuses() == ["sending"]
