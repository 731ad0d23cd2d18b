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

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

TURN_SECONDS = 2
CHORES_SECONDS = 60
STALE_SECONDS = 10

Job = Callable[[], Awaitable[None]]


class Clockwork:
    """Two interval jobs and the watch over them."""

    def __init__(self, turn: Job, chores: Job, beat: Callable[[], None] = lambda: None):
        self._turn = turn
        self._chores = chores
        self._beat = beat
        self._last_turn = time.monotonic()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._watch: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begins to tick."""
        self._scheduler.start()
        self._arm()
        self._watch = asyncio.create_task(self._rearm())

    def wake(self) -> None:
        """Something may be due now: do not wait for the next turn."""
        if self._scheduler.running:
            self._scheduler.add_job(self._guarded_turn, max_instances=1, misfire_grace_time=None)

    @property
    def running(self) -> bool:
        """Whether a turn ran lately."""
        return self._scheduler.running and time.monotonic() - self._last_turn < STALE_SECONDS

    async def stop(self) -> None:
        """Stops ticking; what a turn has begun goes on until its own end."""
        if self._watch is not None:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _arm(self) -> None:
        for name, job, seconds in (
            ("turn", self._guarded_turn, TURN_SECONDS),
            ("chores", self._guarded_chores, CHORES_SECONDS),
        ):
            self._scheduler.add_job(
                job,
                "interval",
                seconds=seconds,
                id=name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
                replace_existing=True,
            )

    async def _rearm(self) -> None:
        while True:
            await asyncio.sleep(STALE_SECONDS)
            if time.monotonic() - self._last_turn > STALE_SECONDS:
                log.warning("no turn ran for %s s: arming the clockwork anew", STALE_SECONDS)
                self._arm()

    async def _guarded_turn(self) -> None:
        self._last_turn = time.monotonic()
        self._beat()
        await _guarded(self._turn)
        self._last_turn = time.monotonic()

    async def _guarded_chores(self) -> None:
        await _guarded(self._chores)


async def _guarded(job: Job) -> None:
    try:
        await job()
    except Exception:
        # The edge: the next call tries again, and the clock goes on.
        log.exception("a turn failed")
