"""What digits and number words say. Nothing is rounded and nothing guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MOST_DIGITS = 15


@dataclass(frozen=True)
class Number:
    """A text that is nothing but a number.

    `odd` says that it is no plain whole number from 0 on ("20.5", "-5", "20 20", "1e9", "1,000");
    `value` is then what was meant, if that is a whole number beyond doubt.
    """

    value: int | None
    odd: bool = False


def value_of(token: str) -> Number:
    """What one token of digits says; "1.000" may be 1 or 1000, so it has no value."""
    token = token.replace("−", "-").replace("–", "-")
    if re.fullmatch(rf"\+?\d{{1,{_MOST_DIGITS}}}", token):
        return Number(int(token))
    if re.fullmatch(rf"-\d{{1,{_MOST_DIGITS}}}|[+-]?\d{{1,3}}(?:[,']\d{{3}}){{1,4}}", token):
        return Number(int(re.sub(r"[,']", "", token)), odd=True)
    if power := re.fullmatch(r"(\d{1,3})e\+?(\d{1,2})", token):
        return Number(int(power[1]) * 10 ** int(power[2]), odd=True)
    if whole := re.fullmatch(r"(\d{1,9})[.,]00?", token):
        return Number(int(whole[1]), odd=True)
    return Number(None, odd=True)


def in_digits(tokens: Iterable[str], names: Mapping[str, int]) -> list[str]:
    """`tokens` with the number words among them as digits: "twenty" "five" becomes "25"."""
    numbered: list[str] = []
    spoken = False
    for token in tokens:
        value = names.get(token)
        together = _together(int(numbered[-1]), value) if spoken and value is not None else None
        if together is not None:
            numbered[-1] = str(together)
        else:
            numbered.append(token if value is None else str(value))
        spoken = value is not None
    return numbered


def _together(first: int, second: int) -> int | None:
    if second == 100 and 0 < first < 10:
        return first * 100
    if first >= 100 and first % 100 == 0 and 0 < second < 100:
        return first + second
    return first + second if first % 100 >= 20 and first % 10 == 0 and 0 < second < 10 else None
