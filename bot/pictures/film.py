"""The frames of the films: the figure in motion, and above it what counts along. No sound, no file.

Everything is known from the second on the film; nothing is left of an earlier frame.
"""

import math
from collections.abc import Iterator
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.pictures import body, fonts
from bot.pictures.body import shown
from bot.pictures.figure import leaning
from bot.pictures.pace import COUNT_DOWN, REP, Course, swing
from bot.pictures.sheet import FINER

FRAMES_A_SECOND = 20
SIZE = (640, 640)
LOOP_SIZE = (640, 480)

NUMBER, WAITING_NUMBER = body.TROUSERS, "#4F6F68"
TRACK, WAITING, DOING, DONE = "#CEDDD6", "#54907F", "#CF5A42", "#2F8570"

DIAL = 236  # pixels, a square that is laid on the frame
DIAL_PLACE = ((SIZE[0] - DIAL) // 2, 10)
RING, RING_WIDTH = 108, 15  # radius in the middle of the ring
NUMBER_SIZE = 136


def frames(course: Course) -> Iterator[Image.Image]:
    """Every frame of a paced film, in order."""
    return (frame(course, at) for at in moments(course.seconds))


def moments(seconds: float) -> list[float]:
    """When each frame is seen, in seconds, of something that lasts so long."""
    return [number / FRAMES_A_SECOND for number in range(round(seconds * FRAMES_A_SECOND))]


def frame(course: Course, at: float) -> Image.Image:
    """What is seen at that second."""
    # Rounded, so that the same moment of every rep is drawn once.
    image = _scene(round(course.lean(at), 4)).copy()
    image.paste(dial(course, at), DIAL_PLACE)
    return image


def loop_frames() -> Iterator[Image.Image]:
    """One rep that goes on where it began, without a number."""
    return (shown(leaning(swing(at)), LOOP_SIZE) for at in moments(REP))


def dial(course: Course, at: float) -> Image.Image:
    """The number in its ring; a tick mark once all is done. DIAL pixels wide and high."""
    count, progress = course.count(at), course.progress(at)
    if at < COUNT_DOWN:
        face, colour = _face(str(count), WAITING_NUMBER), WAITING
    elif count:
        face, colour = _face(str(count), NUMBER), DOING
    else:
        face, colour = _ticked(), DONE
    large = face.copy()
    _ring(ImageDraw.Draw(large), progress, colour)
    return large.reduce(FINER)


@lru_cache(128)
def _scene(lean: float) -> Image.Image:
    return shown(leaning(lean), SIZE)


@lru_cache(64)
def _face(text: str, colour: str) -> Image.Image:
    image = _empty_dial()
    font = fonts.face(NUMBER_SIZE * FINER, bold=True)
    # Figures stand on their line, as high as 0.714 of their size: this is the middle of them.
    base = (DIAL / 2 + 0.357 * NUMBER_SIZE) * FINER
    ImageDraw.Draw(image).text((DIAL * FINER / 2, base), text, colour, font, anchor="ms")
    return image


@lru_cache(1)
def _ticked() -> Image.Image:
    image = _empty_dial()
    draw = ImageDraw.Draw(image)
    corners = [(76, 122), (106, 152), (162, 88)]
    places = [(x * FINER, y * FINER) for x, y in corners]
    draw.line(places, DONE, 18 * FINER, joint="curve")
    for place in (places[0], places[-1]):
        _dot(draw, place, 9 * FINER, DONE)
    return image


def _empty_dial() -> Image.Image:
    image = Image.new("RGB", (DIAL * FINER, DIAL * FINER), body.GROUND)
    _ring(ImageDraw.Draw(image), 1.0, TRACK)
    return image


def _ring(draw: ImageDraw.ImageDraw, share: float, colour: str) -> None:
    """The ring from the top clockwise, with round ends."""
    if not share:
        return
    middle, outer = DIAL * FINER / 2, (RING + RING_WIDTH / 2) * FINER
    box = (middle - outer, middle - outer, middle + outer, middle + outer)
    draw.arc(box, -90, -90 + 360 * share, colour, RING_WIDTH * FINER)
    for turn in (0.0, share):
        angle = 2 * math.pi * turn
        end = (middle + RING * FINER * math.sin(angle), middle - RING * FINER * math.cos(angle))
        _dot(draw, end, RING_WIDTH * FINER / 2, colour)


def _dot(draw: ImageDraw.ImageDraw, middle: tuple[float, float], radius: float, hue: str) -> None:
    x, y = middle
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=hue)
