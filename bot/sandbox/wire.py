"""How the Bot API writes people, chats, messages and taps as JSON."""

from typing import Any

from bot.sandbox.chats import Attachment, Buttons, Chats, Group, Message, Person

Json = dict[str, Any]
# Whatever is sent, Telegram states a size; nobody here looks into the pictures.
_PIXELS = {"width": 640, "height": 640}


def bot_json(bot_id: int, name: str, username: str) -> Json:
    """The bot's own user, as getMe says it."""
    return {
        "id": bot_id,
        "is_bot": True,
        "first_name": name,
        "username": username,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def person_json(person: Person) -> Json:
    """A User."""
    user: Json = {"id": person.id, "is_bot": False, "first_name": person.first_name}
    if person.language_code:
        user["language_code"] = person.language_code
    return user


def chat_json(chat: Person | Group) -> Json:
    """A Chat."""
    if isinstance(chat, Group):
        return {"id": chat.id, "type": "group", "title": chat.title}
    return {"id": chat.id, "type": "private", "first_name": chat.first_name}


def message_json(chats: Chats, message: Message, bot: Json) -> Json:
    """A Message with its content, entities and inline buttons."""
    sender = chats.chats.get(message.sender)
    written: Json = {
        "message_id": message.id,
        "from": person_json(sender) if isinstance(sender, Person) else _short(bot),
        "chat": chat_json(chats.chats[message.chat_id]),
        "date": int(message.date.timestamp()),
        **message.more,
        **_content(message),
    }
    if message.edited:
        written["edit_date"] = int(message.edited.timestamp())
    if message.buttons:
        written["reply_markup"] = {"inline_keyboard": buttons_json(message.buttons)}
    return written


def buttons_json(buttons: Buttons) -> list[list[Json]]:
    """Inline buttons as they were given."""
    return [
        [
            {"text": one.text, **({"url": one.url} if one.url else {"callback_data": one.data})}
            for one in row
        ]
        for row in buttons
    ]


def file_json(attachment: Attachment) -> Json:
    """A File, to be fetched under its path."""
    return {
        "file_id": attachment.file_id,
        "file_unique_id": attachment.unique_id,
        "file_size": len(attachment.data),
        "file_path": f"{attachment.kind}/{attachment.file_id}",
    }


def _short(bot: Json) -> Json:
    return {key: bot[key] for key in ("id", "is_bot", "first_name", "username")}


def _content(message: Message) -> Json:
    if message.attachment is None:
        content: Json = {"text": message.text} if message.kind == "text" else {}
        entities = "entities"
    else:
        content = _attached(message.attachment)
        entities = "caption_entities"
        if message.text:
            content["caption"] = message.text
    if message.entities:
        content[entities] = list(message.entities)
    return content


def _attached(attachment: Attachment) -> Json:
    file: Json = {
        "file_id": attachment.file_id,
        "file_unique_id": attachment.unique_id,
        "file_size": len(attachment.data),
    }
    if attachment.kind == "photo":
        return {"photo": [{**file, **_PIXELS}]}
    named = {**file, "file_name": attachment.name, "mime_type": attachment.mime}
    if attachment.kind == "document":
        return {"document": named}
    moving = {**named, **_PIXELS, "duration": 1}
    if attachment.kind == "animation":
        return {"animation": moving, "document": named}
    return {attachment.kind: moving}
