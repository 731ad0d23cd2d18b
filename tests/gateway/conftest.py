"""A bot and the stand-in server it talks to."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.gateway.request import CoachBot, make_bot
from tests.gateway.standin import TOKEN, StandIn


@pytest.fixture
async def telegram() -> AsyncIterator[StandIn]:
    """A server that speaks to TOKEN only."""
    stand_in = StandIn()
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stand_in.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stand_in.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield stand_in
    stand_in.arrived.set()
    await runner.cleanup()


@pytest.fixture
async def bot(telegram: StandIn) -> AsyncIterator[CoachBot]:
    """A bot that talks to that server."""
    bot = make_bot(TOKEN, telegram.root)
    yield bot
    await bot.close_connections()
