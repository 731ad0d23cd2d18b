"""Films and pictures on their way: each uploaded once a bot, then sent by what Telegram calls it.

What they show, and how they are drawn, is not known here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any, Protocol
from weakref import WeakValueDictionary

from bot.gateway.outgoing import Media
from bot.gateway.refusals import GatewayError, Kind, Refused
from bot.gateway.request import Upload

log = logging.getLogger(__name__)

LONGEST_WAIT = 10.0  # seconds for a drawing, after which words are better than none
_OF_THE_FILE = frozenset({Kind.OUR_BUG, Kind.STALE, Kind.NO_ROOM})


class NotThereError(GatewayError):
    """What was to be shown could not be read or drawn; says the kind of error."""


@dataclass(frozen=True)
class Exhibit:
    """A film or picture that can be sent.

    `kind` is "photo", "video" or "animation"; `key` changes with the content; `details` are
    fields of the method (width and height in pixels, duration in seconds); `instead` is what is
    tried where this one is refused; `person_id` is set where it is about one person.
    """

    kind: str
    key: str
    filename: str
    content: Callable[[], Awaitable[bytes]]
    details: Mapping[str, Any] = field(default_factory=dict)
    instead: Media | None = None
    person_id: int | None = None


class FileIds(Protocol):
    """Remembers what Telegram calls a file."""

    async def known(self, key: str) -> str | None:
        """The file's id for this bot, if there is one."""

    async def keep(self, key: str, file_id: str, person_id: int | None) -> None:
        """Remembers it."""

    async def forget(self, key: str) -> None:
        """Telegram does not know it any more."""


Find = Callable[[int, Media], Awaitable[Exhibit | None]]
# Sends with a file's id, or with an upload where that is empty; returns the message.
Send = Callable[[Exhibit, str, Upload | None], Awaitable[Any]]


class Gallery:
    """`find` gives what a chat is to see under a name, or None where there is nothing."""

    def __init__(self, find: Find, file_ids: FileIds) -> None:
        self._find = find
        self._file_ids = file_ids
        self._uploads: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def show(self, chat_id: int, media: Media | None, send: Send) -> Any:
        """The message with the film or picture, or with what may stand instead of it, else None.

        Raises Refused where the reason does not lie in the file.
        """
        while media is not None:
            exhibit = await self._found(chat_id, media)
            if exhibit is None:
                return None
            try:
                return await self._sent(exhibit, send)
            except NotThereError as error:
                log.error("%s was not drawn: %s", media.name, error)
            except Refused as refused:
                if refused.refusal.kind not in _OF_THE_FILE:
                    raise
                log.warning("%s was not shown: %s", media.name, refused)
            media = exhibit.instead
        return None

    async def _found(self, chat_id: int, media: Media) -> Exhibit | None:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                return await self._find(chat_id, media)
        except Exception as error:
            # Its text stays out of the log: it may hold what a person wrote.
            log.error("%s was not found: %s", media.name, type(error).__name__)
            return None

    async def _sent(self, exhibit: Exhibit, send: Send) -> Any:
        """By its id, else uploaded; who wants the same file meanwhile waits for its id."""
        stale = None
        while (file_id := await self._file_ids.known(exhibit.key)) is not None:
            try:
                return await send(exhibit, file_id, None)
            except Refused as refused:
                if refused.refusal.kind is not Kind.STALE or file_id == stale:
                    raise
            stale = file_id
            await self._forget(exhibit.key, stale)
        async with self._uploads.setdefault(exhibit.key, asyncio.Lock()):
            file_id = await self._file_ids.known(exhibit.key)
            if file_id is None:
                return await self._uploaded(exhibit, send)
        return await send(exhibit, file_id, None)

    async def _forget(self, key: str, stale: str) -> None:
        """Forgets an id, unless somebody has uploaded the file anew meanwhile."""
        async with self._uploads.setdefault(key, asyncio.Lock()):
            if await self._file_ids.known(key) == stale:
                await self._file_ids.forget(key)

    async def _uploaded(self, exhibit: Exhibit, send: Send) -> Any:
        media_type = guess_type(exhibit.filename)[0] or "application/octet-stream"
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                upload = (exhibit.filename, await exhibit.content(), media_type)
        except Exception as error:
            raise NotThereError(type(error).__name__) from error
        message = await send(exhibit, "", upload)
        file_id = _file_id(message, exhibit.kind)
        if file_id:
            await self._keep(exhibit, file_id)
        return message

    async def _keep(self, exhibit: Exhibit, file_id: str) -> None:
        """An id that is not remembered costs another upload, and not what was sent already."""
        try:
            await self._file_ids.keep(exhibit.key, file_id, exhibit.person_id)
        except Exception as error:
            log.error("%s was not remembered: %s", exhibit.filename, type(error).__name__)


def _file_id(message: Any, kind: str) -> str:
    """What Telegram calls the file of this message; of a photo's sizes the largest.

    It is nothing where Telegram made another kind of it: the id would not do for the same method.
    """
    file = message.get(kind) if isinstance(message, dict) else None
    if isinstance(file, list):
        file = file[-1] if file else None
    return str(file["file_id"]) if isinstance(file, dict) else ""
