"""Signs for days, and the names of months: what progress in words and the month share."""

from datetime import date

from bot.chat.visit import Visit
from bot.domain.days import Half
from bot.domain.streaks import Verdict


def of_day(visit: Visit, local_day: date, halves: set[Half]) -> str:
    """A sign, not a colour, as the legend says; blank: not lived yet."""
    if local_day > visit.today or local_day < visit.person.first_day:
        return visit.label("mark-outside")
    if halves == set(Half):
        return visit.label("mark-both")
    if halves:
        return visit.label("mark-morning" if Half.MORNING in halves else "mark-bedtime")
    return visit.label(f"mark-{_verdict(visit, local_day)}")


def _verdict(visit: Visit, local_day: date) -> str:
    first = visit.record.lines[0].day
    line = visit.record.lines[(local_day - first).days]
    if line.verdict is Verdict.NEUTRAL:
        return "neutral"
    return "frozen" if line.verdict is Verdict.FROZEN else "none"


def month_name(visit: Visit, local_day: date) -> str:
    """March."""
    return visit.label("month", month=local_day.month)
