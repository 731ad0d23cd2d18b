"""APScheduler calls turns and chores; it holds no schedule of its own.

Both jobs ask the database what there is to do, so a lost or late call loses nothing. A watch on
the machine's steady clock arms them anew when no turn ran for a while: an interval job stands
still when the machine's clock is set back.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

TURN_SECONDS = 2
CHORES_SECONDS = 60
STALE_SECONDS = 10

Job = Callable[[], Awaitable[None]]


class Clockwork:
    """Two interval jobs and the watch over them; `beat` shows the outside that they run."""

    def __init__(
        self,
        turn: Job,
        chores: Job,
        beat: Callable[[], None] = lambda: None,
        *,
        turn_seconds: float = TURN_SECONDS,
        chores_seconds: float = CHORES_SECONDS,
        stale_seconds: float = STALE_SECONDS,
    ):
        self._turn = turn
        self._chores = chores
        self._beat = beat
        self._turn_seconds = turn_seconds
        self._chores_seconds = chores_seconds
        self._stale_seconds = stale_seconds
        self._turning = False
        self._last_turn = time.monotonic()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()
        self._arm()
        self._watch = asyncio.create_task(self._rearm())

    @property
    def running(self) -> bool:
        """Whether a turn ran lately or still does."""
        return self._scheduler.running and (self._turning or not self._stale())

    async def stop(self) -> None:
        """Stops ticking; what a turn has begun goes on until its own end."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _stale(self) -> bool:
        return time.monotonic() - self._last_turn >= self._stale_seconds

    def _arm(self) -> None:
        now = datetime.now(UTC)  # the machine's, as the scheduler's
        later = now + timedelta(seconds=self._chores_seconds)
        for name, job, seconds, first in (
            ("turn", self._guarded_turn, self._turn_seconds, now),
            ("chores", self._guarded_chores, self._chores_seconds, later),
        ):
            self._scheduler.add_job(
                job,
                "interval",
                seconds=seconds,
                next_run_time=first,
                id=name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
                replace_existing=True,
            )

    async def _rearm(self) -> None:
        while True:
            await asyncio.sleep(self._stale_seconds)
            if self._turning:  # many are due, or Telegram asks for patience: that is no standstill
                self._show_life()
            elif self._stale():
                log.warning("no turn ran for %s s: arming anew", self._stale_seconds)
                self._arm()

    async def _guarded_turn(self) -> None:
        self._turning = True
        await _guarded(self._turn)
        self._turning, self._last_turn = False, time.monotonic()
        self._show_life()

    def _show_life(self) -> None:
        try:
            self._beat()
        except OSError as error:
            log.error("the heartbeat could not be written: %s", error.strerror)

    async def _guarded_chores(self) -> None:
        await _guarded(self._chores)


async def _guarded(job: Job) -> None:
    try:
        await job()
    except asyncio.CancelledError:
        # Stopped in the middle: what a turn had claimed waits for the end of its lease.
        log.debug("stopped in the middle of a turn")
    except Exception:
        # The edge: the next call tries again, and the clock goes on.
        log.exception("a turn failed")
