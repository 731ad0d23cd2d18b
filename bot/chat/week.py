"""My week: three lines, and the calendar, that come with Sunday's bedtime reminder."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.chat import phrases
from bot.chat.visit import Open, Visit
from bot.domain.reminders import Nudge, Slot
from bot.domain.streaks import Verdict
from bot.gateway.outgoing import Edit, Item, Media
from bot.knowledge.words import Html
from bot.store import practices
from bot.store.tables import Delivery

SUNDAY = 6
FIRST_DAYS = 3  # too early to look back
WEEK = timedelta(days=7)


def is_told(visit: Visit, delivery: Delivery) -> bool:
    """Whether this reminder may carry My week: a Sunday's bedtime, not in the first days."""
    bedtime = delivery.slot == Slot.BEDTIME and delivery.nudge == Nudge.FIRST
    early = delivery.day - visit.person.first_day < timedelta(days=FIRST_DAYS)
    return bedtime and delivery.day.weekday() == SUNDAY and not early


def drawn_anew(
    visit: Visit, delivery: Delivery | None, items: Sequence[Item | Open]
) -> list[Item | Open]:
    """Where the tapped message carries My week, its picture follows what was logged."""
    if delivery is None or not visit.event.captioned or not is_told(visit, delivery):
        return list(items)
    tapped, calendar = visit.event.message_id, Media("calendar")
    return [
        replace(one, media=calendar) if isinstance(one, Edit) and one.message_id == tapped else one
        for one in items
    ]


def lines(visit: Visit, delivery: Delivery) -> Html:
    """The week of the reminder's day: its days, reps and streak, and a word that never shames."""
    monday = delivery.day - timedelta(days=SUNDAY)
    days = practices.by_day(visit.tx, visit.person.id, monday - WEEK, delivery.day)
    reps = sum(sum(halves.values()) for day, halves in days.items() if day >= monday)
    this_week = [line for line in visit.record.lines if monday <= line.day <= delivery.day]
    done = sum(line.verdict is Verdict.COUNTED for line in this_week)
    of = sum(line.verdict is not Verdict.NEUTRAL for line in this_week)
    return visit.say(
        "my-week",
        done=done,
        of=of,
        reps=reps,
        streak=phrases.streak(visit),
        strength=round(visit.record.strength * 100),
        word=_word(visit, done, of, sum(day < monday for day in days)),
    )


def _word(visit: Visit, done: int, of: int, before: int) -> str:
    if not done:
        return visit.label("my-week-none")
    if done >= of:
        return visit.label("my-week-all")
    if before and done > before:
        return visit.label("my-week-more", more=done - before)
    return visit.label("my-week-some")
