"""What inline buttons carry: a one-letter kind and short fields; a kind never gets a new meaning.

A button outlives deploys and settings, so what arrives is checked like any other input: whose row
it is, whether it still stands, and what to say when it does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.gateway.outgoing import Button

LIMIT = 64  # bytes of callback data, Bot API


class Kind(StrEnum):
    """The letters. Add at the end; a letter that was ever used is not used again."""

    # setting up, and the zone and times wherever they are asked
    SET_UP = "A"
    HOW = "B"
    ZONE = "Z"  # zone
    ZONE_ASK = "Y"
    ZONE_HOUR = "H"  # minutes
    ZONE_TYPE = "T"
    ZONE_SHARE = "L"
    TIMES_FINE = "F"
    TIMES_CHANGE = "C"
    TIME = "t"  # slot, minutes | off | other | ask
    RING = "R"  # 1 | 0
    # a practice
    START = "s"  # delivery
    WAYS = "w"  # delivery
    COUNT = "c"  # delivery
    JUST = "j"  # delivery
    ADD = "+"  # practice, reps
    TAKE_BACK = "-"  # practice
    FINISH = "d"  # practice
    DONE = "g"  # delivery, reps shown
    UNDO = "u"  # practice, version
    MORE = "m"
    PLAY = "z"  # delivery
    FEWER = "4"  # delivery, reps of the film
    HURT = "h"
    HURT_WHERE = "k"  # place
    FINE_AGAIN = "f"
    # reminders
    LATER = "l"  # delivery, ask | minutes | time
    SKIP = "x"  # delivery
    YESTERDAY = "y"  # delivery
    KEEP_REMINDERS = "q"
    BETTER = "b"  # delivery
    STILL_HURTS = "n"  # delivery
    BACK_OFF = "e"  # delivery, keep | weekly | pause
    BACK = "6"  # delivery, 0 to 10 | no | again
    # questions
    TOPIC = "a"  # topic, m after "did you mean"
    GROUP = "G"  # group
    GROUPS = "Q"
    HELPFUL = "v"  # topic, 1 | 0, other topics
    # progress
    PROGRESS = "p"
    TODAY = "o"
    MONTH = "M"  # month ordinal (year * 12 + month - 1)
    DAY = "D"  # day ordinal
    DAY_ADD = "i"  # day ordinal, half
    DAY_REMOVE = "r"  # day ordinal, practice, version
    DAY_MOVE = "W"  # day ordinal, practice, version
    LAST_DAYS = "E"
    AS_TEXT = "5"
    BACK_CHART = "7"
    LOG_DAY = "J"  # day ordinal
    # settings and privacy
    SETTINGS = "S"
    SET = "P"  # what
    DAYS_TOGGLE = "V"  # weekday, 1 | 0
    DAY_END = "N"  # minutes
    GOAL = "O"  # reps
    PLAN = "I"  # number | none | own
    PAUSE = "U"  # days | open, reason
    IM_BACK = "K"
    AWAY = "X"
    EXPORT = "1"
    DELETE = "2"  # ask | yes
    EXTRA_ADD = "3"
    BACK_WISH = "8"  # 1 | 0 | nothing: what it is about


@dataclass(frozen=True)
class Tap:
    """A button that was pressed: its kind and fields, still unchecked."""

    kind: Kind
    fields: tuple[str, ...]

    def number(self, place: int) -> int:
        """The whole number in this field, or 0: no row has that number."""
        text = self.text(place)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else 0

    def day(self, place: int) -> date:
        """The habit day whose ordinal stands in this field; far off where it makes no sense."""
        return date.fromordinal(min(max(self.number(place), 1), date.max.toordinal()))

    def text(self, place: int) -> str:
        """The field as it is, or nothing."""
        return self.fields[place] if place < len(self.fields) else ""


def button(label: str, kind: Kind, *fields: object) -> Button:
    """A button whose data fits Telegram's limit.

    Raises ValueError when it does not: a mistake in the program.
    """
    data = ":".join([kind.value, *(str(field) for field in fields)])
    if len(data.encode()) > LIMIT:
        raise ValueError(f"button data is longer than {LIMIT} bytes: {data}")
    return Button(label, data)


def parse(data: str) -> Tap | None:
    """The tap that this data means; None for data that no button of ours carries."""
    letter, *fields = data.split(":")
    return Tap(Kind(letter), tuple(fields)) if letter in Kind.__members__.values() else None


def rows(buttons: Sequence[Button], width: int) -> tuple[tuple[Button, ...], ...]:
    """Buttons side by side, `width` in a row."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
