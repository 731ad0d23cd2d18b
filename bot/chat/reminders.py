"""What the buttons under a reminder do: later, skip, yesterday, fewer."""

from datetime import datetime

from bot.chat import logbook, nudges, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import reminders as rules
from bot.domain.days import Half
from bot.domain.reminders import LaterChoices, Slot
from bot.gateway.outgoing import Edit, Item, Keyboard, Message, Toast
from bot.store import people, practices, reminders
from bot.store.tables import Delivery


def later(visit: Visit) -> Answer:
    """Puts a reminder off: first asks how long, then plans one more nudge."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    choices = nudges.later_choices(visit, delivery)
    wanted = visit.tap.text(1)
    if choices.until is None:
        return [Toast(visit.label("toast-no-later"), alert=True)]
    if wanted == "time":
        people.change(visit.tx, visit.person.id, step="later", step_note=str(delivery.id))
        return [Toast(), Message(visit.say("later-ask", until=phrases.clock(visit, choices.until)))]
    due = {"15": choices.quarter, "60": choices.hour}.get(wanted)
    if due is None:
        return [
            Toast(),
            Edit(
                visit.event.message_id,
                visit.say("later-how-long"),
                _choice(visit, delivery, choices),
            ),
        ]
    return [
        Toast(visit.label("toast-later", time=phrases.clock(visit, due))),
        *_put_off(visit, delivery, due),
    ]


def later_at(visit: Visit) -> Answer | None:
    """A time written after *A time*."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, int(visit.person.step_note or 0))
    if delivery is None:
        return None
    evening = delivery.slot == Slot.BEDTIME
    minutes = visit.coach.reading.time_of_day(visit.event.text, evening=evening)
    if minutes is None:
        in_words = any(sign.isalpha() for sign in visit.event.text)
        return None if in_words else [Message(visit.say("time-unclear"))]
    until = nudges.later_choices(visit, delivery).until
    if until is None:
        return None
    due = rules.later_at(visit.calendar, visit.now, minutes, until)
    if due is None:
        return [Message(visit.say("later-too-far", until=phrases.clock(visit, until)))]
    people.change(visit.tx, visit.person.id, step=None, step_note=None)
    text = visit.say("later-said", time=phrases.when(visit, due))
    return [Message(text), *_put_off(visit, delivery, due)]


def skip(visit: Visit) -> Answer:
    """Closes this reminder and its follow-up only."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    return [Toast(visit.label("toast-skipped")), *_skipped(visit, delivery)]


def opened(visit: Visit, note: str) -> Answer:
    """ "Later" or "skip", written: about the newest reminder that stands there."""
    standing = reminders.unanswered(visit.tx, visit.person.id)
    delivery = standing[-1] if standing else None
    if delivery is None or delivery.day != visit.today:
        return [Open("questions", "snooze")]
    if note == "skip":
        return [*_skipped(visit, delivery), Message(visit.say("skip-said"))]
    choices = nudges.later_choices(visit, delivery)
    if choices.until is None:
        return [Open("questions", "snooze")]
    return [Message(visit.say("later-how-long"), _choice(visit, delivery, choices))]


def yesterday(visit: Visit) -> Answer:
    """*I did it yesterday*: the goal, to yesterday's bedtime."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    if delivery is None:
        return _gone(visit)
    day = delivery.day - nudges.DAY
    if not logbook.may_file(visit, day):
        return logbook.too_long_ago(visit, day)
    if practices.halves(visit.tx, visit.person.id, day):
        return [Toast(visit.label("toast-already"))]
    kept = logbook.put_down(visit, visit.person.goal, day=day, half=Half.BEDTIME, once=False)
    text, buttons = logbook.confirmation(visit, kept)
    now = visit.anew()
    rest = Edit(visit.event.message_id, nudges.text(now, delivery), nudges.buttons(now, delivery))
    return [
        Toast(visit.label("toast-logged", reps=kept.practice.reps)),
        rest,
        Message(text, buttons),
    ]


def better(visit: Visit) -> Answer:
    """The pain has passed: the ordinary reminder takes the place of the gentle one."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    return [
        Toast(visit.label("toast-better")),
        Edit(visit.event.message_id, nudges.text(visit, delivery), nudges.buttons(visit, delivery)),
    ]


def back_off(visit: Visit) -> Answer:
    """What to do about many ignored days: keep them, once a week, or pause."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    reminders.answer(visit.tx, delivery, "here")
    wish = visit.tap.text(1)
    if wish == "pause":
        return [Toast(), Open("pauses")]
    # Its day is no rest day: a reminder came on it.
    weekly_from = delivery.day if wish == "weekly" else None
    now = visit.change(weekly_from=weekly_from)
    key = "weekly-said" if weekly_from else "keep-said"
    day = phrases.weekday(visit, delivery.day)
    text = visit.say(key, weekday=day, next=phrases.next_reminder(now))
    return [Toast(), Edit(visit.event.message_id, text)]


def _choice(visit: Visit, delivery: Delivery, choices: LaterChoices) -> Keyboard:
    offered = []
    if choices.quarter:
        offered.append(button(visit.label("later-15"), Kind.LATER, delivery.id, "15"))
    if choices.hour:
        offered.append(button(visit.label("later-60"), Kind.LATER, delivery.id, "60"))
    offered.append(button(visit.label("later-time"), Kind.LATER, delivery.id, "time"))
    return (tuple(offered), (logbook.done_button(visit, delivery.id or 0),))


def _put_off(visit: Visit, delivery: Delivery, due: datetime) -> list[Item]:
    there = reminders.nudges(visit.tx, visit.person.id, delivery.slot, delivery.day)
    nudge = next(one for one in nudges.LATERS if one not in there)
    same = {"person_id": visit.person.id, "slot": delivery.slot, "day": delivery.day}
    reminders.add_delivery(visit.tx, **same, nudge=nudge.value, due=due, status="planned")
    reminders.answer(visit.tx, delivery, "later")
    text = visit.say("later-planned", time=phrases.when(visit, due))
    done = ((logbook.done_button(visit, delivery.id or 0),),)
    return nudges.edited(visit, delivery, text, done)


def _skipped(visit: Visit, delivery: Delivery) -> list[Item]:
    reminders.answer(visit.tx, delivery, "skip")
    text = visit.say("skipped", next=phrases.next_reminder(visit))
    return nudges.edited(visit, delivery, text, ((logbook.done_button(visit, delivery.id or 0),),))


def _standing(visit: Visit) -> Delivery | None:
    """The reminder under this button, unless it was answered already."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    if delivery is None or delivery.slot not in set(Slot):
        return None
    return delivery if delivery.answer in {None, "undone", "ignored"} else None


def _gone(visit: Visit) -> Answer:
    return [Toast(visit.label("toast-answered-before"))]


SURFACE = Surface(
    name="reminders",
    taps={
        Kind.LATER: later,
        Kind.SKIP: skip,
        Kind.YESTERDAY: yesterday,
        Kind.BETTER: better,
        Kind.BACK_OFF: back_off,
    },
    steps={"later": later_at},
    opened=opened,
)
