"""A stranger's first minute in the demo: the real bot, seen and used in Chromium.

The page's own workings (escaping, focus, file kinds) are tried without the bot in tests/sandbox.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import demo

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# What sticks out: the page itself sideways, or a word out of its button.
STICKING_OUT = """() => [document.documentElement, ...document.querySelectorAll("button")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.tagName} ${one.textContent.slice(0, 40)}`)"""

# The words of the button that has the focus; nothing for any other place.
FOCUSED = "document.activeElement.matches('button') ? document.activeElement.textContent : ''"


class Screen:
    """One open page, and what went wrong on it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        page.set_default_timeout(10_000)  # milliseconds
        self.problems: list[str] = []
        page.on("console", lambda message: self.problems.append(message.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("requestfailed", lambda request: self.problems.append(f"failed: {request.url}"))

    def button(self, label: str) -> Any:
        """The newest button whose label contains this."""
        return self.page.get_by_role("button", name=label).last

    async def reads(self, words: str) -> None:
        """Waits until the newest message of the bot says this."""
        said = self.page.locator("#log .message:not(.mine)").last
        await said.filter(has_text=words).wait_for()

    async def tap(self, *labels: str) -> None:
        for label in labels:
            await self.button(label).click()

    async def tap_by_keyboard(self, label: str, key: str = "Tab") -> None:
        """Walks with Tab (or back with Shift+Tab) to a button that says this; presses Enter."""
        await self.button(label).wait_for()
        passed: list[str] = []
        while len(passed) < 80:
            await self.page.keyboard.press(key)
            passed.append(await self.page.evaluate(FOCUSED))
            if label in passed[-1]:
                await self.page.keyboard.press("Enter")
                return
        raise AssertionError(f"{key} never comes to {label!r} but to {passed}")


@pytest.fixture
async def address(capsys: pytest.CaptureFixture[str]) -> AsyncIterator[str]:
    """Where the demo serves its page."""
    stop = asyncio.Event()
    running = asyncio.create_task(demo.run(0, None, browser=False, stop=stop))
    printed = ""
    while "http" not in printed and not running.done():
        await asyncio.sleep(0.05)
        printed += capsys.readouterr().out
    yield printed.split("at ")[1].split()[0]
    stop.set()
    await running


@pytest.fixture
async def browser() -> AsyncIterator[Any]:
    api = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
    async with api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        await browser.close()


async def test_six_taps_lead_to_the_first_practice_and_the_clock_to_the_next_reminder(
    browser: Any, address: str
) -> None:
    screen = Screen(await browser.new_page(viewport=DESK))
    await screen.page.goto(address)

    taps = ("Start", "Set up", "· Berlin", "Fine", "▶ Do the first one now", "✓ Just log it")
    await screen.tap(*taps)
    await screen.reads("20 reps. Your first one.")
    await screen.reads("Streak: 1 day")

    await screen.tap("Next reminder")
    await screen.button("Skip").wait_for()
    await screen.reads("in Berlin")
    assert await screen.page.evaluate(STICKING_OUT) == []
    assert screen.problems == []


async def test_the_keyboard_alone_is_enough_on_a_narrow_phone(browser: Any, address: str) -> None:
    screen = Screen(await browser.new_page(viewport=PHONE, color_scheme="dark"))
    await screen.page.goto(address)

    for label in ("Start", "Set up", "Somewhere else"):
        await screen.tap_by_keyboard(label)
        assert await screen.page.evaluate(STICKING_OUT) == []
    await screen.reads("What time is it for you?")
    await screen.page.get_by_label("Message", exact=True).focus()
    await screen.page.keyboard.type("köln")
    await screen.page.keyboard.press("Enter")
    await screen.tap_by_keyboard("· Cologne", "Shift+Tab")
    await screen.reads("Morning 07:00")
    for label in ("Fine", "▶ Do the first one now", "Count with me", "+5", "✓ Done"):
        await screen.tap_by_keyboard(label)
        assert await screen.page.evaluate(STICKING_OUT) == []
    await screen.reads("5 reps. Your first one.")
    assert screen.problems == []
