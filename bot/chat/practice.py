"""A practice on the screen: the ways, counting, done, undo."""

from dataclasses import replace

from bot.chat import care, logbook, nudges, phrases, week
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import practice as rules
from bot.domain.days import Half
from bot.gateway.outgoing import Edit, Item, Keyboard, Message, Reply, Strip, Toast
from bot.knowledge.words import Html
from bot.store import people, practices, reminders
from bot.store.practices import Kept
from bot.store.tables import Delivery

STEPS = (1, 5)  # what one tap adds, in reps
BAR = 10  # steps of the progress bar


def start(visit: Visit) -> Answer:
    """Opens a practice in the way that was used last; the first time the ways are shown.

    After real pain it asks first whether that is over.
    """
    if care.is_held(visit):
        return [Message(visit.say("start-held"), ((care.fine_again_button(visit),),))]
    if practices.open_one(visit.tx, visit.person.id) is not None:
        return count(visit)
    if visit.person.way == "play" and visit.person.pictures:
        return [Open("film")]
    opened = {"count": count, "just": just_log}.get(visit.person.way or "", ways)
    return opened(visit)


def ways(visit: Visit) -> Answer:
    """All ways side by side."""
    delivery_id = _delivery_id(visit)
    play = ((button(visit.label("way-play"), Kind.PLAY, delivery_id),),)
    buttons = (
        *(play if visit.person.pictures else ()),
        (button(visit.label("way-count"), Kind.COUNT, delivery_id),),
        (logbook.done_button(visit, delivery_id, "way-just"),),
        (button(visit.label("it-hurts"), Kind.HURT),),
    )
    key = "ways" if visit.person.pictures else "ways-without-film"
    text = visit.say(key, goal=visit.person.goal)
    if visit.event.tap and visit.tap.kind is Kind.WAYS and visit.tap.text(1) == "film":
        # Words cannot take the place of a film.
        return [Toast(), Message(text, buttons), Strip(visit.event.message_id)]
    return _fresh(visit, text, buttons)


def count(visit: Visit) -> Answer:
    """The counter: opened once, returned to by every Start until it ends."""
    people.change(visit.tx, visit.person.id, way="count")
    kept = practices.open_one(visit.tx, visit.person.id)
    if kept is None:
        kept = logbook.begin(visit, _half_of_reminder(visit))
    text, buttons = _counter(visit, kept)
    return _fresh(visit, text, buttons)


def just_log(visit: Visit) -> Answer:
    """Rock first, tap after."""
    people.change(visit.tx, visit.person.id, way="just")
    delivery_id = _delivery_id(visit)
    buttons = (
        (logbook.done_button(visit, delivery_id),),
        logbook.ways_out(visit, delivery_id),
    )
    return _fresh(visit, visit.say("just-log", goal=visit.person.goal, cue=_cue(visit, 0)), buttons)


def add(visit: Visit) -> Answer:
    """One tap, one rep (or five): the toast says the count, the message follows gently."""
    kept = practices.find(visit.tx, visit.person.id, visit.tap.number(0))
    reps = visit.tap.number(1)
    if kept is None or kept.practice.finished is not None or reps not in STEPS:
        return _over(visit, kept)
    try:
        counted = rules.add(kept.practice, reps, visit.now)
    except rules.RepsOutOfRangeError:
        return [Toast(visit.label("toast-enough", most=rules.REPS_RANGE[-1]), alert=True)]
    return _counted(visit, kept, counted)


def take_back(visit: Visit) -> Answer:
    """Undo inside the counter: the last addition goes."""
    kept = practices.find(visit.tx, visit.person.id, visit.tap.number(0))
    if kept is None or kept.practice.finished is not None:
        return _over(visit, kept)
    if not kept.practice.last_add:
        return [Toast(visit.label("toast-nothing-to-undo"))]
    return _counted(visit, kept, rules.undo_add(kept.practice, visit.now))


def finish(visit: Visit) -> Answer:
    """Done in the counter keeps the count."""
    kept = practices.find(visit.tx, visit.person.id, visit.tap.number(0))
    if kept is None or kept.practice.finished is not None:
        return _over(visit, kept)
    if not kept.practice.reps:
        return [Toast(visit.label("toast-no-reps"), alert=True)]
    done = logbook.finish(visit, kept)
    return logbook.confirm(visit, done) if done else _over(visit, None)


def done(visit: Visit) -> Answer:
    """✓ Done 20, on whichever message: once a message; an old reminder's goes to its own day."""
    delivery = _delivery(visit)
    counted = _counted_so_far(visit, delivery)
    if counted is not None:
        return logbook.confirm(visit, counted)
    logged = practices.from_message(visit.tx, visit.person.id, visit.event.message_id)
    if logged is not None:
        return logbook.already(visit, logged)
    if delivery is not None and delivery.practice_id:
        logged = practices.find(visit.tx, visit.person.id, delivery.practice_id)
        if logged is not None:
            return logbook.already(visit, logged)
    if delivery is not None and not logbook.may_file(visit, delivery.day):
        return logbook.too_long_ago(visit, delivery.day)
    kept = _put_down(visit, delivery)
    shown = week.drawn_anew(visit, delivery, logbook.confirm(visit, kept))
    return [*shown, *_told_by(visit, delivery, kept)]


def undo(visit: Visit) -> Answer:
    """Takes a log back; the message can log again."""
    kept = practices.find(visit.tx, visit.person.id, visit.tap.number(0))
    if kept is None or kept.practice.finished is None:
        return [Toast(visit.label("toast-undone-before"))]
    if kept.practice.version != visit.tap.number(1):
        return [Toast(visit.label("toast-changed-since"))]
    practices.remove(visit.tx, kept.id)
    reopened = nudges.reopened(visit, kept.id)
    tapped = next((one.id for one in reopened if one.message_id == visit.event.message_id), None)
    text, buttons = logbook.undone(visit, tapped or 0)
    return [
        Toast(visit.label("toast-undone", reps=kept.practice.reps)),
        Edit(visit.event.message_id, text, buttons),
        *nudges.shown_again(visit, reopened),
    ]


def undo_last(visit: Visit) -> Answer:
    """/undo: the practice logged last, shown with its button rather than gone unseen."""
    kept = practices.latest(visit.tx, visit.person.id)
    if kept is None:
        return [Message(visit.say("nothing-to-undo"))]
    if kept.practice.finished is None:
        return start(visit)
    label = visit.label("undo-this", reps=kept.practice.reps)
    buttons = ((button(label, Kind.UNDO, kept.id, kept.practice.version),),)
    day = phrases.day_name(visit, kept.practice.day)
    half = visit.label(kept.practice.half.value)
    return [Message(visit.say("undo-last", reps=kept.practice.reps, day=day, half=half), buttons)]


def close_idle(visit: Visit, kept: Kept) -> Reply | None:
    """Closes a practice nobody added to for 30 minutes: as it stands, on the day it began."""
    closed = rules.close_idle(kept.practice, visit.now)
    if not closed.reps:
        practices.remove(visit.tx, kept.id)
        return None
    practices.save(visit.tx, kept.id, closed)
    ended = replace(kept, practice=closed)
    shown = logbook.put_down_as_it_stands(visit, ended)
    return Reply(visit.event.chat_id, (*shown, *logbook.close_reminders(visit, ended)))


def _counted(visit: Visit, kept: Kept, counted: rules.Practice) -> Answer:
    practices.save(visit.tx, kept.id, counted, message_id=visit.event.message_id)
    now = Kept(kept.id, kept.person_id, counted, kept.dated, visit.event.message_id)
    text, buttons = _counter(visit, now)
    goal = visit.person.goal
    key = "toast-count" if counted.reps < goal else "toast-goal"
    return [
        Toast(visit.label(key, reps=counted.reps, goal=goal)),
        Edit(visit.event.message_id, text, buttons, gentle=True),
    ]


def _counter(visit: Visit, kept: Kept) -> logbook.Shown:
    reps = kept.practice.reps
    goal = visit.person.goal
    text = visit.say("counter", reps=reps, goal=goal, bar=_bar(reps, goal), cue=_cue(visit, reps))
    buttons = (
        tuple(button(f"+{step}", Kind.ADD, kept.id, step) for step in STEPS),
        (
            button(visit.label("counter-done"), Kind.FINISH, kept.id),
            button(visit.label("undo"), Kind.TAKE_BACK, kept.id),
        ),
        logbook.ways_out(visit, 0),
    )
    return text, buttons


def _bar(reps: int, goal: int) -> str:
    """The share of the goal that is done, in ten steps; full only when it is reached."""
    done = min(BAR, reps * BAR // goal)
    return "▰" * done + "▱" * (BAR - done)


def _cue(visit: Visit, reps: int) -> Html:
    """A cue for the moment, another one every five reps."""
    return visit.say(f"cue-{reps // 5 % 4}")


def _put_down(visit: Visit, delivery: Delivery | None) -> Kept:
    if delivery is None:
        return logbook.put_down(visit, _reps(visit))
    half = Half(delivery.slot) if delivery.slot in set(Half) else None
    kept = logbook.put_down(visit, _reps(visit), day=delivery.day, half=half)
    reminders.answer(visit.tx, delivery, "done", kept.id)
    return kept


def _told_by(visit: Visit, delivery: Delivery | None, kept: Kept) -> list[Item]:
    """The reminder from which another message was opened, where Done was tapped, says so."""
    if delivery is None or delivery.message_id in {None, visit.event.message_id}:
        return []
    return [Edit(delivery.message_id or 0, visit.say("reminder-done", reps=kept.practice.reps))]


def _counted_so_far(visit: Visit, delivery: Delivery | None) -> Kept | None:
    """The practice being counted, which Done ends on any surface of today: it is the same one."""
    kept = practices.open_one(visit.tx, visit.person.id)
    if kept is None or not kept.practice.reps:
        return None
    if delivery is not None and delivery.day != kept.practice.day:
        return None
    return logbook.finish(visit, kept, max(kept.practice.reps, _reps(visit)))


def _reps(visit: Visit) -> int:
    """The number on the button, which may be older than the goal."""
    shown = visit.tap.number(1)
    return shown if shown in rules.GOAL_RANGE else visit.person.goal


def _half_of_reminder(visit: Visit) -> Half | None:
    """The half of the reminder whose Start was tapped, on its own day."""
    delivery = _delivery(visit)
    if delivery is None or delivery.day != visit.today or delivery.slot not in set(Half):
        return None
    return Half(delivery.slot)


def _delivery_id(visit: Visit) -> int:
    return visit.tap.number(0) if visit.event.tap else 0


def _delivery(visit: Visit) -> Delivery | None:
    if not visit.event.tap or visit.tap.kind not in {Kind.START, Kind.COUNT, Kind.JUST, Kind.DONE}:
        return None
    return reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))


def _over(visit: Visit, kept: Kept | None) -> Answer:
    if kept is None:
        return [Toast(visit.label("toast-over"), alert=True)]
    return logbook.already(visit, kept)


def _fresh(visit: Visit, text: Html, buttons: Keyboard) -> Answer:
    """A new message; a tap on the ways changes that message instead."""
    if visit.event.tap and visit.tap.kind in {Kind.COUNT, Kind.JUST, Kind.WAYS}:
        return [Toast(), Edit(visit.event.message_id, text, buttons)]
    return [Message(text, buttons)]


SURFACE = Surface(
    name="practice",
    commands={"rock": start, "undo": undo_last},
    taps={
        Kind.START: start,
        Kind.MORE: start,
        Kind.WAYS: ways,
        Kind.COUNT: count,
        Kind.JUST: just_log,
        Kind.ADD: add,
        Kind.TAKE_BACK: take_back,
        Kind.FINISH: finish,
        Kind.DONE: done,
        Kind.UNDO: undo,
    },
    opened=lambda visit, note: {"undo": undo_last, "ways": ways}.get(note, start)(visit),
)
