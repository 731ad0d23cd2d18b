"""The words and buttons of a reminder. Whether and when it is sent is decided elsewhere."""

from collections.abc import Sequence
from datetime import timedelta

from bot.chat import logbook, phrases, week
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Visit
from bot.domain import reminders as rules
from bot.domain import rotation, streaks
from bot.domain.days import Half, habit_day
from bot.domain.reminders import LaterChoices, Nudge, Slot
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Media, Message
from bot.knowledge.words import Html
from bot.store import backs, reminders
from bot.store.tables import Delivery

FIRST_REMINDERS = 3  # these state the local time they act on
SKIPS_IN_A_ROW = 3
DAY = timedelta(days=1)
LATERS = (Nudge.LATER1, Nudge.LATER2)
STIFFNESS = (0, 2, 4, 6, 8, 10)  # 0: not stiff at all, 10: very stiff
VERY_STIFF = 8  # from here on it may be pain, which is another matter
BACK_SKIPPED, BACK_CHANGED = "no", "again"


def compose(visit: Visit, delivery: Delivery, still_here: bool) -> Message:
    """The message for a nudge that is about to be sent."""
    if delivery.slot == "setup":
        go_on = ((button(visit.label("go-on"), Kind.SET_UP),),)
        return Message(visit.say("setup-waiting"), go_on, silent=True)
    if still_here:
        return Message(visit.say("still-here"), _back_off_buttons(visit, delivery), silent=True)
    if visit.person.gentle:
        return Message(visit.say("reminder-gentle"), _gentle_buttons(visit, delivery), silent=True)
    return Message(
        text(visit, delivery),
        buttons(visit, delivery),
        silent=_silent(visit, delivery),
        media=Media("calendar") if visit.person.pictures and _tells_week(visit, delivery) else None,
    )


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


def edited(visit: Visit, delivery: Delivery, text: Html, buttons: Keyboard) -> list[Item]:
    """The reminder says what became of it; so does the message that was tapped instead of it."""
    tapped = visit.event.message_id if visit.event.tap else None
    shown = dict.fromkeys(one for one in (delivery.message_id, tapped) if one)
    return [Edit(one, text, buttons) for one in shown]


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
        lines.append(visit.say("reminder-plan", plan=visit.person.plan))
    if _skipped_thrice(visit):
        lines.append(visit.say("reminder-small"))
    lines.append(_prompt(visit, delivery))
    if _tells_week(visit, delivery):
        lines.append(week.lines(visit, delivery))
    elif visit.record.streak:
        lines.append(phrases.streak(visit))
    if reminders.sent_count(visit.tx, visit.person.id) < FIRST_REMINDERS:
        time = phrases.clock(visit, visit.now)
        lines.append(visit.say("reminder-time", time=time, city=phrases.city(visit)))
    return Html("\n".join([*lines, *_back_line(visit, delivery)]))


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
    if asks_back(visit, delivery):
        return _back_question(visit, delivery)
    number = delivery.id or 0
    first = [logbook.start_button(visit, number), logbook.done_button(visit, number)]
    second = [button(visit.label("skip"), Kind.SKIP, number)]
    if later_choices(visit, delivery).until is not None:
        second.insert(0, button(visit.label("later"), Kind.LATER, number, "ask"))
    third: list[Button] = []
    if delivery.slot == Slot.MORNING and _yesterday_is_empty(visit, delivery):
        third.append(button(visit.label("did-yesterday"), Kind.YESTERDAY, number))
    third += _wrong_time(visit)
    rows = (first, second, third, _back_change(visit, delivery))
    return tuple(tuple(row) for row in rows if row)


def asks_back(visit: Visit, delivery: Delivery) -> bool:
    """Whether this reminder asks how stiff the back is before it asks for reps."""
    return (
        _is_about_back(visit, delivery)
        and delivery.day == visit.reached
        and backs.find(visit.tx, visit.person.id, delivery.day) is None
        and not _is_ignored(visit, delivery)
    )


def _is_about_back(visit: Visit, delivery: Delivery) -> bool:
    return visit.person.asks_back and delivery.slot == Slot.MORNING


def _is_ignored(visit: Visit, delivery: Delivery) -> bool:
    """Whether it backs off: who is silent for days is asked for as little as there is."""
    seen_day = habit_day(visit.calendar, visit.person.last_seen)
    ignored = reminders.days_reminded(visit.tx, visit.person.id, seen_day, delivery.day)
    return rules.backing_off(ignored)


def _tells_week(visit: Visit, delivery: Delivery) -> bool:
    return week.is_told(visit, delivery) and not _is_ignored(visit, delivery)


def _back_line(visit: Visit, delivery: Delivery) -> list[Html]:
    """The question about the back, or what was said to it."""
    if asks_back(visit, delivery):
        return [visit.say("back-question")]
    stiffness = _stiffness(visit, delivery)
    if stiffness is None:
        return []
    key = "back-noted" if stiffness < VERY_STIFF else "back-noted-high"
    return [visit.say(key, stiffness=stiffness)]


def _back_question(visit: Visit, delivery: Delivery) -> Keyboard:
    numbers = [button(str(one), Kind.BACK, delivery.id, one) for one in STIFFNESS]
    skip = button(visit.label("back-not-today"), Kind.BACK, delivery.id, BACK_SKIPPED)
    return (tuple(numbers), (skip, *_wrong_time(visit)))


def _back_change(visit: Visit, delivery: Delivery) -> list[Button]:
    """The way back to the question while its day lasts, and the one to help."""
    stiffness = _stiffness(visit, delivery)
    if stiffness is None or delivery.day != visit.reached:
        return []
    hurts = [button(visit.label("it-hurts"), Kind.HURT)] if stiffness >= VERY_STIFF else []
    return [*hurts, button(visit.label("back-change"), Kind.BACK, delivery.id, BACK_CHANGED)]


def _stiffness(visit: Visit, delivery: Delivery) -> int | None:
    if not _is_about_back(visit, delivery):
        return None
    said = backs.find(visit.tx, visit.person.id, delivery.day)
    return said.stiffness if said else None


def _wrong_time(visit: Visit) -> list[Button]:
    early = reminders.sent_count(visit.tx, visit.person.id) < FIRST_REMINDERS
    return [button(visit.label("wrong-time"), Kind.ZONE_ASK, NEW)] if early else []


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
