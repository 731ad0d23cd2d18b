"""What the bot wants to say, as frozen values that survive a restart as JSON.

Nothing is sent here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass(frozen=True)
class Button:
    """An inline button; `data` is at most 64 bytes (Bot API)."""

    text: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Toast:
    """The answer to a tap: at most 200 characters of plain text; an alert must be dismissed."""

    text: str = ""
    alert: bool = False


@dataclass(frozen=True)
class Media:
    """A film or picture by its name; some are drawn for the person when they are sent."""

    name: str


@dataclass(frozen=True)
class Message:
    """A new message in HTML, at most 4,096 characters after parsing; with media at most 1,024.

    What cannot be drawn or is refused is left away: the text says it all.
    `ask_location` is the label of a one-time keyboard button that shares a location;
    `drop_keyboard` takes such a keyboard away again. Neither goes with inline `buttons`.
    """

    text: str
    buttons: Keyboard = ()
    silent: bool = False
    ask_location: str = ""
    drop_keyboard: bool = False
    media: Media | None = None


@dataclass(frozen=True)
class Edit:
    """New text and buttons, or another film or picture, for a message the bot sent.

    A `gentle` edit may be merged into a later one. `captioned`: the message is known to hold a
    film or picture, which stays.
    """

    message_id: int
    text: str
    buttons: Keyboard = ()
    gentle: bool = False
    captioned: bool = False
    media: Media | None = None


@dataclass(frozen=True)
class Strip:
    """Takes the inline buttons off a message and leaves its text."""

    message_id: int


@dataclass(frozen=True)
class Work:
    """Something that takes time, like an export.

    The wiring knows what `name` does, and what `note` says to it; `sorry` is sent when it fails.
    """

    name: str
    sorry: str = ""
    note: str = ""


Item = Toast | Message | Edit | Strip | Work


@dataclass(frozen=True)
class Reply:
    """All that one update brings about, shown in this order.

    `callback_id` is the tap that a Toast answers.
    """

    chat_id: int
    items: tuple[Item, ...] = ()
    callback_id: str = ""

    KINDS: ClassVar[Mapping[str, type]] = {
        kind.__name__.lower(): kind for kind in (Toast, Message, Edit, Strip, Work)
    }

    def to_json(self) -> str:
        """The reply as it is kept in the update's row."""
        items = [{"kind": type(item).__name__.lower(), **_plain(item)} for item in self.items]
        return json.dumps({"chat": self.chat_id, "callback": self.callback_id, "items": items})

    @classmethod
    def from_json(cls, text: str) -> "Reply":
        """The reply that `to_json` kept."""
        kept = json.loads(text)
        return cls(kept["chat"], tuple(_item(one) for one in kept["items"]), kept["callback"])


def _plain(item: Item) -> dict[str, Any]:
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    if "buttons" in values:
        values["buttons"] = [
            [(button.text, button.data) for button in row] for row in values["buttons"]
        ]
    if values.get("media"):
        values["media"] = values["media"].name
    return values


def _item(kept: dict[str, Any]) -> Item:
    kind = Reply.KINDS[kept.pop("kind")]
    if "buttons" in kept:
        kept["buttons"] = _keyboard(kept["buttons"])
    if kept.get("media"):
        kept["media"] = Media(kept["media"])
    item: Item = kind(**kept)
    return item


def _keyboard(rows: Sequence[Sequence[Sequence[str]]]) -> Keyboard:
    return tuple(tuple(Button(text, data) for text, data in row) for row in rows)
