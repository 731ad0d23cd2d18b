"""A page to draw on that is a small PNG in the end: 256 colours, chosen beforehand.

Everything is put on it as ink: a mask of how much ink is where, and its colour. A mask is drawn
larger than it is needed and reduced, so that edges are smooth. What a picture shows is decided
elsewhere.
"""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from itertools import product

from PIL import Image, ImageDraw

from bot.pictures import fonts, palette
from bot.pictures.palette import Colour

Draw = Callable[[ImageDraw.ImageDraw, int], None]

STEPS = 15  # shades between paper and ink: more is not seen, and larger
FINER = 4  # times, in both directions, before a shape is reduced
COMPRESSION = 6

_INKS = (
    *((palette.PAGE, ink) for ink in palette.INKS),
    *product((palette.EMPTY,), palette.MARKS),
)
_FIRST_SHADE = {pair: 1 + number * STEPS for number, pair in enumerate(_INKS)}


class Paper:
    """A page of `width` by `height` pixels; places are pixels from its upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        self._shades = Image.new("L", (width, height))  # numbers of the palette's colours

    def put(
        self, mask: Image.Image, x: int, y: int, ink: Colour, on: Colour = palette.PAGE
    ) -> None:
        """Ink where the mask (mode L) has it; the smooth edge is one on a ground of colour `on`."""
        shades = mask.point(_shade_table(on, ink))
        self._shades.paste(shades, (x, y), mask.point(_WHERE))

    def lay(self, piece: "Paper", x: int, y: int) -> None:
        """Another piece of paper, whole."""
        self._shades.paste(piece._shades, (x, y))

    def write(
        self,
        text: str,
        x: int,
        base: int,
        size: int,
        ink: Colour = palette.TEXT,
        *,
        bold: bool = False,
        anchor: float = 0.0,
    ) -> None:
        """A line of text standing on `base`; `x` is its left (anchor 0) to its right end (1)."""
        mask = fonts.ink(text, size, bold=bold)
        wide = mask.width - 2 * fonts.OVERHANG
        left = x - round(anchor * wide) - fonts.OVERHANG
        self.put(mask, left, base - fonts.baseline(size), ink)

    def png(self) -> bytes:
        """The page as a file."""
        image = self._shades.copy()
        image.putpalette(_palette())
        file = BytesIO()
        image.save(file, "PNG", compress_level=COMPRESSION)
        return file.getvalue()


def shape(width: int, height: int, draw: Draw) -> Image.Image:
    """A smooth mask of a shape: `draw` draws with 255 on a sheet that is so many times larger."""
    sheet = Image.new("L", (width * FINER, height * FINER))
    draw(ImageDraw.Draw(sheet), FINER)
    return sheet.reduce(FINER)


def _palette() -> bytes:
    colours = [palette.PAGE]
    for on, ink in _INKS:
        colours += [_mixed(on, ink, step / STEPS) for step in range(1, STEPS + 1)]
    return bytes(channel for colour in colours for channel in colour)


def _mixed(on: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(on, ink, strict=True))
    return red, green, blue


_WHERE = [255 if STEPS * value >= 128 else 0 for value in range(256)]


@lru_cache(64)
def _shade_table(on: Colour, ink: Colour) -> list[int]:
    """The number of the shade for each amount of ink, 0 to 255."""
    first = _FIRST_SHADE[on, ink]
    return [first - 1 + max(1, round(STEPS * value / 255)) for value in range(256)]
