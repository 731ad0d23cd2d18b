"""One practice: reps count as they are added, can be taken back, and end once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import practice
from bot.domain.days import Half
from bot.domain.practice import GoalOutOfRangeError, PracticeOverError, RepsOutOfRangeError

MONDAY = date(2025, 6, 2)
NOW = datetime(2025, 6, 2, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def begun() -> practice.Practice:
    return practice.start(MONDAY, Half.MORNING, NOW)


def test_a_practice_begins_empty_on_its_day_and_half():
    fresh = begun()

    assert (fresh.day, fresh.half, fresh.reps, fresh.finished) == (MONDAY, Half.MORNING, 0, None)


def test_every_tap_counts():
    counted = practice.add(practice.add(practice.add(begun(), 1, NOW), 5, NOW), 1, NOW)

    assert counted.reps == 7


def test_undo_takes_the_last_addition_back_and_only_that():
    counted = practice.add(practice.add(begun(), 5, NOW), 1, NOW)

    once = practice.undo_add(counted, NOW)

    assert once.reps == 5
    assert practice.undo_add(once, NOW).reps == 5


def test_a_typed_count_is_the_count_and_can_be_undone():
    typed = practice.set_reps(practice.add(begun(), 5, NOW), 20, NOW)

    assert typed.reps == 20
    assert practice.undo_add(typed, NOW).reps == 5


def test_taps_leave_the_version_alone_and_the_end_raises_it():
    counted = practice.undo_add(practice.add(begun(), 5, NOW), NOW)

    assert counted.version == begun().version
    assert practice.finish(counted, NOW).version == begun().version + 1


def test_done_keeps_the_count_and_a_second_done_changes_nothing():
    done = practice.finish(practice.add(begun(), 12, NOW), NOW + MINUTE)

    assert (done.reps, done.finished) == (12, NOW + MINUTE)
    assert practice.finish(done, NOW + 2 * MINUTE) == done


@pytest.mark.parametrize("change", [practice.add, practice.set_reps])
def test_nothing_is_added_to_a_finished_practice(change):
    with pytest.raises(PracticeOverError):
        change(practice.finish(begun(), NOW), 5, NOW)


def test_a_finished_practice_has_no_addition_to_undo():
    with pytest.raises(PracticeOverError):
        practice.undo_add(practice.finish(begun(), NOW), NOW)


def test_undoing_a_finished_practice_leaves_no_reps():
    logged = practice.log(MONDAY, Half.BEDTIME, 20, NOW)

    undone = practice.undo(logged)

    assert (logged.reps, undone.reps) == (20, 0)
    assert undone.version > logged.version


@pytest.mark.parametrize(("minutes", "idle"), [(29, False), (30, True)])
def test_after_thirty_idle_minutes_it_closes_as_it_stands(minutes, idle):
    counted = practice.add(begun(), 12, NOW + MINUTE)
    now = NOW + MINUTE + minutes * MINUTE

    closed = practice.close_idle(counted, now)

    assert practice.idle(counted, now) is idle
    assert (closed.reps, closed.day) == (12, MONDAY)
    assert closed.finished == (NOW + MINUTE if idle else None)


def test_a_finished_practice_is_never_idle():
    assert not practice.idle(practice.finish(begun(), NOW), NOW + 60 * MINUTE)


@pytest.mark.parametrize("reps", [0, -5, 501, 10**9])
def test_a_log_is_one_to_five_hundred_reps(reps):
    with pytest.raises(RepsOutOfRangeError):
        practice.log(MONDAY, Half.MORNING, reps, NOW)


@pytest.mark.parametrize("reps", [1, 500])
def test_the_ends_of_the_range_are_logs(reps):
    assert practice.log(MONDAY, Half.MORNING, reps, NOW).reps == reps


def test_taps_do_not_count_beyond_five_hundred():
    full = practice.set_reps(begun(), 499, NOW)

    with pytest.raises(RepsOutOfRangeError):
        practice.add(full, 5, NOW)
    assert practice.add(full, 1, NOW).reps == 500


@pytest.mark.parametrize("goal", [0, 101])
def test_a_goal_is_one_to_a_hundred(goal):
    with pytest.raises(GoalOutOfRangeError):
        practice.check_goal(goal)
    assert practice.check_goal(1) == 1
    assert practice.check_goal(100) == 100


class Counting(RuleBasedStateMachine):
    """Taps in any order agree with a plain tally."""

    @initialize()
    def begin(self):
        self.practice, self.tally, self.last = begun(), 0, 0

    @rule(reps=st.sampled_from((1, 5)))
    def tap(self, reps):
        self.practice = practice.add(self.practice, reps, NOW)
        self.tally, self.last = self.tally + reps, reps

    @rule()
    def undo(self):
        self.practice = practice.undo_add(self.practice, NOW)
        self.tally, self.last = self.tally - self.last, 0

    @rule(reps=st.integers(1, 100))
    def type_a_count(self, reps):
        self.practice = practice.set_reps(self.practice, reps, NOW)
        self.tally, self.last = reps, reps - self.tally

    @invariant()
    def agrees(self):
        assert self.practice.reps == self.tally >= 0


TestCounting = Counting.TestCase
