"""The only way out: every message, edit and toast goes through here. What they say is not known.

Toasts go at once; the rest of one person's replies keeps its order; people are served in parallel.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

from bot.gateway import fields
from bot.gateway.calls import Calls, Manner, back_off, tolerated
from bot.gateway.gallery import Exhibit, Gallery
from bot.gateway.gentle import GentleEdits
from bot.gateway.outgoing import Edit, Message, Reply, Strip, Toast, Work
from bot.gateway.pacing import Pacing
from bot.gateway.refusals import Kind, Refusal, Refused
from bot.gateway.request import CoachBot, Upload

log = logging.getLogger(__name__)

# A toast is of no use when the finger has left.
_TOAST = Manner(counted=False, seconds=60.0)
_ONCE = Manner(repeats=0)
_WAITED = Manner(waited=True)

_METHODS = {"photo": "sendPhoto", "video": "sendVideo", "animation": "sendAnimation"}

# What a Work's name stands for: told the chat and the Work's note.
Doing = Callable[[int, str], Awaitable[None]]
# Told what is left of a reply just before a message in it is sent a second time.
BeforeRepeat = Callable[[Reply], Awaitable[None]]


class Sender:
    """Sends to Telegram.

    `on_gone` hears of people who blocked the bot or left; `work` does what a Work names; `gallery`
    has the films and pictures;
    `edit_gap` is the shortest time between gentle edits of one message in seconds; `workers`
    bounds the requests under way; `pause` gives the seconds before an attempt is repeated.
    """

    def __init__(
        self,
        bot: CoachBot,
        pacing: Pacing,
        on_gone: Callable[[int], Awaitable[None]],
        work: Mapping[str, Doing],
        gallery: Gallery,
        *,
        edit_gap: float = 3.0,
        workers: int = 64,
        pause: Callable[[int], float] = back_off,
    ) -> None:
        self._pacing = pacing
        self._work = work
        self._gallery = gallery
        self._calls = Calls(bot, pacing, on_gone, workers=workers, pause=pause)
        self._edits = GentleEdits(pacing.turn, self._edit_gently, gap=edit_gap)
        self._locks: WeakValueDictionary[tuple[str, int], asyncio.Lock] = WeakValueDictionary()
        self._pending = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def show(self, reply: Reply, before_repeat: BeforeRepeat | None = None) -> None:
        """Shows a reply: the toast, then its items in order. Returns when there is no more to do.

        What Telegram refuses is logged. A message whose sending broke off is sent a second time
        only where `before_repeat` is given.
        """
        with self._busy():
            toast = asyncio.create_task(self._answer(reply))
            async with self._order("items", reply.chat_id):
                await toast
                later = await self._show_items(reply, before_repeat)
            await asyncio.gather(*later)

    async def slot(self) -> None:
        """Returns when there is room for one more `deliver`, after everybody who is tapping."""
        await self._pacing.turn(None, bulk=True)

    async def deliver(self, chat_id: int, message: Message) -> int:
        """Sends one message at once and returns its id; raises Refused and repeats nothing."""
        with self._busy():
            sent = await self._send(chat_id, message)
            return int(sent["message_id"])

    async def say(self, chat_id: int, message: Message) -> int:
        """Sends one message, after a 429 again; its id, or raises Refused."""
        with self._busy():
            sent = await self._send(chat_id, message, _ONCE)
            return int(sent["message_id"])

    async def send_document(
        self, chat_id: int, filename: str, content: bytes, caption: str = ""
    ) -> int:
        """Uploads a file (at most 50 MB), caption in HTML; its message's id, or raises Refused."""
        files = {"document": (filename, content, "application/octet-stream")}
        body = fields.document(chat_id, caption)
        with self._busy():
            sent = await self._calls.insist(chat_id, "sendDocument", body, _ONCE, files)
            return int(sent["message_id"])

    async def typing(self, chat_id: int) -> None:
        """Shows for up to 5 s that an answer is being made; a refusal does not matter."""
        with self._busy(), suppress(Refused):
            body = {"chat_id": chat_id, "action": "typing"}
            await self._calls.once(chat_id, "sendChatAction", body)

    async def quiet(self) -> None:
        """Returns when nothing is pending; gentle edits are shown at once meanwhile."""
        self._edits.hurry(on=True)
        try:
            await self._idle.wait()
        finally:
            self._edits.hurry(on=False)

    def close(self) -> None:
        """Drops the gentle edits that wait."""
        self._edits.close()

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self._pending += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._pending -= 1
            if not self._pending:
                self._idle.set()

    def _order(self, what: str, chat_id: int) -> asyncio.Lock:
        """A lock, which lets those who wait pass in the order in which they came."""
        return self._locks.setdefault((what, chat_id), asyncio.Lock())

    async def _answer(self, reply: Reply) -> None:
        """Answers the tap exactly once, also where there is nothing to say."""
        if not reply.callback_id:
            return
        toast = next((item for item in reply.items if isinstance(item, Toast)), Toast())
        body = fields.toast(reply.callback_id, toast)
        async with self._order("toasts", reply.chat_id):
            await self._calls.attempt(reply.chat_id, "answerCallbackQuery", body, _TOAST)

    async def _show_items(
        self, reply: Reply, before_repeat: BeforeRepeat | None
    ) -> list["asyncio.Future[None]"]:
        """Shows what keeps its place; returns what may take longer, begun."""
        chat_id = reply.chat_id
        later: list[asyncio.Future[None]] = []
        for number, item in enumerate(reply.items):
            match item:
                case Message():
                    rest = replace(reply, items=reply.items[number:], callback_id="")
                    if await self._message(item, rest, before_repeat) is Kind.GONE:
                        break
                case Edit(gentle=True):
                    later.append(self._edits.offer(chat_id, item))
                case Edit():
                    await self._edit(chat_id, item)
                case Strip():
                    await self._edits.settle(chat_id, item.message_id)
                    body = fields.strip(chat_id, item)
                    await self._calls.attempt(chat_id, "editMessageReplyMarkup", body)
                case Work():
                    later.append(asyncio.create_task(self._do(chat_id, item)))
        return later

    async def _message(
        self, message: Message, rest: Reply, before_repeat: BeforeRepeat | None = None
    ) -> Kind | None:
        manner = _ONCE
        if before_repeat:
            manner = Manner(repeats=1, before_repeat=lambda: before_repeat(rest))
        return await tolerated("a message", self._send(rest.chat_id, message, manner))

    async def _send(self, chat_id: int, message: Message, manner: Manner | None = None) -> Any:
        """With its film or picture where there is one that Telegram takes; raises Refused."""

        async def show(exhibit: Exhibit, file_id: str, upload: Upload | None) -> Any:
            body = fields.shown(chat_id, message, exhibit, file_id)
            files = {exhibit.kind: upload} if upload else None
            return await self._call(chat_id, _METHODS[exhibit.kind], body, manner, files)

        shown = await self._gallery.show(chat_id, message.media, show)
        if shown is not None:
            return shown
        return await self._call(chat_id, "sendMessage", fields.message(chat_id, message), manner)

    async def _call(
        self,
        chat_id: int,
        method: str,
        body: fields.Fields,
        manner: Manner | None,
        files: Mapping[str, Upload] | None = None,
    ) -> Any:
        """Once, or insisting in some manner."""
        if manner is None:
            return await self._calls.once(chat_id, method, body, files)
        return await self._calls.insist(chat_id, method, body, manner, files)

    async def _edit(self, chat_id: int, edit: Edit) -> None:
        await self._edits.settle(chat_id, edit.message_id)
        kind = await tolerated("an edit", self._change(chat_id, edit, Manner()))
        if kind in {Kind.MISSING, Kind.NO_ROOM}:
            await self._send_new(chat_id, Message(edit.text, edit.buttons))

    async def _edit_gently(self, chat_id: int, edit: Edit) -> None:
        await tolerated("an edit", self._change(chat_id, edit, _WAITED))

    async def _change(self, chat_id: int, edit: Edit, manner: Manner) -> None:
        """The film or picture, else the text, which is a caption where there is such a thing."""

        async def exchange(exhibit: Exhibit, file_id: str, upload: Upload | None) -> Any:
            body = fields.exchanged(chat_id, edit, exhibit, file_id)
            files = {fields.UPLOADED: upload} if upload else None
            return await self._call(chat_id, "editMessageMedia", body, manner, files)

        if await self._gallery.show(chat_id, edit.media, exchange) is not None:
            return
        if edit.media and edit.captioned:  # these words do not belong under the old picture
            raise Refused(Refusal(Kind.NO_ROOM, "no other picture"))
        if not edit.captioned:
            try:
                body = fields.edit(chat_id, edit)
                await self._calls.insist(chat_id, "editMessageText", body, manner)
                return
            except Refused as refused:
                if refused.refusal.kind is not Kind.CAPTION:
                    raise
        body = fields.caption(chat_id, edit)
        await self._calls.insist(chat_id, "editMessageCaption", body, manner)

    async def _do(self, chat_id: int, work: Work) -> None:
        try:
            await self._work[work.name](chat_id, work.note)
        except Exception as error:
            log.error("The work %s failed: %s", work.name, type(error).__name__)
            if work.sorry:
                await self._send_new(chat_id, Message(work.sorry))

    async def _send_new(self, chat_id: int, message: Message) -> None:
        await tolerated("a message", self._send(chat_id, message, _ONCE))
