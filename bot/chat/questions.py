"""Any text that is a question: an answer, a "did you mean", or an honest "I don't know"."""

import re

from bot.chat import care, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Answer, Surface, Visit
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message, Toast
from bot.knowledge.answers import Finding
from bot.knowledge.library import Topic
from bot.knowledge.words import Html
from bot.store import feedback

HOLDING = frozenset({"stop", "urgent"})  # kinds of safety after which reminders rest
_TAKES_PART = re.compile(r"https?://\S+|www\.\S+|@\w+|\d+|(?<=[a-z,] )[A-Z][a-z]+")

# What a topic about the bot can do at once, by the action its front matter names.
ACTIONS: dict[str, tuple[Kind, tuple[object, ...]]] = {
    "pause": (Kind.SET, ("pause", NEW)),
    "undo": (Kind.SET, ("undo",)),
    "times": (Kind.SET, ("times", NEW)),
    "days": (Kind.SET, ("days", NEW)),
    "zone": (Kind.ZONE_ASK, ()),
    "goal": (Kind.SET, ("goal", NEW)),
    "progress": (Kind.PROGRESS, (NEW,)),
    "today": (Kind.TODAY, (NEW,)),
    "settings": (Kind.SETTINGS, (NEW,)),
    "export": (Kind.EXPORT, ()),
    "delete": (Kind.DELETE, ("ask",)),
    "privacy": (Kind.SET, ("privacy",)),
    "start": (Kind.START, (0,)),
    "streak": (Kind.LAST_DAYS, (NEW,)),
}


def asked(visit: Visit, text: str, finding: Finding) -> Answer:
    """The answer to a question, by what was found for it."""
    if finding.topic is not None:
        others = tuple(one for one in finding.candidates if one != finding.topic)
        return answer(visit, finding.topic, others if finding.kind == "safety" else ())
    if not any(visit.coach.library.topics[one].safety for one in finding.candidates):
        feedback.keep_unanswered(visit.tx, masked(text), visit.now)
    if finding.kind == "unsure":
        return [Message(visit.say("did-you-mean"), _did_you_mean(visit, finding.candidates))]
    return [Message(visit.say("unknown"), _topics_button(visit))]


def answer(visit: Visit, topic_id: str, others: tuple[str, ...] = ()) -> Answer:
    """One topic: what it says, where that comes from, what is near it."""
    topic = visit.coach.library.topics[topic_id]
    feedback.count(visit.tx, topic_id, visit.now.date(), asked=1)
    if topic.safety in HOLDING:
        return _rest(visit, topic, others)
    near = others or topic.related
    text = visit.say("answer", title=topic.title, answer=topic.answer, source=_source(visit, topic))
    helpful = (
        button(visit.label("helpful"), Kind.HELPFUL, topic.id, 1),
        button(visit.label("not-helpful"), Kind.HELPFUL, topic.id, 0),
    )
    related = [(_topic_button(visit, one),) for one in near[:3]]
    return [Message(text, (*_action(visit, topic), *related, helpful))]


def command(visit: Visit) -> Answer:
    """/ask with a question, or an invitation to write one."""
    if not visit.event.argument:
        return [Message(visit.say("ask"), _topics_button(visit))]
    finding = visit.coach.answers.ask(visit.event.argument)
    return asked(visit, visit.event.argument, finding)


def faq(visit: Visit) -> Answer:
    """All there is to know, by group."""
    groups = [
        (button(visit.label(f"group-{group}"), Kind.GROUP, group),)
        for group in visit.coach.library.groups
    ]
    return visit.shown(visit.say("faq"), tuple(groups))


def group(visit: Visit) -> Answer:
    """The topics of a group."""
    name = visit.tap.text(0)
    topics = [one for one in visit.coach.library.topics.values() if one.group == name]
    if not topics:
        return faq(visit)
    back = (button(visit.label("back"), Kind.GROUPS),)
    buttons = (*((_topic_button(visit, one.id),) for one in topics), back)
    return visit.shown(visit.say("faq-group", group=visit.label(f"group-{name}")), buttons)


def tapped_topic(visit: Visit) -> Answer:
    """A topic's button."""
    topic = visit.tap.text(0)
    if topic not in visit.coach.library.topics:
        return [Toast(visit.label("toast-over"), alert=True)]
    return [Toast(), *answer(visit, topic)]


def helpful(visit: Visit) -> Answer:
    """*Helpful?* counts once a message: the buttons go with it."""
    topic, up = visit.tap.text(0), visit.tap.text(1) == "1"
    if topic not in visit.coach.library.topics:
        return [Toast(visit.label("toast-over"))]
    feedback.count(visit.tx, topic, visit.now.date(), **({"up": 1} if up else {"down": 1}))
    found = visit.coach.library.topics[topic]
    text = visit.say("answer", title=found.title, answer=found.answer, source=_source(visit, found))
    near = tuple((_topic_button(visit, one),) for one in found.related[:3])
    keyboard = (*_action(visit, found), *near) if up else (*near, *_topics_button(visit))
    toast = Toast(visit.label("toast-helpful" if up else "toast-not-helpful"))
    return [toast, Edit(visit.event.message_id, text, keyboard)]


def opened(visit: Visit, note: str) -> Answer:
    """A topic by its id, or what followed a log in the same message."""
    if note.startswith("rest:"):
        rest = note.removeprefix("rest:")
        finding = visit.coach.answers.ask(rest)
        return asked(visit, rest, finding) if finding.topic or finding.candidates else []
    if note in visit.coach.library.topics:
        return answer(visit, note)
    return faq(visit)


def masked(text: str) -> str:
    """A text without numbers, @, links and names: what stands capital inside a sentence."""
    return _TAKES_PART.sub("…", text)[:500]


def _rest(visit: Visit, topic: Topic, others: tuple[str, ...]) -> Answer:
    """After words of pain: the practice ends, reminders rest for a day, no push afterwards."""
    until = care.rest(visit)
    text = visit.say("answer-safety", answer=topic.answer)
    keep = (button(visit.label("keep-reminders"), Kind.KEEP_REMINDERS),)
    near = [(_topic_button(visit, one),) for one in others[:2]] if topic.id != "crisis" else []
    messages: list[Item] = [Message(text, tuple(near))]
    if visit.person.set_up:
        messages.append(Message(visit.say("resting", until=phrases.when(visit, until)), (keep,)))
    return messages


def _source(visit: Visit, topic: Topic) -> Html:
    return visit.say(f"source-{topic.source}")


def _action(visit: Visit, topic: Topic) -> Keyboard:
    if topic.action is None:
        return ()
    kind, fields = ACTIONS[topic.action]
    return ((button(visit.label(f"action-{topic.action}"), kind, *fields),),)


def _did_you_mean(visit: Visit, candidates: tuple[str, ...]) -> Keyboard:
    return (*((_topic_button(visit, one),) for one in candidates), *_topics_button(visit))


def _topics_button(visit: Visit) -> Keyboard:
    return ((button(visit.label("topics"), Kind.GROUPS),),)


def _topic_button(visit: Visit, topic_id: str) -> Button:
    return button(visit.coach.library.topics[topic_id].title, Kind.TOPIC, topic_id)


SURFACE = Surface(
    name="questions",
    commands={"ask": command, "faq": faq},
    taps={
        Kind.TOPIC: tapped_topic,
        Kind.GROUPS: faq,
        Kind.GROUP: group,
        Kind.HELPFUL: helpful,
    },
    opened=opened,
)
