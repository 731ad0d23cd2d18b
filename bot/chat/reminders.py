"""The reminder's words, and what its buttons do.

Whether and when it is sent is decided elsewhere.
"""

from datetime import timedelta

from bot.chat import logbook, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import reminders as rules
from bot.domain import rotation, streaks
from bot.domain.days import Half
from bot.domain.reminders import LaterChoices, Nudge, Slot
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import people, practices, reminders
from bot.store.tables import Delivery

FIRST_REMINDERS = 3  # these state the local time they act on
SKIPS_IN_A_ROW = 3
YESTERDAY = timedelta(days=1)
LATERS = (Nudge.LATER1, Nudge.LATER2)


def compose(visit: Visit, delivery: Delivery, still_here: bool) -> Message:
    """The message for a nudge that is about to be sent."""
    if delivery.slot == "setup":
        go_on = ((button(visit.label("go-on"), Kind.SET_UP),),)
        return Message(visit.say("setup-waiting"), go_on)
    if still_here:
        return Message(visit.say("still-here"), _back_off_buttons(visit, delivery), silent=True)
    if visit.person.gentle:
        people.change(visit.tx, visit.person.id, gentle=False)
        return Message(visit.say("reminder-gentle"), _gentle_buttons(visit, delivery), silent=True)
    return Message(
        _text(visit, delivery), _buttons(visit, delivery), silent=_silent(visit, delivery)
    )


def later(visit: Visit) -> Answer:
    """Puts a reminder off: first asks how long, then plans one more nudge."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    choices = _later_choices(visit, delivery)
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
    minutes = visit.coach.reading.time_of_day(visit.event.text)
    if delivery is None or minutes is None:
        return None
    until = _later_choices(visit, delivery).until
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
    reminders.answer(visit.tx, delivery, "skip")
    same = reminders.of_half(delivery.slot, delivery.day)
    reminders.cancel_planned(visit.tx, visit.person.id, same)
    text = visit.say("skipped", next=phrases.next_reminder(visit))
    undo = ((logbook.done_button(visit, delivery.id or 0),),)
    return [Toast(visit.label("toast-skipped")), Edit(visit.event.message_id, text, undo)]


def yesterday(visit: Visit) -> Answer:
    """*I did it yesterday*: the goal, to yesterday's bedtime."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    if delivery is None:
        return _gone(visit)
    day = delivery.day - YESTERDAY
    if not logbook.may_file(visit, day):
        return [
            Toast(visit.label("toast-too-long-ago", day=phrases.long_day(visit, day)), alert=True)
        ]
    if practices.halves(visit.tx, visit.person.id, day):
        return [Toast(visit.label("toast-already"))]
    kept = logbook.put_down(visit, visit.person.goal, day=day, half=Half.BEDTIME, once=False)
    text, buttons = logbook.confirmation(visit, kept)
    now = visit.anew()
    rest = Edit(visit.event.message_id, _text(now, delivery), _buttons(now, delivery))
    return [
        Toast(visit.label("toast-logged", reps=kept.practice.reps)),
        rest,
        Message(text, buttons),
    ]


def keep_reminders(visit: Visit) -> Answer:
    """After words of pain: reminders are wanted all the same."""
    now = visit.change(quiet_until=None)
    return [
        Toast(),
        Edit(visit.event.message_id, visit.say("kept-reminders", next=phrases.next_reminder(now))),
    ]


def better(visit: Visit) -> Answer:
    """The pain has passed: the ordinary reminder takes the place of the gentle one."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    return [
        Toast(visit.label("toast-better")),
        Edit(visit.event.message_id, _text(visit, delivery), _buttons(visit, delivery)),
    ]


def still_hurts(visit: Visit) -> Answer:
    """Reminders hold until the person is fine again."""
    if visit.tap.number(0):
        delivery = _standing(visit)
        if delivery is not None:
            reminders.answer(visit.tx, delivery, "hurts")
    running = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if running is None or running.reason != "pain":
        people.pause(visit.tx, visit.person.id, visit.reached, None, "pain")
    people.change(visit.tx, visit.person.id, gentle=True, quiet_until=None)
    fine = ((button(visit.label("fine-again"), Kind.FINE_AGAIN),),)
    return [Toast(), Edit(visit.event.message_id, visit.say("real-pain", kept=Html("")), fine)]


def back_off(visit: Visit) -> Answer:
    """What to do about many ignored days: keep them, once a week, or pause."""
    delivery = _standing(visit)
    if delivery is None:
        return _gone(visit)
    reminders.answer(visit.tx, delivery, "here")
    wish = visit.tap.text(1)
    if wish == "pause":
        return [Toast(), Open("preferences", "pause")]
    weekly_from = visit.today if wish == "weekly" else None
    now = visit.change(weekly_from=weekly_from)
    key = "weekly-said" if weekly_from else "keep-said"
    day = phrases.weekday(visit, visit.today)
    text = visit.say(key, weekday=day, next=phrases.next_reminder(now))
    return [Toast(), Edit(visit.event.message_id, text)]


def _text(visit: Visit, delivery: Delivery) -> Html:
    """The plan, one cue or reason of the day, the streak in a few words, at first the time."""
    lines = [visit.say(f"reminder-{delivery.slot.rstrip('12')}")]
    if visit.person.plan:
        lines = [visit.say("reminder-plan", plan=visit.person.plan)]
    if _skipped_thrice(visit):
        lines.append(visit.say("reminder-small"))
    lines.append(_prompt(visit, delivery))
    if visit.record.streak:
        lines.append(phrases.streak(visit))
    if reminders.sent_count(visit.tx, visit.person.id) < FIRST_REMINDERS:
        time = phrases.clock(visit, visit.now)
        lines.append(visit.say("reminder-time", time=time, city=phrases.city(visit)))
    return Html("\n".join(lines))


def _prompt(visit: Visit, delivery: Delivery) -> Html:
    """One cue or reason; none returns before all that apply have had their turn."""
    half = delivery.slot if delivery.slot in set(Half) else logbook.half_of(visit, visit.now).value
    texts = {one.id: one.text for one in visit.coach.library.prompts if half in one.when}
    chosen = delivery.prompt if delivery.prompt in texts else None
    if chosen is None:
        shown = reminders.prompts_shown(visit.tx, visit.person.id)
        chosen = rotation.next_text(sorted(texts), shown, visit.choose)
        reminders.show_prompt(visit.tx, visit.person.id, chosen, visit.now)
        reminders.change_delivery(visit.tx, delivery.id or 0, prompt=chosen)
    return visit.say("prompt", text=texts[chosen])


def _buttons(visit: Visit, delivery: Delivery) -> Keyboard:
    number = delivery.id or 0
    first = [logbook.start_button(visit, number), logbook.done_button(visit, number)]
    second = [button(visit.label("skip"), Kind.SKIP, number)]
    if _later_choices(visit, delivery).until is not None:
        second.insert(0, button(visit.label("later"), Kind.LATER, number, "ask"))
    third: list[Button] = []
    if delivery.slot == Slot.MORNING and _yesterday_is_empty(visit, delivery):
        third.append(button(visit.label("did-yesterday"), Kind.YESTERDAY, number))
    if reminders.sent_count(visit.tx, visit.person.id) < FIRST_REMINDERS:
        third.append(button(visit.label("wrong-time"), Kind.ZONE_ASK))
    return tuple(tuple(row) for row in (first, second, third) if row)


def _silent(visit: Visit, delivery: Delivery) -> bool:
    quiet_bedtime = delivery.slot == Slot.BEDTIME and not visit.person.bedtime_rings
    return quiet_bedtime or delivery.nudge == Nudge.FOLLOW_UP


def _skipped_thrice(visit: Visit) -> bool:
    answers = reminders.latest_answers(visit.tx, visit.person.id, SKIPS_IN_A_ROW)
    return list(answers) == ["skip"] * SKIPS_IN_A_ROW


def _yesterday_is_empty(visit: Visit, delivery: Delivery) -> bool:
    day = delivery.day - YESTERDAY
    lines = {line.day: line for line in visit.record.lines}
    missed = {streaks.Verdict.MISSED, streaks.Verdict.BROKEN, streaks.Verdict.FROZEN}
    return day in lines and lines[day].verdict in missed


def _later_choices(visit: Visit, delivery: Delivery) -> LaterChoices:
    slot = Slot(delivery.slot)
    there = reminders.nudges(visit.tx, visit.person.id, delivery.slot, delivery.day)
    used = sum(nudge in there for nudge in LATERS)
    morning, bedtime = (
        visit.bells[one].minutes_on(delivery.day) for one in (Slot.MORNING, Slot.BEDTIME)
    )
    return rules.later_times(visit.calendar, visit.now, slot, delivery.day, morning, bedtime, used)


def _choice(visit: Visit, delivery: Delivery, choices: LaterChoices) -> Keyboard:
    offered = []
    if choices.quarter:
        offered.append(button(visit.label("later-15"), Kind.LATER, delivery.id, "15"))
    if choices.hour:
        offered.append(button(visit.label("later-60"), Kind.LATER, delivery.id, "60"))
    offered.append(button(visit.label("later-time"), Kind.LATER, delivery.id, "time"))
    return (tuple(offered), (logbook.done_button(visit, delivery.id or 0),))


def _put_off(visit: Visit, delivery: Delivery, due: object) -> list[Item]:
    there = reminders.nudges(visit.tx, visit.person.id, delivery.slot, delivery.day)
    nudge = next(one for one in LATERS if one not in there)
    same = {"person_id": visit.person.id, "slot": delivery.slot, "day": delivery.day}
    reminders.cancel_planned(
        visit.tx, visit.person.id, reminders.of_half(delivery.slot, delivery.day)
    )
    reminders.add_delivery(visit.tx, **same, nudge=nudge.value, due=due, status="planned")
    reminders.answer(visit.tx, delivery, "later")
    text = visit.say("later-planned", time=phrases.when(visit, due))  # type: ignore[arg-type]
    done = ((logbook.done_button(visit, delivery.id or 0),),)
    return [Edit(delivery.message_id, text, done)] if delivery.message_id else []


def _standing(visit: Visit) -> Delivery | None:
    """The reminder under this button, unless it was answered already."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    return (
        delivery
        if delivery is not None and delivery.answer in {None, "undone", "ignored"}
        else None
    )


def _gone(visit: Visit) -> Answer:
    return [Toast(visit.label("toast-answered-before"))]


def _gentle_buttons(visit: Visit, delivery: Delivery) -> Keyboard:
    return (
        (button(visit.label("better"), Kind.BETTER, delivery.id),),
        (button(visit.label("still-hurts"), Kind.STILL_HURTS, delivery.id),),
    )


def _back_off_buttons(visit: Visit, delivery: Delivery) -> Keyboard:
    wishes = ("keep", "weekly", "pause")
    return tuple(
        (button(visit.label(f"back-off-{wish}"), Kind.BACK_OFF, delivery.id, wish),)
        for wish in wishes
    )


SURFACE = Surface(
    name="reminders",
    taps={
        Kind.LATER: later,
        Kind.SKIP: skip,
        Kind.YESTERDAY: yesterday,
        Kind.KEEP_REMINDERS: keep_reminders,
        Kind.BETTER: better,
        Kind.STILL_HURTS: still_hurts,
        Kind.BACK_OFF: back_off,
    },
    steps={"later": later_at},
)
