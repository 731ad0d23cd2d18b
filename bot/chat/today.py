"""Where things stand now, in one line and four buttons; and help on one screen."""

from bot.chat import care, logbook, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.gateway.outgoing import Button, Keyboard, Message
from bot.knowledge.words import Html
from bot.store import people

GAP_GREETED = 2  # missed days; a single one is no absence


def today(visit: Visit) -> Answer:
    """Tue · morning ✓ · bedtime – · streak 12 · next 22:00 Berlin."""
    if not visit.person.set_up:
        return [Open("onboarding")]
    if visit.event.tap and visit.tap.kind in {Kind.TODAY, Kind.AWAY}:
        return visit.shown(_lines(visit), _buttons(visit))
    return [Message(_lines(visit), _buttons(visit))]


def help_screen(visit: Visit) -> Answer:
    """Everything there is, on one screen."""
    return [Message(visit.say("help"), ((button(visit.label("topics"), Kind.GROUPS),),))]


def _lines(visit: Visit) -> Html:
    if visit.record.gap < GAP_GREETED or visit.today in visit.counted:
        return phrases.today(visit)
    welcome = visit.say("welcome-back", days=visit.record.total_days)
    return Html(f"{welcome}\n{phrases.today(visit)}")


def _buttons(visit: Visit) -> Keyboard:
    rows: list[tuple[Button, ...]] = [(logbook.start_button(visit), logbook.done_button(visit))]
    rows.append(
        (
            button(visit.label("progress"), Kind.PROGRESS),
            button(visit.label("settings"), Kind.SETTINGS),
        )
    )
    pause = people.running_pause(visit.tx, visit.person.id, visit.reached)
    if pause is not None:
        rows.append((care.way_back(visit, pause),))
    elif visit.record.gap >= GAP_GREETED:
        rows.append((button(visit.label("was-away"), Kind.AWAY),))
    return tuple(rows)


SURFACE = Surface(
    name="today",
    commands={"today": today, "help": help_screen},
    taps={Kind.TODAY: today},
    opened=lambda visit, note: help_screen(visit) if note == "help" else today(visit),
)
