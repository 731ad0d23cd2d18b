"""Who is there and what stands in the chats: people, groups, messages, files, keyboards. In memory.

Nobody acts here: what a person does is in `world`, what a bot does in `methods`.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.entities import Entity, to_html
from bot.sandbox.errors import SandboxError


@dataclass(frozen=True)
class Person:
    """Somebody with a phone; the private chat with the bot has the same id."""

    id: int
    first_name: str
    language_code: str | None = "en"


@dataclass(frozen=True)
class Group:
    """A group chat that the bot is in; its id is negative."""

    id: int
    title: str


@dataclass(frozen=True)
class Button:
    """A button under a message (`data` or `url`), or in a reply keyboard (says its label)."""

    text: str
    data: str = ""
    url: str = ""
    asks_location: bool = False


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Keyboard:
    """Reply buttons in place of the phone's keyboard; `once`: gone after one tap."""

    rows: Buttons
    once: bool = False


@dataclass(frozen=True)
class Attachment:
    """A file as the sandbox keeps it: `file_id` sends it again, `unique_id` only names it."""

    kind: str
    file_id: str
    unique_id: str
    name: str
    mime: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Message:
    """One message as it stands. `text` is the caption where there is an attachment.

    `kind` is text, photo, video, animation, document, location, sticker or voice; `more` holds
    the Bot API fields nothing here needs to understand.
    """

    id: int
    chat_id: int
    sender: int
    date: datetime
    kind: str = "text"
    text: str = ""
    entities: tuple[Entity, ...] = ()
    buttons: Buttons = ()
    silent: bool = False
    edits: int = 0
    edited: datetime | None = None
    attachment: Attachment | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """The text with its entities as markup."""
        return to_html(self.text, self.entities)

    @property
    def labels(self) -> list[str]:
        """What the buttons under the message say, row by row."""
        return [button.text for row in self.buttons for button in row]


@dataclass(frozen=True)
class Toast:
    """What a tap was answered with; an alert waits to be dismissed."""

    person_id: int
    callback_id: str
    text: str
    alert: bool
    at: datetime


@dataclass(frozen=True)
class Event:
    """Something changed: kind is person, message, deleted, toast, keyboard, typing, commands, …"""

    kind: str
    chat_id: int
    value: Any = None


class Chats:
    """All that is kept, and who listens for changes."""

    def __init__(self, clock: Clock, bot_id: int) -> None:
        self.clock = clock
        self.bot_id = bot_id
        self.chats: dict[int, Person | Group] = {}
        self.keyboards: dict[int, Keyboard] = {}
        self.files: dict[str, Attachment] = {}
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self._messages: dict[int, dict[int, Message]] = {}
        self._toasts: list[Toast] = []
        self._last_message_id = 0

    def tell(self, kind: str, chat_id: int = 0, value: Any = None) -> None:
        """Lets every listener know."""
        for listener in list(self.listeners):
            listener(Event(kind, chat_id, value))

    def add_person(
        self, first_name: str, language_code: str | None = "en", id: int | None = None
    ) -> Person:
        """A person who has not written yet. Not every phone tells its language; ids are made up."""
        person = Person(id or 5_000_000_001 + len(self.chats), first_name, language_code)
        self._add(person)
        return person

    def add_group(self, title: str, id: int | None = None) -> Group:
        """A group that the bot is a member of."""
        group = Group(id or -1_000_000_001 - len(self.chats), title)
        self._add(group)
        return group

    def _add(self, chat: Person | Group) -> None:
        if chat.id in self.chats:
            raise SandboxError(f"the id {chat.id} is taken")
        self.chats[chat.id] = chat
        self._messages[chat.id] = {}
        self.tell("person", chat.id, chat)

    def people(self) -> list[Person]:
        """Everybody, in the order of coming."""
        return [chat for chat in self.chats.values() if isinstance(chat, Person)]

    def messages(self, chat: Person | Group) -> list[Message]:
        """What stands in the chat, oldest first, both sides."""
        return list(self._messages[chat.id].values())

    def message(self, chat_id: int, message_id: int) -> Message | None:
        """One message, unless it is gone."""
        return self._messages.get(chat_id, {}).get(message_id)

    def toasts(self, person: Person) -> list[Toast]:
        """Every answer to a tap of this person, oldest first, empty ones too."""
        return [toast for toast in self._toasts if toast.person_id == person.id]

    def keyboard(self, chat: Person | Group) -> Keyboard | None:
        """The reply buttons the person sees now."""
        return self.keyboards.get(chat.id)

    def number_from(self, first: int) -> None:
        """The next message gets this number, or a higher one if it was given away already."""
        self._last_message_id = max(self._last_message_id, first - 1)

    def next_message_id(self) -> int:
        """Ids grow over all chats of one bot, as on Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def put(self, message: Message) -> Message:
        """Adds a message, or puts its new state in place of the old."""
        self._messages[message.chat_id][message.id] = message
        self.tell("message", message.chat_id, message)
        return message

    def remove(self, message: Message) -> None:
        """Deletes a message."""
        del self._messages[message.chat_id][message.id]
        self.tell("deleted", message.chat_id, message.id)

    def show_keyboard(self, chat_id: int, keyboard: Keyboard | None) -> None:
        """New reply buttons, or none."""
        self.keyboards.pop(chat_id, None)
        if keyboard:
            self.keyboards[chat_id] = keyboard
        self.tell("keyboard", chat_id, keyboard)

    def show_toast(self, toast: Toast) -> None:
        """A tap is answered."""
        self._toasts.append(toast)
        self.tell("toast", toast.person_id, toast)

    def keep_file(self, kind: str, name: str, mime: str, data: bytes) -> Attachment:
        """Keeps an upload under a new file id, as Telegram does even for the same bytes."""
        unique = hashlib.sha256(data).hexdigest()[:16]
        kept = Attachment(
            kind, f"SB{len(self.files):06d}-{kind}-{unique}", unique, name, mime, data
        )
        self.files[kept.file_id] = kept
        return kept

    def set_commands(self, scope: str, language: str, commands: Sequence[dict[str, str]]) -> None:
        """The command menu for a scope (JSON) and a language ("" for all others)."""
        self.commands[scope, language] = list(commands)
        self.tell("commands")
