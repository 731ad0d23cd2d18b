"""What all tests share: the real bot against the sandbox over HTTP, its clock standing still."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.chat.visit import Coach
from bot.store.migrations import upgrade
from bot.wiring import make_coach
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
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded file without a row: stories begin with a copy of it."""
    file = tmp_path_factory.mktemp("empty") / "rocking.db"
    upgrade(f"sqlite:///{file}", None)
    return file


@pytest.fixture
async def scene(tmp_path: Path, coach: Coach, empty_database: Path) -> AsyncIterator[Scene]:
    """A sandbox with the running bot; Monday, 2 March 2026, 06:00 UTC."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    shutil.copy(empty_database, data)
    async with Scene.opened(tmp_path, coach) as opened:
        yield opened
        assert opened.sandbox.violations == []
