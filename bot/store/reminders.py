"""Bells, and the nudges that were planned, sent or dropped. Synchronous functions of a connection.

What is due and whether it is sent is decided in `domain`; here it is only found and kept.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, text, update
from sqlmodel import col, select

from bot.domain.days import Calendar
from bot.domain.reminders import WINDOW, Bell, Nudge, Slot, next_due
from bot.store.tables import Delivery, Person, PromptShown, Reminder

# Word for word the index's own condition: SQLite uses a partial index for nothing less.
_OPEN = text("status IN ('planned', 'sending')")

_people: Any = Person.__table__  # type: ignore[attr-defined]
_bells: Any = Reminder.__table__  # type: ignore[attr-defined]
_deliveries: Any = Delivery.__table__  # type: ignore[attr-defined]

# Built once: to build a statement takes several times as long as to run it.
_DELIVERY = select(*_deliveries.columns).where(
    _deliveries.c.id == bindparam("delivery_id"),
    _deliveries.c.person_id == bindparam("person_id"),
)
_BELLS = select(*_bells.columns).where(_bells.c.person_id == bindparam("person_id"))
_DUE_BELLS = _BELLS.where(_bells.c.due.is_not(None))
_PUT_OFF = select(_deliveries.c.slot, _deliveries.c.day, _deliveries.c.due).where(
    _deliveries.c.person_id == bindparam("person_id"),
    _deliveries.c.status == "planned",
    _deliveries.c.nudge.in_([Nudge.LATER1.value, Nudge.LATER2.value]),
)


def bells(tx: Connection, person_id: int) -> dict[Slot, Bell]:
    """A person's bells by slot."""
    found = tx.execute(_BELLS, {"person_id": person_id})
    return {Slot(row["slot"]): _bell(row) for row in found.mappings()}


def set_bell(tx: Connection, person_id: int, bell: Bell) -> None:
    """Adds or changes a bell; `schedule` must follow."""
    values = {
        "enabled": bell.enabled,
        "minutes": bell.minutes,
        "weekend_minutes": bell.weekend_minutes,
    }
    changed = tx.execute(update(Reminder).where(*_key(person_id, bell.slot)).values(**values))
    if not changed.rowcount:
        tx.execute(insert(Reminder).values(person_id=person_id, slot=bell.slot.value, **values))


def remove_bell(tx: Connection, person_id: int, slot: Slot) -> None:
    """Takes an extra bell away."""
    tx.execute(delete(Reminder).where(*_key(person_id, slot)))


def schedule(tx: Connection, person_id: int, calendar: Calendar, now: datetime) -> None:
    """Moves every bell of a person to its next due instant after `now`."""
    found = tx.execute(_BELLS, {"person_id": person_id})
    for row in found.mappings().all():
        coming = next_due(calendar, _bell(row), now, row["last_day"])
        due, day = coming or (None, None)
        where = _key(person_id, Slot(row["slot"]))
        tx.execute(update(Reminder).where(*where).values(due=due, due_day=day))


def due_bells(tx: Connection, person_id: int) -> Sequence[tuple[Bell, datetime, date]]:
    """The bells that are due some time, with when and for which habit day."""
    found = tx.execute(_DUE_BELLS, {"person_id": person_id})
    return [(_bell(row), row["due"], row["due_day"]) for row in found.mappings()]


def put_off(tx: Connection, person_id: int) -> Sequence[tuple[Slot, date, datetime]]:
    """The reminders the person put off that are still to come: which, for which day, and when."""
    found = tx.execute(_PUT_OFF, {"person_id": person_id})
    return [(Slot(slot), day, due) for slot, day, due in found]


def earliest_due(tx: Connection, person_id: int | None = None) -> datetime | None:
    """The first instant at which anything is due, for one person or for anybody."""
    whose = [] if person_id is None else [_bells.c.person_id == person_id]
    nudges = [] if person_id is None else [_deliveries.c.person_id == person_id]
    found = [
        tx.execute(select(func.min(_bells.c.due)).where(*whose)).scalar_one(),
        tx.execute(
            select(func.min(_deliveries.c.due)).where(_deliveries.c.status == "planned", *nudges)
        ).scalar_one(),
    ]
    return min((one for one in found if one is not None), default=None)


def take_due_bell(tx: Connection, now: datetime) -> Reminder | None:
    """The bell that is longest due, with its person held; people whom others hold are skipped."""
    due = select(*_bells.columns).where(_bells.c.due <= now).order_by(_bells.c.due)
    row = tx.execute(_first_free(due, _bells)).mappings().one_or_none()
    return Reminder(**row) if row else None


def plan_bell(tx: Connection, bell: Reminder) -> Delivery | None:
    """The first nudge of the day for which a bell is due; None when it was there already."""
    return add_delivery(
        tx,
        person_id=bell.person_id,
        slot=bell.slot,
        day=bell.due_day,
        nudge=Nudge.FIRST.value,
        due=bell.due,
        status="planned",
    )


def serve(tx: Connection, bell: Reminder, calendar: Calendar, now: datetime) -> None:
    """Moves a bell on: its day is served, whatever was decided for it.

    After a standstill of days, today's may still be in time.
    """
    late = WINDOW[Slot(bell.slot)]
    coming = next_due(calendar, _bell(bell.model_dump()), now, bell.due_day, late)
    due, day = coming or (None, None)
    values = {"due": due, "due_day": day, "last_day": bell.due_day}
    tx.execute(update(Reminder).where(*_key(bell.person_id, Slot(bell.slot))).values(**values))


def take_open_delivery(tx: Connection, now: datetime, machine_now: int) -> Delivery | None:
    """A planned nudge that is due, or one whose sender's lease (machine seconds) has ended.

    Its person is held; people whom others hold are skipped.
    """
    planned = (_deliveries.c.status == "planned") & (_deliveries.c.due <= now)
    left = (_deliveries.c.status == "sending") & (_deliveries.c.lease_until <= machine_now)
    open_ones = (
        select(*_deliveries.columns).where(_OPEN, planned | left).order_by(_deliveries.c.due)
    )
    row = tx.execute(_first_free(open_ones, _deliveries)).mappings().one_or_none()
    return Delivery(**row) if row else None


def add_delivery(tx: Connection, **values: Any) -> Delivery | None:
    """Adds a nudge; None when this nudge of this reminder and day was there already."""
    same = [_deliveries.c[name] == values[name] for name in ("person_id", "slot", "day", "nudge")]
    if tx.execute(select(_deliveries.c.id).where(*same)).first():
        return None
    made = tx.execute(insert(Delivery).values(**values).returning(*_deliveries.columns))
    return Delivery(**made.mappings().one())


def change_delivery(tx: Connection, delivery_id: int, **values: Any) -> None:
    """Sets these columns of a nudge."""
    tx.execute(update(Delivery).where(_deliveries.c.id == delivery_id).values(**values))


def find_delivery(tx: Connection, person_id: int, delivery_id: int) -> Delivery | None:
    """This person's nudge of that number; another person's is not found."""
    mine = {"person_id": person_id, "delivery_id": delivery_id}
    row = tx.execute(_DELIVERY, mine).mappings().one_or_none()
    return Delivery(**row) if row else None


def nudges(tx: Connection, person_id: int, slot: str, day: date) -> dict[Nudge, Delivery]:
    """What there was of one reminder on one habit day."""
    found = tx.execute(
        select(*_deliveries.columns).where(
            _deliveries.c.person_id == person_id,
            _deliveries.c.slot == slot,
            _deliveries.c.day == day,
        )
    )
    return {Nudge(row["nudge"]): Delivery(**row) for row in found.mappings()}


def unanswered(tx: Connection, person_id: int, *conditions: Any) -> Sequence[Delivery]:
    """Reminders that still stand there with their buttons."""
    found = tx.execute(
        select(*_deliveries.columns)
        .where(_deliveries.c.person_id == person_id, _deliveries.c.status == "sent")
        .where(_deliveries.c.answer.is_(None), _deliveries.c.message_id.is_not(None), *conditions)
        .order_by(_deliveries.c.id)
    )
    return [Delivery(**row) for row in found.mappings()]


def of_half(half: str, habit_day: date) -> Any:
    """The nudges of the reminder that this half of a habit day answers."""
    return (_deliveries.c.slot == half) & (_deliveries.c.day == habit_day)


def answer(
    tx: Connection, delivery: Delivery, answered: str | None, practice_id: int | None = None
) -> None:
    """What became of a reminder that stands in the chat; None: it is open again."""
    values = {"answer": answered, "practice_id": practice_id}
    tx.execute(update(Delivery).where(_deliveries.c.id == delivery.id).values(**values))


def reopen(tx: Connection, person_id: int, practice_id: int) -> Sequence[Delivery]:
    """The practice that answered these reminders was taken back: they are open again."""
    mine = [_deliveries.c.person_id == person_id, _deliveries.c.practice_id == practice_id]
    found = tx.execute(select(*_deliveries.columns).where(*mine)).mappings().all()
    tx.execute(update(Delivery).where(*mine).values(answer="undone", practice_id=None))
    return [Delivery(**row) for row in found]


def latest_answers(tx: Connection, person_id: int, limit: int) -> Sequence[str | None]:
    """The answers to the last reminders, newest first; None: ignored."""
    found = tx.execute(
        select(_deliveries.c.answer)
        .where(_deliveries.c.person_id == person_id, _deliveries.c.status == "sent")
        .where(_deliveries.c.nudge == Nudge.FIRST.value, _deliveries.c.slot.in_(list(Slot)))
        .order_by(_deliveries.c.id.desc())
        .limit(limit)
    )
    return list(found.scalars())


def sent_count(tx: Connection, person_id: int) -> int:
    """How many reminders this person has been sent."""
    return tx.execute(
        select(func.count())
        .select_from(Delivery)
        .where(_deliveries.c.person_id == person_id, _deliveries.c.status == "sent")
        .where(_deliveries.c.slot.in_(list(Slot)))
    ).scalar_one()


def days_reminded(tx: Connection, person_id: int, after_day: date, before_day: date) -> int:
    """The habit days between these two, both excluded, on which a reminder went out."""
    return tx.execute(
        select(func.count(func.distinct(_deliveries.c.day))).where(
            _deliveries.c.person_id == person_id,
            _deliveries.c.status.in_(["sent", "unknown"]),
            _deliveries.c.slot.in_(list(Slot)),
            _deliveries.c.day > after_day,
            _deliveries.c.day < before_day,
        )
    ).scalar_one()


def prompts_shown(tx: Connection, person_id: int) -> dict[str, int]:
    """When each cue and reason was last shown to this person, in seconds since 1970."""
    found = tx.execute(
        select(PromptShown.prompt, PromptShown.shown).where(col(PromptShown.person_id) == person_id)
    )
    return {prompt: int(shown.timestamp()) for prompt, shown in found}


def show_prompt(tx: Connection, person_id: int, prompt: str, now: datetime) -> None:
    """Remembers that a cue or reason went out."""
    same = [col(PromptShown.person_id) == person_id, col(PromptShown.prompt) == prompt]
    if not tx.execute(update(PromptShown).where(*same).values(shown=now)).rowcount:
        tx.execute(insert(PromptShown).values(person_id=person_id, prompt=prompt, shown=now))


def prune(tx: Connection, before: datetime) -> None:
    """Forgets nudges that were never sent and were due before this instant."""
    dropped = _deliveries.c.status.in_(["cancelled", "expired"])
    tx.execute(delete(Delivery).where(dropped, _deliveries.c.due < before))


def outcomes(tx: Connection, since: datetime) -> dict[str, int]:
    """How many nudges due since then ended in each way."""
    found = tx.execute(
        select(_deliveries.c.status, func.count())
        .where(_deliveries.c.due >= since, _deliveries.c.slot.in_(list(Slot)))
        .group_by(_deliveries.c.status)
    )
    return {status: count for status, count in found}  # noqa: C416 - rows are no pairs to mypy


def overdue(tx: Connection, now: datetime) -> int:
    """Bells whose instant has passed and that no turn has taken yet."""
    waiting = select(func.count()).select_from(Reminder).where(_bells.c.due < now)
    return tx.execute(waiting).scalar_one()


def _first_free(query: Any, table: Any) -> Any:
    """The first row that is free, together with its person: as `people.hold`, but never waits."""
    mine = _people.c.id == table.c.person_id
    return query.join(_people, mine).limit(1).with_for_update(skip_locked=True)


def _bell(row: Any) -> Bell:
    return Bell(Slot(row["slot"]), bool(row["enabled"]), row["minutes"], row["weekend_minutes"])


def _key(person_id: int, slot: Slot) -> list[Any]:
    return [_bells.c.person_id == person_id, _bells.c.slot == slot.value]
