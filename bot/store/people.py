"""People and the dated rows that judge their days. Synchronous functions of a connection."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, update
from sqlmodel import col, select

from bot.domain.days import Calendar, Pause
from bot.store.tables import (
    DayEnd,
    PauseRow,
    Person,
    PersonZone,
    Reminder,
    Weekdays,
    Zone,
)

_people: Any = Person.__table__  # type: ignore[attr-defined]
_pauses: Any = PauseRow.__table__  # type: ignore[attr-defined]

# Built once: to build a statement takes several times as long as to run it.
_ID: Any = bindparam("person_id")
_PERSON = select(*_people.columns).where(_people.c.id == _ID)
_HELD = _PERSON.with_for_update()
_CHANGE = update(_people).where(_people.c.id == bindparam("key"))
_ZONES = (
    select(col(PersonZone.since), col(Zone.name))
    .join(Zone, col(Zone.id) == col(PersonZone.zone_id))
    .where(col(PersonZone.person_id) == _ID)
    .order_by(col(PersonZone.since))
)
_DAY_ENDS = (
    select(col(DayEnd.first_day), col(DayEnd.minutes))
    .where(col(DayEnd.person_id) == _ID)
    .order_by(col(DayEnd.first_day))
)
_WEEKDAYS = (
    select(col(Weekdays.first_day), col(Weekdays.mask))
    .where(col(Weekdays.person_id) == _ID)
    .order_by(col(Weekdays.first_day))
)
_PAUSES = (
    select(*_pauses.columns)
    .where(_pauses.c.person_id == _ID)
    .order_by(_pauses.c.first_day, _pauses.c.id)
)


def find(tx: Connection, person_id: int) -> Person | None:
    """The person with this Telegram id, detached: changing it changes nothing."""
    return _one(tx, _PERSON, person_id)


def hold(tx: Connection, person_id: int) -> Person | None:
    """The same for a unit that may change anything of theirs: it begins with this.

    On PostgreSQL another unit that holds this person waits until this one has ended, so that what
    was read stays true. SQLite has one writer and nobody to wait for.
    """
    return _one(tx, _HELD, person_id)


def create(tx: Connection, person: Person, zone: str) -> None:
    """Adds a person who lives in `zone` (IANA name) since ever."""
    tx.execute(insert(Person).values(**person.model_dump()))
    set_zone(tx, person.id, zone, person.created)


def change(tx: Connection, person_id: int, **columns: Any) -> None:
    """Sets these columns of a person's row."""
    tx.execute(_CHANGE, {"key": person_id, **columns})


def block(tx: Connection, person_id: int, now: datetime) -> None:
    """The person blocked the bot: nothing is due for them any more."""
    change(tx, person_id, blocked=now)
    due = update(Reminder).where(col(Reminder.person_id) == person_id)
    tx.execute(due.values(due=None, due_day=None))


def delete_all(tx: Connection, person_id: int) -> bool:
    """Forgets a person with everything that hangs on the row; says whether there was one."""
    return bool(tx.execute(delete(Person).where(col(Person.id) == person_id)).rowcount)


def calendar(tx: Connection, person_id: int) -> Calendar:
    """The dated rows by which a person's days are read, oldest first."""
    mine = {"person_id": person_id}
    return Calendar(
        zones=tuple((since, name) for since, name in tx.execute(_ZONES, mine)),
        day_ends=tuple((day, minutes) for day, minutes in tx.execute(_DAY_ENDS, mine)),
        weekdays=tuple((day, _ticked(mask)) for day, mask in tx.execute(_WEEKDAYS, mine)),
        pauses=tuple(
            Pause(row.first_day, row.last_day, row.reason) for row in tx.execute(_PAUSES, mine)
        ),
    )


def set_zone(tx: Connection, person_id: int, zone: str, since: datetime) -> None:
    """The person lives in `zone` from `since` on."""
    same = (col(PersonZone.person_id) == person_id) & (col(PersonZone.since) == since)
    tx.execute(delete(PersonZone).where(same))
    zone_id = _zone_id(tx, zone)
    tx.execute(insert(PersonZone).values(person_id=person_id, since=since, zone_id=zone_id))


def confirm_zone(tx: Connection, person_id: int, zone: str, created: datetime) -> None:
    """The zone that was only guessed is known now, and was right or wrong from the start."""
    tx.execute(delete(PersonZone).where(col(PersonZone.person_id) == person_id))
    set_zone(tx, person_id, zone, created)


def set_day_end(tx: Connection, person_id: int, first_day: date, minutes: int) -> None:
    """Habit days from `first_day` on end `minutes` after local midnight."""
    same = (col(DayEnd.person_id) == person_id) & (col(DayEnd.first_day) >= first_day)
    tx.execute(delete(DayEnd).where(same))
    tx.execute(insert(DayEnd).values(person_id=person_id, first_day=first_day, minutes=minutes))


def set_weekdays(tx: Connection, person_id: int, first_day: date, days: frozenset[int]) -> None:
    """These weekdays (0 = Monday) are practice days from `first_day` on."""
    same = (col(Weekdays.person_id) == person_id) & (col(Weekdays.first_day) >= first_day)
    tx.execute(delete(Weekdays).where(same))
    mask = sum(1 << day for day in days)
    tx.execute(insert(Weekdays).values(person_id=person_id, first_day=first_day, mask=mask))


def pause(
    tx: Connection, person_id: int, first_day: date, last_day: date | None, reason: str
) -> None:
    """Makes these days neutral, both ends counted; no last day: until `end_pauses`."""
    values = {"first_day": first_day, "last_day": last_day, "reason": reason}
    tx.execute(insert(PauseRow).values(person_id=person_id, **values))


def running_pause(tx: Connection, person_id: int, today: date) -> PauseRow | None:
    """The pause that holds reminders today, a hold after pain before a holiday."""
    rows = [row for row in _pause_rows(tx, person_id) if _runs(row, today)]
    return min(rows, key=lambda row: row.reason != "pain", default=None)


def end_pauses(tx: Connection, person_id: int, today: date, now: datetime, *reasons: str) -> None:
    """Ends what runs today: today stays neutral, tomorrow is an ordinary day."""
    for row in _pause_rows(tx, person_id):
        if _runs(row, today) and (not reasons or row.reason in reasons):
            values = {"last_day": today, "ended": now}
            tx.execute(update(PauseRow).where(col(PauseRow.id) == row.id).values(**values))


def counts(tx: Connection, day_ago: datetime, week_ago: datetime) -> dict[str, int]:
    """How many people there are, were seen in the last day and week, and have left."""

    def count(*conditions: Any) -> int:
        return tx.execute(select(func.count()).select_from(Person).where(*conditions)).scalar_one()

    return {
        "people": count(),
        "set_up": count(col(Person.set_up).is_not(None)),
        "day": count(col(Person.last_seen) >= day_ago),
        "week": count(col(Person.last_seen) >= week_ago),
        "blocked": count(col(Person.blocked).is_not(None)),
    }


def delete_blocked_before(tx: Connection, instant: datetime) -> int:
    """Forgets people who blocked the bot before `instant`; returns how many."""
    return tx.execute(delete(Person).where(col(Person.blocked) < instant)).rowcount


def _one(tx: Connection, query: Any, person_id: int) -> Person | None:
    row = tx.execute(query, {"person_id": person_id}).mappings().one_or_none()
    return Person(**row) if row else None


def _runs(row: PauseRow, today: date) -> bool:
    begun = row.ended is None and row.first_day <= today
    return begun and row.reason != "caution" and (row.last_day is None or row.last_day >= today)


def _pause_rows(tx: Connection, person_id: int) -> Sequence[PauseRow]:
    found = tx.execute(_PAUSES, {"person_id": person_id})
    return [PauseRow(**row) for row in found.mappings()]


def _ticked(mask: int) -> frozenset[int]:
    return frozenset(n for n in range(7) if mask >> n & 1)


def _zone_id(tx: Connection, name: str) -> int:
    known = tx.execute(select(col(Zone.id)).where(col(Zone.name) == name)).scalar_one_or_none()
    if known is None:
        known = tx.execute(insert(Zone).values(name=name).returning(col(Zone.id))).scalar_one()
    return int(known or 0)
