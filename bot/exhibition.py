"""What can be shown beside words: the films and pictures in `content/media`, and what is drawn.

It brings names together with bytes and remembers uploads; it neither draws nor sends.
"""

import asyncio
import hashlib
import tomllib
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.gateway.gallery import Exhibit
from bot.gateway.outgoing import Media
from bot.store import files
from bot.store.database import Database

T = TypeVar("T")

BREATH_SECONDS = 0.05  # between two long readings, so that taps get their turn

# What is to be drawn for a person under a name, as plain values; None where there is nothing.
Compose = Callable[[str, Connection, int, datetime], Hashable | None]
Draw = Callable[[Hashable], Awaitable[bytes]]


@dataclass(frozen=True)
class Kept:
    """A file of `content/media`, read when it is first wanted; `kind` as Telegram names it."""

    path: Path
    kind: str
    details: Mapping[str, Any]
    instead: Media | None = None

    @cached_property
    def key(self) -> str:
        """Changes with the content of the file."""
        return f"{self.path.name}:{hashlib.sha256(self.path.read_bytes()).hexdigest()[:16]}"

    async def content(self) -> bytes:
        """The file."""
        return await asyncio.to_thread(self.path.read_bytes)


class Exhibition:
    """Finds what a name means for a person.

    `compose` gives the values of what is not kept in the folder, `draw` makes them a PNG; `edition`
    changes when drawings look different.
    """

    def __init__(
        self,
        folder: Path,
        compose: Compose,
        draw: Draw,
        database: Database,
        now: Callable[[], datetime],
        edition: str,
    ) -> None:
        self._kept = kept_files(folder)
        self._compose = compose
        self._draw = draw
        self._database = database
        self._now = now
        self._edition = edition
        self._reading = asyncio.Semaphore(1)
        self._expected: dict[tuple[int, Media], Hashable] = {}

    async def find(self, chat_id: int, media: Media) -> Exhibit | None:
        """What this person is to see under the name, or None where there is nothing."""
        kept = self._kept.get(media.name)
        if kept is None:
            return await self._to_be_drawn(chat_id, media)
        key = await asyncio.to_thread(lambda: kept.key)
        return Exhibit(kept.kind, key, kept.path.name, kept.content, kept.details, kept.instead)

    def expect(self, person_id: int, media: Media, values: Hashable) -> None:
        """Takes values that were read already, for the next `find` of this name."""
        self._expected[person_id, media] = values

    async def calmly(self, query: Callable[[Connection], T]) -> T:
        """Reads what takes a while: one such reading at a time, and a breath after each."""
        async with self._reading:
            found = await self._database.read(query)
            await asyncio.sleep(BREATH_SECONDS)
        return found

    async def _to_be_drawn(self, person_id: int, media: Media) -> Exhibit | None:
        """The same values are the same picture, and that is drawn once."""
        values = self._expected.pop((person_id, media), None)
        if values is None:
            now = self._now()
            values = await self.calmly(lambda tx: self._compose(media.name, tx, person_id, now))
        if values is None:
            return None
        digest = hashlib.sha256(f"{self._edition} {values!r}".encode()).hexdigest()

        async def content() -> bytes:
            return await self._draw(values)

        key = f"{media.name}:{person_id}:{digest[:16]}"
        return Exhibit("photo", key, f"{media.name}.png", content, person_id=person_id)


def kept_files(folder: Path) -> Mapping[str, Kept]:
    """The films and pictures that `media.toml` in this folder describes, by their names."""
    table = tomllib.loads((folder / "media.toml").read_text(encoding="utf-8"))
    return {name: _kept(folder, about) for name, about in table.items()}


def _kept(folder: Path, about: Mapping[str, Any]) -> Kept:
    path = folder / str(about["file"])
    if path.suffix != ".mp4":
        return Kept(path, "photo", {})
    details = {"width": about["width"], "height": about["height"]}
    details["duration"] = round(about["seconds"])
    if about["loop"]:
        return Kept(path, "animation", details)
    return Kept(path, "video", details | {"supports_streaming": True}, Media("loop"))


@dataclass(frozen=True)
class RememberedFiles:
    """What Telegram calls the files that this bot has uploaded, kept in the database."""

    database: Database
    bot_id: int
    now: Callable[[], datetime]

    async def known(self, key: str) -> str | None:
        """The file's id, if it was uploaded."""
        now = self.now()
        return await self.database.write(lambda tx: files.known(tx, self.bot_id, key, now))

    async def keep(self, key: str, file_id: str, person_id: int | None) -> None:
        """Remembers an upload."""
        now = self.now()
        await self.database.write(
            lambda tx: files.keep(tx, self.bot_id, key, file_id, now, person_id)
        )

    async def forget(self, key: str) -> None:
        """The id is of no use any more."""
        await self.database.write(lambda tx: files.forget(tx, self.bot_id, key))
