"""What the page asks for: itself, a stream of what happens, files, and people's acts.

GET  /  /page/{name}        the page          GET  /media/{file_id}   a file of a message
GET  /events                server-sent events: first `all`, then one event a change
POST /act/{name}            JSON; {} or {"error": "in plain words"}
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox.chats import Attachment, Event, Person
from bot.sandbox.errors import SandboxError
from bot.sandbox.guard import add_headers, guard
from bot.sandbox.server import Sandbox
from bot.sandbox.travel import Travel
from bot.sandbox.view import event_view, everything

Json = dict[str, Any]

_PAGE = Path(__file__).with_name("page")
_SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp", "video/mp4"}
_HEARTBEAT = 3.0


class Control:
    """Adds the page to a sandbox that has not started; `travel` is set once the bot runs."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.travel: Travel | None = None
        self._sandbox, self._world = sandbox, sandbox.world
        self._streams: set[asyncio.Queue[Event | None]] = set()
        sandbox.app.middlewares.append(guard)
        sandbox.app.on_response_prepare.append(add_headers)
        sandbox.app.on_shutdown.append(self._end_streams)
        sandbox.world.listeners.append(self._hear)
        sandbox.app.router.add_get("/", self._index)
        sandbox.app.router.add_static("/page", _PAGE)
        sandbox.app.router.add_get("/events", self._events)
        sandbox.app.router.add_get("/media/{file_id}", self._media)
        sandbox.app.router.add_post("/act/{name}", self._act)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(_PAGE / "index.html")

    async def _media(self, request: web.Request) -> web.Response:
        file = self._world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        if file.mime in _SHOWN_INLINE:
            return _shown(file, request)
        headers = {"Content-Disposition": "attachment"}
        kind = "application/octet-stream"
        return web.Response(body=file.data, content_type=kind, headers=headers)

    # What happens, as it happens.

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._streams.add(queue)
        try:
            await _write(stream, "all", everything(self._sandbox, self.travel))
            while await self._pass_on(stream, queue):
                pass
        except ConnectionError:
            pass  # the page was closed; it asks anew when it is opened
        finally:
            self._streams.discard(queue)
        return stream

    async def _pass_on(
        self, stream: web.StreamResponse, queue: asyncio.Queue[Event | None]
    ) -> bool:
        try:
            async with asyncio.timeout(_HEARTBEAT):
                event = await queue.get()
        except TimeoutError:
            event = Event("clock", 0)
        if event and (view := event_view(self._sandbox, event)) is not None:
            await _write(stream, event.kind, view)
        return event is not None

    def _hear(self, event: Event) -> None:
        for queue in self._streams:
            queue.put_nowait(event)

    async def _end_streams(self, _: web.Application) -> None:
        for queue in self._streams:
            queue.put_nowait(None)

    # What people do.

    async def _act(self, request: web.Request) -> web.Response:
        act = self._acts().get(request.match_info["name"])
        if act is None:
            raise web.HTTPNotFound
        try:
            asked = await request.json()
            await act(asked)
        except (ValueError, KeyError, TypeError):
            return web.json_response({"error": "That could not be understood."}, status=400)
        except SandboxError as error:
            return web.json_response({"error": str(error)}, status=409)
        except TimeoutError:
            return web.json_response({"error": "The bot does not answer."}, status=409)
        return web.json_response({})

    def _acts(self) -> dict[str, Callable[[Json], Awaitable[None]]]:
        return {
            "say": self._say,
            "tap": self._tap,
            "location": self._location,
            "send": self._send,
            "block": self._block,
            "travel": self._go,
        }

    def _person(self, asked: Json) -> Person:
        person = self._world.chats.get(asked["person"])
        if not isinstance(person, Person):
            raise SandboxError("There is no such person.")
        return person

    async def _say(self, asked: Json) -> None:
        self._world.say(self._person(asked), str(asked["text"]))

    async def _tap(self, asked: Json) -> None:
        self._world.forge_tap(self._person(asked), int(asked["message"]), str(asked["data"]))

    async def _location(self, asked: Json) -> None:
        latitude, longitude = float(asked["latitude"]), float(asked["longitude"])
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise SandboxError("Latitude is -90 to 90, longitude -180 to 180.")
        self._world.send_location(self._person(asked), latitude, longitude)

    async def _send(self, asked: Json) -> None:
        sends: dict[str, Callable[[Person], object]] = {
            "sticker": self._world.send_sticker,
            "voice": self._world.send_voice,
            "photo": self._world.send_photo,
        }
        sends[asked["what"]](self._person(asked))

    async def _block(self, asked: Json) -> None:
        person = self._person(asked)
        if person.id in self._world.blocked:
            self._world.unblock(person)
        else:
            self._world.block(person)

    async def _go(self, asked: Json) -> None:
        if self.travel is None:
            raise SandboxError("The bot is still starting.")
        match asked["to"]:
            case "reminder":
                await self.travel.to_next_reminder(self._person(asked))
            case "hour":
                await self.travel.by(timedelta(hours=1))
            case "morning":
                await self.travel.to_next_morning(ZoneInfo(str(asked.get("zone", "UTC"))))
            case "week":
                await self.travel.good_week(self._person(asked))
            case _:
                raise SandboxError("There is no such journey.")


async def _write(stream: web.StreamResponse, kind: str, view: Json) -> None:
    await stream.write(f"event: {kind}\ndata: {json.dumps(view)}\n\n".encode())


def _shown(file: Attachment, request: web.Request) -> web.Response:
    """The file, or the part of it that was asked for: films are sought in by such requests."""
    whole, headers = len(file.data), {"Accept-Ranges": "bytes"}
    try:
        start, end, _ = request.http_range.indices(whole)
    except ValueError:
        raise web.HTTPRequestRangeNotSatisfiable from None
    if "Range" not in request.headers:
        return web.Response(body=file.data, content_type=file.mime, headers=headers)
    if start >= end:
        raise web.HTTPRequestRangeNotSatisfiable(headers={"Content-Range": f"bytes */{whole}"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{whole}"
    part = file.data[start:end]
    return web.Response(status=206, body=part, content_type=file.mime, headers=headers)
