"""What people do: write, tap, share, edit, forward, block. Each act becomes an update."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.sandbox.chats import Button, Chats, Group, Message, Person
from bot.sandbox.clock import Clock
from bot.sandbox.entities import commands_in, units
from bot.sandbox.errors import SandboxError
from bot.sandbox.inbox import Inbox, Update
from bot.sandbox.wire import bot_json, chat_json, message_json, person_json


@dataclass
class Tap:
    """A tap that waits for its answer; `at` is machine time."""

    person_id: int
    at: float
    answered: bool = False


@dataclass(frozen=True)
class Webhook:
    """Where updates are posted to; `secret` goes along in a header."""

    url: str
    secret: str = ""
    max_connections: int = 40


class World(Chats):
    """The people with their phones. `machine` is monotonic seconds: it ages taps and updates."""

    def __init__(
        self,
        clock: Clock,
        machine: Callable[[], float],
        bot_id: int,
        name: str = "Rocking coach",
        username: str = "rocking_coach_bot",
    ) -> None:
        super().__init__(clock, bot_id)
        self.bot = bot_json(bot_id, name, username)
        self.machine = machine
        self.inbox = Inbox(machine, self.tell)
        self.webhook: Webhook | None = None
        self.taps: dict[str, Tap] = {}
        self.met: set[int] = set()
        self.blocked: set[int] = set()

    # What a person sends.

    def say(self, person: Person, text: str, group: Group | None = None) -> Message:
        """Writes `text` (commands marked as Telegram does), at most 4,096 characters."""
        if not text or units(text) > 4096:
            raise SandboxError("a phone sends 1 to 4,096 characters in one message")
        return self._send(person, group, text=text, entities=tuple(commands_in(text)))

    def send_location(self, person: Person, latitude: float, longitude: float) -> Message:
        """Shares a place, as the location button of a reply keyboard does."""
        place = {"latitude": latitude, "longitude": longitude}
        return self._send(person, kind="location", more={"location": place})

    def send_sticker(self, person: Person, emoji: str = "👍") -> Message:
        """A sticker."""
        sticker = {
            "file_id": "SBsticker",
            "file_unique_id": "SBsticker1",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._send(person, kind="sticker", more={"sticker": sticker})

    def send_voice(self, person: Person, seconds: int = 3) -> Message:
        """A voice message."""
        voice = {"file_id": "SBvoice", "file_unique_id": "SBvoice1", "duration": seconds}
        return self._send(person, kind="voice", more={"voice": voice})

    def send_photo(self, person: Person, caption: str = "", data: bytes = b"photo") -> Message:
        """A photo, with or without a caption."""
        photo = self.keep_file("photo", "photo.jpg", "image/jpeg", data)
        entities = tuple(commands_in(caption))
        return self._send(person, kind="photo", text=caption, entities=entities, attachment=photo)

    def forward(self, person: Person, text: str, author: str = "Somebody") -> Message:
        """Forwards a text that somebody else wrote."""
        origin = {
            "type": "hidden_user",
            "date": int(self.clock.now().timestamp()),
            "sender_user_name": author,
        }
        more = {"forward_origin": origin}
        return self._send(person, text=text, entities=tuple(commands_in(text)), more=more)

    def edit(self, person: Person, message_id: int, text: str) -> Message:
        """Corrects an own message."""
        old = self.message(person.id, message_id)
        if old is None or old.sender != person.id:
            raise SandboxError("only an own message can be edited")
        entities = tuple(commands_in(text))
        new = replace(
            old, text=text, entities=entities, edits=old.edits + 1, edited=self.clock.now()
        )
        self.inbox.add("edited_message", message_json(self, self.put(new), self.bot))
        return new

    # What a person taps.

    def tap(self, person: Person, message_id: int, button: str) -> str:
        """Taps the button with this label, or else with this data; returns the callback's id."""
        message = self.message(person.id, message_id)
        if message is None:
            raise SandboxError("there is no such message to tap on")
        return self.forge_tap(person, message_id, _button(message, button).data)

    def forge_tap(self, person: Person, message_id: int, data: str) -> str:
        """A tap with any data on any message, as a changed client can send it."""
        self._must_not_block(person)
        callback_id = str(secrets.randbits(62))
        self.taps[callback_id] = Tap(person.id, self.machine())
        query = {
            "id": callback_id,
            "from": person_json(person),
            "message": self._tapped(person, message_id),
            "chat_instance": str(person.id * 7_919),
            "data": data,
        }
        self.inbox.add("callback_query", query)
        return callback_id

    def _tapped(self, person: Person, message_id: int) -> Update:
        if message := self.message(person.id, message_id):
            return message_json(self, message, self.bot)
        # An InaccessibleMessage: its date is always 0.
        return {"chat": chat_json(person), "message_id": message_id, "date": 0}

    # Coming and going.

    def block(self, person: Person) -> None:
        """Blocks the bot; Telegram tells it by my_chat_member."""
        self.blocked.add(person.id)
        self._membership(person, "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Lets the bot in again."""
        self.blocked.discard(person.id)
        self._membership(person, "kicked", "member")

    def _membership(self, person: Person, old: str, new: str) -> None:
        changed = {
            "chat": chat_json(person),
            "from": person_json(person),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": self._member(old),
            "new_chat_member": self._member(new),
        }
        self.inbox.add("my_chat_member", changed)
        self.tell("blocked", person.id, new == "kicked")

    def _member(self, status: str) -> Update:
        user = {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}
        member: Update = {"user": user, "status": status}
        if status == "kicked":
            member["until_date"] = 0
        return member

    def inject_raw(self, update: Mapping[str, Any]) -> int:
        """Hands the bot any update at all; returns its id."""
        return self.inbox.inject(dict(update))

    def _send(self, person: Person, group: Group | None = None, **content: Any) -> Message:
        self._must_not_block(person)
        chat_id = group.id if group else person.id
        self.met.add(chat_id)
        message = Message(self.next_message_id(), chat_id, person.id, self.clock.now(), **content)
        self.put(message)
        self._use_keyboard(message)
        self.inbox.add("message", message_json(self, message, self.bot))
        return message

    def _use_keyboard(self, message: Message) -> None:
        keyboard = self.keyboards.get(message.chat_id)
        if keyboard and keyboard.once:
            labels = {button.text for row in keyboard.rows for button in row}
            if message.kind == "location" or message.text in labels:
                self.show_keyboard(message.chat_id, None)

    def _must_not_block(self, person: Person) -> None:
        if person.id in self.blocked:
            raise SandboxError(f"{person.first_name} has blocked the bot and must unblock it first")


def _button(message: Message, wanted: str) -> Button:
    buttons = [button for row in message.buttons for button in row]
    for button in buttons:
        if button.text == wanted:
            return button
    for button in buttons:
        if button.data == wanted:
            return button
    raise SandboxError(f"no button {wanted!r}; there are {message.labels}")
