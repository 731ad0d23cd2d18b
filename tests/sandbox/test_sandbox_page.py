"""The server side of the page: only its own page may act, and it is told everything at once."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import Clock, Control, Person, Sandbox, SandboxError, control
from tests.sandbox.conftest import MONDAY, Bare

PNG = b"\x89PNG\r\n\x1a\n and so on"
PAGE = Path(control.__file__).with_name("page")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(Clock(MONDAY))
    Control(sandbox)
    await sandbox.start()
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def page(sandbox: Sandbox) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sandbox.url, headers={"Origin": sandbox.url}) as session:
        yield session


async def act(page: aiohttp.ClientSession, name: str, **asked: Any) -> tuple[int, str]:
    async with page.post(f"/act/{name}", json=asked) as answer:
        body = await answer.json()
        return answer.status, body.get("error", "")


async def next_event(stream: aiohttp.ClientResponse) -> tuple[str, Any]:
    kind = (await stream.content.readline()).decode().removeprefix("event: ").strip()
    data = (await stream.content.readline()).decode().removeprefix("data: ")
    await stream.content.readline()
    return kind, json.loads(data)


async def test_the_page_brings_a_policy_that_allows_nothing_inline(
    page: aiohttp.ClientSession,
) -> None:
    async with page.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for path in re.findall(r'(?:src|href)="(/[^"]+)"', await answer.text()):
            async with page.get(path) as part:
                assert part.status == 200, path


def test_the_page_has_no_inline_code_and_never_parses_markup() -> None:
    markup = (PAGE / "index.html").read_text()
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", markup)
    for script in PAGE.glob("*.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script.read_text()
        )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "rebound.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
async def test_other_sites_cannot_act(
    sandbox: Sandbox, anna: Person, headers: dict[str, str], status: int
) -> None:
    async with (
        aiohttp.ClientSession(sandbox.url) as other,
        other.post("/act/say", json={"person": anna.id, "text": "x"}, headers=headers) as answer,
    ):
        assert answer.status == status
    assert len(sandbox.world.messages(anna)) == 1


async def test_a_page_elsewhere_cannot_use_the_bot_api(call: Bare) -> None:
    async with call.session.get(
        f"{call.root}/getMe", headers={"Origin": "https://evil.example"}
    ) as answer:
        assert answer.status == 403


async def test_nobody_else_can_reach_the_server() -> None:
    with pytest.raises(SandboxError, match="this machine only"):
        await Sandbox().start("0.0.0.0")  # noqa: S104 - that it is refused is the point


async def test_people_act_through_the_page(
    page: aiohttp.ClientSession, sandbox: Sandbox, anna: Person, call: Bare
) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "g:1"}]]}
    sent = await call.result("sendMessage", chat_id=anna.id, text="Ready?", reply_markup=markup)
    for name, asked in [
        ("say", {"text": "hello"}),
        ("tap", {"message": sent["message_id"], "data": "g:1"}),
        ("location", {"latitude": 52.5, "longitude": 13.4}),
        ("send", {"what": "sticker"}),
        ("block", {}),
    ]:
        assert await act(page, name, person=anna.id, **asked) == (200, "")
    kinds = [
        next(kind for kind in one if kind != "update_id") for one in await call.result("getUpdates")
    ]
    assert kinds == ["message"] * 2 + ["callback_query"] + ["message"] * 2 + ["my_chat_member"]


@pytest.mark.parametrize(
    ("name", "asked", "status"),
    [
        ("dance", {}, 404),
        ("say", {}, 400),
        ("say", {"person": 1, "text": "x"}, 409),
        ("say", {"person": "anna", "text": ""}, 409),
        ("say", {"person": "anna", "text": "a" * 4097}, 409),
        ("location", {"person": "anna", "latitude": 91, "longitude": 0}, 409),
        ("location", {"person": "anna", "latitude": "north", "longitude": 0}, 400),
        ("travel", {"person": "anna", "to": "reminder"}, 409),
    ],
)
async def test_what_cannot_be_done_is_said_plainly(
    page: aiohttp.ClientSession, anna: Person, name: str, asked: dict[str, Any], status: int
) -> None:
    if asked.get("person") == "anna":
        asked = {**asked, "person": anna.id}
    async with page.post(f"/act/{name}", json=asked) as answer:
        assert answer.status == status
        if status != 404:
            assert (await answer.json())["error"]


async def test_the_page_is_told_everything_as_it_happens(
    page: aiohttp.ClientSession, sandbox: Sandbox, anna: Person, call: Bare
) -> None:
    async with page.get("/events") as stream:
        kind, told = await next_event(stream)
        assert kind == "all"
        assert told["people"][0]["messages"][0]["text"] == "/start"
        assert told["listening"] is False

        await call.result("sendMessage", chat_id=anna.id, text="<b>Hi</b>", parse_mode="HTML")
        kind, told = await next_event(stream)
        assert (kind, told["text"], told["mine"]) == ("message", "Hi", False)
        assert told["entities"][0]["type"] == "bold"
        kind, told = await next_event(stream)
        assert (kind, told["method"], told["outcome"]) == ("call", "sendMessage", "ok")


async def test_a_film_is_sought_in_by_asking_for_parts_of_it(
    page: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    film = sandbox.world.keep_file("video", "a.mp4", "video/mp4", bytes(range(100)))
    wanted = {"Range": "bytes=10-19"}
    async with page.get(f"/media/{film.file_id}", headers=wanted) as answer:
        assert answer.status == 206
        assert answer.headers["Content-Range"] == "bytes 10-19/100"
        assert await answer.read() == bytes(range(10, 20))
    async with page.get(f"/media/{film.file_id}", headers={"Range": "bytes=90-"}) as answer:
        assert await answer.read() == bytes(range(90, 100))
    async with page.get(f"/media/{film.file_id}", headers={"Range": "bytes=200-"}) as answer:
        assert answer.status == 416
    async with page.get(f"/media/{film.file_id}") as answer:
        assert (answer.status, await answer.read()) == (200, bytes(range(100)))


async def test_files_are_shown_or_downloaded_but_never_run(
    page: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    picture = sandbox.world.keep_file("photo", "a.png", "image/png", PNG)
    trick = sandbox.world.keep_file("document", "a.html", "text/html", b"<script>1</script>")
    async with page.get(f"/media/{picture.file_id}") as answer:
        assert answer.content_type == "image/png"
    async with page.get(f"/media/{trick.file_id}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    async with page.get("/media/none") as answer:
        assert answer.status == 404
