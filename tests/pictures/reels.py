"""Moments of a film to look at, and the drawing that is kept of them.

`python -m tests.pictures.reels` draws the kept one anew, after somebody has looked at it.
"""

from pathlib import Path

from PIL import Image

from bot.pictures import film
from bot.pictures.pace import Course

KEPT = Path(__file__).parent / "kept" / "film.png"
MOMENTS = (0.0, 7.5, 11.0, 13.0, 28.2, 33.0, 49.5, 52.0)  # seconds of the film of ten
SMALL = 160  # pixels wide and high


def reel() -> Image.Image:
    """The moments in two rows."""
    strip = Image.new("RGB", (4 * SMALL, 2 * SMALL))
    for place, at in enumerate(MOMENTS):
        small = film.frame(Course(10), at).reduce(film.SIZE[0] // SMALL)
        strip.paste(small, (place % 4 * SMALL, place // 4 * SMALL))
    return strip


if __name__ == "__main__":
    reel().quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(KEPT)
