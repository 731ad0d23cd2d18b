"""What all tests share: the real bot against the sandbox over HTTP, its clock standing still."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import make_url

from bot.chat.visit import Coach
from bot.store.migrations import upgrade
from bot.wiring import make_coach
from tests.databases import SERVER, made_on_server
from tests.person import Scene

settings.register_profile("default", deadline=None, max_examples=100)
settings.register_profile("all", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-all", action="store_true", help="exhaustively instead of sampled")


@pytest.fixture(scope="session")
def coach() -> Coach:
    """What the bot knows; an error in its words fails the test that meets it."""
    return make_coach(strict=True)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an upgraded database without a row, which is only copied."""
    if SERVER:
        with made_on_server() as url:
            upgrade(url, None)
            yield url
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('empty') / 'rocking.db'}"
        upgrade(url, None)
        yield url


@pytest.fixture
def database_url(tmp_path: Path, empty_database: str) -> Iterator[str]:
    """The address of a test's own database, upgraded and without a row."""
    original = make_url(empty_database).database or ""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    if SERVER:
        with made_on_server(template=original) as url:
            yield url
    else:
        yield f"sqlite:///{shutil.copy(original, data)}"


@pytest.fixture
async def scene(tmp_path: Path, coach: Coach, database_url: str) -> AsyncIterator[Scene]:
    """A sandbox with the running bot; Monday, 2 March 2026, 06:00 UTC."""
    async with Scene.opened(tmp_path / "data", coach, database_url) as opened:
        yield opened
        assert opened.sandbox.violations == []
