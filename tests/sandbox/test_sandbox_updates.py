"""Updates reach the bot by polling or by webhook, confirmed, in order, and never by both."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.sandbox import Person, Sandbox, SandboxError
from tests.sandbox.conftest import Bare, Machine

BUTTON = {"inline_keyboard": [[{"text": "Go", "callback_data": "g:1"}]]}
PING = {"ping": 1}


async def texts(call: Bare, **parameters: Any) -> list[str]:
    return [one["message"]["text"] for one in await call.result("getUpdates", **parameters)]


async def test_updates_come_again_until_a_higher_offset_confirms_them(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    for text in ("one", "two"):
        sandbox.world.say(anna, text)
    updates = await call.result("getUpdates")
    assert await texts(call) == ["/start", "one", "two"]
    assert await texts(call, offset=updates[0]["update_id"] + 1, limit=1) == ["one"]
    assert await texts(call, offset=-1) == ["two"]
    assert await texts(call) == ["two"]


async def test_a_long_poll_ends_with_the_first_update(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    offset = (await call.result("getUpdates"))[-1]["update_id"] + 1
    poll = asyncio.create_task(texts(call, offset=offset, timeout=30))
    await asyncio.sleep(0.05)
    sandbox.world.say(anna, "now")
    assert await poll == ["now"]


async def test_a_long_poll_without_news_ends_empty(call: Bare) -> None:
    assert await call.result("getUpdates", timeout=1) == []


async def test_a_second_poller_ends_the_first(call: Bare, sandbox: Sandbox) -> None:
    first = asyncio.create_task(call.error("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(call.result("getUpdates", timeout=1))
    assert await first == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    assert await second == []


async def test_only_wanted_kinds_are_queued(call: Bare, sandbox: Sandbox, anna: Person) -> None:
    offset = (await call.result("getUpdates", allowed_updates=["message"]))[-1]["update_id"] + 1
    sandbox.world.block(anna)
    sandbox.world.unblock(anna)
    sandbox.world.say(anna, "back")
    assert await texts(call, offset=offset) == ["back"]


async def test_a_tap_nobody_fetches_is_gone_after_150_seconds(
    call: Bare, sandbox: Sandbox, anna: Person, machine: Machine
) -> None:
    sandbox.world.forge_tap(anna, 1, "x")
    machine.seconds += 151
    assert await texts(call) == ["/start"]


async def test_given_updates_can_come_once_more_after_they_were_confirmed(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    offset = (await call.result("getUpdates"))[-1]["update_id"] + 1
    assert await texts(call, offset=offset) == []
    sandbox.world.inbox.repeat()
    assert await texts(call, offset=offset) == ["/start"]
    assert await texts(call, offset=offset) == []


async def test_any_update_can_be_injected(call: Bare, sandbox: Sandbox) -> None:
    known = sandbox.world.inject_raw({"callback_query": {"id": "1"}})
    assert await call.result("getUpdates") == [{"update_id": known, "callback_query": {"id": "1"}}]


async def test_people_act_as_telegram_reports_it(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    world = sandbox.world
    mine = world.say(anna, "helo")
    world.edit(anna, mine.id, "hello")
    world.send_location(anna, 52.5, 13.4)
    world.send_sticker(anna)
    world.send_voice(anna)
    world.send_photo(anna, "my mat")
    world.forward(anna, "read this")
    world.say(anna, "/rock", world.add_group("Yoga"))
    world.forge_tap(anna, 999, "old")
    world.block(anna)

    updates = (await call.result("getUpdates"))[2:]

    messages = [one["message"] for one in updates if "message" in one]
    assert updates[0]["edited_message"]["text"] == "hello"
    assert messages[0]["location"] == {"latitude": 52.5, "longitude": 13.4}
    assert [kind for one in messages for kind in ("sticker", "voice", "photo") if kind in one] == [
        "sticker",
        "voice",
        "photo",
    ]
    assert messages[3]["caption"] == "my mat"
    assert messages[4]["forward_origin"]["type"] == "hidden_user"
    assert messages[5]["chat"]["type"] == "group"
    assert updates[-2]["callback_query"]["message"]["date"] == 0
    assert updates[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(SandboxError, match="must unblock"):
        world.say(anna, "hello?")


class Hook:
    """A webhook that answers as it is told and remembers what came."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.came: list[tuple[str, dict[str, Any]]] = []
        self.secret = ""

    async def take(self, request: web.Request) -> web.Response:
        status = self.statuses.pop(0) if self.statuses else 200
        update = await request.json()
        self.secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        kind = "message" if "message" in update else "tap"
        self.came.append((f"{kind} {status}", update))
        return web.Response(status=status)


@pytest.fixture
async def hook():
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_updates_with_the_secret_and_again_until_it_takes_them(
    call: Bare, sandbox: Sandbox, anna: Person, hook: Hook
) -> None:
    hook.statuses = [500, 503, 200]
    await call.result("setWebhook", url=hook.url, secret_token="s3cret")
    await sandbox.wait_for(lambda: not sandbox.world.inbox.waiting())
    assert [what for what, _ in hook.came] == ["message 500", "message 503", "message 200"]
    assert hook.secret == "s3cret"
    assert "can't use getUpdates method while webhook is active" in await call.error("getUpdates")
    info = await call.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)

    await call.result("deleteWebhook")
    sandbox.world.say(anna, "polled")
    assert await texts(call) == ["polled"]


async def test_a_tap_can_overtake_a_message_that_the_webhook_refuses(
    call: Bare, sandbox: Sandbox, anna: Person, hook: Hook
) -> None:
    await call.result("getUpdates", offset=-1)
    hook.statuses = [500, 200]
    await call.result("setWebhook", url=hook.url)
    sandbox.world.forge_tap(anna, 1, "x")
    await sandbox.wait_for(lambda: not sandbox.world.inbox.waiting())
    assert sorted(what for what, _ in hook.came)[-1].startswith("tap")
    assert len(hook.came) == 3


async def test_a_webhook_needs_https_or_this_machine(call: Bare) -> None:
    said = await call.error("setWebhook", url="http://example.org/hook")
    assert said == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    assert "secret token" in await call.error(
        "setWebhook", url="https://example.org", secret_token="nö"
    )
