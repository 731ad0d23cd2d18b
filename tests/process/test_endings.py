"""How the running program ends, and what it leaves: asked to, refused, or one too many."""

import signal
import stat
from datetime import timedelta

from bot.sandbox import Person, Refuse, Sandbox, Slow
from tests.process.prepared import Prepared
from tests.process.running import Running, until


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


async def test_a_running_bot_is_healthy_its_files_are_its_own_and_ctrl_c_ends_it_at_once(
    listener: Running, sandbox: Sandbox
) -> None:
    await listens(listener, sandbox)
    await until((listener.data / "heartbeat").exists)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in listener.data.iterdir()}
    health = Running(listener.data.parent, {})

    assert (await health.run("health")).stdout == "alive\n"
    ended = await listener.ask_to_stop(signal.SIGINT)

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < 2
    assert {"rocking.db", "heartbeat"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(listener.data.stat().st_mode) == 0o700


async def test_asked_to_stop_it_lets_a_reminder_under_way_be_recorded(
    listener: Running, sandbox: Sandbox
) -> None:
    prepared, anna = reminded(listener, sandbox)
    sandbox.faults.next("sendMessage", Slow(0.1))
    await listener.start("run")
    await sandbox.wait_for(lambda: sandbox.world.messages(anna), timeout=20)

    ended = await listener.ask_to_stop()

    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")
    assert ended.seconds < 2
    assert prepared.statuses() == ["sent"]


async def test_asked_to_stop_it_does_not_wait_for_answers_that_take_long(
    listener: Running, sandbox: Sandbox
) -> None:
    prepared, anna = reminded(listener, sandbox)
    ben = sandbox.world.add_person("Ben")
    sandbox.world.say(ben, "/start")
    sandbox.faults.next("sendMessage", Slow(30), Slow(30))
    await listener.start("run")
    for one, messages in ((anna, 1), (ben, 2)):
        await sandbox.wait_for(
            lambda one=one, n=messages: len(sandbox.world.messages(one)) == n, timeout=20
        )

    ended = await listener.ask_to_stop()

    assert (ended.code, ended.stderr) == (0, "")
    assert ended.seconds < 2
    assert prepared.statuses() == ["sending", "planned"]  # hers, and his unfinished set-up


async def test_a_token_the_server_does_not_know_ends_it_in_one_line(
    listener: Running, sandbox: Sandbox
) -> None:
    sandbox.faults.next("getMe", Refuse(401, "Unauthorized"))

    ended = await listener.run("run")

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
