"""When a reminder is due, whether it is still worth sending, and what may come after it.

A reminder's occurrence belongs to one habit day and is known by it. Nothing is sent, kept or
worded here.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.days import DAY, Calendar, Half, day_bounds, habit_day, halves, instant

LOOK_AHEAD_DAYS = 15
QUIET_AFTER_PRACTICE = timedelta(hours=2)  # for extra nudges
LATER_STEPS = (timedelta(minutes=15), timedelta(hours=1))
MOST_LATERS = 2
LOG_BACK_DAYS = 6
IGNORED_UNTIL_ONE_A_DAY = 3
IGNORED_UNTIL_STILL_HERE = 7
SATURDAY = 5


class Slot(StrEnum):
    """The four reminders a person can have; only the first two have a half of the day."""

    MORNING = "morning"
    BEDTIME = "bedtime"
    EXTRA1 = "extra1"
    EXTRA2 = "extra2"


class Nudge(StrEnum):
    """Which message of a reminder: the first, one put off, or the silent second one."""

    FIRST = "first"
    LATER1 = "later1"
    LATER2 = "later2"
    FOLLOW_UP = "follow-up"


class Decision(StrEnum):
    """What becomes of a nudge that is due; only the first two are messages."""

    SEND = "send"
    STILL_HERE = "still-here"
    EXPIRED = "expired"
    DONE = "done"
    PAUSED = "paused"
    QUIET = "quiet"
    BACKING_OFF = "backing-off"
    ANSWERED = "answered"


WINDOW = {
    Slot.MORNING: timedelta(hours=2),
    Slot.BEDTIME: timedelta(hours=1),
    Slot.EXTRA1: timedelta(hours=1),
    Slot.EXTRA2: timedelta(hours=1),
}
HALF_OF = {Slot.MORNING: Half.MORNING, Slot.BEDTIME: Half.BEDTIME}


@dataclass(frozen=True)
class Bell:
    """One reminder's setting: wall times in minutes after midnight, weekends apart if wanted."""

    slot: Slot
    enabled: bool
    minutes: int
    weekend_minutes: int | None = None

    def minutes_on(self, day: date) -> int:
        """The wall time on a habit day; Saturday and Sunday are the weekend."""
        if day.weekday() >= SATURDAY and self.weekend_minutes is not None:
            return self.weekend_minutes
        return self.minutes


def occurrence(calendar: Calendar, bell: Bell, day: date, now: datetime) -> datetime | None:
    """The UTC instant at which a bell rings for a habit day, in the zone in force now.

    A wall time before the day's end is that of the next local date: Monday's bedtime at 00:30
    rings on Tuesday. None on a rest day, for a bell switched off, and for a wall time that a day
    end moved earlier has left to the day before.
    """
    if not bell.enabled or not calendar.practises(day):
        return None
    zone, minutes = calendar.zone_at(now), bell.minutes_on(day)
    if minutes < calendar.day_end(day):
        return instant(zone, day + DAY, minutes)
    if minutes < calendar.day_end(day - DAY):
        return None
    return instant(zone, day, minutes)


def next_due(
    calendar: Calendar,
    bell: Bell,
    now: datetime,
    last_day: date | None,
    late: timedelta = timedelta(),
) -> tuple[datetime, date] | None:
    """The first occurrence after now of a habit day after `last_day`, with that day.

    `last_day` is the latest habit day this bell was served for. Today's occurrence may also be up
    to `late` ago. Looks 15 days ahead; None for a bell switched off and where no weekday is ticked.
    """
    today = habit_day(calendar, now)
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = today + ahead * DAY
        if last_day is not None and day <= last_day:
            continue
        due = occurrence(calendar, bell, day, now)
        if due is not None and due > now - late:
            return due, day
    return None


@dataclass(frozen=True)
class Facts:
    """All that decides about one nudge at the moment of sending.

    half_done: a practice ticks this half on the nudge's day. last_practice: the latest start or
    log. ignored_days: days behind on which reminders went out and nothing came from the person.
    chosen_slot: where one a day is left, the one: the half last done, else morning; it must be
    switched on. weekly_on: None outside once-a-week mode, else whether this is the week's day.
    seen_since_first: any tap, text or log since the first nudge.
    """

    slot: Slot
    nudge: Nudge
    due: datetime
    now: datetime
    half_done: bool = False
    last_practice: datetime | None = None
    paused: bool = False
    quiet_until: datetime | None = None
    ignored_days: int = 0
    chosen_slot: Slot = Slot.MORNING
    weekly_on: bool | None = None
    seen_since_first: bool = False
    set_up: bool = True


def decide(facts: Facts) -> Decision:
    """Whether a due nudge is sent, or why not.

    What the person has asked for comes first: nothing before set-up, in a pause, or in the hours
    they are left in peace, however late the nudge is. Then lateness, which no other reason can
    mend. Then what they have done, so that a done half reads as done and not as backed off. Then
    how much of us they want: an answered first nudge ends the follow-up, and backing off thins out
    what is left. A nudge they put off themselves is past that last question.
    """
    if not facts.set_up:
        return Decision.QUIET
    if facts.paused:
        return Decision.PAUSED
    if facts.quiet_until is not None and facts.now < facts.quiet_until:
        return Decision.QUIET
    if facts.now > facts.due + WINDOW[facts.slot]:
        return Decision.EXPIRED
    if _done(facts):
        return Decision.DONE
    if facts.nudge is Nudge.FOLLOW_UP:
        return _follow_up(facts)
    return _thinned_out(facts) if facts.nudge is Nudge.FIRST else Decision.SEND


def backing_off(ignored_days: int) -> bool:
    """Whether fewer reminders go out: from the fourth day on, after three ignored ones."""
    return ignored_days >= IGNORED_UNTIL_ONE_A_DAY


def follow_up_after(slot: Slot) -> timedelta:
    """How long after an unanswered first nudge the silent one comes."""
    return timedelta(minutes=30 if slot is Slot.BEDTIME else 60)


@dataclass(frozen=True)
class LaterChoices:
    """Where a nudge may be put off to: in 15 min, in 1 h, or any time before `until`.

    What is not possible any more is None.
    """

    quarter: datetime | None
    hour: datetime | None
    until: datetime | None


def later_times(
    calendar: Calendar,
    now: datetime,
    slot: Slot,
    day: date,
    morning: int,
    bedtime: int,
    used: int,
) -> LaterChoices:
    """Where to a nudge of this habit day may be put off.

    A morning until the bedtime half begins, everything else until the day's end; `used` is how
    often that was done already on this half and day, at most twice.
    """
    until = _later_until(calendar, now, slot, day, morning, bedtime)
    if used >= MOST_LATERS or now >= until:
        return LaterChoices(None, None, None)
    quarter, hour = (now + step if now + step < until else None for step in LATER_STEPS)
    return LaterChoices(quarter, hour, until)


def later_at(calendar: Calendar, now: datetime, minutes: int, until: datetime) -> datetime | None:
    """The next time clocks show this wall time, if that is before `until`."""
    zone = calendar.zone_at(now)
    local_day = now.astimezone(zone).date()
    times = (instant(zone, local_day + ahead * DAY, minutes) for ahead in range(2))
    return next((time for time in times if now < time < until), None)


def can_log_back(day: date, today: date, first_day: date) -> bool:
    """Whether a log may still go to this habit day: up to six days back, not before the first."""
    return max(first_day, today - LOG_BACK_DAYS * DAY) <= day <= today


def _done(facts: Facts) -> bool:
    if facts.slot in HALF_OF:
        return facts.half_done
    last = facts.last_practice
    return last is not None and facts.now - last < QUIET_AFTER_PRACTICE


def _follow_up(facts: Facts) -> Decision:
    if facts.seen_since_first:
        return Decision.ANSWERED
    if facts.weekly_on is not None or backing_off(facts.ignored_days):
        return Decision.BACKING_OFF
    return Decision.SEND


def _thinned_out(facts: Facts) -> Decision:
    weekly = facts.weekly_on is not None
    if not weekly and not backing_off(facts.ignored_days):
        return Decision.SEND
    if facts.slot is not facts.chosen_slot or facts.weekly_on is False:
        return Decision.BACKING_OFF
    if weekly or facts.ignored_days < IGNORED_UNTIL_STILL_HERE:
        return Decision.SEND
    if facts.ignored_days == IGNORED_UNTIL_STILL_HERE:
        return Decision.STILL_HERE
    return Decision.BACKING_OFF


def _later_until(
    calendar: Calendar, now: datetime, slot: Slot, day: date, morning: int, bedtime: int
) -> datetime:
    begin = calendar.day_end(day - DAY)
    first, turn = halves(begin, morning, bedtime)
    if slot is Slot.MORNING and first is Half.MORNING:
        return instant(calendar.zone_at(now), day, begin + turn)
    return day_bounds(calendar, day, now)[1]
