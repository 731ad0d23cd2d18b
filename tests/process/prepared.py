"""A database with people in it, made and read by the program's own functions, without the program.

The program itself has no clock that can be moved, so that what is due is prepared to be due now.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, update

from bot.domain import practice, streaks
from bot.domain.days import Half, habit_day
from bot.domain.reminders import Bell, Slot
from bot.store import people, practices, reminders
from bot.store.engine import database_url, sqlite_engine
from bot.store.migrations import upgrade
from bot.store.tables import Delivery, Person

T = TypeVar("T")
LEASE = 181  # seconds after which another process may take a nudge over


def midday_zone(now: datetime) -> str:
    """A zone in which it is between twelve and one: no day ends while a test runs."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}"  # POSIX counts westwards


@dataclass(frozen=True)
class Prepared:
    """The database of a program that does not run, or is only looked at."""

    data: Path
    now: datetime

    @classmethod
    def empty(cls, data: Path) -> "Prepared":
        prepared = cls(data, datetime.now(UTC).replace(microsecond=0))
        upgrade(prepared.url, None)
        return prepared

    @property
    def url(self) -> str:
        return f"sqlite:///{self.data / 'rocking.db'}"

    def write(self, unit: Callable[[Connection], T]) -> T:
        """One unit of work; another process may be at work, too."""
        engine = sqlite_engine(database_url(self.url), begin="BEGIN IMMEDIATE")
        try:
            with engine.begin() as connection:
                return unit(connection)
        finally:
            engine.dispose()

    def read(self, query: Callable[[Connection], T]) -> T:
        engine = sqlite_engine(database_url(self.url), begin="BEGIN", read_only=True)
        try:
            with engine.begin() as connection:
                return query(connection)
        finally:
            engine.dispose()

    def person(self, tx: Connection, number: int) -> None:
        """Somebody who set everything up ten days ago and was here an hour ago."""
        zone, before = midday_zone(self.now), self.now - timedelta(days=10)
        person = Person(
            id=number,
            language="en",
            created=before,
            last_seen=self.now - timedelta(hours=1),
            first_day=(self.now - timedelta(days=5)).date(),
            zone_known=True,
            set_up=before,
            plan_asked=True,
        )
        people.create(tx, person, zone)

    def rings(self, tx: Connection, number: int, ago: timedelta) -> None:
        """Their morning bell was due so long ago (whole minutes), and no turn has seen it yet."""
        calendar = people.calendar(tx, number)
        due = self.now.replace(second=0) - ago
        local = due.astimezone(calendar.zone_at(due))
        bell = Bell(Slot.MORNING, True, local.hour * 60 + local.minute)
        reminders.set_bell(tx, number, bell)
        reminders.schedule(tx, number, calendar, due - timedelta(minutes=1))

    def planned(self, tx: Connection, number: int, due: datetime) -> None:
        """A nudge of this morning that is due at any second."""
        day = habit_day(people.calendar(tx, number), self.now)
        key = {"person_id": number, "slot": "morning", "day": day, "nudge": "first"}
        reminders.add_delivery(tx, **key, due=due, status="planned")

    def rocked(self, tx: Connection, number: int, days: int) -> None:
        """Twenty on each of the last days, today not counted."""
        today = habit_day(people.calendar(tx, number), self.now)
        for ago in range(1, days + 1):
            when = self.now - timedelta(days=ago)
            done = practice.log(today - timedelta(days=ago), Half.MORNING, 20, when)
            practices.add(tx, number, done)

    def a_minute_passes(self) -> None:
        """For the leases of a process that is dead."""
        table = Delivery.__table__  # type: ignore[attr-defined]
        sending = update(table).where(table.c.status == "sending")
        self.write(lambda tx: tx.execute(sending.values(lease_until=table.c.lease_until - LEASE)))

    def statuses(self) -> list[str]:
        return [row[0] for row in self._asked("SELECT status FROM deliveries ORDER BY id")]

    def drained(self) -> bool:
        """Whether nothing is due and nothing is under way."""
        now = int(datetime.now(UTC).timestamp())
        due = self._asked(f"SELECT 1 FROM reminders WHERE due <= {now}")  # noqa: S608 - a number
        return not due and not {"planned", "sending"} & set(self.statuses())

    def record(self, number: int) -> streaks.Record:
        """A person's days, read afresh from what was logged."""

        def read(tx: Connection) -> streaks.Record:
            person = people.find(tx, number)
            assert person is not None
            counted = practices.counted_days(tx, number)
            calendar = people.calendar(tx, number)
            return streaks.read(calendar, person.first_day, datetime.now(UTC), counted)

        return self.read(read)

    def reps(self, number: int) -> int:
        return self.read(lambda tx: practices.totals(tx, number)).reps

    def logs(self) -> int:
        """How many practices of anybody there are."""
        return len(self._asked("SELECT 1 FROM practices"))

    def complaints(self) -> list[object]:
        """What SQLite finds wrong with the file: nothing."""
        checked = [row[0] for row in self._asked("PRAGMA integrity_check")]
        return [*(one for one in checked if one != "ok"), *self._asked("PRAGMA foreign_key_check")]

    def _asked(self, statement: str) -> list[tuple[Any, ...]]:
        """For what is asked again and again while another process works."""
        with closing(sqlite3.connect(self.data / "rocking.db", timeout=10)) as connection:
            return connection.execute(statement).fetchall()
