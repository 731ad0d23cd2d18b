"""Messages as fields of Bot API methods: only what the specification names, and nothing idle."""

from collections.abc import Mapping
from typing import Any

from bot.gateway.gallery import Exhibit
from bot.gateway.outgoing import Edit, Keyboard, Message, Strip, Toast

Fields = dict[str, Any]

UPLOADED = "file"  # the name under which a new film or picture comes along with an edit

# A message is about the person's practice, never about a page it may name.
_TEXT: Mapping[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def message(chat_id: int, message: Message) -> Fields:
    """For sendMessage."""
    body: Fields = {"chat_id": chat_id, "text": message.text, **_TEXT}
    if message.silent:
        body["disable_notification"] = True
    if message.buttons:
        body["reply_markup"] = _inline(message.buttons)
    elif message.ask_location:
        button = {"text": message.ask_location, "request_location": True}
        keyboard = {"resize_keyboard": True, "one_time_keyboard": True}
        body["reply_markup"] = {"keyboard": [[button]], **keyboard}
    elif message.drop_keyboard:
        body["reply_markup"] = {"remove_keyboard": True}
    return body


def edit(chat_id: int, edit: Edit) -> Fields:
    """For editMessageText; without buttons it takes them off."""
    body: Fields = {"chat_id": chat_id, "message_id": edit.message_id, "text": edit.text, **_TEXT}
    if edit.buttons:
        body["reply_markup"] = _inline(edit.buttons)
    return body


def caption(chat_id: int, edit: Edit) -> Fields:
    """For editMessageCaption; without buttons it takes them off."""
    body: Fields = {"chat_id": chat_id, "message_id": edit.message_id}
    body |= {"caption": edit.text, "parse_mode": "HTML"}
    if edit.buttons:
        body["reply_markup"] = _inline(edit.buttons)
    return body


def shown(chat_id: int, message: Message, exhibit: Exhibit, file_id: str) -> Fields:
    """For sendPhoto, sendVideo or sendAnimation; without a file's id beside an upload."""
    body: Fields = {"chat_id": chat_id, "caption": message.text, "parse_mode": "HTML"}
    body |= exhibit.details
    if file_id:
        body[exhibit.kind] = file_id
    if message.silent:
        body["disable_notification"] = True
    if message.buttons:
        body["reply_markup"] = _inline(message.buttons)
    return body


def exchanged(chat_id: int, edit: Edit, exhibit: Exhibit, file_id: str) -> Fields:
    """For editMessageMedia; without a file's id beside an upload."""
    media = {"type": exhibit.kind, "media": file_id or f"attach://{UPLOADED}", **exhibit.details}
    media |= {"caption": edit.text, "parse_mode": "HTML"}
    body: Fields = {"chat_id": chat_id, "message_id": edit.message_id, "media": media}
    if edit.buttons:
        body["reply_markup"] = _inline(edit.buttons)
    return body


def strip(chat_id: int, strip: Strip) -> Fields:
    """For editMessageReplyMarkup, which takes buttons off when it is given none."""
    return {"chat_id": chat_id, "message_id": strip.message_id}


def toast(callback_id: str, toast: Toast) -> Fields:
    """For answerCallbackQuery."""
    body: Fields = {"callback_query_id": callback_id}
    if toast.text:
        body["text"] = toast.text
    if toast.alert:
        body["show_alert"] = True
    return body


def document(chat_id: int, caption: str) -> Fields:
    """For sendDocument, beside the file itself."""
    body: Fields = {"chat_id": chat_id}
    if caption:
        body |= {"caption": caption, "parse_mode": "HTML"}
    return body


def _inline(buttons: Keyboard) -> Fields:
    rows = [[{"text": one.text, "callback_data": one.data} for one in row] for row in buttons]
    return {"inline_keyboard": rows}
