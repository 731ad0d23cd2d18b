"""Names of places made comparable: without case, accents and punctuation, in every script."""

import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
)
_SILENT = frozenset("'’‘ʻʼʹ`´")


def fold(name: str) -> str:
    """`name` as it is compared: "São Paulo" and "sao-paulo" are one, as are "İzmir" and "izmir"."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
        name = unicodedata.normalize("NFC", "".join(c for c in name if not _is_accent(c)))
    return " ".join("".join(map(_letter, name.casefold())).split())


def _is_accent(character: str) -> bool:
    # up to 9 they are part of a letter: the vowel signs of India, the voicing marks of Japan
    return unicodedata.combining(character) > 9


def _letter(character: str) -> str:
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return character
    return "" if character in _SILENT else " "
