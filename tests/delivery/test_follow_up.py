"""The silent second reminder: once, only where it is wanted, and only after nothing at all came."""

from datetime import timedelta

import pytest

from bot.domain.days import Half
from bot.domain.reminders import Bell, Slot
from bot.gateway.refusals import Kind
from bot.store import people, reminders
from tests.delivery.conftest import ANNA, MONDAY, SEVEN, House

NIGHT_AT_SEVEN = Bell(Slot.BEDTIME, True, 7 * 60)


def texts(house: House) -> list[str]:
    return [text for _, text in house.outbox.sent]


async def test_it_is_off_until_it_is_wanted(house: House) -> None:
    await house.person()
    await house.turns()
    house.wait(hours=1)

    await house.turns()

    assert texts(house) == ["morning first"]


@pytest.mark.parametrize(
    ("bell", "minutes"), [(Bell(Slot.MORNING, True, 420), 60), (NIGHT_AT_SEVEN, 30)]
)
async def test_it_comes_once_and_at_its_time(house: House, bell: Bell, minutes: int) -> None:
    await house.person(ANNA, bell, follow_up=True)
    await house.turns()
    house.wait(minutes=minutes, seconds=-1)
    await house.turns()
    assert texts(house) == [f"{bell.slot} first"]

    house.wait(seconds=1)
    for _ in range(3):
        await house.turns()
        house.wait(minutes=30)

    assert texts(house) == [f"{bell.slot} first", f"{bell.slot} follow-up"]


async def test_it_is_planned_once_although_the_first_was_sent_twice(house: House) -> None:
    await house.person(follow_up=True)
    house.outbox.refuses(Kind.MAYBE_SENT)
    await house.turns()
    house.wait(seconds=10)
    await house.turns()

    assert [one.nudge for one in await house.deliveries()] == ["first", "follow-up"]


async def test_any_sign_of_life_since_the_first_ends_it(house: House) -> None:
    await house.person(follow_up=True)
    await house.turns()
    house.wait(minutes=5)
    await house.write(lambda tx: people.change(tx, ANNA, last_seen=house.now))
    house.wait(minutes=55)

    await house.turns()

    assert texts(house) == ["morning first"]
    assert await house.statuses() == ["sent", "cancelled"]


async def test_an_answer_within_the_same_second_ends_it_too(house: House) -> None:
    await house.person(follow_up=True)
    await house.turns()
    (first, _) = await house.deliveries()
    await house.write(lambda tx: reminders.answer(tx, first, "skip"))
    house.wait(hours=1)

    await house.turns()

    assert texts(house) == ["morning first"]


async def test_buttons_that_went_to_a_later_reminder_are_no_answer(house: House) -> None:
    extra = Bell(Slot.EXTRA1, True, 7 * 60 + 30)
    await house.person(ANNA, Bell(Slot.MORNING, True, 420), extra, follow_up=True)
    await house.turns()
    house.wait(minutes=30)
    await house.turns()
    house.wait(minutes=30)

    await house.turns()

    assert texts(house) == ["morning first", "extra1 first", "morning follow-up"]


async def test_a_practice_ends_it(house: House) -> None:
    await house.person(follow_up=True)
    await house.turns()
    house.wait(minutes=30)
    await house.rocked(ANNA, MONDAY, Half.MORNING, house.now)
    house.wait(minutes=30)

    await house.turns()

    assert texts(house) == ["morning first"]


async def test_while_backing_off_it_does_not_come(house: House) -> None:
    await house.person(follow_up=True, last_seen=SEVEN - timedelta(days=1))

    for _ in range(4):
        await house.turns()
        house.wait(hours=1)
        await house.turns()
        house.wait(hours=23)

    assert texts(house) == ["morning first", "morning follow-up"] * 3 + ["morning first"]


async def test_after_a_standstill_it_is_not_sent_late(house: House) -> None:
    await house.person(follow_up=True)
    await house.turns()
    house.wait(hours=3, seconds=1)

    await house.turns()

    assert texts(house) == ["morning first"]
    assert await house.statuses() == ["sent", "expired"]
