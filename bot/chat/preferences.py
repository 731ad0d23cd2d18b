"""Settings in one message that edits itself: times, days, goal, day end, follow-up, pictures."""

from collections.abc import Callable

from bot.chat import phrases
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import changes
from bot.domain.days import ALL_WEEKDAYS, LATEST_DAY_END
from bot.domain.practice import GOAL_RANGE
from bot.domain.reminders import Bell, Slot
from bot.gateway.outgoing import Button, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import people, reminders

Screen = tuple[Html, Keyboard]
DAY_ENDS = range(0, LATEST_DAY_END + 1, 60)
USUAL_GOALS = (5, 10, 15, 20, 25, 30, 40, 50)


def settings(visit: Visit) -> Answer:
    """/settings."""
    return visit.shown(*_overview(visit))


def screen(visit: Visit) -> Answer:
    """A part of the settings, by its name."""
    name = visit.tap.text(0) if visit.event.tap and visit.tap.kind is Kind.SET else ""
    if name in ELSEWHERE:
        return [Toast(), ELSEWHERE[name]]
    if name in TOGGLES:
        now = visit.change(**{name: visit.tap.text(1) == "1"})
        return [Toast(visit.label("toast-saved")), now.put(*_overview(now))]
    return visit.shown(*SCREENS.get(name, _overview)(visit))


def opened(visit: Visit, note: str) -> Answer:
    """A screen that another surface asks for."""
    return [visit.put(*SCREENS.get(note, _overview)(visit))]


def goal_command(visit: Visit) -> Answer:
    """/goal 12, or the usual ones."""
    if not visit.event.argument:
        return visit.shown(*_goal(visit))
    return _set_goal_text(visit, visit.event.argument) or [Message(visit.say("goal-range"))]


def goal(visit: Visit) -> Answer:
    """A goal from the grid, or *Other*."""
    if visit.tap.text(0) == "other":
        people.change(visit.tx, visit.person.id, step="goal", step_note=None)
        return [Toast(), Message(visit.say("goal-type"))]
    reps = visit.tap.number(0)
    if reps not in GOAL_RANGE:
        return [Toast(visit.label("toast-over"))]
    now = visit.change(goal=reps)
    return [Toast(visit.label("toast-goal-set", goal=reps)), now.put(*_overview(now))]


def goal_typed(visit: Visit) -> Answer | None:
    """A number answers the question for the goal."""
    return _set_goal_text(visit, visit.event.text)


def day_end(visit: Visit) -> Answer:
    """When the habit day ends, from today or tomorrow on."""
    minutes = visit.tap.number(0)
    if minutes not in DAY_ENDS:
        return [Toast(visit.label("toast-over"))]
    first_day, minutes = changes.day_end_row(visit.calendar, visit.now, minutes)
    people.set_day_end(visit.tx, visit.person.id, first_day, minutes)
    visit.reschedule()
    now = visit.anew()
    time = phrases.wall_time(minutes)
    return [Toast(visit.label("toast-day-end", time=time)), now.put(*_overview(now))]


def weekday(visit: Visit) -> Answer:
    """Ticks a weekday or takes the tick away; one must stay."""
    number = visit.tap.number(0) % 7
    others = _weekdays(visit) - {number}
    days = others | {number} if visit.tap.text(1) == "1" else others
    if not days:
        return [Toast(visit.label("toast-one-day"), alert=True)]
    rows_ = changes.with_weekdays(visit.calendar, visit.now, days).weekdays
    people.set_weekdays(visit.tx, visit.person.id, *rows_[-1])
    visit.reschedule()
    now = visit.anew()
    return [Toast(visit.label("toast-saved")), now.put(*_days(now))]


def extra_add(visit: Visit) -> Answer:
    """One more nudge a day, two at most."""
    free = next((one for one in (Slot.EXTRA1, Slot.EXTRA2) if one not in visit.bells), None)
    if free is None:
        return [Toast(visit.label("toast-two-extras"), alert=True)]
    reminders.set_bell(visit.tx, visit.person.id, Bell(free, True, 14 * 60))
    visit.reschedule()
    now = visit.anew()
    return [Toast(visit.label("toast-saved")), now.put(*_times(now))]


def _overview(visit: Visit) -> Screen:
    person = visit.person
    text = visit.say(
        "settings-screen",
        times=_times_line(visit),
        days=_days_line(visit),
        time=phrases.clock(visit, visit.now),
        city=phrases.city(visit),
        goal=person.goal,
        dayend=phrases.wall_time(visit.calendar.day_end(visit.today)),
        plan=person.plan or visit.label("none"),
        follow=visit.label("on" if person.follow_up else "off"),
        pictures=visit.label("on" if person.pictures else "off"),
        sound=visit.label("on" if person.sound and person.pictures else "off"),
    )
    parts = ["times", "days", "zone", "goal", "day-end", "plan", "follow_up", "back"]
    parts += ["pause", "pictures"]
    if person.pictures:
        parts.append("sound")
    buttons = [_part(visit, name) for name in parts]
    today = button(visit.label("today-button"), Kind.TODAY)
    return text, (*rows(buttons, 2), (today,))


def _part(visit: Visit, name: str) -> Button:
    if name == "zone":
        return button(visit.label("set-zone"), Kind.ZONE_ASK)
    if name in TOGGLES:
        on = bool(getattr(visit.person, name))
        label = visit.label(f"turn-{name.replace('_', '-')}-{'off' if on else 'on'}")
        return button(label, Kind.SET, name, int(not on))
    return button(visit.label(f"set-{name}"), Kind.SET, name)


def _times(visit: Visit) -> Screen:
    person = visit.person
    buttons = []
    for slot, bell in sorted(visit.bells.items(), key=lambda one: list(Slot).index(one[0])):
        label = visit.label(f"slot-{slot.value}", time=phrases.bell_time(visit, bell))
        row = [button(label, Kind.TIME, slot.value, "ask")]
        if slot in {Slot.MORNING, Slot.BEDTIME}:
            weekend = bell.weekend_minutes
            time = visit.label("same") if weekend is None else phrases.wall_time(weekend)
            label = visit.label("slot-weekend", time=time)
            row.append(button(label, Kind.TIME, f"{slot.value}-weekend", "ask"))
        buttons.append(tuple(row))
    ring = "make-it-silent" if person.bedtime_rings else "make-it-ring"
    last = [button(visit.label(ring), Kind.RING, int(not person.bedtime_rings))]
    if len(visit.bells) < len(Slot):
        last.append(button(visit.label("extra-add"), Kind.EXTRA_ADD))
    back = button(visit.label("settings"), Kind.SETTINGS)
    sound = visit.label("with-sound" if person.bedtime_rings else "without-sound")
    text = visit.say("times-screen", sound=sound, next=phrases.next_reminder(visit))
    return text, (*buttons, tuple(last), (back,))


def _days(visit: Visit) -> Screen:
    ticked = _weekdays(visit)
    buttons = [
        button(
            visit.label(
                "day-on" if one in ticked else "day-off", day=visit.label("weekday", day=one)
            ),
            Kind.DAYS_TOGGLE,
            one,
            int(one not in ticked),
        )
        for one in range(7)
    ]
    back = button(visit.label("settings"), Kind.SETTINGS)
    return visit.say("days-screen"), (*rows(buttons, 4), (back,))


def _goal(visit: Visit) -> Screen:
    people.change(visit.tx, visit.person.id, step="goal", step_note=None)
    usual = [button(str(one), Kind.GOAL, one) for one in USUAL_GOALS]
    other = button(visit.label("time-other"), Kind.GOAL, "other")
    back = button(visit.label("settings"), Kind.SETTINGS)
    return visit.say("goal-screen", goal=visit.person.goal), (*rows(usual, 4), (other, back))


def _day_end(visit: Visit) -> Screen:
    ends = [button(phrases.wall_time(one), Kind.DAY_END, one) for one in DAY_ENDS]
    back = button(visit.label("settings"), Kind.SETTINGS)
    time = phrases.wall_time(visit.calendar.day_end(visit.today))
    return visit.say("day-end-screen", time=time), (*rows(ends, 4), (back,))


def _set_goal_text(visit: Visit, text: str) -> Answer | None:
    number = visit.coach.reading.number(text)
    if number is None:
        return None
    if number.odd or number.value not in GOAL_RANGE:
        return [Message(visit.say("goal-range"))]
    now = visit.change(goal=number.value, step=None, step_note=None)
    return [Message(now.say("goal-said", goal=now.person.goal))]


def _times_line(visit: Visit) -> Html:
    bells = visit.bells
    return visit.say(
        "times-line",
        morning=phrases.bell_time(visit, bells[Slot.MORNING]),
        bedtime=phrases.bell_time(visit, bells[Slot.BEDTIME]),
    )


def _days_line(visit: Visit) -> str:
    days = _weekdays(visit)
    if days == ALL_WEEKDAYS:
        return visit.label("every-day")
    return ", ".join(visit.label("weekday", day=one) for one in sorted(days))


def _weekdays(visit: Visit) -> frozenset[int]:
    rows_ = visit.calendar.weekdays
    return rows_[-1][1] if rows_ else ALL_WEEKDAYS


TOGGLES = frozenset({"follow_up", "pictures", "sound"})
# Settings, or actions of an answer, that other surfaces know how to show.
ELSEWHERE = {
    "back": Open("back"),
    "pause": Open("pauses"),
    "plan": Open("plan"),
    "privacy": Open("privacy"),
    "undo": Open("practice", "undo"),
}
SCREENS: dict[str, Callable[[Visit], Screen]] = {
    "times": _times,
    "days": _days,
    "goal": _goal,
    "day-end": _day_end,
}

SURFACE = Surface(
    name="preferences",
    commands={"settings": settings, "goal": goal_command},
    taps={
        Kind.SETTINGS: settings,
        Kind.SET: screen,
        Kind.GOAL: goal,
        Kind.DAY_END: day_end,
        Kind.DAYS_TOGGLE: weekday,
        Kind.EXTRA_ADD: extra_add,
    },
    steps={"goal": goal_typed},
    opened=opened,
)
