"""The colours of the pictures, and how well one can be told from another. Draws nothing.

A dark page: it is a card in a light chat, and at bedtime nobody is blinded. Amber and blue are told
apart by every kind of colour vision; what matters is told by shape as well.
"""

Colour = tuple[int, int, int]

PAGE: Colour = (27, 36, 48)
TEXT: Colour = (244, 241, 234)
QUIET: Colour = (178, 190, 205)  # labels
MORNING: Colour = (246, 180, 74)
BEDTIME: Colour = (86, 156, 230)
EMPTY: Colour = (47, 60, 78)  # a day with nothing in it
AHEAD: Colour = (64, 79, 99)  # a day that is not lived
ICE: Colour = (178, 226, 246)  # a freeze
REST: Colour = (178, 190, 205)  # a pause, a rest day

INKS = (TEXT, QUIET, MORNING, BEDTIME, EMPTY, AHEAD, ICE)
MARKS = (MORNING, BEDTIME, ICE, REST, TEXT)  # what is drawn on a day with nothing in it


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    red, green, blue = (linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio, 1 to 21, as WCAG 2.2 defines it; text needs 4.5, a large sign 3."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def linear(channel: float) -> float:
    """The light of a channel of sRGB, both 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
