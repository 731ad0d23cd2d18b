"""Updates that wait for the bot: numbered, confirmed by offset, and forgotten when too old."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import SandboxError

Update = dict[str, Any]

# Seconds of machine time after which an undelivered update is gone (Bot API server, Client.cpp).
_LIFE = {"callback_query": 150.0}
_DAY = 86_400.0
# What must be asked for by name (Bot API, getUpdates.allowed_updates).
_ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Waiting:
    """An update with the machine time at which it is dropped."""

    update: Update
    until: float

    @property
    def id(self) -> int:
        """The update's number."""
        number: int = self.update["update_id"]
        return number


class Inbox:
    """The queue between people and the bot. `machine` is monotonic seconds.

    `tell` hears "update" when there is something to fetch and "taken" when something was confirmed.
    """

    def __init__(self, machine: Callable[[], float], tell: Callable[[str], None]) -> None:
        self.allowed: frozenset[str] | None = None
        self._tell = tell
        self._machine = machine
        self._waiting: list[Waiting] = []
        self._given: list[Waiting] = []
        self._again: list[Waiting] = []
        self._last_id = 731_000_000

    def number_from(self, first: int) -> None:
        """The next update gets this number, or a higher one if it was given away already."""
        self._last_id = max(self._last_id, first - 1)

    def add(self, kind: str, content: Any) -> int:
        """Queues one update and returns its id (0: the bot does not want this kind)."""
        if not self._wanted(kind):
            return 0
        return self.inject({kind: content})

    def inject(self, update: Update) -> int:
        """Queues any JSON object as it is; without `update_id` it gets the next one."""
        self._last_id = max(self._last_id + 1, update.get("update_id", 0))
        whole = {"update_id": self._last_id, **update}
        life = min((_LIFE.get(key, _DAY) for key in update), default=_DAY)
        self._waiting.append(Waiting(whole, self._machine() + life))
        self._tell("update")
        return int(whole["update_id"])

    def give(self, offset: int, limit: int) -> list[Update]:
        """What getUpdates answers; everything below `offset` is confirmed and gone.

        A negative offset counts from the end of the queue and forgets what is before.
        """
        self._drop_old()
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [one for one in self._waiting if one.id >= offset]
            self._tell("taken")
        again, self._again = self._again, []
        self._given = self._waiting[:limit] or self._given
        return [one.update for one in again + self._waiting[:limit]]

    def repeat(self, count: int = 1) -> None:
        """Gives the `count` updates given last once more, under their old ids, confirmed or not."""
        if not self._given:
            raise SandboxError("no update was given yet")
        self._again = self._given[-count:]
        self._tell("update")

    def waiting(self) -> Sequence[Waiting]:
        """What the webhook still has to take, oldest first."""
        self._drop_old()
        self._waiting = self._again + self._waiting
        self._again = []
        return tuple(self._waiting)

    def confirm(self, waiting: Waiting) -> None:
        """One update was taken by the webhook."""
        self._given = [waiting]
        self._waiting = [one for one in self._waiting if one is not waiting]
        self._tell("taken")

    def clear(self) -> None:
        """drop_pending_updates."""
        self._waiting.clear()

    def _wanted(self, kind: str) -> bool:
        if self.allowed is None:
            return kind not in _ONLY_ON_REQUEST
        return kind in self.allowed

    def _drop_old(self) -> None:
        now = self._machine()
        self._waiting = [one for one in self._waiting if one.until > now]
