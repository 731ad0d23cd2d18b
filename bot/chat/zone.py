"""Where the person lives, found without an IANA name: a guess, the local time, a city, a pin."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat import logbook, phrases
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.domain import days
from bot.gateway.outgoing import Button, Edit, Item, Keyboard, Message, Toast
from bot.knowledge.places import Place
from bot.knowledge.words import Html
from bot.store import people, practices

GUESS, SHARE = "guess", "share"  # what the open question was
CITIES_SHOWN = 10
HALF_HOUR = 30  # minutes around the chosen hour: India and Nepal are found there
HOURS = range(-11, 15)  # whole-hour offsets in use


def question(visit: Visit) -> tuple[Html, Keyboard]:
    """The guess to confirm where the language has one main zone, else the clock."""
    guess = visit.coach.places.guess(visit.person.language)
    if guess is None or visit.person.zone_known:
        return clock_question(visit)
    people.change(visit.tx, visit.person.id, step="zone", step_note=GUESS)
    elsewhere = button(visit.label("somewhere-else"), Kind.ZONE_ASK)
    text = visit.say("zone-guess", time=_time(visit, guess), city=guess.name)
    return text, ((_choice(visit, guess),), (elsewhere,))


def clock_question(visit: Visit) -> tuple[Html, Keyboard]:
    """What time is it for you? Every hour it is anywhere; a time or a city may be written, too."""
    people.change(visit.tx, visit.person.id, step="zone", step_note=None)
    seen = {(visit.now + timedelta(hours=hour)).strftime("%H:%M") for hour in HOURS}
    hours = [
        button(time, Kind.ZONE_HOUR, int(time[:2]) * 60 + int(time[3:])) for time in sorted(seen)
    ]
    share = button(visit.label("share-location"), Kind.ZONE_SHARE)
    return visit.say("zone-clock"), (*rows(hours, 4), (share,))


def ask(visit: Visit) -> Answer:
    """*Somewhere else*, *Wrong time?* and the settings lead here; a city may be typed too."""
    return visit.shown(*clock_question(visit))


def hour(visit: Visit) -> Answer:
    """The cities in which it is about this time now."""
    return [Toast(), Edit(visit.event.message_id, *_cities(visit, visit.tap.number(0) % 1440))]


def _cities(visit: Visit, minutes: int) -> tuple[Html, Keyboard]:
    found: dict[str, Place] = {}
    for shift in (0, HALF_HOUR, -HALF_HOUR):
        for place in visit.coach.places.zones_at(visit.now, (minutes + shift) % 1440):
            found.setdefault(place.zone, place)
    cities = sorted(found.values(), key=lambda place: -place.population)[:CITIES_SHOWN]
    back = button(visit.label("back"), Kind.ZONE_ASK)
    typed = button(visit.label("other-city"), Kind.ZONE_TYPE)
    people.change(visit.tx, visit.person.id, step="zone", step_note=None)
    buttons = (*rows([_choice(visit, place) for place in cities], 2), (typed, back))
    return visit.say("zone-cities"), buttons


def type_city(visit: Visit) -> Answer:
    """Asks for a city by name."""
    people.change(visit.tx, visit.person.id, step="zone", step_note=None)
    return [Toast(), Message(visit.say("zone-type"))]


def share(visit: Visit) -> Answer:
    """Offers the phone's own button for a location."""
    people.change(visit.tx, visit.person.id, step="zone", step_note=SHARE)
    label = visit.label("share-location")
    return [Toast(), Message(visit.say("zone-share"), ask_location=label)]


def typed(visit: Visit) -> Answer | None:
    """A city, in any spelling that can be made out, a local time, or yes to the guess."""
    text, reading = visit.event.text, visit.coach.reading
    guessed = visit.person.step_note == GUESS
    if guessed and reading.small_talk(text) == "yes":
        guess = visit.coach.places.guess(visit.person.language)
        return _settled(visit, guess) if guess else None
    minutes = reading.time_of_day(text)
    if minutes is not None and not (guessed and reading.number(text)):
        return [Message(*_cities(visit, minutes))]
    found = [] if _is_no_place(visit) else visit.coach.places.search(visit.event.text, limit=5)
    if found:
        return _which(visit, found)
    asks = visit.event.finding is not None and visit.event.finding.topic is not None
    return None if asks or _is_no_place(visit) else _not_found(visit)


def located(visit: Visit) -> Answer:
    """A pin: the nearest city, to be confirmed. It is not kept."""
    if visit.event.position is None:
        return []
    people.change(visit.tx, visit.person.id, step="zone", step_note=None)
    nearest = visit.coach.places.nearest(*visit.event.position)
    thanks = Message(visit.say("zone-thanks"), drop_keyboard=True)
    return [thanks, *_which(visit, [nearest])]


def choose(visit: Visit) -> Answer:
    """The zone is known now: from the start when it was only guessed, else from this moment."""
    try:
        place = visit.coach.places.by_zone(visit.tap.text(0))
    except (KeyError, ValueError):
        return [Toast(visit.label("toast-over"), alert=True)]
    toast = Toast(visit.label("toast-zone", time=_time(visit, place), city=place.name))
    return [toast, *_settled(visit, place)]


def _settled(visit: Visit, place: Place) -> list[Item | Open]:
    """Moves there and goes on: with the set-up, or with what is true now."""
    shared = visit.person.step_note == SHARE
    move(visit, place.zone)
    people.change(visit.tx, visit.person.id, step=None, step_note=None)
    thanks: list[Item] = []
    if shared:
        thanks.append(Message(visit.say("zone-thanks"), drop_keyboard=True))
    if visit.person.set_up is None:
        return [*thanks, Open("onboarding", "zone known")]
    now = visit.anew()
    text = visit.say(
        "zone-set", time=_time(visit, place), city=place.name, next=phrases.next_reminder(now)
    )
    return [*thanks, visit.put(text)]


def move(visit: Visit, zone: str) -> None:
    """Files what was logged by a guess anew, once; later moves change only what is to come."""
    if visit.person.zone_known:
        if zone != visit.zone.key:
            people.set_zone(visit.tx, visit.person.id, zone, visit.now)
    else:
        people.confirm_zone(visit.tx, visit.person.id, zone, visit.person.created)
        _file_anew(visit.change(zone_known=True))
    visit.reschedule()


def _file_anew(visit: Visit) -> None:
    first_day = days.habit_day(visit.calendar, visit.person.created)
    for kept in practices.begun(visit.tx, visit.person.id):
        started = kept.practice.started
        day = days.habit_day(visit.calendar, started)
        practices.refile(visit.tx, kept.id, day, logbook.half_of(visit, started))
        first_day = min(first_day, day)
    people.change(visit.tx, visit.person.id, first_day=first_day)


def _is_no_place(visit: Visit) -> bool:
    """A log, a hello or a command word is not looked up as a city."""
    text, reading = visit.event.text, visit.coach.reading
    spoken = reading.small_talk(text) or reading.command_word(text)
    return bool(spoken or reading.number(text) or reading.log(text))


def _which(visit: Visit, found: list[Place]) -> list[Item]:
    key = "zone-sure" if len(found) == 1 else "zone-which"
    choices: list[Button] = [_choice(visit, place, full=True) for place in found]
    no = button(visit.label("somewhere-else"), Kind.ZONE_ASK)
    text = visit.say(key, time=_time(visit, found[0]), city=found[0].name)
    return [Message(text, tuple((one,) for one in (*choices, no)))]


def _not_found(visit: Visit) -> list[Item]:
    back = button(visit.label("pick-time"), Kind.ZONE_ASK)
    return [Message(visit.say("zone-unknown"), ((back,),))]


def _choice(visit: Visit, place: Place, full: bool = False) -> Button:
    parts = [place.name, place.region, place.country] if full else [place.name]
    name = ", ".join(dict.fromkeys(part for part in parts if part))
    label = visit.label("zone-choice", time=_time(visit, place), city=name[:50])
    return button(label, Kind.ZONE, place.zone)


def _time(visit: Visit, place: Place) -> str:
    return _wall(visit.now, place.zone)


def _wall(now: datetime, zone: str) -> str:
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"


SURFACE = Surface(
    name="zone",
    taps={
        Kind.ZONE: choose,
        Kind.ZONE_ASK: ask,
        Kind.ZONE_HOUR: hour,
        Kind.ZONE_TYPE: type_city,
        Kind.ZONE_SHARE: share,
    },
    steps={"zone": typed},
    opened=lambda visit, note: located(visit) if note == "located" else ask(visit),
)
