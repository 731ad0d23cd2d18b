"""Settings and the past: no change, in any order at any time, alters a closed day."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.changes import (
    from_then_on,
    with_day_end,
    with_pause,
    with_weekdays,
    with_zone,
    without_pause,
)
from bot.domain.days import Calendar, Pause, closed_before, habit_day
from bot.domain.streaks import DayLine, read

FIRST = datetime(2025, 3, 20, 12, tzinfo=UTC)  # just before Europe's clocks change
FIRST_DAY = date(2025, 3, 20)
DAY = timedelta(days=1)
HALF_HOUR = timedelta(minutes=30)
EARLIER = (timedelta(seconds=1), timedelta(hours=1), timedelta(hours=5))
# The ends of the earth, so that moves set days back and jump over them; three with clock changes.
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Berlin",
    "America/Nuuk",
    "Australia/Lord_Howe",
)
REASONS = ("holiday", "unwell", "pain", "caution")


@dataclass
class Person:
    """Someone who changes settings now and then, and may look at their days at any time."""

    calendar: Calendar
    practised: frozenset[date]
    now: datetime = FIRST
    closed: dict[date, DayLine] = field(default_factory=dict)

    def look(self) -> None:
        """Reads all days; those seen closed once must read the same for ever."""
        reached = closed_before(self.calendar, self.now)
        record = read(self.calendar, FIRST_DAY, self.now, self.practised)
        now_closed = {line.day: line for line in record.lines if line.day < reached}
        assert {day: now_closed.get(day) for day in self.closed} == self.closed
        self.closed = now_closed

    def change(self, wait: timedelta, kind: str, value: object) -> None:
        today = habit_day(self.calendar, self.now)
        self.now += wait
        self.look()
        moved_back = habit_day(self.calendar, self.now) < today
        assert not moved_back, "time alone never sets a habit day back"
        self.calendar = apply(self.calendar, self.now, kind, value)
        self.look()


def apply(calendar: Calendar, now: datetime, kind: str, value) -> Calendar:
    changes = {
        "zone": with_zone,
        "day end": with_day_end,
        "weekdays": with_weekdays,
        "back": without_pause,
    }
    if kind == "pause":
        return with_pause(calendar, now, *value)
    return changes[kind](calendar, now, value)


def changes():
    days = st.none() | st.sampled_from((1, 3, 7))
    move = st.tuples(st.just("zone"), st.sampled_from(ZONES))
    other = st.one_of(
        st.tuples(st.just("day end"), st.sampled_from((0, 60, 240, 300, 360))),
        st.tuples(st.just("weekdays"), st.sampled_from((frozenset(), frozenset(range(7))))),
        st.tuples(st.just("weekdays"), st.frozensets(st.integers(0, 6))),
        st.tuples(st.just("pause"), st.tuples(days, st.sampled_from(REASONS))),
        st.tuples(st.just("back"), st.sampled_from((REASONS, ("pain",), ("holiday", "unwell")))),
    )
    # Half hours hit the edges of days often, and waits of nothing at all pile changes up.
    half_hours = st.sampled_from((*range(8), 24, 45, 46, 47, 48)).map(lambda n: n * HALF_HOUR)
    any_wait = st.integers(0, 2 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
    return st.lists(st.tuples(half_hours | any_wait, move | other), max_size=12)


@given(
    home=st.sampled_from(ZONES),
    practised=st.frozensets(st.integers(0, 20).map(lambda number: FIRST_DAY + number * DAY)),
    moves=changes(),
)
@settings(max_examples=max(600, 5 * settings.default.max_examples), deadline=None)
def test_no_setting_alters_a_closed_day(home, practised, moves):
    person = Person(Calendar(((FIRST, home),)), practised)

    for wait, (kind, value) in moves:
        person.change(wait, kind, value)

    person.now += 3 * DAY
    person.look()


@given(home=st.sampled_from(ZONES), moves=changes())
@settings(deadline=None)
def test_the_latest_day_reached_never_goes_back(home, moves):
    calendar, now, reached = Calendar(((FIRST, home),)), FIRST, date.min
    for wait, (kind, value) in moves:
        now += wait
        for _ in ("before", "after"):
            assert closed_before(calendar, now) >= reached
            reached = closed_before(calendar, now)
            calendar = apply(calendar, now, kind, value)


@given(home=st.sampled_from(ZONES), moves=changes())
@settings(deadline=None)
def test_a_change_leaves_the_habit_day_of_every_earlier_instant_alone(home, moves):
    calendar, now = Calendar(((FIRST, home),)), FIRST
    earlier: list[tuple[datetime, date]] = []
    for wait, (kind, value) in moves:
        now += wait
        earlier += [(now - back, habit_day(calendar, now - back)) for back in EARLIER]
        calendar = apply(calendar, now, kind, value)

    assert [(then, habit_day(calendar, then)) for then, _ in earlier] == earlier


# By example


def berlin() -> Calendar:
    return Calendar(((FIRST, "Europe/Berlin"),))


def test_a_new_row_replaces_those_that_would_begin_later():
    rows = ((date(2025, 1, 1), 0), (date(2025, 1, 3), 60), (date(2025, 1, 5), 120))

    assert from_then_on(rows, (date(2025, 1, 3), 360)) == (rows[0], (date(2025, 1, 3), 360))


def test_a_day_end_chosen_twice_in_a_night_is_the_second_one():
    night = datetime(2025, 6, 2, 23, 0, tzinfo=UTC)  # Tuesday 01:00 in Berlin, still Monday
    calendar = with_day_end(with_day_end(berlin(), night, 0), night, 360)

    assert calendar.day_ends == ((date(2025, 6, 2), 360),)


def test_a_pause_counts_whole_habit_days_from_today():
    calendar = with_pause(berlin(), FIRST, 3, "holiday")

    assert calendar.pauses == (Pause(FIRST_DAY, FIRST_DAY + 2 * DAY, "holiday"),)


def test_coming_back_ends_the_pause_with_today():
    paused = with_pause(berlin(), FIRST, None, "unwell")

    back = without_pause(paused, FIRST + 4 * DAY)

    assert back.pauses == (Pause(FIRST_DAY, FIRST_DAY + 4 * DAY, "unwell"),)


def test_coming_back_from_a_holiday_does_not_end_a_hold_for_pain():
    hurt = with_pause(berlin(), FIRST, None, "pain")

    assert without_pause(hurt, FIRST + DAY) == hurt
    assert without_pause(hurt, FIRST + DAY, ("pain",)).pauses[0].last_day == FIRST_DAY + DAY


def test_settings_changed_on_a_day_flown_back_into_leave_it_closed():
    left = datetime(2025, 6, 2, 14, 30, tzinfo=UTC)  # Tuesday 04:30 in Kiribati, Sunday in Samoa
    calendar = Calendar(((left - 7 * DAY, "Pacific/Kiritimati"),))
    flown = with_zone(with_pause(calendar, left - 3 * DAY, None, "unwell"), left, ZONES[1])
    tuesday = date(2025, 6, 3)

    assert without_pause(flown, left).pauses[0].last_day == tuesday
    assert with_pause(flown, left, 1, "holiday").pauses[1].first_day == tuesday
    assert with_weekdays(flown, left, frozenset()).weekdays[0][0] == tuesday
