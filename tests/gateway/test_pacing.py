"""Telegram's limits are kept before they are hit."""

import asyncio
import time

import pytest

from bot.gateway.pacing import Limits, Pacing, Ticket, Turnstile


def passed(turnstile: Turnstile, until: float, start: float = 1000.0) -> list[tuple[float, Ticket]]:
    """Who passes when, until `until` seconds after `start`, for those who wait already."""
    now, gone = start, []
    while now <= start + until and turnstile.waiting:
        while ticket := turnstile.pass_one(now):
            gone.append((now - start, ticket))
        if turnstile.waiting:
            now = max(now + 1e-6, turnstile.next_at())
    return gone


def queue(*tickets: Ticket, limits: Limits | None = None) -> Turnstile:
    turnstile = Turnstile(limits or Limits())
    for ticket in tickets:
        turnstile.add(ticket)
    return turnstile


def test_no_second_holds_more_than_thirty_messages_not_even_the_first() -> None:
    gone = passed(queue(*(Ticket(chat) for chat in range(150))), until=5)

    instants = [when for when, _ in gone]
    busiest = max(sum(start <= when < start + 1 for when in instants) for start in instants)
    assert 28 <= busiest <= 30
    assert 140 <= len(gone) <= 142


def test_bulk_stays_below_the_overall_rate() -> None:
    gone = passed(queue(*(Ticket(chat, bulk=True) for chat in range(150))), until=5)

    assert 109 <= len(gone) <= 111


def test_one_chat_gets_three_at_once_and_then_one_a_second() -> None:
    gone = passed(queue(*(Ticket(7) for _ in range(6))), until=60)

    assert [round(when) for when, _ in gone] == [0, 0, 0, 1, 2, 3]


def test_one_busy_chat_does_not_hold_up_the_others() -> None:
    gone = passed(queue(*(Ticket(7) for _ in range(20)), Ticket(8)), until=1)

    assert 8 in [ticket.chat_id for when, ticket in gone if when < 0.2]


def test_people_who_tap_go_before_bulk_that_waits_longer() -> None:
    bulk = [Ticket(chat, bulk=True) for chat in range(10)]
    taps = [Ticket(100 + chat) for chat in range(10)]

    gone = passed(queue(*bulk, *taps), until=60)

    assert [ticket.bulk for _, ticket in gone] == [False] * 10 + [True] * 10


def test_after_a_429_nobody_passes_before_the_deadline() -> None:
    turnstile = queue(Ticket(7), Ticket(8))

    turnstile.close(1000.0, 5)
    turnstile.close(1000.2, 1)  # a late answer to an earlier request opens nothing

    assert [round(when, 1) for when, _ in passed(turnstile, until=60)] == [5.0, 5.0]


async def test_a_turn_waits_for_the_deadline_and_so_does_what_is_not_counted() -> None:
    pacing, started = Pacing(), time.monotonic()

    pacing.halt(0.2)
    await asyncio.gather(pacing.turn(7), pacing.open())

    assert time.monotonic() - started >= 0.2


async def test_a_sender_who_gives_up_leaves_the_queue() -> None:
    pacing = Pacing(Limits(chat=5, chat_burst=1))
    await pacing.turn(7)

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pacing.turn(7), 0.05)
    started = time.monotonic()
    await pacing.turn(7)

    assert time.monotonic() - started < 0.25
