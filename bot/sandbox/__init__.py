"""Where it is tried out: a Bot API server on this machine, with a chat page and a movable clock.

The tests and the demo drive it from the same process:

    sandbox = Sandbox(Clock(datetime(2026, 3, 2, 6, 0, tzinfo=UTC)))
    await sandbox.start()                      # port 0: any free one
    bot_api_url, token = sandbox.url, sandbox.token

    world = sandbox.world
    anna = world.add_person("Anna", "de")      # world.add_group("Yoga") for a group
    world.say(anna, "/start")                  # send_location, send_sticker, send_voice,
    message = await sandbox.wait_for(          # send_photo, forward, edit, block, unblock
        lambda: next((one for one in world.messages(anna) if one.labels), None)
    )
    world.tap(anna, message.id, "Set up")      # by label, else by data; returns the callback id
    world.forge_tap(anna, message.id, "x:1")   # any data, on any message id
    world.inject_raw({"message": {}})          # any update at all
    world.inbox.repeat()                       # the last update comes once more

    message.text, message.html, message.entities, message.labels, message.buttons,
    message.silent, message.edits, message.attachment.data
    world.toasts(anna), world.keyboard(anna), sandbox.calls, sandbox.violations
    sandbox.faults.next("sendMessage", TooManyRequests(3), Drop(after_effect=True))
    sandbox.clock.advance(timedelta(hours=1))  # the bot is handed sandbox.clock.now

The demo adds the page before the start, and the journeys once the bot can be asked what is due:

    control = Control(sandbox)                 # the page at sandbox.url
    await sandbox.start(port=8080)
    control.travel = Travel(sandbox, traveller)   # a Traveller: next_due(person_id), settle()
    await control.travel.good_week(anna)       # by(timedelta), to_next_morning(zone), …

`violations` holds what a correct bot never does: unknown methods and fields, malformed or
over-long parameters. Late answers to taps, unchanged edits and people who left are no violations,
only calls with that outcome.
"""

from bot.sandbox.chats import Attachment, Button, Group, Keyboard, Message, Person, Toast
from bot.sandbox.clock import Clock
from bot.sandbox.control import Control
from bot.sandbox.errors import SandboxError
from bot.sandbox.faults import Drop, Faults, Refuse, ServerError, Slow, TooManyRequests
from bot.sandbox.server import TOKEN, Call, Sandbox, Violation
from bot.sandbox.travel import Travel, Traveller
from bot.sandbox.world import World

__all__ = [
    "TOKEN",
    "Attachment",
    "Button",
    "Call",
    "Clock",
    "Control",
    "Drop",
    "Faults",
    "Group",
    "Keyboard",
    "Message",
    "Person",
    "Refuse",
    "Sandbox",
    "SandboxError",
    "ServerError",
    "Slow",
    "Toast",
    "TooManyRequests",
    "Travel",
    "Traveller",
    "Violation",
    "World",
]
