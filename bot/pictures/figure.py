"""The figure's skeleton: one person on hands and knees, seen from the side, and how they rock.

Bones of fixed length between joints; hands, knees and feet stay where they are. How it is drawn
is body.py. Lengths are centimetres of a person of 1.70 m; x points where the person looks, y up
from the floor, and the origin is on the floor below the knee.
"""

import math
from dataclasses import dataclass

Point = tuple[float, float]

# Shares of the body's height as in Winter, Biomechanics and Motor Control of Human Movement.
THIGH = 43.0
SHANK = 42.0
FOOT = 19.0  # ankle to toes
TORSO = 50.0  # hip to shoulder
UPPER_ARM = 29.5
FOREARM = 25.0
HAND = 15.0  # wrist to fingertips
NECK = 20.0  # shoulder to the middle of the head

KNEE: Point = (0.0, 6.0)
ANKLE: Point = (-math.sqrt(SHANK**2 - 1.5**2), 4.5)
TOES: Point = (ANKLE[0] - math.sqrt(FOOT**2 - 2.5**2), 2.0)

WRIST_HEIGHT = 6.0
FORWARD_LEAN = 0.30  # radians of the thigh from upright: shoulders well ahead of the wrists
BACK_LEAN = 1.17  # hips near the heels, the arms long
# Elbows stay soft: how far a shoulder is from its wrist, as a share of the arm's length.
SOFT_ELBOW = 0.998
HEAD_UP = 0.80  # radians: how steeply the neck rises while the torso is level


@dataclass(frozen=True)
class Pose:
    """Where the joints are; what lies on the far side of the body is hidden behind these.

    `tilt` is the angle of the torso, `gaze` that of the look, in radians above the horizontal.
    """

    hip: Point
    knee: Point
    ankle: Point
    toes: Point
    shoulder: Point
    elbow: Point
    wrist: Point
    fingertips: Point
    head: Point
    tilt: float
    gaze: float


def pose(t: float) -> Pose:
    """The person at `t`: 0 start, 1 all the way forward, -1 all the way back, or between."""
    return leaning(thigh_lean(t))


def leaning(lean: float) -> Pose:
    """The person whose thigh leans so far from upright: radians, FORWARD_LEAN to -BACK_LEAN.

    Thigh, torso and arm are a chain between the planted knee and wrist, so this decides
    everything else.
    """
    hip = (KNEE[0] + THIGH * math.sin(lean), KNEE[1] + THIGH * math.cos(lean))
    reach = SOFT_ELBOW * (UPPER_ARM + FOREARM)
    shoulder = joint(hip, WRIST, TORSO, reach)
    tilt = math.atan2(shoulder[1] - hip[1], shoulder[0] - hip[0])
    # The head keeps looking ahead; only a little of the torso's turning reaches it.
    rise = HEAD_UP + 0.45 * (tilt - START_TILT)
    return Pose(
        hip=hip,
        knee=KNEE,
        ankle=ANKLE,
        toes=TOES,
        shoulder=shoulder,
        elbow=joint(WRIST, shoulder, FOREARM, UPPER_ARM),
        wrist=WRIST,
        fingertips=(WRIST[0] + math.sqrt(HAND**2 - 4.5**2), WRIST[1] - 4.5),
        head=(shoulder[0] + NECK * math.cos(rise), shoulder[1] + NECK * math.sin(rise)),
        tilt=tilt,
        gaze=0.10 + 0.25 * (tilt - START_TILT),
    )


def thigh_lean(t: float) -> float:
    """Radians of the thigh from upright, forward positive: smooth, and back goes further."""
    growth = math.log(BACK_LEAN / FORWARD_LEAN)
    return FORWARD_LEAN * (1 - math.exp(-growth * t)) / (1 - math.exp(-growth))


def joint(start: Point, end: Point, first: float, second: float) -> Point:
    """The joint between a bone of length `first` at `start` and one of `second` at `end`.

    Of the two places it is the one on the left, looking from `start` to `end`. Bones that are
    too short for the way lie stretched.
    """
    x, y = end[0] - start[0], end[1] - start[1]
    distance = math.hypot(x, y)
    along = (distance**2 + first**2 - second**2) / (2 * distance)
    aside = math.sqrt(max(0.0, first**2 - along**2))
    return (
        start[0] + (along * x - aside * y) / distance,
        start[1] + (along * y + aside * x) / distance,
    )


def _start() -> tuple[Point, float]:
    """Where the wrist is planted and how the torso tilts if thigh and arm begin upright."""
    rise = WRIST_HEIGHT + SOFT_ELBOW * (UPPER_ARM + FOREARM) - (KNEE[1] + THIGH)
    run = math.sqrt(TORSO**2 - rise**2)
    return (KNEE[0] + run, WRIST_HEIGHT), math.atan2(rise, run)


WRIST, START_TILT = _start()
