"""`run`, except that another poller is borne for a moment only. Tests start it as a process."""

import asyncio

from bot import settings as config
from bot.__main__ import see_through
from bot.wiring import Surroundings, build

PATIENCE = 0.2  # seconds


async def work(stop: asyncio.Event) -> None:
    async with build(config.load(), Surroundings(patience=PATIENCE)) as program:
        await program.run(stop)


if __name__ == "__main__":
    stop = asyncio.Event()
    see_through(work(stop), stop)
