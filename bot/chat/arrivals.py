"""Who comes, who leaves and who comes back: rows only, no greeting."""

from datetime import datetime

from sqlalchemy import Connection

from bot.chat.visit import Coach, Event
from bot.domain import days
from bot.domain.days import Calendar
from bot.store import people, reminders
from bot.store.tables import Person


def create(tx: Connection, event: Event, now: datetime, coach: Coach) -> Person:
    """A row for somebody new, who lives for now where their language is at home, else in UTC."""
    guess = coach.places.guess(event.language)
    name = guess.zone if guess else "UTC"
    calendar = Calendar(zones=((now, name),))
    person = Person(
        id=event.person_id,
        language=event.language,
        created=now,
        last_seen=now,
        first_day=days.habit_day(calendar, now),
        step="hello",
    )
    people.create(tx, person, name)
    return person


def note_membership(tx: Connection, event: Event, person: Person | None, now: datetime) -> None:
    """Blocked: left in peace. Unblocked: the bells are set again; Telegram shows /start anyway."""
    if person is None:
        return
    if event.kind == "blocked":
        people.block(tx, person.id, now)
        return
    people.change(tx, person.id, blocked=None, last_seen=now)
    if person.set_up:
        reminders.schedule(tx, person.id, people.calendar(tx, person.id), now)
