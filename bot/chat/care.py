"""What pain does to a practice, to days and to reminders, whoever heard of it."""

from datetime import datetime, timedelta

from bot.chat import logbook
from bot.chat.buttons import Kind, button
from bot.chat.visit import Visit
from bot.domain import days
from bot.gateway.outgoing import Button, Item, Strip
from bot.store import people, practices, reminders
from bot.store.practices import Kept
from bot.store.tables import PauseRow

QUIET = timedelta(hours=24)


def end_practice(visit: Visit) -> Kept | None:
    """Ends the practice that is being counted and keeps what was done."""
    kept = practices.open_one(visit.tx, visit.person.id)
    return logbook.finish(visit, kept) if kept else None


def hush(visit: Visit, ended: Kept | None) -> list[Item]:
    """What stands in the chat neither counts nor pushes any more."""
    standing = reminders.unanswered(visit.tx, visit.person.id)
    for delivery in standing:
        reminders.answer(visit.tx, delivery, "hurts")
    counter = logbook.put_down_as_it_stands(visit, ended) if ended else []
    return [*counter, *(Strip(one.message_id) for one in standing if one.message_id)]


def is_held(visit: Visit) -> bool:
    """Whether reminders rest after real pain, until the person is fine again."""
    pause = people.running_pause(visit.tx, visit.person.id, visit.reached)
    return pause is not None and pause.reason == "pain"


def fine_again_button(visit: Visit) -> Button:
    """The way back from real pain."""
    return button(visit.label("fine-again"), Kind.FINE_AGAIN)


def way_back(visit: Visit, pause: PauseRow) -> Button:
    """The button that ends what holds the reminders."""
    if pause.reason == "pain":
        return fine_again_button(visit)
    return button(visit.label("im-back"), Kind.IM_BACK)


def hold(visit: Visit) -> None:
    """Reminders rest and days are neutral until the person is fine again; then no push."""
    if not is_held(visit):
        people.pause(visit.tx, visit.person.id, visit.reached, None, "pain")
    people.change(visit.tx, visit.person.id, quiet_until=None, gentle=True)


def release(visit: Visit) -> None:
    """The person is fine again: today stays neutral, reminders come back as they were."""
    people.end_pauses(visit.tx, visit.person.id, visit.reached, visit.now, "pain")
    people.change(visit.tx, visit.person.id, gentle=False)
    visit.reschedule()


def rest(visit: Visit) -> datetime:
    """After words of pain: no reminder until the instant returned, and no push then.

    The days that this rest touches are neutral.
    """
    until = visit.now + QUIET
    last_day = max(visit.reached, days.habit_day(visit.calendar, until))
    if not any(pause.covers(last_day) for pause in visit.calendar.pauses):
        people.pause(visit.tx, visit.person.id, visit.reached, last_day, "caution")
    people.change(visit.tx, visit.person.id, quiet_until=until, gentle=True)
    return until
