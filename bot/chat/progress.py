"""Progress: the calendar as a picture and in words, the chart of the back, the streak explained."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.chat import halfyear, marks, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Answer, Surface, Visit
from bot.domain.days import Half
from bot.domain.streaks import DayLine, Verdict
from bot.gateway.outgoing import Edit, Item, Keyboard, Media, Message, Toast, Work
from bot.knowledge.words import Html
from bot.pictures.calendar import HalfYear
from bot.pictures.chart import StiffBack
from bot.store import backs, practices

EXPLAINED_DAYS = 14
WEEKS_SHOWN = 2  # more would be no screen at a glance; the month has them all
DAY = timedelta(days=1)


def stats(visit: Visit) -> Answer:
    """The calendar with its words, which take a moment; only words where pictures are off."""
    if not visit.person.pictures:
        return as_text(visit)
    toast: list[Item] = [Toast()] if visit.event.tap else []
    return [*toast, Work("progress", sorry=visit.say("sorry"), note=str(_looked_at(visit)))]


def with_picture(visit: Visit, note: str) -> tuple[Item, Media, HalfYear]:
    """What `stats` promised: in the message whose picture is looked at, or in a new one.

    With it the name of its picture, and what that shows.
    """
    words, halves = visit.coach.words, _halves(visit)
    reps = practices.totals(visit.tx, visit.person.id).reps
    said = halfyear.caption(words, visit.record, halves, phrases.streak(visit), reps)
    buttons = (*_ways_on(visit, Kind.AS_TEXT), *_about_the_back(visit))
    calendar = Media("calendar")
    shown = halfyear.half_year(words, visit.record, halves, visit.event.name)
    return _beside(calendar, said, buttons, int(note)), calendar, shown


def as_text(visit: Visit) -> Answer:
    """The figures and the last weeks, in words and signs."""
    record = visit.record
    totals = practices.totals(visit.tx, visit.person.id)
    text = visit.say(
        "stats",
        streak=phrases.streak(visit),
        longest=record.longest,
        freezes=record.freezes,
        days=record.total_days,
        reps=totals.reps,
        strength=round(record.strength * 100),
        weeks=_weeks(visit),
    )
    buttons = (*_ways_on(visit), *_about_the_back(visit))
    if visit.event.captioned:
        return [Toast(), Message(text, buttons)]
    return visit.shown(text, buttons)


def back(visit: Visit) -> Answer:
    """How stiff the back was, beside the days rocked: from 14 answers on."""
    answers = backs.answers(visit.tx, visit.person.id)
    if len(answers) < halfyear.ENOUGH_ANSWERS:
        return [Toast(visit.label("toast-over"))]
    said = halfyear.back_caption(visit.coach.words, answers, _halves_around(visit, answers))
    buttons = ((button(visit.label("progress"), Kind.PROGRESS),),)
    if not visit.person.pictures:
        return visit.shown(said, buttons)
    return [Toast(), _beside(Media("chart"), said, buttons, _looked_at(visit))]


def half_year(visit: Visit, _note: str) -> HalfYear:
    """What the calendar shows."""
    return halfyear.half_year(visit.coach.words, visit.record, _halves(visit), visit.event.name)


def stiff_back(visit: Visit, _note: str) -> StiffBack | None:
    """What the chart of the back shows, if there is enough."""
    answers = backs.answers(visit.tx, visit.person.id)
    if len(answers) < halfyear.ENOUGH_ANSWERS:
        return None
    halves = _halves_around(visit, answers)
    return halfyear.stiff_back(visit.coach.words, answers, halves, visit.event.name)


def last_days(visit: Visit) -> Answer:
    """Each of the last 14 days in a line: what it was and what it did to the streak."""
    lines = [_explained(visit, line) for line in visit.record.lines[-EXPLAINED_DAYS:]]
    text = visit.say(
        "streak-explained",
        streak=phrases.streak(visit),
        freezes=visit.record.freezes,
        strength=round(visit.record.strength * 100),
        days=Html("\n".join(lines)),
    )
    back = ((button(visit.label("progress"), Kind.PROGRESS),),)
    return visit.shown(text, back)


def _looked_at(visit: Visit) -> int:
    """The message whose picture was tapped under, or 0."""
    return visit.event.message_id if visit.event.captioned else 0


def _beside(picture: Media, text: Html, buttons: Keyboard, message_id: int) -> Item:
    """A picture with its words: in this message, or in a new one where there is none."""
    if message_id:
        return Edit(message_id, text, buttons, media=picture)
    return Message(text, buttons, media=picture)


def _ways_on(visit: Visit, *also: Kind) -> Keyboard:
    month = visit.today.year * 12 + visit.today.month - 1
    texts = (button(visit.label("as-text"), kind) for kind in also)
    return (
        (button(visit.label("month-button"), Kind.MONTH, month), *texts),
        (
            button(visit.label("streak-button"), Kind.LAST_DAYS),
            button(visit.label("today-button"), Kind.TODAY, *([NEW] if also else [])),
        ),
    )


def _about_the_back(visit: Visit) -> Keyboard:
    if len(backs.answers(visit.tx, visit.person.id)) >= halfyear.ENOUGH_ANSWERS:
        return ((button(visit.label("back-picture-title"), Kind.BACK_CHART),),)
    if not visit.person.asks_back:
        return ((button(visit.label("back-ask-me"), Kind.BACK_WISH, NEW),),)
    return ()


def _halves(visit: Visit) -> Mapping[date, frozenset[Half]]:
    since = halfyear.first_day(visit.record)
    return practices.halves_by_day(visit.tx, visit.person.id, since)


def _halves_around(visit: Visit, answers: Mapping[date, int]) -> Mapping[date, frozenset[Half]]:
    """What was done since a week before the first answer, which is held against that week."""
    return practices.halves_by_day(visit.tx, visit.person.id, min(answers) - halfyear.WEEK)


def _weeks(visit: Visit) -> Html:
    monday = visit.today - timedelta(days=visit.today.weekday(), weeks=WEEKS_SHOWN - 1)
    done = practices.by_day(visit.tx, visit.person.id, monday, visit.today)
    lines = []
    for week in range(WEEKS_SHOWN):
        days = [monday + timedelta(days=week * 7 + one) for one in range(7)]
        if days[-1] < visit.person.first_day:
            continue
        signs = " ".join(marks.of_day(visit, one, set(done.get(one, {}))) for one in days)
        first = visit.label("day-short", day=days[0].day, month=marks.month_name(visit, days[0]))
        lines.append(visit.say("stats-week", first=first, marks=signs))
    return Html("\n".join(lines))


def _explained(visit: Visit, line: DayLine) -> Html:
    what = f"{line.verdict.value}-{line.reason}" if line.reason else line.verdict.value
    if line.came_back:
        what = "came-back"
    elif line.earned_freeze:
        what = "earned-freeze"
    elif line.verdict is Verdict.BROKEN and line.comeback:
        what = "broken-comeback"
    reason = visit.say(
        f"day-{what}", streak=line.streak, freezes=line.freezes, comeback=line.comeback
    )
    name = visit.label(
        "day-short-weekday", weekday=phrases.weekday(visit, line.day), day=line.day.day
    )
    return visit.say("day-line", day=name, reason=reason, streak=line.streak)


SURFACE = Surface(
    name="progress",
    commands={"stats": stats, "streak": last_days},
    taps={
        Kind.PROGRESS: stats,
        Kind.LAST_DAYS: last_days,
        Kind.AS_TEXT: as_text,
        Kind.BACK_CHART: back,
    },
    opened=lambda visit, note: last_days(visit) if note == "streak" else stats(visit),
)
