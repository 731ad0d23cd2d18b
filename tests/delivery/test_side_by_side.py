"""Two processes on one database: each reminder is sent by one of them."""

import asyncio

from tests.delivery.conftest import House

PEOPLE = range(101, 131)


async def test_two_dispatchers_send_each_reminder_once(house: House) -> None:
    for number in PEOPLE:
        await house.person(number)

    await asyncio.gather(house.dispatcher().quiet(), house.dispatcher().quiet())
    sent = await house.turns()  # what either left because the other one held it

    assert sorted(number for number, _ in sent) == list(PEOPLE)
    assert await house.statuses() == ["sent"] * len(PEOPLE)
