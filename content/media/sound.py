"""The sound of a paced film, made of sine waves: soft ticks, a tone at each end, a chord.

For developers: only building the media needs it. What is heard when is bot/pictures/pace.py.
"""

import math
import sys
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.pictures.pace import Course, Cue

RATE = 24_000  # samples a second: far above the highest tone, and few to encode
LOUDEST = 32_767

C5, E5, G5, A5, C6 = 523.25, 659.26, 783.99, 880.0, 1046.5  # hertz, equal temperament


@dataclass(frozen=True)
class Note:
    """A tone that fades: hertz, when it begins after the cue, how long and how loud (0 to 1)."""

    pitch: float
    begins: float
    seconds: float
    level: float
    swell: float = 0.012  # seconds until it is there; shorter would click


NOTES: Mapping[Cue, tuple[Note, ...]] = {
    Cue.TICK: (Note(A5, 0.0, 0.09, 0.16, 0.004),),
    Cue.FORWARD: (Note(G5, 0.0, 0.60, 0.30),),
    Cue.BACK: (Note(C5, 0.0, 0.80, 0.34),),
    Cue.FIFTH: (Note(C5, 0.0, 0.80, 0.28), Note(E5, 0.14, 0.80, 0.26), Note(A5, 0.28, 0.90, 0.24)),
    Cue.END: (
        Note(C5, 0.00, 2.80, 0.22, 0.05),
        Note(E5, 0.08, 2.70, 0.18, 0.05),
        Note(G5, 0.16, 2.60, 0.16, 0.05),
        Note(C6, 0.24, 2.50, 0.12, 0.05),
    ),
}


def track(course: Course) -> "array[int]":
    """The whole sound of a film as 16 bit samples, one channel."""
    samples = array("h", bytes(2 * round(course.seconds * RATE)))
    for at, cue in course.cues():
        heard = sounded(cue)
        first = round(at * RATE)
        for place, value in enumerate(heard, first):
            samples[place] += round(LOUDEST * value)
    return samples


def as_bytes(samples: "array[int]") -> bytes:
    """The samples as an encoder reads them: lowest byte first, on every machine."""
    ordered = array("h", samples)
    if sys.byteorder == "big":
        ordered.byteswap()
    return ordered.tobytes()


@lru_cache
def sounded(cue: Cue) -> "array[float]":
    """A cue's wave, -1 to 1."""
    notes = NOTES[cue]
    wave = array("d", bytes(8 * math.ceil(RATE * max(n.begins + n.seconds for n in notes))))
    for note in notes:
        first = round(note.begins * RATE)
        for sample in range(int(note.seconds * RATE)):
            wave[first + sample] += _note(note, sample / RATE)
    return wave


def _note(note: Note, at: float) -> float:
    """A struck bar of wood: the octave above fades first, and the end is silence."""
    turn = 2 * math.pi * note.pitch * at
    tone = math.sin(turn) + 0.22 * math.exp(-9 * at) * math.sin(2 * turn)
    share = at / note.seconds
    fading = math.exp(-3.2 * share) * 0.5 * (1 + math.cos(math.pi * share))
    swelling = 0.5 * (1 - math.cos(math.pi * min(1.0, at / note.swell)))
    return note.level * swelling * fading * tone
