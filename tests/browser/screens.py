"""Takes the README's pictures of the demo anew: `make screens`.

The real bot and page in Chromium: six weeks of a good user, then a film, the calendar, the counter.
"""

import asyncio
import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Page, async_playwright

from bot import demo

DOCS = Path(__file__).parents[2] / "docs"
PHONE = {"width": 390, "height": 800}
DESK = {"width": 1280, "height": 900}
WEEKS = 6
PORT = 8799
BETWEEN = 14  # pixels between two phones
WEEK_PASSES = 60_000  # milliseconds, at the most


async def main() -> None:
    """Writes docs/demo.png and docs/phones.png."""
    stop = asyncio.Event()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        running = asyncio.create_task(demo.run(PORT, db, browser=False, stop=stop))
        try:
            async with async_playwright() as playwright:
                chromium = await playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                page = await chromium.new_page(viewport=DESK, device_scale_factor=1)
                await walk(page)
                await chromium.close()
        finally:
            stop.set()
            await running


async def walk(page: Page) -> None:
    await page.goto(f"http://127.0.0.1:{PORT}")
    await tap(page, "Start")
    phones = [await phone(page)]
    await tap(page, "Set up", "Berlin", "Fine", "Do the first one now", "Play", "Done 20")
    for _ in range(WEEKS):
        await tap(page, "A week of a good user")
        await page.locator("[data-to=week]:not([disabled])").wait_for(timeout=WEEK_PASSES)
    await say(page, "/stats")
    await page.locator("#log img").last.wait_for()
    await page.wait_for_timeout(1500)
    (DOCS / "demo.png").write_bytes(await page.screenshot())
    phones.append(await phone(page))
    await say(page, "/rock")
    await page.wait_for_timeout(1500)
    await page.evaluate(SEEK)
    phones.insert(1, await phone(page))
    await say(page, "it hurts my knees")
    phones.append(await phone(page))
    beside_each_other(phones).save(DOCS / "phones.png", optimize=True)


async def phone(page: Page) -> bytes:
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    await page.wait_for_timeout(1500)
    taken = await page.screenshot()
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return taken


async def tap(page: Page, *labels: str) -> None:
    for label in labels:
        await page.get_by_role("button", name=label).last.click()
        await page.wait_for_timeout(800)


async def say(page: Page, text: str) -> None:
    box = page.get_by_role("textbox").last
    await box.fill(text)
    await box.press("Enter")
    await page.wait_for_timeout(800)


def beside_each_other(phones: list[bytes]) -> Image.Image:
    screens = [Image.open(BytesIO(one)).convert("RGB") for one in phones]
    wide = sum(one.width for one in screens) + BETWEEN * (len(screens) - 1)
    sheet = Image.new("RGB", (wide, screens[0].height), "white")
    left = 0
    for one in screens:
        sheet.paste(one, (left, 0))
        left += one.width + BETWEEN
    return sheet


SEEK: Any = """async () => {
    const film = [...document.querySelectorAll("video")].at(-1);
    film.muted = true;
    await film.play();
    film.currentTime = 37.2;
    await new Promise((done) => setTimeout(done, 600));
    film.pause();
    film.controls = false;
}"""

if __name__ == "__main__":
    asyncio.run(main())
