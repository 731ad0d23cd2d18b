"""The if-then plan that reminders quote: asked on the second day, changed in the settings."""

from datetime import timedelta

from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Surface, Visit
from bot.gateway.outgoing import Edit, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import people

COMMON = range(1, 6)  # sentences plan-1 … of the words
LONGEST = 100  # characters
ASKED_AFTER = timedelta(days=1)


def chosen(visit: Visit) -> Answer:
    """The if-then plan: a common one, own words, or none."""
    wish = visit.tap.text(0)
    if wish == "own":
        people.change(visit.tx, visit.person.id, step="plan", step_note=None, plan_asked=True)
        return [Toast(), Message(visit.say("plan-type"))]
    words = visit.label(f"plan-{wish}") if wish in {str(one) for one in COMMON} else None
    now = visit.change(plan=words, plan_asked=True)
    text = now.say("plan-said", plan=words) if words else now.say("plan-none-said")
    return [Toast(visit.label("toast-saved")), Edit(visit.event.message_id, text)]


def typed(visit: Visit) -> Answer | None:
    """The plan in own words; a question or a log is none."""
    words = " ".join(visit.event.text.split())
    reading = visit.coach.reading
    spoken = reading.command_word(words) or reading.small_talk(words)
    if spoken or words.endswith("?") or reading.number(words) or reading.log(words):
        return None
    if _asks(visit, words):
        return None
    if len(words) > LONGEST:
        return [Message(visit.say("plan-long", most=LONGEST))]
    now = visit.change(plan=words, step=None, step_note=None)
    return [Message(now.say("plan-said", plan=words))]


def _asks(visit: Visit, words: str) -> bool:
    """A text some topic answers is a question, unless it begins as plans do."""
    finding = visit.event.finding
    begins = visit.label("plan-begins").split(", ")
    planned = words.lower().startswith(tuple(f"{one} " for one in begins))
    return finding is not None and finding.topic is not None and not planned


def opened(visit: Visit, note: str) -> Answer:
    """The question; with the note "in time" only when it is time to ask, once."""
    if note != "in time":
        return [visit.put(*_screen(visit))]
    ready = visit.person.set_up is not None and not visit.person.plan_asked
    if not ready or visit.today - visit.person.first_day < ASKED_AFTER:
        return []
    people.change(visit.tx, visit.person.id, plan_asked=True)
    return [Message(*_screen(visit))]


def _screen(visit: Visit) -> tuple[Html, Keyboard]:
    plans = [(button(visit.label(f"plan-{one}"), Kind.PLAN, one),) for one in COMMON]
    own = button(visit.label("plan-own"), Kind.PLAN, "own")
    none = button(visit.label("plan-none"), Kind.PLAN, "none")
    return visit.say("plan-screen"), (*plans, (own, none))


SURFACE = Surface(
    name="plan",
    taps={Kind.PLAN: chosen},
    steps={"plan": typed},
    opened=opened,
)
