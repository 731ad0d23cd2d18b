"""The letters of the pictures: the shipped fonts, one after the other, until one has the sign.

Every machine draws the same: the fonts are in content/fonts, and Pillow's own simple layout is used
everywhere (its other one needs a library that is not everywhere). Where a text is put and in what
colour is decided elsewhere.
"""

from functools import lru_cache
from itertools import groupby, pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from bot.pictures.writing import laid_out, plain, stands_on

NAMES = ("", "Arabic", "Hebrew", "Armenian", "Georgian", "Thai", "Ethiopic", "CJK")
ELLIPSIS = "…"
ASCENT, DESCENT = 1.30, 0.30  # shares of the size: the tallest letter and a raised mark
RAISED = 0.22  # share of the size by which a mark on top of another one is higher
OVERHANG = 4  # pixels beside a line for what leans out of it
_MISSING = "\U0010ffff"  # a code point that will never be a sign


def face(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Noto Sans for Latin letters and figures; `size` in pixels of an em."""
    return _face("", size, bold)


def drawable(name: str) -> str:
    """A name as it can be drawn: without emoji and ornaments, spaces made one.

    Empty where a letter or figure has no font: half a name is worse than none.
    """
    signs = [sign if _font_of(sign) is not None else _left_out(sign) for sign in plain(name)]
    return "" if "" in signs else " ".join("".join(signs).split())


@lru_cache(256)
def width(text: str, size: int, *, bold: bool = False) -> int:
    """Pixels from the beginning of a line of text to its end."""
    return round(sum(_face(font, size, bold).getlength(run) for (font, _), run in _runs(text)))


def shortened(text: str, most: int, size: int, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as with an ellipsis is at most `most` pixels wide."""
    if width(text, size, bold=bold) <= most:
        return text
    kept = text[:200]  # no wider sign than that: a search from 100,000 on would take its time
    while kept and width(kept + ELLIPSIS, size, bold=bold) > most:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def ink(text: str, size: int, *, bold: bool = False) -> Image.Image:
    """Where a line of text has ink (mode L): `baseline(size)` is its base.

    As wide as `width`, with OVERHANG more on each side; ASCENT and DESCENT of the size high.
    """
    extent = (width(text, size, bold=bold) + 2 * OVERHANG, baseline(size) + round(DESCENT * size))
    mask = Image.new("L", extent)
    pen, x = ImageDraw.Draw(mask), float(OVERHANG)
    for (name, raised), run in _runs(text):
        font, base = _face(name, size, bold), baseline(size) - round(RAISED * size * raised)
        pen.text((x, base), run, 255, font, anchor="ls")
        x += font.getlength(run)
    return mask


def baseline(size: int) -> int:
    """Pixels from the top of a line's ink to the line its letters stand on."""
    return round(ASCENT * size)


def _runs(text: str) -> list[tuple[tuple[str, bool], str]]:
    """The text as it is drawn, cut where another font goes on or a mark is raised."""
    drawn = laid_out(text)
    raised = [stands_on(sign, below) for below, sign in pairwise(f" {drawn}")]
    placed = zip(drawn, raised, strict=True)
    cut = groupby(placed, lambda one: (_font_of(one[0]) or "", one[1]))
    return [(how, "".join(sign for sign, _ in signs)) for how, signs in cut]


def _left_out(sign: str) -> str:
    return "" if sign.isalnum() else " "


@lru_cache(4096)
def _font_of(sign: str) -> str | None:
    """The first font that has the sign; a space is in the first."""
    return next((name for name in NAMES if sign == " " or _has(name, sign)), None)


def _has(name: str, sign: str) -> bool:
    # Pillow tells nobody what a font holds; what is missing is drawn like what never is there.
    return _stamp(name, sign) != _stamp(name, _MISSING)


@lru_cache(64)
def _stamp(name: str, sign: str) -> bytes:
    return bytes(_face(name, 40, True).getmask(sign))


@lru_cache(64)
def _face(name: str, size: int, bold: bool) -> ImageFont.FreeTypeFont:
    weight = "Bold" if bold or name else "Regular"
    kind = "otf" if name == "CJK" else "ttf"
    file = _folder() / f"NotoSans{name}-{weight}.{kind}"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def _folder() -> Path:
    """Inside the installed package, else beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "content" / "fonts"
    return inside if inside.is_dir() else package.parent / "content" / "fonts"
