"""What stands above every picture: the title, and the figures that matter. Draws no page."""

from bot.pictures import fonts, palette
from bot.pictures.paper import Paper

WIDTH = 1080
MARGIN = 44
SMALL = 35  # the size of labels: twelve pixels on a phone whose page is 360 wide
HIGH = 258  # what title and figures take of a picture
_TITLE = 46
_VALUE = 72

Figures = tuple[tuple[str, str], ...]


def head(paper: Paper, title: str, figures: Figures, columns: int = 4) -> None:
    """The title and (value, label) side by side, in as many columns; longer words are cut."""
    room = WIDTH - 2 * MARGIN
    paper.write(fonts.shortened(title, room, _TITLE, bold=True), MARGIN, 82, _TITLE, bold=True)
    wide = room // columns
    for place, (value, label) in enumerate(figures):
        x = MARGIN + place * wide
        paper.write(fonts.shortened(value, wide - 12, _VALUE, bold=True), x, 178, _VALUE, bold=True)
        paper.write(fonts.shortened(label, wide - 12, SMALL), x, 222, SMALL, palette.QUIET)
