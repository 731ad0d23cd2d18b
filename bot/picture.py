"""What `python -m bot picture` draws: a built-in sample, or one person's own from a database file.

It only brings together what reads, composes and draws.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from bot.chat import halfyear
from bot.domain import streaks
from bot.domain.days import Calendar, Half, Pause, days_between
from bot.domain.streaks import Record
from bot.knowledge.words import Words
from bot.pictures import calendar, chart
from bot.store import backs, people, practices
from bot.store.inspection import look

SAMPLE_DAY = date(2026, 10, 8)
SAMPLE_FIRST_DAY = date(2026, 4, 13)


class PictureError(Exception):
    """There is nothing to draw, or nowhere to put it; the message says why in one line."""


@dataclass(frozen=True)
class Life:
    """What the pictures of one person are made of."""

    record: Record
    halves: Mapping[date, frozenset[Half]]
    answers: Mapping[date, int]


def draw(words: Words, life: Life, name: str, *, back: bool) -> bytes:
    """The calendar, or the chart of the back, as a PNG; raises PictureError without answers."""
    if not back:
        return calendar.draw(halfyear.half_year(words, life.record, life.halves, name))
    if not life.answers:
        raise PictureError("Nobody asked this person how the back is, or nothing was answered.")
    return chart.draw(halfyear.stiff_back(words, life.answers, life.halves, name))


def found(person: str, file: Path | None, now: datetime) -> Life:
    """The sample ("demo"), or what an SQLite file knows of a person by number.

    Raises PictureError or DatabaseError.
    """
    if person == "demo" and file is None:
        return sample()
    if not (person.isascii() and person.isdigit() and len(person) < 19):
        raise PictureError("Say --person with a Telegram number, or demo without a database.")
    if file is None:
        raise PictureError("Say --db with the SQLite file that knows this person.")
    return look(file, partial(_read, person_id=int(person), now=now))


def sample() -> Life:
    """Half a year of somebody who likes it: always the same."""
    chance = random.Random(26)
    plan = Calendar(
        zones=((datetime(2026, 1, 1, tzinfo=UTC), "Europe/Berlin"),),
        weekdays=(
            (SAMPLE_FIRST_DAY, frozenset(range(6))),
            (date(2026, 6, 1), frozenset(range(7))),
        ),
        pauses=(Pause(date(2026, 7, 20), date(2026, 7, 26), "holiday"),),
    )
    halves: dict[date, frozenset[Half]] = {}
    answers: dict[date, int] = {}
    for day in days_between(SAMPLE_FIRST_DAY, SAMPLE_DAY):
        if plan.practises(day) and not plan.pause_on(day):
            halves[day] = _done(chance, (day - SAMPLE_FIRST_DAY).days)
        if day >= date(2026, 5, 4) and chance.random() < 0.8:
            answers[day] = _stiffness(chance, day, halves)
    unwell = set(days_between(date(2026, 8, 25), date(2026, 8, 29)))
    halves = {day: done for day, done in halves.items() if done and day not in unwell}
    now = datetime(2026, 10, 8, 18, tzinfo=UTC)
    record = streaks.read(plan, SAMPLE_FIRST_DAY, now, halves.keys())
    return Life(record, halves, answers)


def _done(chance: random.Random, days: int) -> frozenset[Half]:
    """A day's halves: bedtime takes longer to become a habit."""
    done = {Half.MORNING} if chance.random() < 0.88 else set()
    if chance.random() < 0.55 + days / 600:
        done.add(Half.BEDTIME)
    return frozenset(done)


def _stiffness(chance: random.Random, day: date, halves: Mapping[date, frozenset[Half]]) -> int:
    week = sum(len(halves.get(day - timedelta(days=back), ())) for back in range(1, 8))
    felt = 8.5 - 0.4 * week + chance.gauss(0, 1.3)
    return min(max(2 * round(felt / 2), 0), 10)


def _read(tx: Connection, person_id: int, now: datetime) -> Life:
    person = people.find(tx, person_id)
    if person is None:
        raise PictureError(f"Nobody in this database has the number {person_id}.")
    rows = people.calendar(tx, person_id)
    counted = practices.counted_days(tx, person_id)
    record = streaks.read(rows, person.first_day, now, counted)
    answers = backs.answers(tx, person_id)
    since = min([halfyear.first_day(record), *(day - halfyear.WEEK for day in answers)])
    return Life(record, practices.halves_by_day(tx, person_id, since), answers)
