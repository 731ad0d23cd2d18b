"""The still pictures of the figure: start, forward and back, each with its word and a direction."""

from collections.abc import Mapping

from PIL import Image

from bot.pictures import body, fonts
from bot.pictures.figure import Point, Pose, pose
from bot.pictures.sheet import Sheet, moved

POSES: Mapping[str, float] = {"start": 0.0, "forward": 1.0, "back": -1.0}
ARROWS: Mapping[str, int] = {"start": 0, "forward": 1, "back": -1}  # where the weight goes

SIZE = (960, 720)
ROW = (1080, 450)
LETTERS = body.TROUSERS
ARROW = body.SHIRT_FAR


def still(name: str, label: str) -> Image.Image:
    """One pose above its word."""
    scale = SIZE[0] / 178
    image = _figure(name, SIZE, (SIZE[0] / 2 - 3.5 * scale, 550), scale)
    size = 60
    left = (SIZE[0] - fonts.width(label, size, bold=True)) // 2
    _write(image, label, left, 675, size)
    return image


def steps(labels: Mapping[str, str]) -> Image.Image:
    """All three below each other, numbered: side by side they are too small on a phone."""
    image = Image.new("RGB", (ROW[0], ROW[1] * len(POSES)), body.GROUND)
    for row, name in enumerate(POSES):
        image.paste(_row(name, f"{row + 1}  {labels[name]}"), (0, row * ROW[1]))
    return image


def _row(name: str, label: str) -> Image.Image:
    image = _figure(name, ROW, (640, 400), 4.15)
    _write(image, label, 56, 104, 62)
    return image


def _figure(name: str, size: tuple[int, int], origin: Point, scale: float) -> Image.Image:
    sheet = Sheet(size, body.GROUND, origin, scale)
    at = pose(POSES[name])
    body.draw(sheet, at)
    if ARROWS[name]:
        _arrow(sheet, at, ARROWS[name])
    return sheet.finished()


def _arrow(sheet: Sheet, at: Pose, way: int) -> None:
    """Above the hips, a little behind them, pointing to where they go."""
    middle = moved(at.hip, (-6.0 if way > 0 else 4.0, 24.0))
    tip = moved(middle, (way * 13.0, 0.0))
    sheet.stroke([moved(middle, (-way * 13.0, 0.0)), tip], 3.0, ARROW)
    sheet.stroke([moved(tip, (-way * 7.0, 6.0)), tip, moved(tip, (-way * 7.0, -6.0))], 3.0, ARROW)


def _write(image: Image.Image, text: str, left: int, base: int, size: int) -> None:
    mask = fonts.ink(text, size, bold=True)
    image.paste(LETTERS, (left - fonts.OVERHANG, base - fonts.baseline(size)), mask)
