"""What can be made to go wrong on the wire: each fault waits for the next call of its method."""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True)
class TooManyRequests:
    """429: nothing happens, the bot is told to wait `retry_after` seconds."""

    retry_after: int = 1


@dataclass(frozen=True)
class ServerError:
    """An answer from something in front of Telegram: HTML, no JSON. Nothing happens."""

    status: int = 502
    body: str = "<html><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Refuse:
    """Telegram says no in its own form, for example 403 and "Forbidden: user is deactivated"."""

    code: int
    description: str


@dataclass(frozen=True)
class Drop:
    """The connection is cut, before or after the call took effect."""

    after_effect: bool = False


@dataclass(frozen=True)
class Slow:
    """The call takes effect at once and is answered `seconds` later."""

    seconds: float


Fault = TooManyRequests | ServerError | Refuse | Drop | Slow


class Faults:
    """Faults on demand, in the order they were asked for. Repeated and unparseable updates are
    made with `world.inbox.repeat()` and `world.inject_raw({…})`.
    """

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def next(self, method: str, *faults: Fault) -> None:
        """The next calls of `method` ("*": of any method but getUpdates) meet these, one each."""
        self._waiting[method].extend(faults)

    def take(self, method: str) -> Fault | None:
        """The fault this call meets, if any."""
        names = [method] if method == "getUpdates" else [method, "*"]
        for name in names:
            if self._waiting[name]:
                return self._waiting[name].popleft()
        return None

    def clear(self) -> None:
        """All is well again."""
        self._waiting.clear()
