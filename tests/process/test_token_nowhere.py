"""A run through every kind of trouble: neither output nor files name the token or its secret."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox import Drop, Refuse, Sandbox, ServerError, TooManyRequests
from bot.sandbox.faults import Fault
from tests.process.conftest import Starts
from tests.process.line import Line
from tests.process.running import until


def named(sandbox: Sandbox) -> str:
    """An address as a careless server repeats it."""
    return f"http://127.0.0.1/bot{sandbox.token}/getMe"


def told(sandbox: Sandbox) -> list[Fault]:
    """What goes wrong, each with the token in it where there is a place for it."""
    page = f"<html><h1>502 Bad Gateway</h1>{named(sandbox)}</html>"
    refused = f"Bad Request: cannot {named(sandbox)}"
    return [ServerError(502, page), Drop(), Drop(after_effect=True), Refuse(400, refused)]


@pytest.fixture
async def line(sandbox: Sandbox) -> AsyncIterator[Line]:
    async with Line.to(sandbox.url) as line:
        yield line


async def test_no_output_and_no_file_names_the_token_through_all_trouble(
    program: Starts, line: Line, sandbox: Sandbox
) -> None:
    listener = program(BOT_TOKEN=sandbox.token, BOT_API_URL=line.url)
    port = int(sandbox.url.rpartition(":")[2])
    anna = sandbox.world.add_person("Anna", "de")
    sandbox.faults.next("getMe", told(sandbox)[1])
    sandbox.faults.next("setMyCommands", ServerError(404, named(sandbox)))
    sandbox.faults.next("getUpdates", told(sandbox)[0])
    line.resets = True
    await listener.start("run")
    await until(lambda: "trying again" in listener.stderr)
    line.resets = False
    await sandbox.wait_for(sandbox.is_listening, timeout=20)

    sandbox.faults.next("sendMessage", *told(sandbox), TooManyRequests(1))
    for name in ("Ben", "Cleo", "Dan", "Eve"):
        sandbox.world.say(sandbox.world.add_person(name), "/help")
    sandbox.world.say(anna, "/start")
    welcome = await sandbox.wait_for(
        lambda: next((one for one in sandbox.world.messages(anna) if one.labels), None), timeout=20
    )
    sandbox.faults.next("answerCallbackQuery", told(sandbox)[0])
    sandbox.faults.next("editMessageText", told(sandbox)[1])
    sandbox.world.tap(anna, welcome.id, "Set up")
    await sandbox.wait_for(lambda: sandbox.world.toasts(anna), timeout=20)

    before = listener.stderr
    await sandbox.stop()
    await until(lambda: listener.stderr != before)
    await sandbox.start(port=port)
    await sandbox.wait_for(sandbox.is_listening, timeout=20)
    sandbox.faults.next("getUpdates", Refuse(401, f"Unauthorized {named(sandbox)}"))
    sandbox.world.say(anna, "20")
    ended = await listener.ended()

    written = listener.everything_written()
    assert ended.code == 2
    assert ended.stderr.splitlines()[-1].startswith("The Bot API server does not know this token")
    assert "Traceback" not in ended.stderr
    assert "<token>" in ended.stderr, "no server repeated the token, so nothing was tried"
    assert b"rocking.db" in written
    assert sandbox.token.encode() not in written
    assert sandbox.token.partition(":")[2].encode() not in written
