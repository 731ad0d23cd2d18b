"""Pictures are drawn in a process of their own, which comes and goes by itself."""

import asyncio
import os
import pickle
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from io import BytesIO

import pytest

from bot import picture
from bot.chat import halfyear
from bot.easel import Easel, EaselError, serve
from bot.knowledge.words import Words
from bot.pictures import calendar
from bot.pictures.calendar import HalfYear
from bot.wiring import content_folder


@dataclass(frozen=True)
class Riddle:
    """Nothing that anybody can draw."""


@pytest.fixture(scope="module")
def half_year() -> HalfYear:
    life = picture.sample()
    words = Words([content_folder() / "en" / "texts.ftl"])
    return halfyear.half_year(words, life.record, life.halves, "Anna")


@pytest.fixture
async def easel() -> AsyncIterator[Easel]:
    easel = Easel(idle_seconds=0.2)
    yield easel
    await easel.close()


def process_of(easel: Easel) -> int | None:
    return easel._process.pid if easel._process else None


async def test_what_is_drawn_elsewhere_is_the_same_picture(
    easel: Easel, half_year: HalfYear
) -> None:
    assert await easel.draw(half_year) == calendar.draw(half_year)


async def test_many_at_once_are_all_drawn_by_one_process(easel: Easel, half_year: HalfYear) -> None:
    await easel.draw(half_year)
    first = process_of(easel)

    pictures = await asyncio.gather(*(easel.draw(half_year) for _ in range(5)))

    assert len(set(pictures)) == 1
    assert process_of(easel) == first


async def test_what_cannot_be_drawn_is_an_error_and_the_next_one_is_drawn(
    easel: Easel, half_year: HalfYear
) -> None:
    with pytest.raises(EaselError):
        await easel.draw(Riddle())

    assert await easel.draw(half_year)


async def test_a_process_that_died_is_replaced(easel: Easel, half_year: HalfYear) -> None:
    await easel.draw(half_year)
    first = process_of(easel)
    assert first is not None
    os.kill(first, signal.SIGKILL)
    await asyncio.sleep(0.1)

    assert await easel.draw(half_year)
    assert process_of(easel) != first


async def test_nobody_gets_the_picture_that_somebody_else_no_longer_waits_for(
    easel: Easel, half_year: HalfYear
) -> None:
    await easel.draw(half_year)
    other = replace(half_year, title="Somebody else")
    given_up = asyncio.create_task(easel.draw(other))
    await asyncio.sleep(0)  # asked, and not answered yet
    given_up.cancel()

    assert await easel.draw(half_year) == calendar.draw(half_year)


async def test_an_idle_process_is_let_go(easel: Easel, half_year: HalfYear) -> None:
    await easel.draw(half_year)
    assert process_of(easel) is not None

    await asyncio.sleep(1)

    assert process_of(easel) is None


async def test_the_process_ends_with_the_one_that_asked() -> None:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bot.easel")
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin is not None

    process.stdin.close()  # as it happens to the pipe of a process that was killed

    assert await asyncio.wait_for(process.wait(), 20) == 0


def test_what_cannot_be_drawn_is_named_by_its_kind_alone() -> None:
    request = pickle.dumps(Riddle())
    answers = BytesIO()

    serve(BytesIO(len(request).to_bytes(4, "big") + request), answers)

    assert answers.getvalue()[4:] == b"failed: KeyError"
