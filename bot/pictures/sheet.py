"""A sheet on which shapes are drawn in centimetres, with smooth edges; and outlines to draw.

What is drawn is decided elsewhere.
"""

import math
from collections.abc import Iterable, Sequence

from PIL import Image, ImageDraw

from bot.pictures.figure import Point

FINER = 4  # times larger when it is drawn, then reduced: Pillow draws no smooth edges


class Sheet:
    """A picture on which a length is centimetres, from a point of its own with y upwards.

    `size` in pixels; `origin` is where (0, 0) comes to lie, in pixels from the upper left corner;
    `scale` is pixels a centimetre.
    """

    def __init__(self, size: tuple[int, int], ground: str, origin: Point, scale: float) -> None:
        self._origin = (origin[0] * FINER, origin[1] * FINER)
        self._scale = scale * FINER
        self._image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), ground)
        self._draw = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        """The picture with smooth edges."""
        return self._image.reduce(FINER)

    def shape(self, outline: Iterable[Point], colour: str) -> None:
        """A filled outline."""
        self._draw.polygon([self._place(corner) for corner in outline], fill=colour)

    def disc(self, middle: Point, radius: float, colour: str) -> None:
        """A filled circle."""
        x, y = self._place(middle)
        r = radius * self._scale
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)

    def limb(self, start: Point, end: Point, first: float, second: float, colour: str) -> None:
        """A rounded limb, as wide as two circles of these radii and their common tangents."""
        self.disc(start, first, colour)
        self.disc(end, second, colour)
        lean = math.acos((first - second) / math.dist(start, end))
        axis = math.atan2(end[1] - start[1], end[0] - start[0])
        one, other = axis + lean, axis - lean
        edge = [
            (start, first, one),
            (end, second, one),
            (end, second, other),
            (start, first, other),
        ]
        self.shape([_beside(point, radius, angle) for point, radius, angle in edge], colour)

    def stroke(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A line with round ends."""
        places = [self._place(point) for point in points]
        self._draw.line(places, fill=colour, width=round(width * self._scale), joint="curve")
        for end in (points[0], points[-1]):
            self.disc(end, width / 2, colour)

    def _place(self, point: Point) -> Point:
        return (
            self._origin[0] + point[0] * self._scale,
            self._origin[1] - point[1] * self._scale,
        )


def moved(point: Point, by: Point) -> Point:
    """A point moved by as much."""
    return point[0] + by[0], point[1] + by[1]


def between(one: Point, other: Point, share: float) -> Point:
    """The point that lies so far on the way from one to the other, 0 to 1."""
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def turned(points: Iterable[Point], middle: Point, angle: float) -> list[Point]:
    """Points given around (0, 0): turned by radians, then moved to `middle`."""
    c, s = math.cos(angle), math.sin(angle)
    return [(middle[0] + x * c - y * s, middle[1] + x * s + y * c) for x, y in points]


def arc(middle: Point, wide: float, high: float, first: float, last: float) -> list[Point]:
    """Points on an ellipse with these half axes, from one angle to another in radians."""
    angles = [first + (last - first) * step / 48 for step in range(49)]
    return [(middle[0] + wide * math.cos(a), middle[1] + high * math.sin(a)) for a in angles]


def curve(points: Sequence[Point]) -> list[Point]:
    """A smooth closed outline through all points (a Catmull-Rom spline)."""
    outline = []
    for i, point in enumerate(points):
        near = (points[i - 1], point, points[(i + 1) % len(points)], points[(i + 2) % len(points)])
        xs, ys = zip(*near, strict=True)
        outline += [(_spline(xs, step / 8), _spline(ys, step / 8)) for step in range(8)]
    return outline


def rounded(points: Sequence[Point], cut: float) -> list[Point]:
    """An outline whose corners are round, beginning `cut` before each."""
    outline = []
    for i, corner in enumerate(points):
        start = _towards(corner, points[i - 1], cut)
        end = _towards(corner, points[(i + 1) % len(points)], cut)
        for step in range(7):
            s = step / 6
            outline.append(between(between(start, corner, s), between(corner, end, s), s))
    return outline


def _beside(point: Point, distance: float, angle: float) -> Point:
    return point[0] + distance * math.cos(angle), point[1] + distance * math.sin(angle)


def _towards(start: Point, end: Point, length: float) -> Point:
    return between(start, end, length / math.dist(start, end))


def _spline(values: Sequence[float], s: float) -> float:
    """Between the second and third of four values."""
    a, b, c, d = values
    cubic = 3 * (b - c) + d - a
    square = 2 * a - 5 * b + 4 * c - d
    return b + 0.5 * s * (c - a + s * (square + s * cubic))
