"""What no tap on a setting may ever do: alter the verdict of a day that was closed before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from bot.chat.buttons import Kind, Tap
from bot.chat.router import Router
from bot.chat.visit import Coach, Event
from bot.domain.streaks import DayLine
from bot.store.engine import database_url, sqlite_engine
from bot.store.migrations import upgrade
from tests.person import MONDAY

PEOPLE = count(1)
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Tokyo", "Etc/GMT+12")

settings_taps = st.one_of(
    st.tuples(st.just(Kind.ZONE), st.sampled_from(ZONES)),
    st.tuples(st.just(Kind.DAY_END), st.sampled_from(["0", "60", "240", "360"])),
    st.tuples(st.just(Kind.DAYS_TOGGLE), st.sampled_from("0123456"), st.sampled_from("01")),
    st.tuples(st.just(Kind.PAUSE), st.sampled_from(["3", "7", "open"]), st.just("holiday")),
    st.tuples(st.just(Kind.IM_BACK)),
    st.tuples(st.just(Kind.HURT_WHERE), st.just("pain")),
    st.tuples(st.just(Kind.FINE_AGAIN)),
)
rocking = st.tuples(st.just(Kind.DONE), st.just("0"), st.just("20"))
lives = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(settings_taps, rocking)), min_size=2, max_size=25
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path_factory.mktemp('closed') / 'rocking.db'}"
    upgrade(url, None)
    engine = sqlite_engine(database_url(url), begin="BEGIN IMMEDIATE")
    yield engine
    engine.dispose()


class Life:
    """One person's taps, straight into the router."""

    def __init__(self, engine: Engine, coach: Coach) -> None:
        self.engine = engine
        self.router = Router(coach, lambda choices: choices[0])
        self.person = next(PEOPLE)
        self.number = 0
        self.now: datetime = MONDAY
        self._hear(Event("text", self.person, self.person, "de", "/start", "start"))
        self.tap(Kind.SET_UP)
        self.tap(Kind.ZONE, "Europe/Berlin")
        self.tap(Kind.TIMES_FINE)

    def tap(self, kind: Kind, *fields: str) -> None:
        self.number += 1
        tap = Tap(kind, fields)
        event = Event("tap", self.person, self.person, "de", tap=tap, message_id=self.number)
        self._hear(event)

    def closed(self) -> dict[date, DayLine]:
        """Every day that is over, as the streak reads it."""
        with self.engine.begin() as tx:
            visit = self.router.visit_of(tx, self.person, self.now)
            assert visit is not None
            return {line.day: line for line in visit.record.lines if line.day < visit.reached}

    def _hear(self, event: Event) -> None:
        with self.engine.begin() as tx:
            self.router.handle(tx, event, self.now)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(life=lives)
def test_no_setting_in_any_order_alters_a_closed_day(
    engine: Engine, coach: Coach, life: list[tuple[int, tuple[str, ...]]]
) -> None:
    person = Life(engine, coach)
    for hours, (kind, *fields) in life:
        person.now += timedelta(hours=hours)
        before = person.closed()
        person.tap(Kind(kind), *fields)
        after = person.closed()
        if kind != Kind.DONE:
            assert {day: after[day] for day in before} == before
