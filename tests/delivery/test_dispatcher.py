"""A reminder that is due: sent once, tried again only where that is right, and never late."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection

from bot.domain.days import Half
from bot.domain.reminders import Bell, Slot
from bot.gateway.outgoing import Strip
from bot.gateway.refusals import Kind
from bot.store import people, reminders
from tests.delivery.conftest import ANNA, MONDAY, SEVEN, House, until

FIRST = (ANNA, "morning first")
NIGHT = Bell(Slot.BEDTIME, True, 22 * 60)


async def test_what_is_due_is_sent_once_and_the_bell_moves_on(house: House) -> None:
    await house.person()

    assert await house.turns() == [FIRST]
    assert await house.turns() == [FIRST]
    (delivery,) = await house.deliveries()
    assert (delivery.status, delivery.attempts, delivery.day) == ("sent", 1, MONDAY)
    assert (delivery.sent, delivery.message_id, delivery.lease_until) == (SEVEN, 1001, None)
    assert await house.database.read(reminders.earliest_due) == SEVEN + timedelta(days=1)


async def test_what_is_not_due_yet_is_not_sent(house: House) -> None:
    await house.person()
    house.now = SEVEN - timedelta(seconds=1)

    assert await house.turns() == []
    assert await house.deliveries() == []


async def test_a_turn_says_whether_there_was_work(house: House) -> None:
    await house.person()
    dispatcher = house.dispatcher()

    assert [await dispatcher.turn(), await dispatcher.turn()] == [True, False]
    await dispatcher.quiet()


@pytest.mark.parametrize(
    ("slot", "minutes", "window"),
    [(Slot.MORNING, 420, 120), (Slot.BEDTIME, 420, 60), (Slot.EXTRA1, 420, 60)],
)
async def test_it_is_never_begun_after_its_window(
    house: House, slot: Slot, minutes: int, window: int
) -> None:
    await house.person(ANNA, Bell(slot, True, minutes))
    house.wait(minutes=window, seconds=1)

    assert await house.turns() == []
    assert await house.statuses() == ["expired"]


async def test_it_may_be_begun_until_the_end_of_its_window(house: House) -> None:
    await house.person()
    house.wait(hours=2)

    assert await house.turns() == [FIRST]


async def test_after_days_of_standstill_only_what_is_still_useful_goes_out(house: House) -> None:
    await house.person(ANNA, Bell(Slot.MORNING, True, 420), NIGHT)
    house.wait(days=3, minutes=30)

    assert await house.turns() == [FIRST]
    assert [(one.day, one.status) for one in await house.deliveries()] == [
        (MONDAY, "expired"),
        (MONDAY, "expired"),
        (date(2026, 3, 5), "sent"),
    ]


async def test_two_processes_do_not_send_the_same_nudge(house: House) -> None:
    for number in range(1, 21):
        await house.person(number)

    await asyncio.gather(*(house.dispatcher().quiet() for _ in range(3)))

    assert sorted(chat for chat, _ in house.outbox.sent) == list(range(1, 21))


async def test_no_more_than_five_are_under_way_at_once(house: House) -> None:
    for number in range(1, 21):
        await house.person(number)
    house.outbox.gate.clear()
    dispatcher = house.dispatcher()

    ticking = asyncio.create_task(dispatcher.tick())
    await until(lambda: house.outbox.most_at_once == 5)
    await asyncio.sleep(0.05)
    house.outbox.gate.set()
    await ticking
    await dispatcher.quiet()

    assert house.outbox.most_at_once == 5
    assert len(house.outbox.sent) == 20


async def test_it_is_decided_when_there_is_room_to_send_and_not_before(house: House) -> None:
    await house.person()
    house.outbox.room.clear()
    waiting = asyncio.create_task(house.turns())
    await asyncio.sleep(0.05)
    assert await house.deliveries() == []
    await house.rocked(ANNA, MONDAY, Half.MORNING, SEVEN)

    house.outbox.room.set()

    assert await waiting == []
    assert await house.statuses() == ["cancelled"]


async def test_what_is_not_sent_takes_no_room_from_what_is(house: House) -> None:
    for number in range(1, 6):
        await house.person(number)
    house.wait(hours=2, seconds=1)
    dispatcher = house.dispatcher()

    for _ in range(3):
        await dispatcher.quiet()

    assert await house.statuses() == ["expired"] * 5
    assert house.outbox.slots == 1


async def test_a_day_that_was_served_is_not_served_again(house: House) -> None:
    await house.person()
    await house.turns()

    def set_anew(tx: Connection) -> None:
        reminders.set_bell(tx, ANNA, Bell(Slot.MORNING, True, 8 * 60))
        reminders.schedule(tx, ANNA, people.calendar(tx, ANNA), house.now)

    await house.write(set_anew)
    house.wait(hours=2)

    assert await house.turns() == [FIRST]


async def test_the_same_nudge_of_a_day_is_there_once(house: House) -> None:
    await house.person()
    await house.turns()
    again = {"person_id": ANNA, "slot": "morning", "day": MONDAY, "nudge": "first"}

    added = await house.write(
        lambda tx: reminders.add_delivery(tx, **again, due=SEVEN, status="planned")
    )

    assert added is None
    assert await house.turns() == [FIRST]


async def test_it_stays_quiet_once_the_half_is_done(house: House) -> None:
    await house.person()
    await house.rocked(ANNA, MONDAY, Half.MORNING, SEVEN - timedelta(minutes=20))

    assert await house.turns() == []
    assert await house.statuses() == ["cancelled"]


async def test_someone_who_blocked_the_bot_gets_nothing(house: House) -> None:
    await house.person(blocked=SEVEN - timedelta(days=1))

    assert await house.turns() == []
    assert await house.statuses() == ["cancelled"]


async def test_after_seven_ignored_days_one_question_and_then_silence(house: House) -> None:
    await house.person(last_seen=SEVEN - timedelta(days=1))

    for _ in range(12):
        await house.turns()
        house.wait(days=1)

    assert [text for _, text in house.outbox.sent] == [*["morning first"] * 7, "still here"]


async def test_the_next_one_takes_the_buttons_of_an_unanswered_one(house: House) -> None:
    await house.person(ANNA, Bell(Slot.MORNING, True, 420), NIGHT)
    await house.turns()
    house.wait(hours=15)

    await house.turns()

    (reply,) = house.outbox.shown
    assert (reply.chat_id, reply.items) == (ANNA, (Strip(1001),))
    assert [one.answer for one in await house.deliveries()] == ["ignored", None]


async def test_the_buttons_stay_until_the_next_one_has_really_gone_out(house: House) -> None:
    await house.person(ANNA, Bell(Slot.MORNING, True, 420), NIGHT)
    await house.turns()
    house.wait(hours=15)
    house.outbox.refuses(Kind.AGAIN)

    await house.turns()
    assert house.outbox.shown == []
    house.wait(seconds=10)
    await house.turns()

    assert [reply.items for reply in house.outbox.shown] == [(Strip(1001),)]
