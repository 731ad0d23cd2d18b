"""Whether a nudge is sent at this moment: gathers what the rule in `domain` decides about."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from bot.domain import reminders as rules
from bot.domain.days import Calendar, Half, closed_before, habit_day
from bot.domain.reminders import Decision, Facts, Nudge, Slot
from bot.store import people, practices, reminders
from bot.store.tables import Delivery, Person

SETUP_WINDOW = timedelta(hours=12)


def decide(tx: Connection, person: Person, delivery: Delivery, now: datetime) -> Decision:
    """Whether this nudge is sent at this moment."""
    if person.blocked:
        return Decision.QUIET
    if delivery.slot not in set(Slot):
        return _decide_setup(tx, person, delivery, now)
    return rules.decide(facts(tx, person, delivery, now))


def _decide_setup(tx: Connection, person: Person, delivery: Delivery, now: datetime) -> Decision:
    """The one message about an unfinished set-up: not late, not to somebody in pain."""
    if person.set_up or (person.quiet_until and now < person.quiet_until):
        return Decision.QUIET
    reached = closed_before(people.calendar(tx, person.id), now)
    if people.running_pause(tx, person.id, reached):
        return Decision.PAUSED
    return Decision.EXPIRED if now > delivery.due + SETUP_WINDOW else Decision.SEND


def facts(tx: Connection, person: Person, delivery: Delivery, now: datetime) -> Facts:
    """What the decision rests on, read at the moment of sending."""
    calendar = people.calendar(tx, person.id)
    slot, nudge, day = Slot(delivery.slot), Nudge(delivery.nudge), delivery.day
    halves = practices.halves(tx, person.id, day)
    return Facts(
        slot=slot,
        nudge=nudge,
        due=delivery.due,
        now=now,
        half_done=rules.HALF_OF.get(slot) in halves,
        last_practice=practices.last_touched(tx, person.id),
        paused=people.running_pause(tx, person.id, closed_before(calendar, now)) is not None,
        quiet_until=person.quiet_until,
        ignored_days=ignored_days(tx, person, calendar, day),
        chosen_slot=_chosen_slot(tx, person.id),
        weekly_on=_weekly_on(person, delivery),
        seen_since_first=_seen_since_first(tx, person, delivery),
        set_up=person.set_up is not None,
    )


def ignored_days(tx: Connection, person: Person, calendar: Calendar, day: date) -> int:
    """The days behind this one on which reminders went out and nothing came from the person."""
    seen_day = habit_day(calendar, person.last_seen)
    return reminders.days_reminded(tx, person.id, seen_day, day)


def _chosen_slot(tx: Connection, person_id: int) -> Slot:
    """The half last done, else morning; the other one where that bell is switched off."""
    bells = reminders.bells(tx, person_id)
    half = practices.last_half(tx, person_id) or Half.MORNING
    wished = Slot(half.value)
    if wished in bells and bells[wished].enabled:
        return wished
    return next((slot for slot in Slot if slot in bells and bells[slot].enabled), wished)


def _weekly_on(person: Person, delivery: Delivery) -> bool | None:
    if person.weekly_from is None:
        return None
    days = (delivery.day - person.weekly_from).days
    return days > 0 and days % 7 == 0


def _seen_since_first(tx: Connection, person: Person, delivery: Delivery) -> bool:
    first = reminders.nudges(tx, person.id, delivery.slot, delivery.day).get(Nudge.FIRST)
    if first is None or first.sent is None:
        return False
    return first.answer not in {None, "ignored"} or person.last_seen > first.sent
