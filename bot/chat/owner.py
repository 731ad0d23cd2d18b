"""/admin: the figures of the whole bot, for the configured owners. No person in it."""

from datetime import timedelta

from bot.chat.visit import Answer, Open, Surface, Visit
from bot.gateway.outgoing import Message
from bot.knowledge.words import Html
from bot.store import feedback, people, reminders, updates

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SHOWN = 5


def admin(visit: Visit) -> Answer:
    """The figures there are; to anybody else the command does not exist."""
    if visit.person.id not in visit.coach.owners:
        return [Open("unknown command")]
    tx, now = visit.tx, visit.now
    outcomes = reminders.outcomes(tx, now - DAY)
    text = visit.say(
        "admin",
        **people.counts(tx, now - DAY, now - WEEK),
        due=sum(outcomes.values()),
        sent=outcomes.get("sent", 0),
        late=outcomes.get("expired", 0),
        failed=outcomes.get("refused", 0) + outcomes.get("unknown", 0),
        overdue=reminders.overdue(tx, now - timedelta(minutes=1)),
        aside=updates.count_set_aside(tx),
        topics=_topics(visit),
        unanswered=feedback.unanswered_count(tx),
        newest=_newest(visit),
        clockwork=visit.label("ticking" if visit.coach.ticking() else "stopped"),
        version=visit.coach.version,
    )
    return [Message(text)]


def _topics(visit: Visit) -> Html:
    found = feedback.top_topics(visit.tx, (visit.now - WEEK).date(), SHOWN)
    lines = [
        visit.say("admin-topic", topic=topic, asked=asked, up=up, down=down)
        for topic, asked, up, down in found
    ]
    return Html("\n".join(lines)) or visit.say("none-yet")


def _newest(visit: Visit) -> Html:
    lines = [visit.say("admin-text", text=text) for text in feedback.unanswered(visit.tx, SHOWN)]
    return Html("\n".join(lines)) or visit.say("none-yet")


SURFACE = Surface(name="owner", commands={"admin": admin})
