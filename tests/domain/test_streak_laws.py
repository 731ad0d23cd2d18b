"""What always holds of streaks, whatever the days; they are written as in `letters`."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from letters import record_of

from bot.domain.streaks import Verdict

LETTERS = st.text("xx-", min_size=1, max_size=60)
ALL_LETTERS = st.text("xx-prhPRH", min_size=1, max_size=60)


@given(ALL_LETTERS)
def test_what_is_in_hand_stays_in_bounds(letters):
    record = record_of(letters)

    assert all(0 <= line.freezes <= 2 for line in record.lines)
    assert 0 <= record.streak <= record.longest <= record.total_days
    assert record.total_days == sum(letter in "xPRH" for letter in letters)
    assert record.longest == max(line.streak for line in record.lines)
    assert 0 <= record.strength < 1
    assert (record.comeback > 0) == (record.comeback_to_go > 0)


@given(ALL_LETTERS)
def test_a_closed_day_reads_the_same_however_many_days_follow(letters):
    record = record_of(letters)

    for number in range(1, len(letters)):
        earlier = record_of(letters[:number])
        assert earlier.lines[:-1] == record.lines[: number - 1]


@given(ALL_LETTERS)
def test_a_comeback_brings_what_was_promised_and_not_too_often(letters):
    lines = record_of(letters).lines
    came_back = [number for number, line in enumerate(lines) if line.came_back]

    for number in came_back:
        assert lines[number].streak == lines[number - 1].comeback + 2
    assert all(later - sooner >= 14 for sooner, later in pairwise(came_back))


@given(ALL_LETTERS)
def test_a_streak_moves_by_one_comes_back_or_breaks(letters):
    lines = record_of(letters).lines
    for before, line in pairwise(lines):
        if line.came_back:
            continue
        assert line.streak - before.streak == {
            Verdict.COUNTED: 1,
            Verdict.BROKEN: -before.streak,
        }.get(line.verdict, 0)


@given(LETTERS, st.data())
@example("--xx-x-", None)
def test_a_late_log_never_lowers_strength_or_total(letters, data):
    empty = [number for number, letter in enumerate(letters) if letter == "-"]
    number = data.draw(st.sampled_from(empty)) if data and empty else 0

    before = record_of(letters)
    later = record_of(letters[:number] + "x" + letters[number + 1 :])

    assert later.strength >= before.strength
    assert later.total_days >= before.total_days
    assert later.lines[:number] == before.lines[:number]


@given(LETTERS)
def test_a_log_for_today_never_costs_anything(letters):
    before, logged = record_of(letters + "-"), record_of(letters + "x")

    assert logged.streak > before.streak
    assert logged.freezes >= before.freezes
    assert logged.longest >= before.longest
    assert logged.strength > before.strength
