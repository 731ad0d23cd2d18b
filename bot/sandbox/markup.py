"""Buttons as a bot may send them, with the limits Telegram puts on them."""

import re
from typing import Any

from bot.sandbox.chats import Button, Buttons, Keyboard
from bot.sandbox.errors import bad_request

_ACTIONS = ("callback_data", "url", "copy_text", "switch_inline_query")


def inline_buttons(markup: dict[str, Any] | None) -> Buttons:
    """The rows of an InlineKeyboardMarkup; empty rows vanish. Raises ApiError."""
    rows = markup["inline_keyboard"] if markup else []
    if sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return tuple(tuple(map(_inline_button, row)) for row in rows if row)


def reply_keyboard(markup: dict[str, Any]) -> Keyboard:
    """A ReplyKeyboardMarkup. Raises ApiError."""
    rows = tuple(tuple(map(_reply_button, row)) for row in markup["keyboard"] if row)
    if not rows:
        raise bad_request("reply keyboard must have at least one button")
    return Keyboard(rows, markup.get("one_time_keyboard", False))


def _inline_button(button: dict[str, Any]) -> Button:
    actions = [name for name in _ACTIONS if name in button]
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    if len(actions) != 1 or not button[actions[0]]:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(button.get("callback_data", "").encode("utf-8", "surrogatepass")) > 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if not re.match(r"https?://[^/\s]|tg://", button.get("url", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")
    return Button(button["text"], button.get("callback_data", ""), button.get("url", ""))


def _reply_button(button: dict[str, Any]) -> Button:
    if not button["text"].strip():
        raise bad_request("can't parse keyboard button: text must be non-empty")
    return Button(button["text"], asks_location=button.get("request_location", False))
