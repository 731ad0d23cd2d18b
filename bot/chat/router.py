"""Who gets an update: safety, then the open step, then command, number or log, then question.

Beside the table of surfaces the only file that knows them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from telegram import Update

from bot.chat import arrivals, back, log, nudges, practice, questions, zone
from bot.chat.buttons import Kind
from bot.chat.events import event_of
from bot.chat.surfaces import COMMANDS, LOOKS, OPENED, STEPS, TAPS, WORDS
from bot.chat.visit import Answer, Choose, Coach, Event, Open, Visit
from bot.gateway.outgoing import Edit, Item, Message, Reply, Toast
from bot.knowledge.answers import Finding
from bot.store import people
from bot.store.practices import Kept
from bot.store.tables import Delivery, Person

NAMES_NOTED = 5000
STEP_WAITS = timedelta(minutes=30)
# After these commands the open question of the set-up does not come back by itself.
LEAVES_SET_UP = frozenset({"start", "rock", "delete"})


class Router:
    """Turns updates into replies; everything it needs to know is handed in once."""

    def __init__(self, coach: Coach, choose: Choose, username: str = ""):
        self._coach = coach
        self._choose = choose
        self.username = username
        self._names: dict[int, str] = {}  # first names, to be drawn; kept nowhere else

    def prepare(self, update: Update) -> Event | None:
        """What needs no database: what was done, and what a text or a command's rest asks."""
        event = event_of(update, self.username)
        if event is None or not event.text:
            return event
        asked = event.argument if event.command in COMMANDS else event.text
        return replace(event, finding=self._coach.answers.ask(asked))

    def handle(self, tx: Connection, event: Event | None, now: datetime) -> Reply | None:
        """The reply to one event, decided and saved in this transaction."""
        if event is None:
            return None
        self._note_name(event)
        if event.kind in {"group", "group-tap"}:
            return self._in_group(event)
        person = people.hold(tx, event.person_id)
        if event.kind in {"blocked", "unblocked"}:
            arrivals.note_membership(tx, event, person, now)
            return None
        if person is None:
            return self._newcomer(tx, event, now)
        visit = self._visit(tx, person, event, now)
        if person.blocked:
            visit = visit.change(blocked=None)
            visit.reschedule()
        items = _complete(visit, list(_expand(visit, _route(visit))))
        _seen(tx, person.id, now, event)
        return Reply(event.chat_id, tuple(items), event.callback_id) if items else None

    def sorry(self, update: Update) -> Reply | None:
        """The apology for an update that could not be handled."""
        event = event_of(update, self.username)
        if event is None or event.kind not in {"text", "tap", "location", "other"}:
            return None
        words = self._coach.words
        if event.kind == "tap":
            toast = Toast(words.plain("toast-sorry"), alert=True)
            return Reply(event.chat_id, (toast,), event.callback_id)
        return Reply(event.chat_id, (Message(words.sentence("sorry")),))

    def commands(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Commands with the line that Telegram shows beside each."""
        return [(name, self._coach.words.plain(f"command-{name}")) for name in names]

    def description(self) -> str:
        """What people read before they press Start, at most 512 characters."""
        return self._coach.words.plain("bot-description")

    def caption(self) -> str:
        """What stands under an export."""
        return self._coach.words.sentence("export-caption")

    def visit_of(self, tx: Connection, person_id: int, now: datetime) -> Visit | None:
        """A visit that nobody asked for: a reminder, a practice that closes by itself."""
        person = people.hold(tx, person_id)
        if person is None:
            return None
        return self._visit(tx, person, Event("none", person_id, person_id), now)

    def compose(
        self, tx: Connection, delivery: Delivery, now: datetime, still_here: bool
    ) -> Message:
        """The message of a nudge that is about to be sent; LookupError when the person is gone."""
        visit = self.visit_of(tx, delivery.person_id, now)
        if visit is None:
            raise LookupError("nobody to remind")
        return nudges.compose(visit, delivery, still_here)

    def look(
        self, name: str, tx: Connection, person_id: int, now: datetime, note: str = ""
    ) -> Any | None:
        """What a person is to see under one of the names in LOOKS; changes nothing."""
        person = people.find(tx, person_id)
        event = Event("none", person_id, person_id, name=self._names.get(person_id, ""))
        return LOOKS[name](self._visit(tx, person, event, now), note) if person else None

    def close_idle(self, tx: Connection, kept: Kept, now: datetime) -> Reply | None:
        """What a practice that closes by itself leaves in the chat."""
        visit = self.visit_of(tx, kept.person_id, now)
        return practice.close_idle(visit, kept) if visit else None

    def _note_name(self, event: Event) -> None:
        if event.name:
            self._names.pop(event.person_id, None)
            self._names[event.person_id] = event.name
            if len(self._names) > NAMES_NOTED:
                del self._names[next(iter(self._names))]

    def _visit(self, tx: Connection, person: Person, event: Event, now: datetime) -> Visit:
        return Visit(tx, person, event, now, self._choose, self._coach)

    def _in_group(self, event: Event) -> Reply | None:
        words = self._coach.words
        if event.kind == "group-tap":
            return Reply(event.chat_id, (Toast(words.plain("toast-private")),), event.callback_id)
        return Reply(event.chat_id, (Message(words.sentence("private-only")),))

    def _newcomer(self, tx: Connection, event: Event, now: datetime) -> Reply | None:
        """Somebody not known yet; a button of theirs is from before they deleted everything."""
        if event.kind == "tap":
            toast = Toast(self._coach.words.plain("toast-unknown-person"), alert=True)
            return Reply(event.chat_id, (toast,), event.callback_id)
        if event.kind == "edited":
            return None
        person = arrivals.create(tx, event, now, self._coach)
        visit = self._visit(tx, person, event, now)
        plain_start = event.command == "start" and not event.argument
        asked = [] if plain_start else [one for one in _route(visit) if not _is_set_up(one)]
        hello = [] if _is_crisis(event) else [Open("onboarding", "welcome")]
        return Reply(event.chat_id, tuple(_expand(visit, [*asked, *hello])))


def _route(visit: Visit) -> Answer:
    event = visit.event
    if event.kind == "tap":
        return _tapped(visit)
    if event.kind == "location":
        return zone.located(visit)
    if event.kind == "other":
        return [Message(visit.say("only-words"))]
    if event.finding is not None and event.finding.kind == "safety":
        return _safe_first(visit, event.finding)
    if event.kind == "edited":
        return []
    return _said(visit)


def _tapped(visit: Visit) -> Answer:
    handler = TAPS.get(visit.event.tap.kind) if visit.event.tap else None
    if handler is None:
        return [Toast(visit.label("toast-over"), alert=True)]
    return handler(_moved_on(visit))


def _safe_first(visit: Visit, finding: Finding) -> Answer:
    """Pain before anything else, but "did 15, knees hurt" is logged all the same, after it.

    Despair gets its answer and nothing beside it: no talk of exercise, streaks or set-up.
    """
    event = visit.event
    answer = questions.asked(visit, event.text, finding)
    told = None if event.forwarded else visit.coach.reading.log(event.argument or event.text)
    logged: Answer = []
    if event.kind != "edited" and told is not None and told.rest:
        logged = log.written(visit, replace(told, rest=""))
    return answer if _is_crisis(event) else _and_back(visit, [*answer, *logged])


def _said(visit: Visit) -> Answer:
    event = visit.event
    if event.command:
        return _commanded(visit)
    if event.forwarded:
        return _and_back(visit, _question(visit))
    step = STEPS.get(_open_step(visit))
    answer = step(visit) if step else None
    if answer is not None:
        return answer
    for listen in (back.written, _logged, _spoken):
        answer = listen(visit)
        if answer is not None:
            return _and_back(visit, answer)
    return _and_back(visit, _question(visit))


def _open_step(visit: Visit) -> str:
    """The question that a text may answer: outside the set-up none for longer than half an hour."""
    waited = visit.now - visit.person.last_seen
    forgotten = visit.person.set_up is not None and waited > STEP_WAITS
    return "" if forgotten else visit.person.step or ""


def _commanded(visit: Visit) -> Answer:
    handler = COMMANDS.get(visit.event.command)
    answer = handler(_moved_on(visit)) if handler else [Open("unknown command")]
    return answer if visit.event.command in LEAVES_SET_UP else _and_back(visit, answer)


def _moved_on(visit: Visit) -> Visit:
    """A tap or a command leaves a question of the settings unanswered; it may open another."""
    if visit.person.set_up is None or visit.person.step is None:
        return visit
    return visit.change(step=None, step_note=None)


def _and_back(visit: Visit, answer: Answer) -> Answer:
    """After a digression the open question of the set-up is put again, once."""
    if visit.person.set_up or any(_is_set_up(one) for one in answer):
        return answer
    return [*answer, Open("onboarding")]


def _logged(visit: Visit) -> Answer | None:
    return log.spoken(visit, visit.event.text)


def _spoken(visit: Visit) -> Answer | None:
    reading = visit.coach.reading
    word = reading.command_word(visit.event.text)
    if word == "start" and visit.person.set_up is None:
        return [Open("onboarding")]
    if word in WORDS:
        return [WORDS[word]]
    talk = reading.small_talk(visit.event.text)
    if talk == "hello":
        return [Open("today")] if visit.person.set_up else [Open("onboarding")]
    if talk == "yes" and _is_asked_for_the_first(visit):
        return [Open("practice")]
    return [Message(visit.say(f"talk-{talk}"))] if talk else None


def _is_asked_for_the_first(visit: Visit) -> bool:
    """Whether "Shall we do the first one now?" is what a yes answers."""
    finished = visit.person.set_up
    return finished is not None and visit.now - finished < STEP_WAITS and not visit.counted


def _question(visit: Visit) -> Answer:
    finding = visit.event.finding or visit.coach.answers.ask(visit.event.text)
    return questions.asked(visit, visit.event.text, finding)


def _expand(visit: Visit, answer: Answer) -> Iterator[Item]:
    """Follows wishes for other surfaces until only items are left."""
    for one in answer:
        if not isinstance(one, Open):
            yield one
        elif one.surface in OPENED:
            fresh = visit.anew()
            yield from _expand(fresh, OPENED[one.surface](fresh, one.note))
        else:
            yield Message(visit.say("unknown-command"))


def _complete(visit: Visit, items: list[Item]) -> list[Item]:
    """Every tap is answered, once."""
    toasts = [item for item in items if isinstance(item, Toast)]
    rest: list[Item] = [item for item in items if not isinstance(item, Toast)]
    if visit.event.kind != "tap":
        return rest
    toast = next((one for one in toasts if one.text), Toast())
    return [toast, *(_as_caption(visit.event, one) for one in rest)]


def _as_caption(event: Event, item: Item) -> Item:
    """Words for the tapped message stand under its film or picture, if it has one."""
    if isinstance(item, Edit) and event.captioned and item.message_id == event.message_id:
        return replace(item, captioned=True)
    return item


def _is_crisis(event: Event) -> bool:
    return event.finding is not None and event.finding.topic == "crisis"


def _is_set_up(one: Item | Open) -> bool:
    """Hello says it all to somebody new; the open question need not follow as well."""
    return isinstance(one, Open) and one.surface == "onboarding"


def _seen(tx: Connection, person_id: int, now: datetime, event: Event) -> None:
    """Any sign of life restores everything."""
    weekly = event.tap is not None and event.tap.kind is Kind.BACK_OFF
    columns = {} if weekly else {"weekly_from": None}
    people.change(tx, person_id, last_seen=now, language=event.language, **columns)
