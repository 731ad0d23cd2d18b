"""Which text comes next: none returns before all that apply have had their turn."""

from collections.abc import Callable, Mapping, Sequence

from bot.domain import DomainError


class NothingToShowError(DomainError):
    """No text applies here."""


def next_text(
    applicable: Sequence[str],
    last_shown: Mapping[str, int],
    choose: Callable[[Sequence[str]], str],
) -> str:
    """A text never shown, by chance, else the one shown longest ago.

    `last_shown` gives a number that grows with every showing to this person; what is not in it
    was never shown. Raises NothingToShowError when nothing is applicable.
    """
    if not applicable:
        raise NothingToShowError
    new = [text for text in applicable if text not in last_shown]
    if new:
        return choose(new)
    return min(applicable, key=lambda text: last_shown[text])
