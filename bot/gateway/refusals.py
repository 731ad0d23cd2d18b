"""What a failed call means for the bot. The only file that reads Telegram's error texts."""

from dataclasses import dataclass
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    TelegramError,
)

from bot.gateway.request import NotSentError, TooManyError


class Kind(StrEnum):
    """The decision that an error carries."""

    GONE = "gone"  # blocked, deactivated, no such chat: leave this person in peace
    WAIT = "wait"  # 429: nothing was done, nothing is done for so many seconds
    AGAIN = "again"  # certainly not sent: may be repeated
    MAYBE_SENT = "maybe sent"  # a repeat may be a double
    HARMLESS = "harmless"  # what was wanted is so already, or too late to matter
    MISSING = "missing"  # the message to be edited is no longer there
    NO_ROOM = "no room"  # too long for what is there: a new message is needed
    CAPTION = "caption"  # the message holds a film or picture: its text is a caption
    STALE = "stale"  # the id of a file that this bot does not have, or no longer
    OUR_BUG = "our bug"  # repeating cannot help
    STOP = "stop"  # the token is not, or no longer, known
    CONFLICT = "conflict"  # another process takes this bot's updates
    WEBHOOK = "webhook"  # updates go to a webhook instead


@dataclass(frozen=True)
class Refusal:
    """An error, judged. `seconds` only with WAIT; `reason` is fit for a log."""

    kind: Kind
    reason: str = ""
    seconds: float = 0.0


class GatewayError(Exception):
    """Something between the bot and Telegram did not work."""


class Refused(GatewayError):  # noqa: N818 - `except Refused` says what happened
    """A call failed; `refusal` says what that means."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.kind}: {refusal.reason}")
        self.refusal = refusal


# Texts of tdlib/telegram-bot-api 10.0, in lower case, beside the decision.
_TEXTS: tuple[tuple[str, Kind], ...] = (
    ("message is not modified", Kind.HARMLESS),
    ("query is too old", Kind.HARMLESS),
    ("query id is invalid", Kind.HARMLESS),
    ("query_id_invalid", Kind.HARMLESS),
    ("message to edit not found", Kind.MISSING),
    ("message can't be edited", Kind.MISSING),
    ("message_id_invalid", Kind.MISSING),
    ("caption is too long", Kind.NO_ROOM),
    ("no text in the message to edit", Kind.CAPTION),
    ("wrong file", Kind.STALE),
    ("wrong remote file", Kind.STALE),
    ("file_reference", Kind.STALE),
    ("can't use file of type", Kind.STALE),
    ("chat not found", Kind.GONE),
    ("user not found", Kind.GONE),
    ("peer_id_invalid", Kind.GONE),
    ("deactivated", Kind.GONE),
    ("not enough rights", Kind.GONE),
    ("upgraded to a supergroup", Kind.GONE),
)


def judge(error: TelegramError) -> Refusal:
    """The decision an error carries.

    BadRequest is a NetworkError in python-telegram-bot, so the kinds are asked for one by one.
    Whatever is left is MAYBE_SENT, also a 5xx: Telegram's front servers give up (502, 504) on
    requests that the servers behind them may have finished, and a reminder that comes twice by
    itself is worse than one that is counted as unknown.
    """
    reason = error.message[:200]
    match error:
        case TooManyError():
            return Refusal(Kind.WAIT, reason, error.seconds)
        case NotSentError():
            return Refusal(Kind.AGAIN, reason)
        case InvalidToken():
            return Refusal(Kind.STOP, reason)
        case Forbidden() | ChatMigrated():
            return Refusal(Kind.GONE, reason)
        case Conflict():
            return Refusal(Kind.WEBHOOK if "webhook" in reason else Kind.CONFLICT, reason)
        case BadRequest():
            return Refusal(_by_text(reason.lower()), reason)
    return Refusal(Kind.MAYBE_SENT, reason)


def _by_text(reason: str) -> Kind:
    return next((kind for text, kind in _TEXTS if text in reason), Kind.OUR_BUG)
