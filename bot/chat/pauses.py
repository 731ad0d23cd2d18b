"""Pauses: whole habit days without reminders and without misses, ahead or looking back."""

from bot.chat import care, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import changes, streaks
from bot.gateway.outgoing import Button, Edit, Keyboard, Toast
from bot.knowledge.words import Html
from bot.store import people

LENGTHS = (3, 7, 30)  # days; the fourth choice is open


def ask(visit: Visit) -> Answer:
    """/pause: how long?"""
    return visit.shown(*_screen(visit))


def pause(visit: Visit) -> Answer:
    """Whole habit days from today; reminders rest, logging goes on."""
    length = visit.tap.text(0)
    days = None if length == "open" else visit.tap.number(0)
    if days is not None and days not in LENGTHS:
        return [Toast(visit.label("toast-over"))]
    reason = "unwell" if visit.tap.text(1) == "unwell" else "holiday"
    people.end_pauses(visit.tx, visit.person.id, visit.reached, visit.now, "holiday", "unwell")
    first = changes.with_pause(visit.calendar, visit.now, days, reason).pauses[-1]
    people.pause(visit.tx, visit.person.id, first.first_day, first.last_day, reason)
    now = visit.anew()
    back = ((button(visit.label("im-back"), Kind.IM_BACK),),)
    text = now.say("pause-said", line=phrases.pause_line(now))
    return [Toast(visit.label("toast-paused")), Edit(visit.event.message_id, text, back)]


def im_back(visit: Visit) -> Answer:
    """*I'm back* ends a pause; today stays neutral and counts if something is logged."""
    running = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if running is None:
        return [Toast(visit.label("toast-not-paused"))] if visit.event.tap else [Open("today")]
    if running.reason == "pain":
        return [Toast(visit.label("toast-held"), alert=True), *visit.asked(*_screen(visit))]
    people.end_pauses(
        visit.tx, visit.person.id, visit.reached, visit.now, "holiday", "unwell", "away"
    )
    visit.reschedule()
    text = visit.say("back-said", next=phrases.next_reminder(visit.anew()))
    return [visit.put(text)]


def away(visit: Visit) -> Answer:
    """*I was away or unwell*: up to 14 missed days become a pause."""
    missed = streaks.away_pause(visit.record)
    if missed is None:
        return [Toast(visit.label("toast-no-gap"))]
    people.pause(visit.tx, visit.person.id, missed.first_day, missed.last_day, missed.reason)
    return [Toast(visit.label("toast-away")), Open("today")]


def _screen(visit: Visit) -> tuple[Html, Keyboard]:
    running = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if running is not None:
        return phrases.pause_line(visit), ((care.way_back(visit, running),),)
    lengths = [(visit.label(f"pause-{days}"), str(days)) for days in LENGTHS]
    lengths.append((visit.label("pause-open"), "open"))
    buttons = [
        tuple(_pause_button(visit, label, length, reason) for reason in ("holiday", "unwell"))
        for label, length in lengths
    ]
    return visit.say("pause-screen"), tuple(buttons)


def _pause_button(visit: Visit, label: str, length: str, reason: str) -> Button:
    text = visit.label("pause-choice", length=label, reason=visit.label(reason))
    return button(text, Kind.PAUSE, length, reason)


SURFACE = Surface(
    name="pauses",
    commands={"pause": ask},
    taps={Kind.PAUSE: pause, Kind.IM_BACK: im_back, Kind.AWAY: away},
    opened=lambda visit, note: im_back(visit) if note == "back" else [visit.put(*_screen(visit))],
)
