"""The clock that can be moved: real time plus an offset that only grows. It wakes nobody."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def utc_now() -> datetime:
    """This machine's time."""
    return datetime.now(UTC)


class Clock:
    """Tells the time to the bot and to the sandbox.

    `start` sets what it shows now; `real` is what it runs on, so that a test may let time stand.
    """

    def __init__(
        self, start: datetime | None = None, *, real: Callable[[], datetime] = utc_now
    ) -> None:
        self._real = real
        self._offset = timedelta()
        if start is not None:
            self._offset = start.astimezone(UTC) - real()

    def now(self) -> datetime:
        """The aware UTC instant the clock shows."""
        return self._real() + self._offset

    def advance(self, by: timedelta) -> None:
        """Moves on; a negative `by` is ignored: a clock that goes back tests nothing real."""
        self._offset += max(by, timedelta())

    def advance_to(self, instant: datetime) -> None:
        """Moves on to `instant`, or stays if that is past. Raises ValueError for a naive one."""
        if instant.tzinfo is None:
            raise ValueError("the clock needs an aware instant")
        self.advance(instant - self.now())
