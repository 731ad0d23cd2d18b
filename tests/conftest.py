"""What all tests share: the real bot against the sandbox over HTTP, with a clock that stands still."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from hypothesis import settings

from bot.chat.visit import Coach
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


@pytest.fixture
async def scene(tmp_path: Path, coach: Coach) -> AsyncIterator[Scene]:
    """A sandbox with the running bot; Monday, 2 March 2026, 06:00 UTC."""
    async with Scene.opened(tmp_path, coach) as opened:
        yield opened
        assert opened.sandbox.violations == []


@pytest.fixture
def anna(scene: Scene) -> "Callable[[], object]":
    """Anna, whose Telegram speaks German: her zone can be guessed."""
    return scene.person("Anna", "de")
