"""All surfaces and what each listens to. A new one is a new file and a new line here."""

from collections.abc import Callable, Mapping

from bot.chat import (
    back,
    film,
    log,
    month,
    onboarding,
    owner,
    pain,
    pauses,
    plan,
    practice,
    preferences,
    privacy,
    progress,
    questions,
    reminders,
    times,
    today,
    zone,
)
from bot.chat.visit import Open, Visit

SURFACES = (
    onboarding.SURFACE,
    zone.SURFACE,
    times.SURFACE,
    today.SURFACE,
    practice.SURFACE,
    film.SURFACE,
    pain.SURFACE,
    log.SURFACE,
    reminders.SURFACE,
    back.SURFACE,
    questions.SURFACE,
    progress.SURFACE,
    month.SURFACE,
    preferences.SURFACE,
    pauses.SURFACE,
    plan.SURFACE,
    privacy.SURFACE,
    owner.SURFACE,
)
COMMANDS = {name: one for surface in SURFACES for name, one in surface.commands.items()}
TAPS = {kind: one for surface in SURFACES for kind, one in surface.taps.items()}
STEPS = {name: one for surface in SURFACES for name, one in surface.steps.items()}
OPENED = {surface.name: surface.opened for surface in SURFACES if surface.opened}
# What is shown or drawn later than it was asked for, from a visit and a note.
LOOKS: Mapping[str, Callable[[Visit, str], object]] = {
    "progress": progress.with_picture,
    "calendar": progress.half_year,
    "chart": progress.stiff_back,
}

# What is said in words instead of a command, by reading.toml's names.
WORDS = {
    "back": Open("pauses", "back"),
    "delete": Open("privacy", "delete"),
    "export": Open("privacy", "export"),
    "fine": Open("pain", "fine"),
    "help": Open("today", "help"),
    "later": Open("reminders", "later"),
    "pause": Open("pauses"),
    "privacy": Open("privacy"),
    "progress": Open("progress"),
    "questions": Open("questions"),
    "settings": Open("preferences"),
    "skip": Open("reminders", "skip"),
    "start": Open("practice"),
    "stop": Open("pauses"),
    "streak": Open("progress", "streak"),
    "today": Open("today"),
    "undo": Open("practice", "undo"),
}
