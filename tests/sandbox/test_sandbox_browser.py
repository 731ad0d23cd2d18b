"""The page in Chromium: what happens is seen at once, by mouse and by keyboard, wide and narrow."""

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.sandbox import Clock, Control, Person, Sandbox
from bot.sandbox.methods import EFFECTS
from tests.sandbox.conftest import MONDAY

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(Clock(MONDAY))
    Control(sandbox)
    sandbox.world.add_person("Anna", "de")
    sandbox.world.add_person("Ben", "en")
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Any]:
    api = pytest.importorskip("playwright.async_api")
    async with api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


def send(sandbox: Sandbox, person: Person, text: str, **values: Any) -> int:
    sent = EFFECTS["sendMessage"](
        sandbox.world, {"chat_id": person.id, "text": text, "parse_mode": "HTML", **values}
    )
    return int(sent["message_id"])


async def test_a_conversation_is_seen_as_it_happens(browser: Any, sandbox: Sandbox) -> None:
    world = sandbox.world
    anna, ben = world.people()
    page = await browser.new_page(viewport={"width": 360, "height": 700}, color_scheme="dark")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))

    await page.goto(sandbox.url)
    await page.get_by_role("button", name="Start").click()
    await sandbox.wait_for(lambda: world.messages(anna))

    buttons = {"inline_keyboard": [[{"text": "+1", "callback_data": "a"}]]}
    text = "<b>0 of 20</b> &lt;img src=x&gt;"
    message_id = send(sandbox, anna, text, reply_markup=buttons, disable_notification=True)
    await page.get_by_text("0 of 20", exact=True).wait_for()
    assert await page.locator(".message b").inner_text() == "0 of 20"
    assert "<img src=x>" in await page.locator(".message:not(.mine) .words").inner_text()
    assert await page.locator("#log img").count() == 0
    await page.get_by_text("without a sound").wait_for()

    plus = page.get_by_role("button", name="+1")
    await plus.focus()
    await page.keyboard.press("Enter")
    tap = await sandbox.wait_for(lambda: next(iter(world.taps), None))
    EFFECTS["answerCallbackQuery"](world, {"callback_query_id": tap, "text": "1 of 20"})
    EFFECTS["editMessageText"](
        world,
        {
            "chat_id": anna.id,
            "message_id": message_id,
            "text": "one so far",
            "reply_markup": buttons,
        },
    )
    await page.locator(".toast", has_text="1 of 20").wait_for()
    await page.get_by_text("one so far").wait_for()
    assert await plus.evaluate("button => button === document.activeElement")

    keyboard = {"keyboard": [[{"text": "Share location", "request_location": True}]]}
    send(sandbox, anna, "Where are you?", reply_markup={**keyboard, "one_time_keyboard": True})
    await page.get_by_role("button", name="Share location").click()
    await page.get_by_role("button", name="Tokyo").click()
    await sandbox.wait_for(lambda: world.messages(anna)[-1].kind == "location")

    await page.get_by_label("Message", exact=True).fill("two\nlines")
    await page.keyboard.press("Enter")
    await sandbox.wait_for(lambda: world.messages(anna)[-1].text == "two\nlines")

    world.say(ben, "/start")
    send(sandbox, ben, "Hello Ben")
    await page.get_by_role("button", name="Clock and tools").click()
    await page.get_by_label("Ben").check()
    await page.get_by_role("button", name="Chat").click()
    await page.get_by_text("Hello Ben").wait_for()

    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = await page.evaluate(
        "[...document.querySelectorAll('button')]"
        ".filter(b => b.offsetParent && !b.matches('.command') && b.offsetHeight < 44).length"
    )
    assert small == 0
    assert problems == []
