"""What goes out: toasts first, one person's replies in order, edits merged, refusals respected."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from itertools import pairwise
from typing import Any

import pytest
from aiohttp import web

from bot.gateway.outgoing import Button, Edit, Item, Message, Reply, Strip, Toast, Work
from bot.gateway.pacing import Limits, Pacing
from bot.gateway.refusals import Kind, Refused
from bot.gateway.request import CoachBot, make_bot
from bot.gateway.sender import Sender
from tests.gateway.shelf import Shelf
from tests.gateway.standin import TOKEN, StandIn, drop, error, ok, page, slow

FAST = Limits(overall=10_000, bulk=10_000, chat=10_000, chat_burst=100)
BUTTONS = ((Button("+1", "a1"), Button("Done", "d1")),)


class Desk:
    """A sender, and what it reported."""

    def __init__(self, bot: CoachBot, **how: Any) -> None:
        self.gone: list[int] = []
        self.done: list[str] = []
        works = {"export": self.export, "broken": self.broken}
        how = {"edit_gap": 0.2, "pause": lambda _attempt: 0.01, **how}
        self.sender = Sender(bot, Pacing(FAST), self.on_gone, works, Shelf().gallery(), **how)

    async def on_gone(self, person_id: int) -> None:
        self.gone.append(person_id)

    async def export(self, person_id: int, _note: str) -> None:
        self.done.append(f"export for {person_id}")

    async def broken(self, _person_id: int, _note: str) -> None:
        raise KeyError("disk")

    async def show(self, *items: Item, chat_id: int = 7, callback_id: str = "") -> None:
        await self.sender.show(Reply(chat_id, items, callback_id))


@pytest.fixture
async def desk(bot: CoachBot) -> AsyncIterator[Desk]:
    desk = Desk(bot)
    yield desk
    desk.sender.close()


async def test_the_toast_goes_first_and_the_items_keep_their_order(
    desk: Desk, telegram: StandIn
) -> None:
    items = (Edit(5, "now"), Message("one"), Strip(4), Toast("12 of 20"), Message("two"))

    await desk.show(*items, callback_id="q1")

    assert [call.method for call in telegram.calls] == [
        "answerCallbackQuery",
        "editMessageText",
        "sendMessage",
        "editMessageReplyMarkup",
        "sendMessage",
    ]
    assert telegram.texts("sendMessage") == ["one", "two"]


async def test_each_method_gets_the_fields_it_needs_and_no_other(
    desk: Desk, telegram: StandIn
) -> None:
    page_off = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    keyboard = {
        "inline_keyboard": [
            [{"text": "+1", "callback_data": "a1"}, {"text": "Done", "callback_data": "d1"}]
        ]
    }

    await desk.show(
        Toast("saved", alert=True),
        Message("<b>hi</b>", BUTTONS, silent=True),
        Message("where?", ask_location="📍 Here"),
        Message("thanks", drop_keyboard=True),
        Edit(5, "now", BUTTONS),
        Edit(5, "end"),
        Strip(5),
        callback_id="q1",
    )

    assert [call.fields for call in telegram.calls] == [
        {"callback_query_id": "q1", "text": "saved", "show_alert": True},
        {"chat_id": 7, "text": "<b>hi</b>", **page_off}
        | {"disable_notification": True, "reply_markup": keyboard},
        {"chat_id": 7, "text": "where?", **page_off}
        | {
            "reply_markup": {
                "keyboard": [[{"text": "📍 Here", "request_location": True}]],
                "resize_keyboard": True,
                "one_time_keyboard": True,
            }
        },
        {"chat_id": 7, "text": "thanks", **page_off, "reply_markup": {"remove_keyboard": True}},
        {"chat_id": 7, "message_id": 5, "text": "now", **page_off, "reply_markup": keyboard},
        {"chat_id": 7, "message_id": 5, "text": "end", **page_off},
        {"chat_id": 7, "message_id": 5},
    ]


async def test_a_tap_is_answered_once_even_with_nothing_to_say(
    desk: Desk, telegram: StandIn
) -> None:
    await desk.show(Message("hello"), callback_id="q1")
    await desk.show(Message("typed, not tapped"))

    (answer,) = telegram.of("answerCallbackQuery")
    assert answer.fields == {"callback_query_id": "q1"}


async def test_one_persons_replies_wait_for_each_other_and_other_people_do_not(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendMessage", slow(0.3, ok({"message_id": 1})))

    await asyncio.gather(
        desk.show(Message("first")),
        desk.show(Message("second")),
        desk.show(Message("third")),
        desk.show(Message("other"), chat_id=8),
    )

    assert telegram.texts("sendMessage") == ["first", "other", "second", "third"]


async def test_a_toast_does_not_wait_for_an_earlier_message(desk: Desk, telegram: StandIn) -> None:
    telegram.will("sendMessage", slow(0.3, ok({"message_id": 1})))
    earlier = asyncio.create_task(desk.show(Message("slow one")))
    await asyncio.sleep(0.05)

    tapped = asyncio.create_task(desk.show(Toast("1 of 20"), Message("x"), callback_id="q1"))
    await asyncio.sleep(0.1)

    assert [call.method for call in telegram.calls] == ["sendMessage", "answerCallbackQuery"]
    await asyncio.gather(earlier, tapped)


async def test_quick_taps_are_all_toasted_and_the_message_follows_a_few_times_and_ends_right(
    desk: Desk, telegram: StandIn
) -> None:
    async def tap(number: int) -> None:
        await asyncio.sleep(number * 0.02)
        edit = Edit(5, f"rep {number}", BUTTONS, gentle=True)
        await desk.show(Toast(f"{number} of 40"), edit, callback_id=f"q{number}")

    await asyncio.gather(*(tap(number) for number in range(1, 41)))

    assert telegram.texts("answerCallbackQuery") == [f"{n} of 40" for n in range(1, 41)]
    edits = telegram.of("editMessageText")
    gaps = [later.at - earlier.at for earlier, later in pairwise(edits)]
    assert edits[0].fields["text"] == "rep 1"
    assert edits[-1].fields["text"] == "rep 40"
    assert 4 <= len(edits) <= 6
    assert min(gaps) > 0.18
    assert gaps[2] > 0.38  # the fourth comes at twice the distance


async def test_when_it_must_be_quiet_the_last_state_is_shown_at_once(
    bot: CoachBot, telegram: StandIn
) -> None:
    desk = Desk(bot, edit_gap=60)
    shows = [asyncio.create_task(desk.show(Edit(5, f"rep {n}", gentle=True))) for n in range(1, 4)]
    await asyncio.sleep(0.1)
    shows.append(asyncio.create_task(desk.show(Edit(5, "rep 4", gentle=True))))
    await asyncio.sleep(0.1)

    await asyncio.wait_for(desk.sender.quiet(), 2)

    assert telegram.texts("editMessageText")[-1] == "rep 4"
    assert all(show.done() for show in shows)


async def test_an_edit_that_is_not_gentle_takes_the_place_of_one_that_waits(
    bot: CoachBot, telegram: StandIn
) -> None:
    desk = Desk(bot, edit_gap=60)
    await desk.show(Edit(5, "rep 1", gentle=True))
    waiting = asyncio.create_task(desk.show(Edit(5, "rep 2", gentle=True)))
    await asyncio.sleep(0.05)

    await desk.show(Edit(5, "Done: 2 reps"))
    await waiting

    assert telegram.texts("editMessageText") == ["rep 1", "Done: 2 reps"]


async def test_an_edit_that_is_not_gentle_comes_after_one_that_is_under_way(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("editMessageText", slow(0.2, ok(True)))
    under_way = asyncio.create_task(desk.show(Edit(5, "rep 1", gentle=True)))
    await asyncio.sleep(0.05)

    started = time.monotonic()
    await asyncio.gather(desk.show(Edit(5, "Done")), under_way)

    edits = telegram.of("editMessageText")
    assert [call.fields["text"] for call in edits] == ["rep 1", "Done"]
    assert edits[1].at - started > 0.1


async def test_after_a_429_nothing_is_sent_before_its_end_and_nothing_is_lost(
    desk: Desk, telegram: StandIn
) -> None:
    too_many = error(429, "Too Many Requests: retry after 1", retry_after=1)
    telegram.will("sendMessage", slow(0.3, ok({"message_id": 1})), too_many)

    late = asyncio.create_task(desk.show(Message("late answer"), chat_id=1))
    await asyncio.sleep(0.05)
    await asyncio.gather(
        desk.show(Message("refused"), chat_id=2),
        *(desk.show(Toast("hi"), callback_id=f"q{n}", chat_id=n) for n in range(3, 6)),
        late,
    )
    await desk.show(Message("next"), chat_id=9)

    refused = telegram.of("sendMessage")[1]
    assert telegram.texts("sendMessage") == ["late answer", "refused", "refused", "next"]
    assert telegram.of("sendMessage")[2].at - refused.at >= 1.0
    assert len(telegram.of("answerCallbackQuery")) == 3


async def test_a_lost_connection_is_tried_again_until_it_is_back(telegram: StandIn) -> None:
    port = int(telegram.root.rsplit(":", 1)[1])
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", telegram.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.2", port)
    bot = make_bot(TOKEN, f"http://127.0.0.2:{port}")

    shown = asyncio.create_task(Desk(bot).show(Message("hello")))
    await asyncio.sleep(0.1)
    assert not telegram.calls
    await site.start()
    await asyncio.wait_for(shown, 5)

    assert telegram.texts("sendMessage") == ["hello"]
    await bot.close_connections()
    await runner.cleanup()


@pytest.mark.parametrize("broken", [drop, lambda: page(502)])
async def test_a_message_that_may_have_arrived_is_sent_again_once_and_only_if_told_so(
    desk: Desk, telegram: StandIn, broken: Callable[[], Any]
) -> None:
    rests: list[Reply] = []

    async def note(rest: Reply) -> None:
        rests.append(rest)

    reply = Reply(7, (Toast("ok"), Message("one"), Message("two")), "q1")
    telegram.will("sendMessage", ok({"message_id": 1}), broken(), broken(), broken())

    await desk.sender.show(reply, before_repeat=note)
    await desk.show(Message("once"))

    assert telegram.texts("sendMessage") == ["one", "two", "two", "once"]
    assert rests == [Reply(7, (Message("two"),))]


async def test_toasts_and_edits_are_repeated_freely(desk: Desk, telegram: StandIn) -> None:
    telegram.will("answerCallbackQuery", page(502), drop())
    telegram.will("editMessageText", drop())

    await desk.show(Toast("ok"), Edit(5, "now"), callback_id="q1")

    assert len(telegram.of("answerCallbackQuery")) == 3
    assert len(telegram.of("editMessageText")) == 2


async def test_someone_who_blocked_the_bot_is_reported_and_gets_nothing_more(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendMessage", error(403, "Forbidden: bot was blocked by the user"))

    await desk.show(Message("one"), Message("two"))

    assert desk.gone == [7]
    assert telegram.texts("sendMessage") == ["one"]


async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("editMessageText", error(400, "Bad Request: message to edit not found"))

    await desk.show(Edit(5, "12 reps", BUTTONS))

    (sent,) = telegram.of("sendMessage")
    assert sent.fields["text"] == "12 reps"
    assert "inline_keyboard" in sent.fields["reply_markup"]


async def test_what_is_so_already_is_no_error(
    desk: Desk, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.will("editMessageText", error(400, "Bad Request: message is not modified: …"))
    telegram.will("answerCallbackQuery", error(400, "Bad Request: query is too old and …"))

    await desk.show(Toast("late"), Edit(5, "same"), Message("after"), callback_id="q1")

    assert telegram.texts("sendMessage") == ["after"]
    assert not caplog.records


async def test_our_own_mistake_is_logged_and_the_rest_is_shown(
    desk: Desk, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.will("sendMessage", error(400, "Bad Request: can't parse entities: …"))

    await desk.show(Message("<b"), Message("fine"))

    assert telegram.texts("sendMessage") == ["<b", "fine"]
    assert "can't parse entities" in caplog.text.lower()


async def test_a_delivery_tells_its_message_and_repeats_nothing(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendMessage", ok({"message_id": 77}), drop())

    assert await desk.sender.deliver(7, Message("Time to rock")) == 77
    with pytest.raises(Refused) as refused:
        await desk.sender.deliver(7, Message("Time to rock"))

    assert refused.value.refusal.kind is Kind.MAYBE_SENT
    assert len(telegram.calls) == 2


async def test_work_is_done_and_where_it_fails_the_person_hears_of_it(
    desk: Desk, telegram: StandIn
) -> None:
    await desk.show(Message("One moment"), Work("export", sorry="Sorry"))
    await desk.show(Work("broken", sorry="That did not work."))

    assert desk.done == ["export for 7"]
    assert telegram.texts("sendMessage") == ["One moment", "That did not work."]


async def test_a_document_is_uploaded_with_its_caption(desk: Desk, telegram: StandIn) -> None:
    telegram.will("sendDocument", ok({"message_id": 8}))

    assert await desk.sender.send_document(7, "rocking.zip", b"PK", "Everything about you") == 8

    assert telegram.calls[0].fields == {
        "chat_id": 7,
        "caption": "Everything about you",
        "parse_mode": "HTML",
        "document": ("rocking.zip", b"PK"),
    }


async def test_typing_is_shown_and_its_refusal_does_not_matter(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendChatAction", error(404, "Not Found"))

    await desk.sender.typing(7)

    assert telegram.calls[0].fields == {"chat_id": 7, "action": "typing"}
