"""How a practice is put down, shown and taken back, whichever screen asked for it."""

from datetime import date, datetime

from bot.chat import phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Open, Visit
from bot.domain import days, practice, streaks
from bot.domain.days import Half
from bot.domain.reminders import Slot, can_log_back
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import practices, reminders
from bot.store.practices import Kept

Shown = tuple[Html, Keyboard]
PLAIN_WORDS = 6


def half_of(visit: Visit, instant: datetime) -> Half:
    """The half of its habit day that an instant belongs to."""
    day = days.habit_day(visit.calendar, instant)
    morning, bedtime = (visit.bells[slot].minutes_on(day) for slot in (Slot.MORNING, Slot.BEDTIME))
    return days.half_at(visit.calendar, instant, morning, bedtime)


def begin(visit: Visit, half: Half | None = None) -> Kept:
    """Opens a practice now, in this half or the one the clock says."""
    fresh = practice.start(visit.today, half or half_of(visit, visit.now), visit.now)
    return practices.add(visit.tx, visit.person.id, fresh)


def put_down(
    visit: Visit,
    reps: int,
    *,
    day: date | None = None,
    half: Half | None = None,
    once: bool = True,
) -> Kept:
    """Logs a finished practice: now, or on the habit day and half that the person named.

    `once`: the tapped message is used up by it. Raises RepsOutOfRangeError outside 1 to 500.
    """
    day = day or visit.today
    half = half or (half_of(visit, visit.now) if day == visit.today else Half.BEDTIME)
    done = practice.log(day, half, reps, visit.now)
    return practices.add(
        visit.tx,
        visit.person.id,
        done,
        dated=day != visit.today,
        message_id=visit.event.message_id if visit.event.tap and once else None,
    )


def finish(visit: Visit, kept: Kept, reps: int | None = None) -> Kept | None:
    """Ends the open practice, with this many reps if told; None when there was nothing to keep."""
    counted = kept.practice if reps is None else practice.set_reps(kept.practice, reps, visit.now)
    if not counted.reps:
        practices.remove(visit.tx, kept.id)
        return None
    practices.save(visit.tx, kept.id, practice.finish(counted, visit.now))
    return practices.find(visit.tx, visit.person.id, kept.id)


def may_file(visit: Visit, day: date) -> bool:
    """Whether a practice may still be filed under this habit day: six days back, never before."""
    return can_log_back(day, visit.reached, visit.person.first_day)


def too_long_ago(visit: Visit, day: date) -> list[Item]:
    """The answer to a tap that would file under a day that `may_file` does not allow."""
    name = phrases.long_day(visit, day)
    return [Toast(visit.label("toast-too-long-ago", day=name), alert=True)]


def close_reminders(visit: Visit, kept: Kept) -> list[Item]:
    """The reminders that a practice answers say so, unless one of them is the message tapped."""
    day, half = kept.practice.day, kept.practice.half.value
    standing = reminders.unanswered(visit.tx, visit.person.id, reminders.of_half(half, day))
    for delivery in standing:
        reminders.answer(visit.tx, delivery, "done", kept.id)
    tapped = visit.event.message_id if visit.event.tap else None
    text = visit.say("reminder-done", reps=kept.practice.reps)
    return [
        Edit(one.message_id, text)
        for one in standing
        if one.message_id and one.message_id != tapped
    ]


def confirmation(visit: Visit, kept: Kept) -> Shown:
    """What was logged, today's halves, the streak, what comes next; Undo and Another one."""
    visit = visit.anew()
    buttons = (
        (
            button(visit.label("undo"), Kind.UNDO, kept.id, kept.practice.version),
            button(visit.label("another-one"), Kind.MORE),
        ),
    )
    if kept.practice.day != visit.today:
        return _filed(visit, kept), buttons
    lines = visit.say(
        "logged",
        reps=kept.practice.reps,
        word=visit.say(f"word-{_word(visit)}", old=visit.record.streak),
        halves=phrases.halves(visit, visit.today),
        streak=phrases.streak(visit),
        next=phrases.next_reminder(visit),
    )
    return lines, buttons


def confirm(visit: Visit, kept: Kept) -> list[Item | Open]:
    """Shows a logged practice: in the tapped message, or in a new one. Set-up goes on after it."""
    closed = [*close_reminders(visit, kept), *_close_counters(visit, kept)]
    text, buttons = confirmation(visit, kept)
    shown: Item = Message(text, buttons)
    toast: list[Item] = []
    if visit.event.tap:
        toast = [Toast(visit.label("toast-logged", reps=kept.practice.reps))]
        shown = Edit(visit.event.message_id, text, buttons)
    return [*toast, shown, *closed, Open("onboarding", "go on"), Open("plan", "in time")]


def already(visit: Visit, kept: Kept) -> list[Item | Open]:
    """The answer to a second tap: the log is there once, and can be undone."""
    text, buttons = confirmation(visit, kept)
    toast = Toast(visit.label("toast-already"))
    return [toast, Edit(visit.event.message_id, text, buttons)]


def undone(visit: Visit, delivery_id: int) -> Shown:
    """What stands where a practice was logged and taken back: it can be logged again."""
    visit = visit.anew()
    text = visit.say("undone", halves=phrases.halves(visit, visit.today))
    return text, ((done_button(visit, delivery_id), start_button(visit, delivery_id)),)


def done_button(visit: Visit, delivery_id: int = 0, key: str = "done") -> Button:
    """✓ Done 20: the goal, wherever it stands; the button keeps the number it shows."""
    goal = visit.person.goal
    return button(visit.label(key, reps=goal), Kind.DONE, delivery_id, goal)


def start_button(visit: Visit, delivery_id: int = 0) -> Button:
    """▶ Start."""
    return button(visit.label("start"), Kind.START, delivery_id)


def ways_out(visit: Visit, delivery_id: int, *fields: str) -> tuple[Button, ...]:
    """It hurts, and Other way: the last row of a practice, whichever way it is done."""
    return (
        button(visit.label("it-hurts"), Kind.HURT),
        button(visit.label("other-way"), Kind.WAYS, delivery_id, *fields),
    )


def put_down_as_it_stands(visit: Visit, kept: Kept) -> list[Item]:
    """What a counter says that was left behind: its reps, and Undo."""
    if kept.message_id is None:
        return []
    buttons = ((button(visit.label("undo"), Kind.UNDO, kept.id, kept.practice.version),),)
    return [Edit(kept.message_id, visit.say("closed-idle", reps=kept.practice.reps), buttons)]


def _close_counters(visit: Visit, kept: Kept) -> list[Item]:
    """A practice that was told ends the one that was being counted, and its counter says so."""
    counting = practices.open_one(visit.tx, visit.person.id)
    ended = kept if counting is None else finish(visit, counting)
    tapped = visit.event.message_id if visit.event.tap else None
    if ended is None or ended.message_id == tapped:
        return []
    return put_down_as_it_stands(visit, ended)


def _filed(visit: Visit, kept: Kept) -> Html:
    return visit.say(
        "filed",
        reps=kept.practice.reps,
        day=phrases.day_name(visit, kept.practice.day),
        half=visit.label(kept.practice.half.value),
        streak=phrases.streak(visit),
    )


def _word(visit: Visit) -> str:
    if phrases.hurts(visit):
        return "resting"
    if len(practices.on_day(visit.tx, visit.person.id, visit.today)) > 1:
        return _plain(visit)
    first = practices.totals(visit.tx, visit.person.id).practices == 1
    word = streaks.word_for_end(visit.record, first)
    return _plain(visit) if word == "plain" else word


def _plain(visit: Visit) -> str:
    """One of some words, so that they do not wear out."""
    return visit.choose([f"plain-{number}" for number in range(1, PLAIN_WORDS + 1)])
