"""A page to draw on that is a small PNG in the end: few colours, chosen beforehand.

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

STEPS = 10  # shades between paper and ink: more is not seen, and larger
FINER = 4  # times, in both directions, before a shape is reduced
COMPRESSION = 4  # of zlib's 1 to 9: 6 makes a calendar a sixth smaller and takes twice as long

_INKS = (
    *((palette.PAGE, ink) for ink in palette.INKS),
    *product((palette.EMPTY,), palette.MARKS),
)
_FIRST_SHADE = {pair: 1 + number * STEPS for number, pair in enumerate(_INKS)}


class Paper:
    """A page of `width` by `height` pixels; places are pixels from its upper left corner."""

    def __init__(self, width: int, height: int) -> None:
        self._page = _numbered(Image.new("L", (width, height)))

    def put(
        self, mask: Image.Image, x: int, y: int, ink: Colour, on: Colour = palette.PAGE
    ) -> None:
        """Ink where the mask (mode L) has it, with a smooth edge on a ground of colour `on`."""
        self._page.paste(_shaded(mask, ink, on), (x, y), mask.point(_WHERE))

    def lay(self, piece: "Paper", x: int, y: int) -> None:
        """Another piece of paper, whole."""
        self._page.paste(piece._page, (x, y))

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
        shades, where = _written(text, size, bold, ink)
        wide = where.width - 2 * fonts.OVERHANG
        left = x - round(anchor * wide) - fonts.OVERHANG
        self._page.paste(shades, (left, base - fonts.baseline(size)), where)

    def png(self) -> bytes:
        """The page as a file."""
        file = BytesIO()
        self._page.save(file, "PNG", compress_level=COMPRESSION)
        return file.getvalue()


def shape(width: int, height: int, draw: Draw) -> Image.Image:
    """A smooth mask of a shape: `draw` draws with 255 on a sheet that is so many times larger."""
    sheet = Image.new("L", (width * FINER, height * FINER))
    draw(ImageDraw.Draw(sheet), FINER)
    return sheet.reduce(FINER)


@lru_cache(64)
def _written(text: str, size: int, bold: bool, ink: Colour) -> tuple[Image.Image, Image.Image]:
    """The shades of a line of text, and where they are. Most lines come back in every picture."""
    mask = fonts.ink(text, size, bold=bold)
    return _shaded(mask, ink, palette.PAGE), mask.point(_WHERE)


def _shaded(mask: Image.Image, ink: Colour, on: Colour) -> Image.Image:
    return _numbered(mask.point(_shade_table(on, ink)))


def _numbered(shades: Image.Image) -> Image.Image:
    """An image of numbers as one of the palette's colours: such are laid on each other as is."""
    shades.putpalette(_palette())
    return shades


@lru_cache(1)
def _palette() -> bytes:
    colours = [palette.PAGE]
    for on, ink in _INKS:
        colours += [_mixed(on, ink, step / STEPS) for step in range(1, STEPS + 1)]
    return bytes(channel for colour in colours for channel in colour)


def _mixed(on: Colour, ink: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(on, ink, strict=True))
    return red, green, blue


_WHERE = [255 if round(STEPS * value / 255) else 0 for value in range(256)]


@lru_cache(64)
def _shade_table(on: Colour, ink: Colour) -> list[int]:
    """The number of the shade for each amount of ink, 0 to 255."""
    first = _FIRST_SHADE[on, ink]
    return [first - 1 + max(1, round(STEPS * value / 255)) for value in range(256)]
