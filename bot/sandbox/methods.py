"""What each Bot API method does to the world, with Telegram's limits and its own error texts.

Plain functions of the world and checked values. `getUpdates` is missing: it waits, so it lives in
`server`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.sandbox import profile
from bot.sandbox.chats import Attachment, Buttons, Keyboard, Message, Toast
from bot.sandbox.checks import Upload, Values
from bot.sandbox.entities import Entity, commands_in, read_text, units
from bot.sandbox.errors import ApiError, bad_request, forbidden
from bot.sandbox.markup import inline_buttons, reply_keyboard
from bot.sandbox.wire import file_json, message_json
from bot.sandbox.world import World

CALLBACK_LIFE = 150.0
"""Seconds of machine time within which a tap must be answered (Telegram states no figure)."""

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_ACTIONS = re.compile(
    "typing|(upload|record)_(photo|video|voice|video_note)|upload_document|choose_sticker"
    "|find_location"
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")


def send_message(world: World, values: Values) -> Any:
    """sendMessage: at most 4,096 characters after parsing."""
    text, entities = _formatted(values, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > 4096:
        raise bad_request("message is too long")
    return _post(world, values, text=text, entities=entities)


def _send_file(kind: str) -> Callable[[World, Values], Any]:
    def send(world: World, values: Values) -> Any:
        caption, entities = _caption(values)
        chat_id = _chat(world, values)
        attachment = _attachment(world, kind, values[kind])
        return _post(
            world, {**values, "chat_id": chat_id},
            kind=kind, text=caption, entities=entities, attachment=attachment,
        )  # fmt: skip

    return send


def edit_message_text(world: World, values: Values) -> Any:
    """editMessageText; without reply_markup the buttons go."""
    message = _own_message(world, values)
    if message.kind != "text":
        # No mistake: only Telegram knows of an old message whether it holds a picture.
        raise bad_request("there is no text in the message to edit", mistake=False)
    text, entities = _formatted(values, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > 4096:
        raise bad_request("message is too long")
    buttons = inline_buttons(values.get("reply_markup"))
    return _change(world, replace(message, text=text, entities=entities, buttons=buttons))


def edit_message_caption(world: World, values: Values) -> Any:
    """editMessageCaption; without reply_markup the buttons go."""
    message = _own_message(world, values)
    if message.attachment is None:
        raise bad_request("there is no caption in the message to edit")
    caption, entities = _caption(values)
    buttons = inline_buttons(values.get("reply_markup"))
    return _change(world, replace(message, text=caption, entities=entities, buttons=buttons))


def edit_message_media(world: World, values: Values) -> Any:
    """editMessageMedia: another film or picture, also in the place of a text."""
    message = _own_message(world, values)
    media = values["media"]
    kind = media["type"]
    if kind not in {"photo", "video", "animation", "document"}:
        raise bad_request("can't parse InputMedia: unsupported type")
    caption, entities = _caption(media)
    changed = replace(
        message, kind=kind, text=caption, entities=entities,
        attachment=_attachment(world, kind, media["media"]),
        buttons=inline_buttons(values.get("reply_markup")),
    )  # fmt: skip
    return _change(world, changed)


def edit_message_reply_markup(world: World, values: Values) -> Any:
    """editMessageReplyMarkup."""
    message = _own_message(world, values)
    return _change(world, replace(message, buttons=inline_buttons(values.get("reply_markup"))))


def delete_message(world: World, values: Values) -> Any:
    """deleteMessage: within 48 hours."""
    message = world.message(_chat(world, values), values["message_id"])
    if message is None:
        raise bad_request("message to delete not found", mistake=False)
    if world.clock.now() - message.date > timedelta(hours=48):
        raise bad_request("message can't be deleted for everyone")
    world.remove(message)
    return True


def answer_callback_query(world: World, values: Values) -> Any:
    """answerCallbackQuery: once, in time, at most 200 characters."""
    callback_id, text = values["callback_query_id"], values.get("text", "")
    if units(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = world.taps.get(callback_id)
    if tap is None or tap.answered or world.machine() - tap.at > CALLBACK_LIFE:
        reason = "query is too old and response timeout expired or query ID is invalid"
        raise bad_request(reason, mistake=False)
    tap.answered = True
    alert = values.get("show_alert", False)
    world.show_toast(Toast(tap.person_id, callback_id, text, alert, world.clock.now()))
    return True


def get_file(world: World, values: Values) -> Any:
    """getFile."""
    attachment = world.files.get(values["file_id"])
    if attachment is None:
        raise bad_request("invalid file_id", mistake=False)
    return file_json(attachment)


def send_chat_action(world: World, values: Values) -> Any:
    """sendChatAction."""
    if not _ACTIONS.fullmatch(values["action"]):
        raise bad_request("wrong parameter action in request")
    world.tell("typing", _chat(world, values), values["action"])
    return True


EFFECTS: Mapping[str, Callable[[World, Values], Any]] = {
    **profile.EFFECTS,
    "sendMessage": send_message,
    "sendPhoto": _send_file("photo"),
    "sendVideo": _send_file("video"),
    "sendAnimation": _send_file("animation"),
    "sendDocument": _send_file("document"),
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "getFile": get_file,
    "sendChatAction": send_chat_action,
}


def _formatted(values: Values, name: str, given: str) -> tuple[str, tuple[Entity, ...]]:
    text, entities = read_text(values.get(name, ""), values.get("parse_mode", ""))
    return text, (*entities, *values.get(given, ()), *commands_in(text))


def _caption(values: Values) -> tuple[str, tuple[Entity, ...]]:
    caption, entities = _formatted(values, "caption", "caption_entities")
    if units(caption) > 1024:
        raise bad_request("message caption is too long")
    return caption, entities


def _chat(world: World, values: Values) -> int:
    """The chat the bot may write to, or Telegram's refusal."""
    chat_id = values.get("chat_id")
    if not isinstance(chat_id, int) or chat_id not in world.chats:
        raise bad_request("chat not found", mistake=False)
    if chat_id in world.blocked:
        raise forbidden("bot was blocked by the user")
    if chat_id > 0 and chat_id not in world.met:
        raise forbidden("bot can't initiate conversation with a user")
    return chat_id


def _post(world: World, values: Values, **content: Any) -> Any:
    chat_id = _chat(world, values)
    buttons, keyboard = _markup(values.get("reply_markup"))
    message = Message(
        world.next_message_id(), chat_id, world.bot_id, world.clock.now(),
        buttons=buttons, silent=values.get("disable_notification", False), **content,
    )  # fmt: skip
    if keyboard is not None:
        world.show_keyboard(chat_id, keyboard if keyboard.rows else None)
    return message_json(world, world.put(message), world.bot)


def _markup(markup: Values | None) -> tuple[Buttons, Keyboard | None]:
    """Inline buttons, and reply buttons: None leaves them, an empty keyboard takes them away."""
    if markup is None or "force_reply" in markup:
        return (), None
    if "inline_keyboard" in markup:
        return inline_buttons(markup), None
    return (), reply_keyboard(markup) if "keyboard" in markup else Keyboard(())


def _own_message(world: World, values: Values) -> Message:
    message_id = values.get("message_id")
    if message_id is None:
        raise bad_request("message identifier is not specified")
    message = world.message(_chat(world, values), message_id)
    if message is None:
        raise bad_request("message to edit not found", mistake=False)
    if message.sender != world.bot_id:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, new: Message) -> Any:
    if new == world.message(new.chat_id, new.id):
        raise bad_request(_NOT_MODIFIED, mistake=False)
    changed = replace(new, edits=new.edits + 1, edited=world.clock.now())
    return message_json(world, world.put(changed), world.bot)


def _attachment(world: World, kind: str, value: str | Upload) -> Attachment:
    if isinstance(value, str):
        kept = world.files.get(value)
        if kept is None:
            raise bad_request("wrong file identifier/HTTP URL specified", mistake=False)
        if kept.kind != kind:
            raise bad_request(f"can't use file of type {kept.kind.title()} as {kind.title()}")
        return kept
    if not value.data:
        raise bad_request("file must be non-empty")
    if len(value.data) > 50_000_000:
        raise ApiError(413, "Request Entity Too Large", mistake=True)
    if kind == "photo" and not value.data.startswith(_PICTURES):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return world.keep_file(kind, value.name, value.mime, value.data)
