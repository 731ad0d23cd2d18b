"""Each fault does what it says to exactly one call."""

import aiohttp
import pytest

from bot.sandbox import Drop, Person, Refuse, Sandbox, ServerError, Slow, TooManyRequests
from tests.sandbox.conftest import Bare


def said(sandbox: Sandbox, anna: Person) -> list[str]:
    return [one.text for one in sandbox.world.messages(anna)[1:]]


async def test_too_many_requests_says_how_long_and_does_nothing(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    sandbox.faults.next("sendMessage", TooManyRequests(3))
    status, body = await call("sendMessage", chat_id=anna.id, text="one")
    assert (status, body["parameters"]) == (429, {"retry_after": 3})
    assert body["description"] == "Too Many Requests: retry after 3"
    await call.result("sendMessage", chat_id=anna.id, text="two")
    assert said(sandbox, anna) == ["two"]


async def test_a_gateway_in_front_answers_in_html(call: Bare, sandbox: Sandbox) -> None:
    sandbox.faults.next("*", ServerError(502))
    async with call.session.post(f"{call.root}/getMe") as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
    await call.result("getMe")


@pytest.mark.parametrize(("after", "kept"), [(False, []), (True, ["x"])])
async def test_a_connection_is_dropped_before_or_after_the_effect(
    call: Bare, sandbox: Sandbox, anna: Person, after: bool, kept: list[str]
) -> None:
    sandbox.faults.next("sendMessage", Drop(after_effect=after))
    with pytest.raises(aiohttp.ClientError):
        await call("sendMessage", chat_id=anna.id, text="x")
    assert said(sandbox, anna) == kept
    assert "Drop" in sandbox.calls[-1].outcome


async def test_a_slow_answer_comes_after_the_effect(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    sandbox.faults.next("sendMessage", Slow(5))
    with pytest.raises(TimeoutError):
        async with call.session.post(
            f"{call.root}/sendMessage",
            json={"chat_id": anna.id, "text": "x"},
            timeout=aiohttp.ClientTimeout(total=0.2),
        ):
            pass
    assert said(sandbox, anna) == ["x"]


async def test_the_server_can_go_away_and_come_back_at_the_same_address(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    port = int(sandbox.url.rpartition(":")[2])
    await sandbox.stop()
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getMe")
    await sandbox.start(port=port)
    await call.result("sendMessage", chat_id=anna.id, text="back")
    assert said(sandbox, anna) == ["back"]


async def test_a_port_in_use_is_an_error_and_another_one_can_be_tried(sandbox: Sandbox) -> None:
    other = Sandbox()
    with pytest.raises(OSError, match="in use"):
        await other.start(port=int(sandbox.url.rpartition(":")[2]))
    await other.start()
    await other.stop()


async def test_telegram_can_refuse_in_any_words(call: Bare, sandbox: Sandbox) -> None:
    sandbox.faults.next("getMe", Refuse(403, "Forbidden: user is deactivated"))
    assert await call.error("getMe") == "Forbidden: user is deactivated"
    assert sandbox.violations == []


async def test_waiting_in_vain_tells_what_the_bot_did_last(call: Bare, sandbox: Sandbox) -> None:
    await call.result("getMe")
    with pytest.raises(TimeoutError, match="getMe: ok"):
        await sandbox.wait_for(lambda: None, timeout=0.05)
