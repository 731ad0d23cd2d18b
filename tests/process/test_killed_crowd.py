"""kill -9 while forty people log at once: every log is there, and none is there twice."""

from bot.sandbox import Sandbox
from tests.process.prepared import Prepared
from tests.process.running import Running, until

PEOPLE, LOGS = 40, 10


async def test_four_hundred_logs_of_many_people_survive_a_kill_and_count_once(
    listener: Running, sandbox: Sandbox
) -> None:
    prepared = Prepared.empty(listener.data)
    crowd = [sandbox.world.add_person(f"Person {number}") for number in range(PEOPLE)]
    sandbox.world.met.update(one.id for one in crowd)
    prepared.write(lambda tx: [prepared.person(tx, one.id) for one in crowd])
    for _ in range(LOGS):
        for one in crowd:
            sandbox.world.say(one, "did 5")

    await listener.start("run")
    await until(prepared.logs)
    await listener.kill()
    assert prepared.logs() < PEOPLE * LOGS
    sandbox.world.inbox.repeat(100)  # Telegram did not hear that they were taken
    await listener.start("run")
    await sandbox.wait_for(lambda: not sandbox.world.inbox.waiting(), timeout=20)
    await listener.ask_to_stop()

    assert prepared.logs() == PEOPLE * LOGS
    assert {prepared.reps(one.id) for one in crowd} == {5 * LOGS}
    assert prepared.complaints() == []
