"""A month of day buttons, and one day whose practices can be added, removed or moved."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.chat import logbook, marks, nudges, phrases
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Surface, Visit
from bot.domain.days import Half
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Toast
from bot.knowledge.words import Html
from bot.store import practices
from bot.store.practices import Kept

DAY = timedelta(days=1)


def month(visit: Visit) -> Answer:
    """A month of day buttons."""
    number = visit.tap.number(0)
    newest = visit.today.year * 12 + visit.today.month - 1
    oldest = visit.person.first_day.year * 12 + visit.person.first_day.month - 1
    return visit.shown(*_month(visit, min(max(number, oldest), newest), oldest, newest))


def day(visit: Visit) -> Answer:
    """One day: what is there, what can be added, removed or moved."""
    if visit.tap.day(0) != _within(visit):
        return [Toast(visit.label("toast-no-such-day"))]
    return visit.shown(*_day(visit, _within(visit)))


def add(visit: Visit) -> Answer:
    """Adds the goal to a half of the day."""
    chosen = _within(visit)
    half = Half.BEDTIME if visit.tap.text(1) == Half.BEDTIME else Half.MORNING
    if not logbook.may_file(visit, chosen):
        return logbook.too_long_ago(visit, chosen)
    if half in practices.halves(visit.tx, visit.person.id, chosen):
        return [Toast(visit.label("toast-already"))]
    kept = logbook.put_down(visit, visit.person.goal, day=chosen, half=half, once=False)
    closed = logbook.close_reminders(visit, kept)
    toast = Toast(visit.label("toast-logged", reps=kept.practice.reps))
    return [toast, *_edited(visit, chosen), *closed]


def remove(visit: Visit) -> Answer:
    """Takes a practice of the day back."""
    kept = _tapped_practice(visit)
    if kept is None:
        return [Toast(visit.label("toast-undone-before")), *_edited(visit, _within(visit))]
    practices.remove(visit.tx, kept.id)
    again = nudges.shown_again(visit, nudges.reopened(visit, kept.id))
    toast = Toast(visit.label("toast-undone", reps=kept.practice.reps))
    return [toast, *_edited(visit, kept.practice.day), *again]


def move(visit: Visit) -> Answer:
    """Files a practice under the day before: only the person moves what is logged."""
    kept = _tapped_practice(visit)
    if kept is None or kept.practice.day <= visit.person.first_day:
        return [Toast(visit.label("toast-changed-since"))]
    target = kept.practice.day - DAY
    practices.refile(visit.tx, kept.id, target, Half.BEDTIME, dated=True)
    toast = Toast(visit.label("toast-moved", day=phrases.day_name(visit, target)))
    return [toast, *_edited(visit, target)]


def _month(visit: Visit, number: int, oldest: int, newest: int) -> tuple[Html, Keyboard]:
    first = date(number // 12, number % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - DAY
    done = practices.by_day(visit.tx, visit.person.id, first, last)
    names = [button(visit.label("weekday", day=one), Kind.MONTH, number) for one in range(7)]
    blank = [button(visit.label("blank"), Kind.MONTH, number)] * first.weekday()
    days = [first + timedelta(days=one) for one in range(last.day)]
    cells = [_day_button(visit, one, set(done.get(one, {}))) for one in days]
    tail = [button(visit.label("blank"), Kind.MONTH, number)] * (-len(blank + cells) % 7)
    turn = []
    if number > oldest:
        turn.append(button(visit.label("earlier"), Kind.MONTH, number - 1))
    turn.append(button(visit.label("progress"), Kind.PROGRESS))
    if number < newest:
        turn.append(button(visit.label("later-month"), Kind.MONTH, number + 1))
    text = visit.say("month-view", month=marks.month_name(visit, first), year=first.year)
    return text, (*rows([*names, *blank, *cells, *tail], 7), tuple(turn))


def _day_button(visit: Visit, local_day: date, halves: set[Half]) -> Button:
    mark = marks.of_day(visit, local_day, halves)
    label = visit.label("month-day", day=local_day.day, mark=mark)
    return button(label, Kind.DAY, local_day.toordinal())


def _day(visit: Visit, chosen: date) -> tuple[Html, Keyboard]:
    logged = practices.on_day(visit.tx, visit.person.id, chosen)
    text = visit.say(
        "day-view",
        day=phrases.long_day(visit, chosen),
        halves=phrases.halves(visit, chosen),
        practices=_practices(visit, logged),
    )
    buttons: list[tuple[Button, ...]] = []
    missing = [half for half in Half if half not in {one.practice.half for one in logged}]
    if missing and logbook.may_file(visit, chosen):
        buttons.append(tuple(_add_button(visit, chosen, half) for half in missing))
    buttons += [_change_buttons(visit, chosen, one) for one in logged[-3:] if one.practice.finished]
    number = chosen.year * 12 + chosen.month - 1
    return text, (*buttons, (button(visit.label("back"), Kind.MONTH, number),))


def _add_button(visit: Visit, chosen: date, half: Half) -> Button:
    label = visit.label("day-add", reps=visit.person.goal, half=visit.label(half.value))
    return button(label, Kind.DAY_ADD, chosen.toordinal(), half.value)


def _change_buttons(visit: Visit, chosen: date, kept: Kept) -> tuple[Button, ...]:
    fields = (chosen.toordinal(), kept.id, kept.practice.version)
    half = visit.label(kept.practice.half.value)
    remove_label = visit.label("day-remove", reps=kept.practice.reps, half=half)
    buttons = [button(remove_label, Kind.DAY_REMOVE, *fields)]
    if chosen > visit.person.first_day:
        label = visit.label("day-move", day=phrases.weekday(visit, chosen - DAY))
        buttons.append(button(label, Kind.DAY_MOVE, *fields))
    return tuple(buttons)


def _practices(visit: Visit, logged: Sequence[Kept]) -> Html:
    if not logged:
        return visit.say("day-empty")
    lines = [
        visit.say("day-practice", reps=one.practice.reps, half=visit.label(one.practice.half.value))
        for one in logged
    ]
    return Html("\n".join(lines))


def _tapped_practice(visit: Visit) -> Kept | None:
    kept = practices.find(visit.tx, visit.person.id, visit.tap.number(1))
    same = kept is not None and kept.practice.version == visit.tap.number(2)
    return kept if kept and same and kept.practice.finished else None


def _within(visit: Visit) -> date:
    """The day of the button, kept between the person's first day and today."""
    return min(max(visit.tap.day(0), visit.person.first_day), visit.today)


def _edited(visit: Visit, chosen: date) -> list[Item]:
    return [Edit(visit.event.message_id, *_day(visit.anew(), chosen))]


SURFACE = Surface(
    name="month",
    taps={
        Kind.MONTH: month,
        Kind.DAY: day,
        Kind.DAY_ADD: add,
        Kind.DAY_REMOVE: remove,
        Kind.DAY_MOVE: move,
    },
)
