"""Draws the figure: a clothed person in a few flat colours, from the joints of a pose.

The far arm and leg are the near ones moved by the body's width, in darker tones. What moves
when, and what else is on a picture, is not known here.
"""

import math

from PIL import Image

from bot.pictures.figure import Point, Pose
from bot.pictures.sheet import Sheet, arc, between, curve, moved, rounded, turned

GROUND = "#E6EFEA"  # calm behind it, a card in a light chat and in a dark one
SKIN, SKIN_FAR, SKIN_LINE = "#C98F6B", "#A87252", "#9C6748"
HAIR = "#3B2C2A"
SHIRT, SHIRT_FOLD, SHIRT_FAR = "#E2725B", "#CF634D", "#B9553F"
TROUSERS, TROUSERS_FAR = "#2F4A63", "#213649"
MAT, MAT_EDGE, SHADOW = "#9CC5B5", "#7DAB9A", "#86B3A3"

NEAR: Point = (0.0, 0.0)
FAR: Point = (6.0, 3.0)  # where the far hand is, seen from the near one

# Outlines in centimetres. The torso's run along the line from hip to shoulder, the back on top;
# the belly is not drawn in.
TORSO = (
    *((51.0, 7.7), (46.0, 9.2), (38.0, 9.3), (28.0, 8.0), (18.0, 7.6), (9.0, 9.4), (1.0, 11.0)),
    *((-6.0, 9.0), (-10.0, 0.0), (-6.0, -9.0), (1.0, -11.5), (8.0, -12.4), (15.0, -14.8)),
    *((22.0, -16.6), (30.0, -16.0), (38.0, -13.6), (46.0, -10.4), (53.0, -6.0), (56.0, 0.0)),
    (54.6, 4.6),
)
HIPS = (
    *((12.9, 6.6), (11.8, 9.0), (9.0, 9.9), (4.0, 10.9), (-2.0, 11.4), (-9.0, 9.0), (-13.0, 1.0)),
    *((-11.0, -7.5), (-3.0, -11.5), (4.0, -12.0), (8.8, -12.9), (11.2, -11.6), (12.7, -2.0)),
)
# Around the middle of the head, along the gaze.
HEAD = (
    *((-1.0, 11.6), (5.0, 10.4), (8.6, 6.0), (8.9, 2.6), (9.3, 0.6), (11.2, -2.6), (9.3, -3.9)),
    *((9.2, -5.6), (8.9, -7.4), (8.0, -9.8), (5.0, -11.0), (1.0, -9.0), (-3.0, -8.0)),
    *((-8.0, -5.0), (-10.0, 2.0), (-7.5, 8.8)),
)
HAIR_CAP = (
    *((-1.0, 12.8), (5.5, 11.6), (9.4, 7.6), (6.0, 7.0), (3.0, 5.0), (1.4, 1.6), (0.4, -2.0)),
    *((-2.4, -3.4), (-4.0, -6.6), (-8.0, -7.4), (-10.6, -3.0), (-11.2, 3.0), (-8.4, 9.8)),
)
# Around the ankle: the top of the foot lies on the floor, the heel and the sole look up.
FOOT = (
    *((7.0, 3.4), (1.0, 4.0), (-3.0, 5.8), (-6.4, 5.0), (-10.0, 1.8), (-15.0, -0.2), (-19.4, -1.2)),
    *((-21.6, -2.8), (-20.4, -4.4), (-12.0, -4.5), (-4.0, -4.5), (7.0, -4.2)),
)
# Around the ankle as well: the trousers' lower leg, up to behind the knee.
SHIN = (
    *((2.6, 4.4), (4.0, 4.9), (12.0, 6.4), (24.0, 8.8), (34.0, 8.6), (42.0, 7.0), (46.0, 1.5)),
    *((42.0, -4.4), (30.0, -4.7), (12.0, -4.7), (3.0, -4.7), (2.0, -4.0), (1.6, 0.4)),
)
# Around the wrist: the palm lies on the floor.
PALM = (
    *((3.0, 1.0), (7.0, -1.4), (12.0, -2.6), (15.4, -3.4), (16.2, -4.8), (14.6, -5.9), (6.0, -6.0)),
    *((-1.5, -6.0), (-3.6, -4.4), (-2.9, -1.0), (-1.5, 2.5)),
)


def shown(pose: Pose, size: tuple[int, int]) -> Image.Image:
    """A picture of so many pixels with the person on its floor, as wide as they fit."""
    width, height = size
    scale = width / 178
    sheet = Sheet(size, GROUND, (width / 2 - 3.5 * scale, height - 22 * scale), scale)
    draw(sheet, pose)
    return sheet.finished()


def draw(sheet: Sheet, pose: Pose) -> None:
    """The person on their mat, between about x = -82 and 90 and y = -8 and 90."""
    _mat(sheet, pose)
    _arm(sheet, pose, FAR, SKIN_FAR, SHIRT_FAR)
    _leg(sheet, pose, FAR, SKIN_FAR, TROUSERS_FAR)
    _neck(sheet, pose)
    _head(sheet, pose)
    _torso(sheet, pose)
    _leg(sheet, pose, NEAR, SKIN, TROUSERS)
    _arm(sheet, pose, NEAR, SKIN, SHIRT)


def _mat(sheet: Sheet, pose: Pose) -> None:
    corners: list[Point] = [(-80, -6), (78, -6), (87, 9), (-71, 9)]
    for depth in (2.2, 1.6, 1.0, 0.4):
        sheet.shape(rounded([moved(corner, (0, -depth)) for corner in corners], 5), MAT_EDGE)
    sheet.shape(rounded(corners, 5), MAT)
    below = (pose.hip[0] + pose.shoulder[0]) / 2
    sheet.shape(arc((below, 1.5), 44, 4.4, 0, 2 * math.pi), SHADOW)


def _leg(sheet: Sheet, pose: Pose, away: Point, skin: str, trousers: str) -> None:
    hip, knee, ankle = (moved(joint, away) for joint in (pose.hip, pose.knee, pose.ankle))
    sheet.shape(curve([moved(corner, ankle) for corner in FOOT]), skin)
    sheet.shape(curve([moved(corner, ankle) for corner in SHIN]), trousers)
    # The far hip is behind the near one: drawn as wide, it would look out above the back.
    sheet.limb(hip, knee, 10.4 if away == NEAR else 8.5, 6.4, trousers)


def _arm(sheet: Sheet, pose: Pose, away: Point, skin: str, shirt: str) -> None:
    joints = (pose.shoulder, pose.elbow, pose.wrist)
    shoulder, elbow, wrist = (moved(joint, away) for joint in joints)
    sheet.shape(curve([moved(corner, wrist) for corner in PALM]), skin)
    sheet.limb(elbow, wrist, 4.2, 3.0, skin)
    sheet.limb(shoulder, elbow, 5.4, 4.2, skin)
    hem = between(shoulder, elbow, 0.5)
    if away == NEAR:  # where the sleeve lies on the shirt
        sheet.limb(
            moved(between(shoulder, hem, 0.4), (-0.9, 0)),
            moved(hem, (-0.9, 0)),
            6.5,
            6.0,
            SHIRT_FOLD,
        )
    sheet.limb(shoulder, hem, 7.2, 6.0, shirt)


def _torso(sheet: Sheet, pose: Pose) -> None:
    sheet.shape(curve(turned(TORSO, pose.hip, pose.tilt)), SHIRT)
    sheet.shape(curve(turned(HIPS, pose.hip, pose.tilt)), TROUSERS)


def _neck(sheet: Sheet, pose: Pose) -> None:
    (nape,) = turned([(49.0, 1.0)], pose.hip, pose.tilt)
    sheet.limb(nape, between(pose.shoulder, pose.head, 0.78), 7.6, 5.8, SKIN_FAR)


def _head(sheet: Sheet, pose: Pose) -> None:
    for outline, colour in ((HEAD, SKIN), (HAIR_CAP, HAIR)):
        sheet.shape(curve(turned(outline, pose.head, pose.gaze)), colour)
    ear, eye = turned([(-1.2, -1.6), (6.0, 1.4)], pose.head, pose.gaze)
    sheet.disc(ear, 2.1, SKIN)
    sheet.disc(eye, 0.9, HAIR)
    smile = turned(arc((6.0, -4.6), 2.6, 1.6, -0.5, -2.6), pose.head, pose.gaze)
    sheet.stroke(smile, 0.8, SKIN_LINE)
