"""The first minute: hello, where you live, when, the first practice; survives interruptions."""

from datetime import timedelta

from bot.chat import logbook, phrases, times, zone
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Answer, Open, Surface, Visit
from bot.domain.reminders import Slot
from bot.gateway.outgoing import Keyboard, Media, Message, Strip, Toast
from bot.knowledge.words import Html
from bot.store import people, reminders

EARLY, LATE = 4 * 60, 15 * 60  # a time written in between is a morning's
REMIND_AFTER = timedelta(hours=24)  # an unfinished set-up is mentioned once


def start(visit: Visit) -> Answer:
    """/start: hello to somebody new, else where they are; it never resets anything."""
    payload = visit.event.argument
    if payload == "rock":
        return [Open("practice")]
    if payload in visit.coach.library.topics:
        return [Open("questions", payload), *([] if visit.person.set_up else [Open("onboarding")])]
    if visit.person.set_up:
        return [Open("today")]
    return hello(visit) if visit.person.step == "hello" else go_on(visit)


def hello(visit: Visit) -> Answer:
    """What rocking is, one line of safety, and two ways on."""
    buttons = (
        (button(visit.label("set-up"), Kind.SET_UP),),
        (button(visit.label("how-does-it-work"), Kind.HOW),),
    )
    loop = Media("loop") if visit.person.pictures else None
    return [Message(visit.say("hello"), buttons, media=loop)]


def welcome(visit: Visit) -> Answer:
    """Hello to somebody who wrote before pressing Start: their words were answered already."""
    plan_reminder(visit)
    return hello(visit)


def plan_reminder(visit: Visit) -> None:
    """One message after a day, in case the set-up is left unfinished."""
    reminders.add_delivery(
        visit.tx,
        person_id=visit.person.id,
        slot="setup",
        day=visit.person.first_day,
        nudge="first",
        due=visit.now + REMIND_AFTER,
        status="planned",
    )


def how(_: Visit) -> Answer:
    """*How does it work?* explains rocking; the way on stays in sight."""
    return [Toast(), Open("questions", "how-to-rock"), Open("onboarding")]


def set_up(visit: Visit) -> Answer:
    """The first question; a set-up that was finished is not begun again."""
    if visit.person.set_up:
        return [Toast(), Open("today")]
    text, keyboard = _question(visit.change(step="zone"))
    if visit.event.captioned:  # words cannot take the place of the moving picture
        return [Toast(), Message(text, keyboard), Strip(visit.event.message_id)]
    return [Toast(), visit.put(text, keyboard)]


def go_on(visit: Visit) -> Answer:
    """Puts the open question again, in a message of its own."""
    if visit.person.set_up:
        return []
    if visit.person.step == "hello":
        offer = ((button(visit.label("set-up"), Kind.SET_UP),),)
        return [Message(visit.say("setup-offer"), offer)]
    if visit.person.step == "time" and visit.person.step_note:
        return [Message(*times.grid(visit, visit.person.step_note))]
    return [Message(*_question(visit))]


def opened(visit: Visit, note: str) -> Answer:
    """Another screen is done with its part of the set-up, or with an interruption."""
    if visit.person.set_up:
        return []
    if note == "welcome":
        return welcome(visit)
    if note == "morning set":
        return [visit.put(*times.grid(visit, Slot.BEDTIME.value))]
    if note in {"zone known", "bedtime set"}:
        return [visit.put(*_question(visit))]
    return go_on(visit)


def change_times(visit: Visit) -> Answer:
    """*Change*: the morning first."""
    return [Toast(), visit.put(*times.grid(visit, Slot.MORNING.value))]


def ring(visit: Visit) -> Answer:
    """Bedtime with a sound, or without."""
    rings = visit.tap.text(0) == "1"
    now = visit.change(bedtime_rings=rings)
    toast = Toast(visit.label("toast-rings" if rings else "toast-silent"))
    if visit.person.set_up:
        return [toast, Open("preferences", "times")]
    return [toast, now.put(*_question(now))]


def fine(visit: Visit) -> Answer:
    """*Fine*: the reminders begin, and the first practice is one tap away."""
    if visit.person.set_up:
        return [Open("today")]
    if not visit.person.zone_known:
        return [visit.put(*_question(visit))]
    for slot in (Slot.MORNING, Slot.BEDTIME):
        reminders.set_bell(visit.tx, visit.person.id, visit.bells[slot])
    now = visit.change(set_up=visit.now, step=None, step_note=None)
    now.reschedule()
    first = (
        (button(visit.label("first-now"), Kind.START, 0),),
        (logbook.done_button(visit),),
        (
            button(visit.label("progress"), Kind.PROGRESS, NEW),
            button(visit.label("settings"), Kind.SETTINGS, NEW),
        ),
    )
    now = now.anew()
    rests = people.running_pause(visit.tx, visit.person.id, now.reached) or phrases.resting(now)
    text = visit.say("all-set-resting" if rests else "all-set", today=phrases.today(now))
    return [Toast(visit.label("toast-all-set")), now.put(text, first)]


def typed(visit: Visit) -> Answer | None:
    """Yes or fine to the times, or another time; a bare number is reps."""
    text, reading = visit.event.text, visit.coach.reading
    if reading.small_talk(text) == "yes" or reading.command_word(text) == "fine":
        return fine(visit)
    minutes = reading.time_of_day(text)
    if minutes is None or reading.number(text):
        return None
    slot = Slot.MORNING if EARLY <= minutes < LATE else Slot.BEDTIME
    times.set_time(visit, slot.value, minutes)
    return [Message(*_question(visit.anew()))]


def _question(visit: Visit) -> tuple[Html, Keyboard]:
    """What is still open: the zone, then the times."""
    if not visit.person.zone_known:
        return zone.question(visit)
    people.change(visit.tx, visit.person.id, step="times", step_note=None)
    return _times_question(visit)


def _times_question(visit: Visit) -> tuple[Html, Keyboard]:
    rings = visit.person.bedtime_rings
    text = visit.say(
        "times",
        morning=phrases.bell_time(visit, visit.bells[Slot.MORNING]),
        bedtime=phrases.bell_time(visit, visit.bells[Slot.BEDTIME]),
        sound=visit.label("with-sound" if rings else "without-sound"),
    )
    ring_label = visit.label("make-it-silent" if rings else "make-it-ring")
    buttons = (
        (button(visit.label("fine"), Kind.TIMES_FINE),),
        (
            button(visit.label("change"), Kind.TIMES_CHANGE),
            button(ring_label, Kind.RING, int(not rings)),
        ),
    )
    return text, buttons


SURFACE = Surface(
    name="onboarding",
    commands={"start": start},
    taps={
        Kind.SET_UP: set_up,
        Kind.HOW: how,
        Kind.TIMES_FINE: fine,
        Kind.TIMES_CHANGE: change_times,
        Kind.RING: ring,
    },
    steps={"times": typed},
    opened=opened,
)
