"""What the page is shown of the world, as plain JSON."""

from datetime import datetime
from typing import Any

from bot.sandbox.chats import Event, Keyboard, Message, Person, Toast
from bot.sandbox.server import Call, Sandbox
from bot.sandbox.travel import Progress, Travel
from bot.sandbox.world import World

Json = dict[str, Any]

_CALLS_SHOWN = 200


def everything(sandbox: Sandbox, travel: Travel | None) -> Json:
    """The whole state, for a page that was just opened or found its connection again."""
    world = sandbox.world
    return {
        "bot": {"name": world.bot["first_name"], "description": _description(world)},
        "people": [_person(world, person) for person in world.people()],
        "commands": _commands(world),
        "calls": [_call(call) for call in sandbox.calls[-_CALLS_SHOWN:]],
        "travelling": travel is not None and travel.under_way,
        **clock_view(sandbox),
    }


def clock_view(sandbox: Sandbox) -> Json:
    """The time it is here, and whether the bot listens."""
    return {"now": _iso(sandbox.clock.now()), "listening": sandbox.is_listening()}


def event_view(sandbox: Sandbox, event: Event) -> Json | None:
    """One change; None where the page need not know."""
    world, value = sandbox.world, event.value
    match value:
        case Person():
            return _person(world, value)
        case Message():
            return _message(world, value)
        case Toast():
            return {"person": value.person_id, "text": value.text, "alert": value.alert}
        case Call():
            return _call(value)
        case Progress():
            goal = _iso(value.goal) if value.goal else None
            return {"now": _iso(value.now), "goal": goal}
    match event.kind:
        case "deleted":
            return {"person": event.chat_id, "id": value}
        case "keyboard":
            return {"person": event.chat_id, "rows": _rows(value)}
        case "typing" | "blocked":
            return {"person": event.chat_id, "value": value}
        case "commands":
            return {"commands": _commands(world), "description": _description(world)}
        case "clock":
            return clock_view(sandbox)
    return None


def _person(world: World, person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.first_name,
        "language": person.language_code,
        "blocked": person.id in world.blocked,
        "keyboard": _rows(world.keyboard(person)),
        "messages": [_message(world, message) for message in world.messages(person)],
    }


def _message(world: World, message: Message) -> Json:
    return {
        "id": message.id,
        "person": message.chat_id,
        "mine": message.sender != world.bot_id,
        "date": _iso(message.date),
        "kind": message.kind,
        "text": message.text,
        "entities": list(message.entities),
        "buttons": [[vars(button) for button in row] for row in message.buttons],
        "silent": message.silent,
        "edited": message.edits > 0,
        "file": _file(message),
        "place": message.more.get("location"),
    }


def _file(message: Message) -> Json | None:
    file = message.attachment
    if file is None:
        return None
    return {"url": f"/media/{file.file_id}", "name": file.name, "size": len(file.data)}


def _call(call: Call) -> Json:
    parameters = {name: str(value)[:1000] for name, value in call.parameters.items()}
    return {
        "number": call.number,
        "method": call.method,
        "parameters": parameters,
        "status": call.status,
        "outcome": call.outcome,
        "at": _iso(call.at),
    }


def _rows(keyboard: Keyboard | None) -> list[list[Json]]:
    rows = keyboard.rows if keyboard else ()
    return [[{"text": one.text, "location": one.asks_location} for one in row] for row in rows]


def _commands(world: World) -> list[dict[str, str]]:
    """The widest menu the bot has set for private chats (the page speaks English)."""
    for scope in ("all_private_chats", "default"):
        for language in ("en", ""):
            if commands := world.commands.get((scope, language)):
                return commands
    return []


def _description(world: World) -> str:
    return world.descriptions.get(("description", ""), "")


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds")
