"""From a Telegram update to a plain Event; None where silence is right."""

from telegram import Chat, Message, Update

from bot.chat.buttons import parse
from bot.chat.visit import Event


def event_of(update: Update, username: str = "") -> Event | None:
    """What a person did. `username` is the bot's own, to tell commands for other bots in groups."""
    if update.callback_query is not None:
        return _tap(update)
    if update.my_chat_member is not None:
        return _membership(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    if message.chat.type != Chat.PRIVATE:
        return _in_group(message, username) if update.message else None
    kind = "edited" if update.edited_message else _kind(message)
    return _said(message, kind) if kind else None


def _tap(update: Update) -> Event | None:
    query = update.callback_query
    if query is None:
        return None
    chat = query.message.chat if query.message else None
    private = chat is None or chat.type == Chat.PRIVATE
    return Event(
        kind="tap" if private else "group-tap",
        person_id=query.from_user.id,
        chat_id=query.from_user.id if private or chat is None else chat.id,
        language=query.from_user.language_code,
        name=query.from_user.first_name,
        tap=parse(query.data or ""),
        callback_id=query.id,
        message_id=query.message.message_id if query.message else 0,
        captioned=isinstance(query.message, Message) and bool(query.message.effective_attachment),
    )


def _membership(update: Update) -> Event | None:
    change = update.my_chat_member
    if change is None or change.chat.type != Chat.PRIVATE:
        return None
    left = change.new_chat_member.status in {"kicked", "left"}
    return Event(
        kind="blocked" if left else "unblocked",
        person_id=change.chat.id,
        chat_id=change.chat.id,
        language=change.from_user.language_code,
    )


def _in_group(message: Message, username: str) -> Event | None:
    text = message.text or ""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    for_us = word.startswith("/") and word.partition("@")[2].lower() in {"", username.lower()}
    if not for_us or message.from_user is None:
        return None
    return Event(kind="group", person_id=message.from_user.id, chat_id=message.chat.id)


def _kind(message: Message) -> str:
    if message.location is not None:
        return "location"
    if message.text or message.caption:
        return "text"
    # Without content it is a note of Telegram's own: pinned, timer changed.
    return "other" if message.effective_attachment else ""


def _said(message: Message, kind: str) -> Event | None:
    if message.from_user is None:
        return None
    text = message.text or message.caption or ""
    command, argument = _command(text) if message.text else ("", "")
    position = message.location and (message.location.latitude, message.location.longitude)
    return Event(
        kind=kind,
        person_id=message.from_user.id,
        chat_id=message.chat.id,
        language=message.from_user.language_code,
        name=message.from_user.first_name,
        text=text,
        command=command,
        argument=argument,
        forwarded=message.forward_origin is not None,
        message_id=message.message_id,
        position=position or None,
    )


def _command(text: str) -> tuple[str, str]:
    if not text.startswith("/") or not text[1:].strip():
        return "", ""
    word, *rest = text[1:].split(maxsplit=1)
    return word.partition("@")[0].lower(), "".join(rest).strip()
