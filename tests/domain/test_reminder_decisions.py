"""To send or not to send: lateness, what is done, pauses, follow-ups and backing off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from living import DAY, HOUR, MINUTE, MONDAY, at

from bot.domain.reminders import (
    WINDOW,
    Decision,
    Facts,
    Nudge,
    Slot,
    backing_off,
    decide,
    follow_up_after,
)

DUE = at(MONDAY, "07:00")


def nudge(slot: Slot = Slot.MORNING, nudge: Nudge = Nudge.FIRST, **facts) -> Facts:
    return replace(Facts(slot, nudge, due=DUE, now=DUE), **facts)


def test_a_reminder_that_is_due_is_sent():
    assert decide(nudge()) is Decision.SEND


@pytest.mark.parametrize(
    ("slot", "hours"), [(Slot.MORNING, 2), (Slot.BEDTIME, 1), (Slot.EXTRA1, 1), (Slot.EXTRA2, 1)]
)
def test_late_is_worse_than_never(slot, hours):
    end = DUE + hours * HOUR

    assert WINDOW[slot] == hours * HOUR
    assert decide(nudge(slot, now=end)) is Decision.SEND
    assert decide(nudge(slot, now=end + timedelta(seconds=1))) is Decision.EXPIRED


@pytest.mark.parametrize("later", [Nudge.LATER1, Nudge.LATER2])
def test_the_window_of_a_later_nudge_counts_from_its_own_time(later):
    put_off = nudge(nudge=later, due=DUE + 3 * HOUR, now=DUE + 5 * HOUR)

    assert decide(put_off) is Decision.SEND
    assert decide(replace(put_off, now=DUE + 6 * HOUR)) is Decision.EXPIRED


@pytest.mark.parametrize("kind", list(Nudge))
def test_a_half_that_is_done_stays_quiet(kind):
    assert decide(nudge(Slot.BEDTIME, kind, half_done=True)) is Decision.DONE


@pytest.mark.parametrize(("minutes", "decision"), [(119, Decision.DONE), (120, Decision.SEND)])
def test_an_extra_nudge_is_quiet_for_two_hours_after_any_practice(minutes, decision):
    assert decide(nudge(Slot.EXTRA1, last_practice=DUE - minutes * MINUTE)) is decision


def test_an_extra_nudge_has_no_half_of_its_own():
    assert decide(nudge(Slot.EXTRA2, half_done=True)) is Decision.SEND


def test_a_practice_two_hours_ago_does_not_close_a_half():
    assert decide(nudge(Slot.BEDTIME, last_practice=DUE - HOUR)) is Decision.SEND


def test_nothing_is_sent_before_set_up_in_a_pause_or_in_peace():
    assert decide(nudge(set_up=False)) is Decision.QUIET
    assert decide(nudge(paused=True)) is Decision.PAUSED
    assert decide(nudge(quiet_until=DUE + MINUTE)) is Decision.QUIET
    assert decide(nudge(quiet_until=DUE)) is Decision.SEND


def test_reasons_come_in_their_order():
    everything = nudge(
        nudge=Nudge.FOLLOW_UP,
        now=DUE + DAY,
        half_done=True,
        paused=True,
        quiet_until=DUE + 2 * DAY,
        ignored_days=9,
        seen_since_first=True,
        set_up=False,
    )
    lifted = [
        {},
        {"set_up": True},
        {"paused": False},
        {"quiet_until": None},
        {"now": DUE},
        {"half_done": False},
        {"seen_since_first": False},
        {"ignored_days": 0},
    ]

    decisions = []
    for change in lifted:
        everything = replace(everything, **change)
        decisions.append(decide(everything))

    assert decisions == [
        Decision.QUIET,
        Decision.PAUSED,
        Decision.QUIET,
        Decision.EXPIRED,
        Decision.DONE,
        Decision.ANSWERED,
        Decision.BACKING_OFF,
        Decision.SEND,
    ]


# Follow-up


def test_a_follow_up_comes_an_hour_later_and_half_an_hour_at_bedtime():
    assert follow_up_after(Slot.MORNING) == HOUR
    assert follow_up_after(Slot.EXTRA1) == HOUR
    assert follow_up_after(Slot.BEDTIME) == 30 * MINUTE


def test_a_follow_up_is_only_for_an_unanswered_reminder():
    assert decide(nudge(nudge=Nudge.FOLLOW_UP)) is Decision.SEND
    assert decide(nudge(nudge=Nudge.FOLLOW_UP, seen_since_first=True)) is Decision.ANSWERED


@pytest.mark.parametrize("facts", [{"ignored_days": 3}, {"ignored_days": 7}, {"weekly_on": True}])
def test_there_is_no_follow_up_while_backing_off(facts):
    assert decide(nudge(nudge=Nudge.FOLLOW_UP, **facts)) is Decision.BACKING_OFF


# Back-off

NORMAL = dict.fromkeys(Slot, Decision.SEND)
ONLY_BEDTIME = dict.fromkeys(Slot, Decision.BACKING_OFF) | {Slot.BEDTIME: Decision.SEND}
STILL_HERE = ONLY_BEDTIME | {Slot.BEDTIME: Decision.STILL_HERE}
SILENCE = dict.fromkeys(Slot, Decision.BACKING_OFF)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (1, NORMAL),
        (2, NORMAL),
        (3, NORMAL),
        (4, ONLY_BEDTIME),
        (7, ONLY_BEDTIME),
        (8, STILL_HERE),
        (9, SILENCE),
        (100, SILENCE),
    ],
)
def test_ignored_days_thin_reminders_out(day, expected):
    ignored = day - 1
    facts = {"ignored_days": ignored, "chosen_slot": Slot.BEDTIME}

    assert {slot: decide(nudge(slot, **facts)) for slot in Slot} == expected
    assert backing_off(ignored) is (day >= 4)


def test_a_sign_of_life_restores_everything():
    silent = nudge(Slot.EXTRA1, ignored_days=8)

    assert decide(silent) is Decision.BACKING_OFF
    assert decide(replace(silent, ignored_days=0)) is Decision.SEND


def test_a_nudge_put_off_by_the_person_is_not_backed_off():
    assert decide(nudge(Slot.EXTRA1, Nudge.LATER1, ignored_days=5)) is Decision.SEND
    assert decide(nudge(Slot.EXTRA1, Nudge.LATER1, weekly_on=False)) is Decision.SEND


@pytest.mark.parametrize(
    ("slot", "on", "decision"),
    [
        (Slot.MORNING, True, Decision.SEND),
        (Slot.MORNING, False, Decision.BACKING_OFF),
        (Slot.BEDTIME, True, Decision.BACKING_OFF),
        (Slot.EXTRA1, True, Decision.BACKING_OFF),
    ],
)
@pytest.mark.parametrize("ignored", [0, 3, 7, 20])
def test_once_a_week_is_one_reminder_on_its_day(slot, on, decision, ignored):
    assert decide(nudge(slot, weekly_on=on, ignored_days=ignored)) is decision
