"""Logging in words and by command: "20", "did 15", "rocked 20 yesterday", /log."""

from datetime import timedelta

from bot.chat import logbook, phrases
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain.days import Half
from bot.domain.practice import REPS_RANGE
from bot.domain.reminders import LOG_BACK_DAYS
from bot.gateway.outgoing import Keyboard, Message, Toast
from bot.knowledge.reading import Log
from bot.store import practices


def command(visit: Visit) -> Answer:
    """/log, /log 20, /log 20 yesterday."""
    argument = visit.event.argument
    if not argument:
        return [Message(visit.say("log-ask", goal=visit.person.goal), _choices(visit))]
    return spoken(visit, argument) or [Message(visit.say("log-unclear"))]


def spoken(visit: Visit, text: str) -> Answer | None:
    """A text that is a log; None when it is something else."""
    number = visit.coach.reading.number(text)
    if number is not None:
        if number.value is None or number.odd:
            return [Message(visit.say("reps-odd"))]
        return _count(visit, number.value) or written(visit, Log(number.value))
    log = visit.coach.reading.log(text, weekday=visit.today.weekday())
    if log is None:
        return None
    answer = written(visit, log)
    return [*answer, Open("questions", "rest:" + log.rest)] if log.rest else answer


def written(visit: Visit, log: Log) -> Answer:
    """Puts a log down, or says kindly why not."""
    counting = practices.open_one(visit.tx, visit.person.id)
    counted = counting.practice.reps if counting and not log.days_back else 0
    reps = (counted or visit.person.goal) if log.reps is None else log.reps
    if log.odd:
        return [Message(visit.say("reps-odd"))]
    if reps not in REPS_RANGE:
        return [Message(visit.say("reps-range", most=REPS_RANGE[-1]))]
    day = visit.today - timedelta(days=log.days_back)
    if not logbook.may_file(visit, day):
        return [Message(visit.say("day-range", back=LOG_BACK_DAYS))]
    ended = _count(visit, reps) if not log.days_back else None
    half = Half(log.half) if log.half else None
    return ended or logbook.confirm(visit, logbook.put_down(visit, reps, day=day, half=half))


def other_day(visit: Visit) -> Answer:
    """The goal, for a day of the last six; without a day the days are offered."""
    if not visit.tap.text(0):
        days = [visit.today - timedelta(days=one) for one in range(1, LOG_BACK_DAYS + 1)]
        choices = [
            button(phrases.day_name(visit, day), Kind.LOG_DAY, day.toordinal())
            for day in days
            if logbook.may_file(visit, day)
        ]
        if not choices:
            return [Toast(visit.label("toast-first-day"), alert=True)]
        return [
            Toast(),
            Message(visit.say("log-which-day", goal=visit.person.goal), rows(choices, 2)),
        ]
    day = visit.tap.day(0)
    if not logbook.may_file(visit, day):
        return logbook.too_long_ago(visit, day)
    logged = practices.from_message(visit.tx, visit.person.id, visit.event.message_id)
    if logged is not None:
        return logbook.already(visit, logged)
    return logbook.confirm(visit, logbook.put_down(visit, visit.person.goal, day=day))


def _count(visit: Visit, reps: int) -> Answer | None:
    """Reps told while the counter is open are its count."""
    kept = practices.open_one(visit.tx, visit.person.id)
    if kept is None or reps not in REPS_RANGE:
        return None
    done = logbook.finish(visit, kept, reps)
    return logbook.confirm(visit, done) if done else None


def _choices(visit: Visit) -> Keyboard:
    other = button(visit.label("other-day"), Kind.LOG_DAY)
    return ((logbook.done_button(visit),), (other,))


SURFACE = Surface(
    name="log",
    commands={"log": command},
    taps={Kind.LOG_DAY: other_day},
    opened=lambda visit, note: spoken(visit, note) or command(visit),
)
