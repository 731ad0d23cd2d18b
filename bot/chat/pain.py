"""*It hurts*: where, what to do about it, and the full stop of real pain."""

from bot.chat import care, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.gateway.outgoing import Edit, Message, Toast
from bot.knowledge.words import Html
from bot.store import reminders

PLACES = ("knees", "wrists", "dizzy", "else", "pain")
TOPIC_OF_PLACE = {"knees": "knee-pressure", "wrists": "wrist-pressure", "dizzy": "dizziness"}


def ask(visit: Visit) -> Answer:
    """Where does it hurt? Real pain stands out."""
    buttons = [(button(visit.label(f"hurt-{place}"), Kind.HURT_WHERE, place),) for place in PLACES]
    return [Toast(), Message(visit.say("hurt-where"), tuple(buttons))]


def where(visit: Visit) -> Answer:
    """The short help for a place, or the full stop."""
    place = visit.tap.text(0)
    if place == "pain":
        return real_pain(visit)
    if place in TOPIC_OF_PLACE:
        return [Toast(), Open("questions", TOPIC_OF_PLACE[place])]
    return [Toast(), Message(visit.say("hurt-somewhere"))]


def real_pain(visit: Visit) -> Answer:
    """Ends the practice, keeps what was done, holds reminders until the person is fine again."""
    ended = care.end_practice(visit)
    care.hold(visit)
    kept = visit.say("pain-kept", reps=ended.practice.reps) if ended else Html("")
    stop = Message(visit.say("real-pain", kept=kept), ((care.fine_again_button(visit),),))
    return [Toast(visit.label("toast-stop"), alert=True), stop, *care.hush(visit, ended)]


def still_hurts(visit: Visit) -> Answer:
    """The answer to the gentle reminder: it holds the ones to come."""
    delivery = reminders.find_delivery(visit.tx, visit.person.id, visit.tap.number(0))
    if delivery is not None and delivery.answer is None:
        reminders.answer(visit.tx, delivery, "hurts")
    care.hold(visit)
    text = visit.say("real-pain", kept=Html(""))
    return [Toast(), Edit(visit.event.message_id, text, ((care.fine_again_button(visit),),))]


def fine_again(visit: Visit) -> Answer:
    """Reminders come back; a second tap finds nothing to end."""
    if not care.is_held(visit):
        return [Toast(visit.label("toast-not-held"))] if visit.event.tap else [Open("today")]
    care.release(visit)
    return [visit.put(visit.say("fine-again-said", next=phrases.next_reminder(visit.anew())))]


def keep_reminders(visit: Visit) -> Answer:
    """After words of pain: reminders are wanted all the same."""
    now = visit.change(quiet_until=None)
    text = visit.say("kept-reminders", next=phrases.next_reminder(now))
    return [Toast(), Edit(visit.event.message_id, text)]


SURFACE = Surface(
    name="pain",
    taps={
        Kind.HURT: ask,
        Kind.HURT_WHERE: where,
        Kind.FINE_AGAIN: fine_again,
        Kind.STILL_HURTS: still_hurts,
        Kind.KEEP_REMINDERS: keep_reminders,
    },
    opened=lambda visit, _: fine_again(visit),
)
