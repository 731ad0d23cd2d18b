"""The small pieces many screens share: a time, a day, the line of today, the streak in words."""

from datetime import date, datetime, timedelta

from bot.chat.visit import Visit
from bot.domain import reminders as rules
from bot.domain.days import Half
from bot.domain.reminders import Bell, Slot
from bot.knowledge.words import Html
from bot.store import people, practices, reminders


def wall_time(minutes: int) -> str:
    """Minutes after midnight as they stand on a clock: 07:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def bell_time(visit: Visit, bell: Bell) -> str:
    """When a bell rings on weekdays, or that it is off."""
    return wall_time(bell.minutes) if bell.enabled else visit.label("off")


def clock(visit: Visit, instant: datetime) -> str:
    """An instant on the clock of the person's wall."""
    return f"{instant.astimezone(visit.zone):%H:%M}"


def city(visit: Visit) -> str:
    """The place by which the person's zone is known."""
    return visit.coach.places.by_zone(visit.zone.key).name


def weekday(visit: Visit, local_day: date) -> str:
    """Tue."""
    return visit.label("weekday", day=local_day.weekday())


def long_day(visit: Visit, local_day: date) -> str:
    """Tue 3 March, wherever it lies."""
    return visit.label(
        "day-long",
        weekday=weekday(visit, local_day),
        day=local_day.day,
        month=visit.label("month", month=local_day.month),
    )


def day_name(visit: Visit, habit_day: date) -> str:
    """Today, yesterday, or Tue 3 March."""
    back = (visit.today - habit_day).days
    return (
        visit.label(("today", "yesterday")[back]) if back in {0, 1} else long_day(visit, habit_day)
    )


def when(visit: Visit, instant: datetime) -> str:
    """22:00, tomorrow 07:00, or Fri 07:00, by the local date."""
    ahead = instant.astimezone(visit.zone).date() - visit.now.astimezone(visit.zone).date()
    time = clock(visit, instant)
    if ahead == timedelta(0):
        return time
    if ahead == timedelta(1):
        return visit.label("tomorrow-at", time=time)
    day = weekday(visit, instant.astimezone(visit.zone).date())
    return visit.label("weekday-at", weekday=day, time=time)


def next_reminder(visit: Visit) -> Html:
    """When the next reminder comes, or why none does."""
    pause = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if pause is not None:
        return pause_line(visit)
    if resting(visit) and visit.person.quiet_until:
        until = when(visit, visit.person.quiet_until)
        return visit.say("next-quiet", until=until, city=city(visit))
    due = coming(visit)
    if due is None:
        return visit.say("next-none" if visit.person.set_up else "next-not-yet")
    return visit.say("next", when=when(visit, due), city=city(visit))


def coming(visit: Visit) -> datetime | None:
    """When the next reminder really comes: a done half stays quiet, one put off comes then."""
    due: list[datetime | None] = [
        at
        for slot, habit_day, at in reminders.put_off(visit.tx, visit.person.id)
        if not _is_done(visit, slot, habit_day)
    ]
    for bell, at, habit_day in reminders.due_bells(visit.tx, visit.person.id):
        if _is_done(visit, bell.slot, habit_day):
            later = rules.next_due(visit.calendar, bell, at, habit_day)
            due.append(later[0] if later else None)
        else:
            due.append(at)
    return min((one for one in due if one is not None), default=None)


def _is_done(visit: Visit, slot: Slot, habit_day: date) -> bool:
    return rules.HALF_OF.get(slot) in practices.halves(visit.tx, visit.person.id, habit_day)


def pause_line(visit: Visit) -> Html:
    """What holds the reminders now and until when."""
    pause = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if pause is None:
        return Html("")
    if pause.reason == "pain":
        return visit.say("held")
    if pause.last_day is None:
        return visit.say("paused-open")
    return visit.say("paused-until", day=long_day(visit, pause.last_day))


def halves(visit: Visit, habit_day: date) -> Html:
    """Tue · morning ✓ · bedtime –."""
    done = practices.halves(visit.tx, visit.person.id, habit_day)
    marks = {half.value: _mark(visit, half in done) for half in Half}
    return visit.say("halves", weekday=weekday(visit, habit_day), **marks)


def today(visit: Visit) -> Html:
    """Tue · morning ✓ · bedtime – · streak 12 · next 22:00 Berlin; what is unusual has a line."""
    due = coming(visit)
    held = people.running_pause(visit.tx, visit.person.id, visit.reached) or resting(visit)
    parts = [halves(visit, visit.today)]
    if visit.record.streak:
        parts.append(visit.say("streak-short", streak=visit.record.streak))
    if due is not None and not held:
        parts.append(visit.say("next-short", when=when(visit, due), city=city(visit)))
    lines = [Html(" · ".join(parts))]
    if visit.record.comeback:
        lines.append(streak(visit))
    if held or due is None:
        lines.append(next_reminder(visit))
    return Html("\n".join(lines))


def streak(visit: Visit) -> Html:
    """The streak, and what is about to bring an old one back."""
    record = visit.record
    if record.comeback and record.comeback_to_go == 1:
        return visit.say("streak-coming-back", streak=record.streak, old=record.comeback)
    if record.comeback and not record.streak:
        return visit.say("streak-can-return", old=record.comeback)
    return visit.say("streak", streak=record.streak)


def hurts(visit: Visit) -> bool:
    """Whether the person has told of pain and not yet that it is over."""
    pause = people.running_pause(visit.tx, visit.person.id, visit.reached)
    return resting(visit) or (pause is not None and pause.reason == "pain")


def resting(visit: Visit) -> bool:
    """Whether reminders are quiet for the day after words of pain."""
    return visit.person.quiet_until is not None and visit.person.quiet_until > visit.now


def _mark(visit: Visit, done: bool) -> str:
    return visit.label("done-mark" if done else "open-mark")
