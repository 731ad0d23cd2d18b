"""The figure: bones keep their length, nothing planted slides, no joint bends the wrong way."""

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import body, figure
from bot.pictures.figure import Point, Pose, pose
from bot.pictures.sheet import Sheet

moments = st.floats(-1, 1)

BONES: dict[str, tuple[Callable[[Pose], Point], Callable[[Pose], Point], float]] = {
    "thigh": (lambda at: at.hip, lambda at: at.knee, figure.THIGH),
    "shank": (lambda at: at.knee, lambda at: at.ankle, figure.SHANK),
    "foot": (lambda at: at.ankle, lambda at: at.toes, figure.FOOT),
    "torso": (lambda at: at.hip, lambda at: at.shoulder, figure.TORSO),
    "upper arm": (lambda at: at.shoulder, lambda at: at.elbow, figure.UPPER_ARM),
    "forearm": (lambda at: at.elbow, lambda at: at.wrist, figure.FOREARM),
    "hand": (lambda at: at.wrist, lambda at: at.fingertips, figure.HAND),
    "neck": (lambda at: at.shoulder, lambda at: at.head, figure.NECK),
}


def turn(first: Point, middle: Point, last: Point) -> float:
    """Degrees by which the way first → middle → last turns left."""
    one = math.atan2(middle[1] - first[1], middle[0] - first[0])
    other = math.atan2(last[1] - middle[1], last[0] - middle[0])
    return (math.degrees(other - one) + 180) % 360 - 180


@pytest.mark.parametrize("bone", BONES)
@given(t=moments)
def test_a_bone_keeps_its_length(bone: str, t: float) -> None:
    start, end, length = BONES[bone]

    at = pose(t)

    assert math.dist(start(at), end(at)) == pytest.approx(length, abs=1e-6)


@given(t=moments)
def test_hands_knees_and_feet_do_not_slide(t: float) -> None:
    planted, at = pose(0), pose(t)

    for part in ("knee", "ankle", "toes", "wrist", "fingertips"):
        assert getattr(at, part) == getattr(planted, part)


@given(t=moments)
def test_elbows_are_soft_and_never_bend_the_wrong_way(t: float) -> None:
    at = pose(t)

    # Down the arm of somebody who looks right an elbow points left, to the feet.
    assert 1 < turn(at.shoulder, at.elbow, at.wrist) < 20


@given(t=moments)
def test_knees_never_bend_the_wrong_way_nor_more_than_a_knee_can(t: float) -> None:
    at = pose(t)

    assert 60 < -turn(at.hip, at.knee, at.ankle) < 165


@given(t=moments)
def test_the_shoulders_stay_above_the_hips_and_the_head_above_both(t: float) -> None:
    at = pose(t)

    assert at.head[1] > at.shoulder[1] > at.hip[1] > at.knee[1]
    assert at.head[0] > at.shoulder[0]


@given(t=st.floats(-1, 0.99), step=st.floats(0.001, 0.01))
def test_everything_moves_without_a_jump_and_forward_with_time(t: float, step: float) -> None:
    before, after = pose(t), pose(t + step)

    for part in ("hip", "shoulder", "elbow", "head"):
        assert math.dist(getattr(before, part), getattr(after, part)) < 100 * step  # centimetres
    assert after.hip[0] > before.hip[0]
    assert after.shoulder[0] > before.shoulder[0]


def test_in_the_start_thighs_and_arms_stand_upright() -> None:
    at = pose(0)

    assert at.hip[0] == pytest.approx(at.knee[0])
    assert at.shoulder[0] == pytest.approx(at.wrist[0])
    assert math.degrees(at.tilt) < 15


def test_forward_the_shoulders_are_well_ahead_of_the_wrists() -> None:
    assert pose(1).shoulder[0] - pose(1).wrist[0] > 8


def test_back_the_hips_are_near_the_heels_and_the_arms_are_long() -> None:
    at = pose(-1)

    assert math.dist(at.hip, at.ankle) < 22
    assert at.wrist[0] - at.shoulder[0] > 35


@given(t=moments)
def test_the_look_goes_ahead_and_slightly_up(t: float) -> None:
    assert 3 < math.degrees(pose(t).gaze) < 15


def test_a_joint_too_far_away_lies_on_the_straight_way() -> None:
    assert figure.joint((0, 0), (10, 0), 4, 4) == pytest.approx((5, 0))
    assert figure.joint((0, 0), (8, 0), 5, 5) == pytest.approx((4, 3))


@pytest.mark.parametrize("t", [1, 0.4, 0, -0.6, -1])
def test_the_drawn_person_keeps_within_the_space_that_is_named(t: float) -> None:
    sheet = Sheet((200, 120), body.GROUND, (90, 105), 1.0)

    body.draw(sheet, pose(t))

    left, top, right, bottom = inked(sheet)
    assert left - 90 >= -82
    assert right - 90 <= 90
    assert 60 < 105 - top <= 92
    assert 105 - bottom == -9


def inked(sheet: Sheet) -> tuple[int, int, int, int]:
    """The box of all that is not the ground."""
    image = sheet.finished()
    ground = image.getpixel((0, 0))
    assert ground == tuple(bytes.fromhex(body.GROUND[1:]))
    found = [
        (x, y)
        for x in range(image.width)
        for y in range(image.height)
        if image.getpixel((x, y)) != ground
    ]
    xs, ys = zip(*found, strict=True)
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def test_near_and_far_limbs_have_two_tones() -> None:
    sheet = Sheet((400, 240), body.GROUND, (180, 210), 2.0)
    at = pose(0)

    body.draw(sheet, at)

    image = sheet.finished()
    elbow = (at.elbow[0], at.elbow[1] - 6)
    far = (elbow[0] + body.FAR[0] + 2.5, elbow[1] + body.FAR[1])
    tones = [image.getpixel((round(180 + 2 * x), round(210 - 2 * y))) for x, y in (elbow, far)]
    assert tones == [tuple(bytes.fromhex(tone[1:])) for tone in (body.SKIN, body.SKIN_FAR)]
