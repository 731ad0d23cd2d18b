"""What is kept about a person, as a file to take away, and gone for good on request."""

from bot.chat.buttons import Kind, button
from bot.chat.visit import Answer, Surface, Visit
from bot.gateway.outgoing import Edit, Message, Toast, Work
from bot.store import archive, people


def privacy(visit: Visit) -> Answer:
    """/privacy."""
    buttons = (
        (button(visit.label("export"), Kind.EXPORT),),
        (button(visit.label("delete"), Kind.DELETE, "ask"),),
    )
    return visit.shown(visit.say("privacy"), buttons)


def export(visit: Visit) -> Answer:
    """/export: a ZIP, made after this transaction."""
    work = Work("export", sorry=visit.say("export-failed"))
    toast = [Toast(visit.label("toast-export"))] if visit.event.tap else []
    return [*toast, work]


def delete_command(visit: Visit) -> Answer:
    """/delete asks once."""
    return [_ask(visit)]


def typed(visit: Visit) -> Answer | None:
    """Yes, written, is the same one confirmation; anything else keeps it all."""
    text, reading = visit.event.text, visit.coach.reading
    if reading.small_talk(text) != "yes" and reading.command_word(text) != "delete":
        return None
    archive.delete(visit.tx, visit.person.id)
    return [Work("forget"), Message(visit.say("deleted"))]


def delete(visit: Visit) -> Answer:
    """The one confirmation; what is gone is gone."""
    if visit.tap.text(0) != "yes":
        return [Toast(), _ask(visit)]
    archive.delete(visit.tx, visit.person.id)
    return [
        Toast(visit.label("toast-deleted")),
        Work("forget"),
        Edit(visit.event.message_id, visit.say("deleted")),
    ]


def _ask(visit: Visit) -> Message:
    people.change(visit.tx, visit.person.id, step="delete", step_note=None)
    buttons = (
        (button(visit.label("delete-yes"), Kind.DELETE, "yes"),),
        (button(visit.label("export-first"), Kind.EXPORT),),
        (button(visit.label("delete-no"), Kind.TODAY),),
    )
    return Message(visit.say("delete-ask"), buttons)


OPENED = {"export": export, "delete": delete_command}

SURFACE = Surface(
    name="privacy",
    commands={"privacy": privacy, "export": export, "delete": delete_command},
    taps={Kind.EXPORT: export, Kind.DELETE: delete},
    steps={"delete": typed},
    opened=lambda visit, note: OPENED.get(note, privacy)(visit),
)
