"""kill -9 between the commit and the answer: what was done is there once, and the answer comes."""

from collections.abc import Sequence

import pytest

from bot.sandbox import Drop, Message, Person, Sandbox, Slow
from tests.process.prepared import Prepared
from tests.process.running import Running


@pytest.fixture
def prepared(listener: Running) -> Prepared:
    return Prepared.empty(listener.data)


@pytest.fixture
def anna(prepared: Prepared, sandbox: Sandbox) -> Person:
    """Set up long ago, with no bell."""
    anna = sandbox.world.add_person("Anna")
    sandbox.world.met.add(anna.id)
    prepared.write(lambda tx: prepared.person(tx, anna.id))
    return anna


def heard(sandbox: Sandbox, anna: Person, text: str) -> Sequence[Message]:
    """What the bot wrote that says this."""
    said = sandbox.world.messages(anna)
    return [one for one in said if one.sender == sandbox.world.bot_id and text in one.text]


async def counter(sandbox: Sandbox, anna: Person) -> Message:
    """The open counter, with nothing counted yet."""
    sandbox.world.say(anna, "/rock")
    (ways,) = await sandbox.wait_for(lambda: heard(sandbox, anna, "20"), timeout=20)
    sandbox.world.tap(anna, ways.id, next(one for one in ways.labels if "Count" in one))
    await sandbox.wait_for(lambda: "+1" in shown(sandbox, anna, ways).labels, timeout=20)
    return shown(sandbox, anna, ways)


def shown(sandbox: Sandbox, anna: Person, message: Message) -> Message:
    """The same message as it stands now."""
    now = sandbox.world.message(anna.id, message.id)
    assert now is not None
    return now


def toasts(sandbox: Sandbox, anna: Person) -> list[str]:
    """What her taps were answered with."""
    return [toast.text for toast in sandbox.world.toasts(anna)]


def met(sandbox: Sandbox, method: str, fault: str) -> bool:
    """Whether a call has met this fault, so that the process waits for an answer."""
    return any(one.method == method and fault in one.outcome for one in sandbox.calls)


async def test_what_was_committed_before_a_kill_counts_once_and_is_answered_after_the_start(
    listener: Running, sandbox: Sandbox, prepared: Prepared, anna: Person
) -> None:
    await listener.start("run")
    message = await counter(sandbox, anna)
    sandbox.faults.next("answerCallbackQuery", *[Drop()] * 9)
    sandbox.faults.next("getUpdates", *[Drop()] * 9)
    sandbox.world.tap(anna, message.id, "+1")
    await sandbox.wait_for(lambda: met(sandbox, "answerCallbackQuery", "Drop"), timeout=20)
    await listener.kill()
    sandbox.faults.clear()
    assert prepared.reps(anna.id) == 1
    assert sandbox.world.inbox.waiting(), "it was acknowledged, so half of this is not tried"

    await listener.start("run")  # the same update comes once more
    await sandbox.wait_for(lambda: toasts(sandbox, anna)[-1] == "1 of 20", timeout=20)
    await sandbox.wait_for(lambda: "1 of 20" in shown(sandbox, anna, message).text, timeout=20)
    sandbox.world.tap(anna, message.id, "+5")
    await sandbox.wait_for(lambda: toasts(sandbox, anna)[-1] == "6 of 20", timeout=20)
    assert prepared.reps(anna.id) == 6

    sandbox.faults.next("sendMessage", Slow(60))
    sandbox.world.say(anna, "did 15")
    await sandbox.wait_for(lambda: heard(sandbox, anna, "15 reps"), timeout=20)
    await listener.kill()
    assert prepared.reps(anna.id) == 15  # told while the counter was open, it is its count

    for start in (1, 2):
        await listener.start("run")
        sandbox.world.say(anna, "/log")
        await sandbox.wait_for(
            lambda start=start: len(heard(sandbox, anna, "How many?")) == start, timeout=20
        )
        confirmed = {one.id for one in heard(sandbox, anna, "15 reps")} - {message.id}
        assert len(confirmed) == 2
        await listener.kill()
    assert prepared.reps(anna.id) == 15
    assert prepared.complaints() == []
