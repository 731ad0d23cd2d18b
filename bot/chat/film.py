"""Play: a film that counts, for hands that are on the floor. A tap afterwards logs it."""

from bot.chat import logbook
from bot.chat.buttons import Kind, button, rows
from bot.chat.visit import Answer, Open, Surface, Visit
from bot.gateway.outgoing import Edit, Item, Keyboard, Media, Message, Strip, Toast
from bot.store import people

LENGTHS = (10, 20, 30)  # reps that there are films of
FEWER_SHOWN = 5  # numbers up to the film's


def play(visit: Visit) -> Answer:
    """The film that is nearest to the goal; without pictures there is none."""
    if not visit.person.pictures:
        return [Open("practice", "ways")]
    people.change(visit.tx, visit.person.id, way="play")
    reps = length(visit.person.goal)
    media = Media(f"rock-{reps}" if visit.person.sound else f"rock-{reps}-silent")
    key = "film" if visit.person.sound else "film-silent"
    shown = Message(visit.say(key, reps=reps), _buttons(visit, reps), media=media)
    if not visit.event.tap:
        return [shown]
    # A film cannot take the place of words, so the choice of ways loses its buttons instead.
    chosen: list[Item] = [Strip(visit.event.message_id)] if visit.tap.kind is Kind.PLAY else []
    return [Toast(), shown, *chosen]


def fewer(visit: Visit) -> Answer:
    """Numbers up to the film's, each of which logs."""
    reps = length(visit.tap.number(1))
    delivery_id = visit.tap.number(0)
    step = reps // FEWER_SHOWN
    numbers = [
        button(visit.label("done", reps=one), Kind.DONE, delivery_id, one)
        for one in range(reps, 0, -step)
    ]
    text = visit.say("film-fewer", reps=reps)
    buttons = (*rows(numbers, 3), logbook.ways_out(visit, delivery_id, "film"))
    return [Toast(), Edit(visit.event.message_id, text, buttons)]


def length(goal: int) -> int:
    """The length nearest to a goal, in reps; the shorter one where two are as near."""
    return min(LENGTHS, key=lambda reps: (abs(reps - goal), reps))


def _buttons(visit: Visit, reps: int) -> Keyboard:
    delivery_id = visit.tap.number(0) if visit.event.tap else 0
    return (
        (
            button(visit.label("done", reps=reps), Kind.DONE, delivery_id, reps),
            button(visit.label("fewer"), Kind.FEWER, delivery_id, reps),
        ),
        logbook.ways_out(visit, delivery_id, "film"),
    )


SURFACE = Surface(
    name="film",
    taps={Kind.PLAY: play, Kind.FEWER: fewer},
    opened=lambda visit, _note: play(visit),
)
