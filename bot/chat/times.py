"""When the bells ring: a grid of usual times, any other time typed, or off."""

from dataclasses import replace

from bot.chat import phrases
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain.days import MINUTES_A_DAY, Half
from bot.domain.reminders import Bell, Slot
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import people, reminders

# Quarter past midnight is a bedtime; half past five a morning.
USUAL = {
    Slot.MORNING: range(5 * 60, 10 * 60, 30),
    Slot.BEDTIME: range(20 * 60, 24 * 60 + 60, 30),
    Slot.EXTRA1: range(9 * 60, 19 * 60, 60),
    Slot.EXTRA2: range(9 * 60, 19 * 60, 60),
}
WEEKEND = "-weekend"


def grid(visit: Visit, name: str) -> tuple[Html, Keyboard]:
    """The usual times of a bell ("morning", "bedtime-weekend" …), *Other* and *Off*.

    From now on a time may also be written.
    """
    people.change(visit.tx, visit.person.id, step="time", step_note=name)
    slot = _slot(name)
    usual = [
        button(phrases.wall_time(one % 1440), Kind.TIME, name, one % 1440) for one in USUAL[slot]
    ]
    off = "same" if name.endswith(WEEKEND) else "off"
    last = (
        button(visit.label("time-other"), Kind.TIME, name, "other"),
        button(visit.label(f"time-{off}"), Kind.TIME, name, "off"),
    )
    back = () if visit.person.set_up is None else (_back(visit),)
    return visit.say(f"time-ask-{name.rstrip('12')}"), (*rows(usual, 4), last, *back)


def tapped(visit: Visit) -> Answer:
    """A time from the grid, or one of its two other buttons."""
    name, wish = visit.tap.text(0), visit.tap.text(1)
    if _unknown(name):
        return [Toast(visit.label("toast-over"), alert=True)]
    if wish == "ask":
        text, buttons = grid(visit, name)
        return [Toast(), Edit(visit.event.message_id, text, buttons)]
    if wish == "other":
        people.change(visit.tx, visit.person.id, step="time", step_note=name)
        return [Toast(), Message(visit.say("time-type"))]
    if wish != "off" and not (wish.isdigit() and visit.tap.number(1) < MINUTES_A_DAY):
        return [Toast(visit.label("toast-over"), alert=True)]
    minutes = None if wish == "off" else visit.tap.number(1)
    set_time(visit, name, minutes)
    return [_said(visit, minutes), Open(*_next(visit, name))]


def typed(visit: Visit) -> Answer | None:
    """7:15, 7.15, 715, 7:15 am …; something else may be a question."""
    name = visit.person.step_note or ""
    if _unknown(name):
        return None
    evening = _slot(name) is Slot.BEDTIME
    minutes = visit.coach.reading.time_of_day(visit.event.text, evening=evening)
    if minutes is None:
        return None if _asks(visit) else [Message(visit.say("time-unclear"))]
    set_time(visit, name, minutes)
    people.change(visit.tx, visit.person.id, step=None, step_note=None)
    return [Open(*_next(visit, name))]


def set_time(visit: Visit, name: str, minutes: int | None) -> None:
    """Sets, switches off, or for a weekend: as on the other days."""
    slot = _slot(name)
    bell = visit.bells.get(slot, Bell(slot, True, 0))
    if name.endswith(WEEKEND):
        bell = replace(bell, weekend_minutes=minutes)
    elif minutes is None:
        bell = replace(bell, enabled=False)
    else:
        bell = replace(bell, enabled=True, minutes=minutes)
    if minutes is None and slot in {Slot.EXTRA1, Slot.EXTRA2}:
        reminders.remove_bell(visit.tx, visit.person.id, slot)
    else:
        reminders.set_bell(visit.tx, visit.person.id, bell)
    visit.reschedule()


def _back(visit: Visit) -> tuple[Button, ...]:
    return (button(visit.label("back"), Kind.SET, "times"),)


def _asks(visit: Visit) -> bool:
    """Whether a text is a question rather than a time gone wrong, like 25:00."""
    finding = visit.event.finding
    known = finding is not None and finding.topic is not None
    return known and not any(sign.isdigit() for sign in visit.event.text)


def _said(visit: Visit, minutes: int | None) -> Item:
    if minutes is None:
        return Toast(visit.label("toast-off"))
    return Toast(visit.label("toast-time", time=phrases.wall_time(minutes)))


def _next(visit: Visit, name: str) -> tuple[str, str]:
    """In the set-up bedtime follows morning; in the settings the list of times comes back."""
    if visit.person.set_up is None:
        return "onboarding", f"{name} set"
    return "preferences", "times"


def _slot(name: str) -> Slot:
    return Slot(name.removesuffix(WEEKEND))


def _unknown(name: str) -> bool:
    return name not in {*Slot, *(f"{half}{WEEKEND}" for half in Half)}


SURFACE = Surface(
    name="times",
    taps={Kind.TIME: tapped},
    steps={"time": typed},
)
