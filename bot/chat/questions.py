"""Any text that is a question: an answer, a "did you mean", or an honest "I don't know"."""

from bot.chat import care, phrases
from bot.chat.buttons import Kind, button
from bot.chat.visit import NEW, Answer, Surface, Visit
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Media, Message, Toast
from bot.knowledge.answers import Finding
from bot.knowledge.library import Topic
from bot.knowledge.words import Html
from bot.store import feedback, people

MEANT = "m"  # a choice after "did you mean": it says what the person meant
_PUNCTUATION = ".,;:!?…()[]\"'„“”‘’«»"
CRISIS = "crisis"  # answered alone: reminders rest without a word about them
HOLDING = frozenset({"stop", "urgent"})  # kinds of safety after which reminders rest

# What a topic about the bot can do at once, by the action its front matter names.
ACTIONS: dict[str, tuple[Kind, tuple[object, ...]]] = {
    "pause": (Kind.SET, ("pause", NEW)),
    "undo": (Kind.SET, ("undo",)),
    "times": (Kind.SET, ("times", NEW)),
    "days": (Kind.SET, ("days", NEW)),
    "zone": (Kind.ZONE_ASK, (NEW,)),
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
    """The answer to a text, by what was found for it."""
    if finding.topic is not None:
        return told(visit, finding, text)
    if not any(visit.coach.library.topics[one].safety for one in finding.candidates):
        feedback.keep_unanswered(visit.tx, masked(text), visit.now)
    if finding.kind == "unsure":
        return [Message(visit.say("did-you-mean"), _did_you_mean(visit, finding.candidates))]
    foreign = visit.coach.reading.is_foreign(text)
    return [Message(visit.say("english-only" if foreign else "unknown"), _topics_button(visit))]


def told(visit: Visit, finding: Finding, text: str = "") -> Answer:
    """The answer to somebody who says how they are: after pain, reminders rest."""
    topic = visit.coach.library.topics[finding.topic or ""]
    others = tuple(one for one in finding.candidates if one != topic.id)
    if topic.safety in HOLDING:
        feedback.count(visit.tx, topic.id, visit.now.date(), asked=1)
        return _rest(visit, topic, others)
    return answer(visit, topic.id, others, "" if topic.safety else masked(text))


def answer(visit: Visit, topic_id: str, others: tuple[str, ...] = (), words: str = "") -> Answer:
    """One topic, as anybody may read it: what it says, where from, what is near it.

    `others` are what else may have been meant; `words` the masked question, kept until rated.
    """
    topic = visit.coach.library.topics[topic_id]
    feedback.count(visit.tx, topic_id, visit.now.date(), asked=1)
    people.change(visit.tx, visit.person.id, asked=words)
    near = others if topic.safety else topic.related
    text = visit.say("answer", title=topic.title, answer=topic.answer, source=_source(visit, topic))
    helpful = (
        button(visit.label("helpful"), Kind.HELPFUL, topic.id, 1),
        button(visit.label("not-helpful"), Kind.HELPFUL, topic.id, 0, *others[:2]),
    )
    related = [(_topic_button(visit, one),) for one in near[:3]]
    shown = Media(topic.picture) if topic.picture and visit.person.pictures else None
    return [Message(text, (*_action(visit, topic), *related, helpful), media=shown)]


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
    meant = visit.tap.text(1) == MEANT
    said = Finding("answer", topic)
    return told(visit, said) if meant else answer(visit, topic)


def helpful(visit: Visit) -> Answer:
    """*Helpful?* counts once; 👎 leads to what else may have been meant."""
    topics, up = visit.coach.library.topics, visit.tap.text(1) == "1"
    topic = topics.get(visit.tap.text(0))
    if topic is None:
        return [Toast(visit.label("toast-over"))]
    _rate(visit, topic, up)
    text = visit.say("answer", title=topic.title, answer=topic.answer, source=_source(visit, topic))
    if up:
        near = tuple((_topic_button(visit, one),) for one in topic.related[:3])
        return [
            Toast(visit.label("toast-helpful")),
            Edit(visit.event.message_id, text, (*_action(visit, topic), *near)),
        ]
    others = tuple(one for one in visit.tap.fields[2:] if one in topics) or topic.related[:3]
    toast = Toast(visit.label("toast-not-helpful"))
    return [toast, Edit(visit.event.message_id, text, _did_you_mean(visit, others))]


def _rate(visit: Visit, topic: Topic, up: bool) -> None:
    if visit.person.asked is None:  # rated already
        return
    feedback.count(visit.tx, topic.id, visit.now.date(), **({"up": 1} if up else {"down": 1}))
    if visit.person.asked and not up:
        feedback.keep_unanswered(visit.tx, visit.person.asked, visit.now, topic.id)
    people.change(visit.tx, visit.person.id, asked=None)


def opened(visit: Visit, note: str) -> Answer:
    """A topic by its id, or what followed a log in the same message."""
    if note.startswith("rest:"):
        rest = note.removeprefix("rest:")
        finding = visit.coach.answers.ask(rest)
        return asked(visit, rest, finding) if finding.topic or finding.candidates else []
    if note in visit.coach.library.topics:
        hurt = visit.event.kind == "tap"
        return told(visit, Finding("answer", note)) if hurt else answer(visit, note)
    return faq(visit)


def masked(text: str) -> str:
    """A text without numbers, addresses, links and names: all that is written with a capital."""
    return " ".join(_shown(word) for word in text.split())[:500]


def _shown(word: str) -> str:
    core = word.strip(_PUNCTUATION)
    told = any(sign.isdigit() or sign in "@/_" for sign in core) or "." in core
    named = core != core.lower() and core.partition("'")[0] != "I"
    return "…" if told or named else word


def _rest(visit: Visit, topic: Topic, others: tuple[str, ...]) -> Answer:
    """After words of pain: the practice ends, reminders rest for a day, no push afterwards."""
    ended = care.end_practice(visit)
    until = care.rest(visit)
    text = visit.say("answer-safety", answer=topic.answer)
    keep = (button(visit.label("keep-reminders"), Kind.KEEP_REMINDERS),)
    near = [(_topic_button(visit, one),) for one in others[:2]] if topic.id != CRISIS else []
    messages: list[Item] = [Message(text, tuple(near))]
    if visit.person.set_up and topic.id != CRISIS:
        messages.append(Message(visit.say("resting", until=phrases.when(visit, until)), (keep,)))
    return [*messages, *care.hush(visit, ended)]


def _source(visit: Visit, topic: Topic) -> Html:
    return visit.say(f"source-{topic.source}")


def _action(visit: Visit, topic: Topic) -> Keyboard:
    if topic.action is None:
        return ()
    kind, fields = ACTIONS[topic.action]
    return ((button(visit.label(f"action-{topic.action}"), kind, *fields),),)


def _did_you_mean(visit: Visit, candidates: tuple[str, ...]) -> Keyboard:
    meant = ((_topic_button(visit, one, MEANT),) for one in candidates)
    return (*meant, *_topics_button(visit))


def _topics_button(visit: Visit) -> Keyboard:
    return ((button(visit.label("topics"), Kind.GROUPS),),)


def _topic_button(visit: Visit, topic_id: str, *meant: str) -> Button:
    return button(visit.coach.library.topics[topic_id].title, Kind.TOPIC, topic_id, *meant)


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
