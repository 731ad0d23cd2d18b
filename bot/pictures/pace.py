"""The pace of a paced practice: what is to be seen and heard at which second. Draws nothing.

Ten seconds to get down on hands and knees, then one easy rep every four, forward and back, then
a calm end. Seconds count from the beginning of the film.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from bot.pictures.figure import BACK_LEAN, FORWARD_LEAN

COUNT_DOWN = 10
REP = 4.0
FIRST_FORWARD = 1.0  # from rest to all the way forward
LAST_BACK = 3.0  # from the beginning of a rep to all the way back
TO_REST = 2.0  # from the last time back to rest
CLOSING = 3.0

# The thigh swings like a pendulum between its two ends; upright it is at this phase.
_MIDDLE = (FORWARD_LEAN - BACK_LEAN) / 2
_SWING = (FORWARD_LEAN + BACK_LEAN) / 2
_UPRIGHT = math.acos(-_MIDDLE / _SWING)
_TURNING = 2 * math.pi / REP  # radians a second


class Cue(StrEnum):
    """What is heard."""

    TICK = "tick"  # of the count-down
    FORWARD = "forward"
    BACK = "back"
    FIFTH = "fifth"  # in place of BACK where five more are done
    END = "end"


@dataclass(frozen=True)
class Course:
    """A practice of so many reps, at least one."""

    reps: int

    @property
    def seconds(self) -> float:
        """How long the film is."""
        return self.rest + CLOSING

    @property
    def rest(self) -> float:
        """When the last rep has come to rest."""
        return self.forward(self.reps) + LAST_BACK - FIRST_FORWARD + TO_REST

    def forward(self, rep: int) -> float:
        """When this rep, counted from 1, is all the way forward; two seconds later it is back."""
        return COUNT_DOWN + FIRST_FORWARD + REP * (rep - 1)

    def cues(self) -> list[tuple[float, Cue]]:
        """All that is heard, and when."""
        heard = [(float(second), Cue.TICK) for second in range(COUNT_DOWN)]
        for rep in range(1, self.reps + 1):
            back = Cue.FIFTH if rep % 5 == 0 else Cue.BACK
            heard += [(self.forward(rep), Cue.FORWARD), (self.forward(rep) + REP / 2, back)]
        return [*heard, (self.rest, Cue.END)]

    def count(self, at: float) -> int:
        """The number to be seen: 10 to 1 before it begins, then the rep, 0 once all are done."""
        if at < COUNT_DOWN:
            return COUNT_DOWN - int(at)
        if at >= self.rest:
            return 0
        upright = self.forward(1) - _UPRIGHT / _TURNING  # on the way back to the front
        return min(self.reps, max(1, 1 + math.floor((at - upright) / REP)))

    def progress(self, at: float) -> float:
        """How much of the ring is drawn, 0 to 1: it empties in the count-down, then fills."""
        if at < COUNT_DOWN:
            return 1 - at / COUNT_DOWN
        return min(1.0, (at - COUNT_DOWN) / (self.rest - COUNT_DOWN))

    def lean(self, at: float) -> float:
        """Radians of the thigh from upright: at rest, then swinging, then at rest again."""
        since_first = at - self.forward(1)
        last = REP * (self.reps - 1) + REP / 2
        if since_first < 0:
            phase = _eased(-_UPRIGHT, 0, 0, _TURNING, 1 + since_first / FIRST_FORWARD)
        elif since_first < last:
            phase = _TURNING * since_first
        else:
            share = (since_first - last) / TO_REST
            speed = _TURNING * TO_REST
            phase = _eased(math.pi, 2 * math.pi - _UPRIGHT, speed, 0, share)
        return _lean(phase)


def swing(at: float) -> float:
    """The same without beginning and end, again every REP seconds; upright at 0."""
    return _lean(_TURNING * at - _UPRIGHT)


def _lean(phase: float) -> float:
    return _MIDDLE + _SWING * math.cos(phase)


def _eased(start: float, end: float, leaving: float, arriving: float, share: float) -> float:
    """From `start` to `end` with these speeds at both (a cubic Hermite curve); 0 to 1, kept in."""
    s = min(1.0, max(0.0, share))
    way = (end - start) * s * s * (3 - 2 * s)
    return start + way + s * (1 - s) * (leaving * (1 - s) - arriving * s)
