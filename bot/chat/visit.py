"""What a surface is given and what it gives back. No rules and no sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.chat.buttons import Tap
from bot.domain import days, streaks
from bot.domain.days import Calendar
from bot.domain.reminders import Bell, Slot
from bot.gateway.outgoing import Edit, Item, Keyboard, Message, Toast
from bot.knowledge.answers import Answers, Finding
from bot.knowledge.library import Library
from bot.knowledge.places import Places
from bot.knowledge.reading import Reading
from bot.knowledge.words import Html, Words
from bot.store import people, practices, reminders
from bot.store.tables import Person

# The last field of a button that opens a message of its own.
NEW = "new"

Choose = Callable[[Sequence[str]], str]


@dataclass(frozen=True)
class Coach:
    """What the bot knows, the same for everybody."""

    words: Words
    library: Library
    answers: Answers
    reading: Reading
    places: Places
    owners: frozenset[int] = frozenset()
    version: str = ""
    ticking: Callable[[], bool] = lambda: True


@dataclass(frozen=True)
class Event:
    """What a person did, in plain values. `message_id` is the message that was tapped or sent."""

    kind: str  # "text", "tap", "location", "edited", "other", "blocked", "unblocked", "group"
    person_id: int
    chat_id: int
    language: str | None = None
    name: str = ""  # the first name, only to be drawn
    text: str = ""
    command: str = ""
    argument: str = ""
    forwarded: bool = False
    tap: Tap | None = None
    callback_id: str = ""
    message_id: int = 0
    captioned: bool = False  # the tapped message holds a film or picture
    position: tuple[float, float] | None = None
    finding: Finding | None = None


@dataclass(frozen=True)
class Visit:
    """One event in one transaction: everything a surface may need to answer it."""

    tx: Connection
    person: Person
    event: Event
    now: datetime
    choose: Choose
    coach: Coach

    @property
    def tap(self) -> Tap:
        """The tap; only for handlers of taps."""
        if self.event.tap is None:
            raise ValueError("this event is no tap")
        return self.event.tap

    @cached_property
    def calendar(self) -> Calendar:
        """The person's dated rows."""
        return people.calendar(self.tx, self.person.id)

    @cached_property
    def today(self) -> date:
        """The habit day of this moment."""
        return days.habit_day(self.calendar, self.now)

    @cached_property
    def reached(self) -> date:
        """The latest habit day that was ever today: a journey west does not reopen a closed one."""
        return days.closed_before(self.calendar, self.now)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone the person lives in now."""
        return self.calendar.zone_at(self.now)

    @cached_property
    def bells(self) -> Mapping[Slot, Bell]:
        """The person's bells; before set-up the usual ones."""
        usual = {Slot.MORNING: Bell(Slot.MORNING, True, 7 * 60)}
        usual[Slot.BEDTIME] = Bell(Slot.BEDTIME, True, 22 * 60)
        return usual | reminders.bells(self.tx, self.person.id)

    @cached_property
    def counted(self) -> frozenset[date]:
        """The habit days with any rep."""
        return practices.counted_days(self.tx, self.person.id)

    @cached_property
    def record(self) -> streaks.Record:
        """The streak and how it came about."""
        return streaks.read(self.calendar, self.person.first_day, self.now, self.counted)

    def say(self, key: str, /, **arguments: str | int | Html) -> Html:
        """A sentence as HTML."""
        return self.coach.words.sentence(key, **arguments)

    def label(self, key: str, /, **arguments: str | int | Html) -> str:
        """A button's label or a toast."""
        return self.coach.words.plain(key, **arguments)

    def put(self, text: Html, buttons: Keyboard = ()) -> Item:
        """A screen: in the message that was tapped, unless the button asked for a new one."""
        if self.event.tap and self.tap.fields[-1:] != (NEW,):
            return Edit(self.event.message_id, text, buttons)
        return Message(text, buttons)

    def asked(self, text: Html, buttons: Keyboard) -> list[Item]:
        """A screen for who wrote; a tap has its screen already."""
        return [] if self.event.tap else [Message(text, buttons)]

    def shown(self, text: Html, buttons: Keyboard = (), toast: str = "") -> list[Item]:
        """The same, with the answer to the tap."""
        answer: list[Item] = [Toast(toast)] if self.event.tap else []
        return [*answer, self.put(text, buttons)]

    def change(self, **columns: object) -> "Visit":
        """Saves columns of the person; returns the visit as it is from now on."""
        people.change(self.tx, self.person.id, **columns)
        return self.anew()

    def anew(self) -> "Visit":
        """The same visit with nothing remembered of what was read before."""
        person = people.find(self.tx, self.person.id)
        return replace(self, person=person or self.person)

    def reschedule(self) -> None:
        """Works out anew when each bell is due; nothing is due before set-up is finished."""
        fresh = self.anew()
        if fresh.person.set_up:
            reminders.schedule(self.tx, self.person.id, fresh.calendar, self.now)


@dataclass(frozen=True)
class Open:
    """A wish for another surface, which only the router knows."""

    surface: str
    note: str = ""


Answer = Sequence[Item | Open]
Handler = Callable[[Visit], Answer]
# A step's handler may find that a text is no answer to its question.
StepHandler = Callable[[Visit], Answer | None]


@dataclass(frozen=True)
class Surface:
    """What one file of this folder listens to."""

    name: str
    commands: Mapping[str, Handler] = field(default_factory=dict)
    taps: Mapping[str, Handler] = field(default_factory=dict)
    steps: Mapping[str, StepHandler] = field(default_factory=dict)
    opened: Callable[[Visit, str], Answer] | None = None
