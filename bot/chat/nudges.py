"""The words and buttons of a reminder. Whether and when it is sent is decided elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from bot.chat import logbook, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Visit
from bot.domain import reminders as rules
from bot.domain import rotation, streaks
from bot.domain.days import Half
from bot.domain.reminders import LaterChoices, Nudge, Slot
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message
from bot.knowledge.words import Html
from bot.store import reminders
from bot.store.tables import Delivery

FIRST_REMINDERS = 3  # these state the local time they act on
SKIPS_IN_A_ROW = 3
DAY = timedelta(days=1)
LATERS = (Nudge.LATER1, Nudge.LATER2)


def compose(visit: Visit, delivery: Delivery, still_here: bool) -> Message:
    """The message for a nudge that is about to be sent."""
    if delivery.slot == "setup":
        go_on = ((button(visit.label("go-on"), Kind.SET_UP),),)
        return Message(visit.say("setup-waiting"), go_on, silent=True)
    if still_here:
        return Message(visit.say("still-here"), _back_off_buttons(visit, delivery), silent=True)
    if visit.person.gentle:
        return Message(visit.say("reminder-gentle"), _gentle_buttons(visit, delivery), silent=True)
    return Message(text(visit, delivery), buttons(visit, delivery), silent=_silent(visit, delivery))


def reopened(visit: Visit, practice_id: int) -> Sequence[Delivery]:
    """The reminders that a practice had answered, now that it was taken back."""
    return reminders.reopen(visit.tx, visit.person.id, practice_id)


def shown_again(visit: Visit, deliveries: Sequence[Delivery]) -> list[Item]:
    """These reminders with their words and buttons, but for the message that was tapped."""
    return [
        Edit(one.message_id, text(visit, one), buttons(visit, one))
        for one in deliveries
        if one.message_id and one.message_id != visit.event.message_id
    ]


def later_choices(visit: Visit, delivery: Delivery) -> LaterChoices:
    """Where this reminder may still be put off to."""
    slot = Slot(delivery.slot)
    there = reminders.nudges(visit.tx, visit.person.id, delivery.slot, delivery.day)
    used = sum(nudge in there for nudge in LATERS)
    morning, bedtime = (
        visit.bells[one].minutes_on(delivery.day) for one in (Slot.MORNING, Slot.BEDTIME)
    )
    return rules.later_times(visit.calendar, visit.now, slot, delivery.day, morning, bedtime, used)


def text(visit: Visit, delivery: Delivery) -> Html:
    """The plan, one cue or reason of the day, the streak in a few words, at first the time."""
    again = delivery.nudge == Nudge.FOLLOW_UP
    lines = [visit.say("reminder-follow-up" if again else f"reminder-{delivery.slot.rstrip('12')}")]
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


def buttons(visit: Visit, delivery: Delivery) -> Keyboard:
    """Start, Done, Later, Skip, and what only some reminders carry."""
    number = delivery.id or 0
    first = [logbook.start_button(visit, number), logbook.done_button(visit, number)]
    second = [button(visit.label("skip"), Kind.SKIP, number)]
    if later_choices(visit, delivery).until is not None:
        second.insert(0, button(visit.label("later"), Kind.LATER, number, "ask"))
    third: list[Button] = []
    if delivery.slot == Slot.MORNING and _yesterday_is_empty(visit, delivery):
        third.append(button(visit.label("did-yesterday"), Kind.YESTERDAY, number))
    if reminders.sent_count(visit.tx, visit.person.id) < FIRST_REMINDERS:
        third.append(button(visit.label("wrong-time"), Kind.ZONE_ASK, NEW))
    return tuple(tuple(row) for row in (first, second, third) if row)


def _silent(visit: Visit, delivery: Delivery) -> bool:
    quiet_bedtime = delivery.slot == Slot.BEDTIME and not visit.person.bedtime_rings
    return quiet_bedtime or delivery.nudge == Nudge.FOLLOW_UP


def _skipped_thrice(visit: Visit) -> bool:
    answers = reminders.latest_answers(visit.tx, visit.person.id, SKIPS_IN_A_ROW)
    return list(answers) == ["skip"] * SKIPS_IN_A_ROW


def _yesterday_is_empty(visit: Visit, delivery: Delivery) -> bool:
    day = delivery.day - DAY
    lines = {line.day: line for line in visit.record.lines}
    missed = {streaks.Verdict.MISSED, streaks.Verdict.BROKEN, streaks.Verdict.FROZEN}
    return day in lines and lines[day].verdict in missed


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
