"""The content of this checkout, read once for all tests of what the bot knows."""

from pathlib import Path

import pytest

from bot.knowledge.answers import Answers
from bot.knowledge.library import Library, load

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def library() -> Library:
    return load(CONTENT)


@pytest.fixture(scope="session")
def answers(library: Library) -> Answers:
    return Answers(library)
