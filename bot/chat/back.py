"""How is the back? What a tap on the morning's question does, and whether it is asked at all.

The question stands in the morning reminder, whose words and buttons are made elsewhere. A number
says how stiff the back is and nothing more: nothing is concluded from it here.
"""

from bot.chat import nudges, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Surface, Visit
from bot.domain.reminders import Slot
from bot.gateway.outgoing import Item, Keyboard, Message, Toast
from bot.knowledge.words import Html
from bot.store import backs, reminders
from bot.store.tables import Delivery

ANSWERS = {str(one): one for one in nudges.STIFFNESS}
WRITTEN = range(11)
ON, OFF = "1", "0"
STANDING = {None, "undone"}  # what has become of a reminder that still shows its buttons


def told(visit: Visit) -> Answer:
    """A number, *Not today* or *Change my answer*: the last one counts, on its own day."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    if delivery is None or delivery.slot != Slot.MORNING:
        return [Toast(visit.label("toast-over"), alert=True)]
    if delivery.day != visit.reached:
        day = phrases.long_day(visit, delivery.day)
        toast = visit.label("toast-back-over", day=day)
        return [Toast(toast, alert=True), *_shown(visit, delivery)]
    toast = _kept(visit, delivery, visit.tap.text(1))
    return [Toast(toast), *_shown(visit, delivery)]


def written(visit: Visit) -> Answer | None:
    """A bare 0 to 10 while the question stands is its answer; anything else is not for here."""
    number = visit.coach.reading.number(visit.event.text)
    if number is None or number.odd or number.value not in WRITTEN:
        return None
    standing = reminders.unanswered(visit.tx, visit.person.id)
    asking = [one for one in standing if nudges.asks_back(visit, one)]
    if not asking:
        return None
    stiffness = number.value or 0
    backs.answer(visit.tx, visit.person.id, asking[-1].day, stiffness, visit.now)
    noted = Message(visit.say("back-written", stiffness=stiffness))
    return [noted, *_shown(visit, asking[-1])]


def wish(visit: Visit) -> Answer:
    """Whether to be asked: what it is about, and a switch."""
    chosen = visit.tap.text(0)
    if chosen not in {ON, OFF}:
        return visit.shown(*_screen(visit))
    now = visit.change(asks_back=chosen == ON)
    return [Toast(visit.label("toast-saved")), now.put(*_screen(now))]


def opened(visit: Visit, _note: str) -> Answer:
    """The same, where another surface asks for it."""
    return [visit.put(*_screen(visit))]


def _kept(visit: Visit, delivery: Delivery, said: str) -> str:
    """Keeps what was tapped; returns what became of it, for the toast."""
    key = (visit.tx, visit.person.id, delivery.day)
    if said in ANSWERS:
        backs.answer(*key, ANSWERS[said], visit.now)
        return visit.label("toast-back-noted", stiffness=ANSWERS[said])
    if said == nudges.BACK_SKIPPED:
        backs.answer(*key, None, visit.now)
        return visit.label("toast-back-skipped")
    if said == nudges.BACK_CHANGED:
        backs.forget(*key)
        return visit.label("toast-back-again")
    return visit.label("toast-over")


def _shown(visit: Visit, delivery: Delivery) -> list[Item]:
    """The reminder as it stands now, unless it was done, put off or taken over meanwhile."""
    if delivery.answer not in STANDING:
        return []
    text, buttons = nudges.text(visit, delivery), nudges.buttons(visit, delivery)
    return nudges.edited(visit, delivery, text, buttons)


def _screen(visit: Visit) -> tuple[Html, Keyboard]:
    on = visit.person.asks_back
    text = visit.say("back-screen", state=_state(visit))
    switch = button(
        visit.label("turn-back-off" if on else "turn-back-on"), Kind.BACK_WISH, int(not on)
    )
    return text, ((switch,), (button(visit.label("settings"), Kind.SETTINGS),))


def _state(visit: Visit) -> Html:
    if not visit.person.asks_back:
        return visit.say("back-is-off")
    if not visit.bells[Slot.MORNING].enabled:
        return visit.say("back-without-morning")
    return visit.say("back-is-on", answers=len(backs.answers(visit.tx, visit.person.id)))


SURFACE = Surface(
    name="back",
    taps={Kind.BACK: told, Kind.BACK_WISH: wish},
    opened=opened,
)
