"""What becomes of a nudge that was not plainly sent: tried again, given up, left by the dead."""

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.delivery.dispatcher import LEASE
from bot.domain.days import Half
from bot.gateway.outgoing import Message
from bot.gateway.refusals import Kind
from bot.store import people
from tests.delivery.conftest import ANNA, BEN, MONDAY, House

FIRST = (ANNA, "morning first")


@pytest.mark.parametrize("kind", [Kind.WAIT, Kind.AGAIN, Kind.STOP])
async def test_what_certainly_was_not_sent_is_tried_until_it_is(house: House, kind: Kind) -> None:
    await house.person()
    house.outbox.refuses(*[kind] * 5)

    for _ in range(8):
        await house.turns()
        house.wait(seconds=10)

    assert house.outbox.sent == [FIRST]
    assert await house.statuses() == ["sent"]


async def test_what_certainly_was_not_sent_is_left_when_its_window_has_closed(
    house: House,
) -> None:
    await house.person()
    house.outbox.refuses(Kind.AGAIN)
    await house.turns()

    house.wait(hours=2, seconds=1)

    assert await house.turns() == []
    assert await house.statuses() == ["expired"]


async def test_what_may_have_been_sent_is_tried_once_more(house: House) -> None:
    await house.person()
    house.outbox.refuses(Kind.MAYBE_SENT)

    await house.turns()
    house.wait(seconds=9)
    assert await house.turns() == [FIRST]
    house.wait(seconds=1)

    assert await house.turns() == [FIRST, FIRST]
    assert await house.statuses() == ["sent"]


async def test_what_may_have_been_sent_twice_is_unknown_for_good(house: House) -> None:
    await house.person()
    house.outbox.refuses(Kind.MAYBE_SENT, Kind.MAYBE_SENT)

    for _ in range(4):
        await house.turns()
        house.wait(seconds=10)

    assert house.outbox.sent == [FIRST, FIRST]
    assert await house.statuses() == ["unknown"]


async def test_what_may_have_been_sent_is_unknown_when_its_window_has_closed(
    house: House,
) -> None:
    await house.person()
    house.outbox.refuses(Kind.MAYBE_SENT)
    await house.turns()

    house.wait(hours=2, seconds=1)

    assert await house.turns() == [FIRST]
    assert await house.statuses() == ["unknown"]


@pytest.mark.parametrize("kind", [Kind.GONE, Kind.OUR_BUG])
async def test_what_is_refused_is_not_tried_again(house: House, kind: Kind) -> None:
    await house.person()
    house.outbox.refuses(kind)

    await house.turns()
    house.wait(minutes=5)

    assert await house.turns() == []
    assert await house.statuses() == ["refused"]


async def test_a_refusal_stops_nobody_else(house: House) -> None:
    await house.person(ANNA)
    await house.person(BEN)
    house.outbox.refuses(Kind.GONE)

    assert await house.turns() == [(BEN, "morning first")]


async def test_a_nudge_of_a_dead_process_waits_for_the_end_of_its_lease(house: House) -> None:
    await house.person()
    house.outbox.gate.clear()
    dead = house.dispatcher()
    await dead.turn()
    await asyncio.sleep(0)
    await dead.finish(0)
    house.outbox.gate.set()

    house.wait(seconds=LEASE - 1)
    assert await house.turns() == []
    house.wait(seconds=1)

    assert await house.turns() == [FIRST]
    (delivery,) = await house.deliveries()
    assert (delivery.status, delivery.attempts) == ("sent", 2)


async def test_a_lease_goes_by_the_machine_and_not_by_the_clock_that_can_be_moved(
    house: House,
) -> None:
    await house.person()
    house.outbox.refuses(Kind.MAYBE_SENT)
    await house.turns()

    house.now += timedelta(hours=1)

    assert await house.turns() == [FIRST]


async def test_what_was_done_between_two_tries_is_not_asked_for_again(house: House) -> None:
    await house.person()
    house.outbox.refuses(Kind.MAYBE_SENT)
    await house.turns()
    house.wait(seconds=20)
    await house.rocked(ANNA, MONDAY, Half.MORNING, house.now)

    assert await house.turns() == [FIRST]
    assert await house.statuses() == ["unknown"]


async def test_one_that_cannot_be_worded_holds_up_nobody_else(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    await house.person(ANNA)
    await house.person(BEN)
    words = house.compose

    def compose(tx: Connection, *given: object) -> Message:
        if given[0].person_id == ANNA:  # type: ignore[attr-defined]
            people.change(tx, ANNA, goal=99)
            raise ValueError("what Anna wrote")
        return words(tx, *given)  # type: ignore[arg-type]

    house.compose = compose

    assert await house.turns() == [(BEN, "morning first")]
    assert sorted(await house.statuses()) == ["refused", "sent"]
    anna = await house.database.read(lambda tx: people.find(tx, ANNA))
    assert anna is not None
    assert anna.goal == 20
    assert "ValueError" in caplog.text
    assert "what Anna wrote" not in caplog.text


async def test_a_send_that_breaks_in_an_unknown_way_is_tried_once_more_and_frees_its_slot(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    await house.person()
    house.outbox.answers.extend([KeyError("message_id"), KeyError("message_id")])
    dispatcher = house.dispatcher()

    for _ in range(4):
        await dispatcher.quiet()
        house.wait(seconds=LEASE)

    assert await house.statuses() == ["unknown"]


async def test_asked_to_finish_it_lets_sends_under_way_be_recorded(house: House) -> None:
    await house.person()
    house.outbox.gate.clear()
    dispatcher = house.dispatcher()
    await dispatcher.turn()
    asyncio.get_running_loop().call_later(0.05, house.outbox.gate.set)

    await dispatcher.finish(5)

    assert await house.statuses() == ["sent"]
