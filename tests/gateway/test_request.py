"""Every way in which an exchange can end is told apart, and none of them names the token."""

import json
import logging
import socket
import traceback
from collections.abc import Iterator

import pytest
from telegram.error import InvalidToken, TelegramError

from bot.gateway.refusals import Kind, Refusal, judge
from bot.gateway.request import CoachBot, Redacted, UnreadableError, make_bot
from tests.gateway.standin import TOKEN, StandIn, drop, error, ok, page, raw, slow


async def refusal_of(bot: CoachBot, method: str = "sendMessage", seconds: float = 5.0) -> Refusal:
    """What a call that fails means; checks on the way that nothing of it names the token."""
    with pytest.raises(TelegramError) as failure:
        await bot.call(method, {"chat_id": 7, "text": "hello"}, seconds=seconds)
    assert "secret" not in "".join(traceback.format_exception(failure.value))
    assert "secret" not in repr(failure.value) + repr(failure.value.__cause__)
    return judge(failure.value)


@pytest.fixture
def dead_address() -> Iterator[str]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


async def test_a_call_returns_the_raw_result(bot: CoachBot, telegram: StandIn) -> None:
    telegram.will("sendMessage", ok({"message_id": 5, "odd": "field"}))

    result = await bot.call("sendMessage", {"chat_id": 7, "text": "123", "reply_markup": {"a": 1}})

    assert result == {"message_id": 5, "odd": "field"}
    (call,) = telegram.calls
    assert call.fields == {"chat_id": 7, "text": 123, "reply_markup": {"a": 1}}


async def test_a_file_goes_with_its_name(bot: CoachBot, telegram: StandIn) -> None:
    files = {"document": ("my data.zip", b"PK\0", "application/zip")}

    await bot.call("sendDocument", {"chat_id": 7, "caption": "Yours ✓"}, files=files)

    document = ("my data.zip", b"PK\0")
    assert telegram.calls[0].fields == {"chat_id": 7, "caption": "Yours ✓", "document": document}


async def test_the_librarys_own_methods_go_the_same_way(bot: CoachBot, telegram: StandIn) -> None:
    telegram.will("getMe", ok({"id": 5, "is_bot": True, "first_name": "Rock", "username": "r_bot"}))

    await bot.initialize()

    assert bot.username == "r_bot"


@pytest.mark.parametrize(
    ("code", "description", "kind"),
    [
        (403, "Forbidden: bot was blocked by the user", Kind.GONE),
        (403, "Forbidden: user is deactivated", Kind.GONE),
        (400, "Bad Request: chat not found", Kind.GONE),
        (400, "Bad Request: message is not modified: specified new message …", Kind.HARMLESS),
        (
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
            Kind.HARMLESS,
        ),
        (400, "Bad Request: message to edit not found", Kind.MISSING),
        (400, "Bad Request: message can't be edited", Kind.MISSING),
        (400, "Bad Request: can't parse entities: Unsupported start tag", Kind.OUR_BUG),
        (413, "Request Entity Too Large", Kind.OUR_BUG),
        (401, "Unauthorized", Kind.STOP),
        (404, "Not Found", Kind.STOP),
        (409, "Conflict: terminated by other getUpdates request", Kind.CONFLICT),
        (409, "Conflict: can't use getUpdates method while webhook is active", Kind.WEBHOOK),
        (500, "Internal Server Error", Kind.MAYBE_SENT),
    ],
)
async def test_telegrams_refusals_carry_a_decision(
    bot: CoachBot, telegram: StandIn, code: int, description: str, kind: Kind
) -> None:
    telegram.will("sendMessage", error(code, description))

    assert (await refusal_of(bot)).kind is kind


async def test_a_refusal_is_believed_whatever_the_status_in_front_of_it(
    bot: CoachBot, telegram: StandIn
) -> None:
    said = {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}
    telegram.will("sendMessage", raw(json.dumps(said).encode()), raw(b'{"ok": false}'))

    assert (await refusal_of(bot)).kind is Kind.GONE
    assert (await refusal_of(bot)).kind is Kind.OUR_BUG


async def test_a_429_says_how_long_to_wait(bot: CoachBot, telegram: StandIn) -> None:
    text = "Too Many Requests: retry after 7"
    telegram.will("sendMessage", error(429, text, retry_after=7), page(429))

    assert (await refusal_of(bot)).seconds == 7
    assert (await refusal_of(bot)).kind is Kind.WAIT


async def test_html_of_a_front_server_may_hide_a_sent_message(
    bot: CoachBot, telegram: StandIn
) -> None:
    telegram.will("sendMessage", page(502), page(504), page(200))

    assert [(await refusal_of(bot)).kind for _ in range(3)] == [Kind.MAYBE_SENT] * 3


async def test_html_of_a_front_server_that_refuses_is_believed(
    bot: CoachBot, telegram: StandIn
) -> None:
    telegram.will("sendMessage", page(401), page(404), page(413))

    kinds = [(await refusal_of(bot)).kind for _ in range(3)]
    assert kinds == [Kind.STOP, Kind.STOP, Kind.OUR_BUG]


async def test_an_error_text_that_repeats_the_address_is_redacted(
    bot: CoachBot, telegram: StandIn
) -> None:
    telegram.will("sendMessage", error(400, f"Bad Request: no such path /bot{TOKEN}/sendMessage"))

    assert "<token>" in (await refusal_of(bot)).reason


async def test_a_refused_connection_was_certainly_not_sent(dead_address: str) -> None:
    bot = make_bot(TOKEN, dead_address)

    assert (await refusal_of(bot)).kind is Kind.AGAIN
    await bot.close_connections()


async def test_a_dropped_connection_may_have_been_sent(bot: CoachBot, telegram: StandIn) -> None:
    telegram.will("sendMessage", drop())

    assert (await refusal_of(bot)).kind is Kind.MAYBE_SENT


async def test_an_answer_that_does_not_come_may_have_been_sent(
    bot: CoachBot, telegram: StandIn
) -> None:
    telegram.will("sendMessage", slow(1.0, ok(True)))

    assert (await refusal_of(bot, seconds=0.1)).kind is Kind.MAYBE_SENT


async def test_json_too_deep_to_read_is_handed_on_as_bytes(
    bot: CoachBot, telegram: StandIn
) -> None:
    deep = b'{"ok": true, "result": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    telegram.will("getUpdates", raw(deep))

    with pytest.raises(UnreadableError) as failure:
        await bot.call("getUpdates", {})

    assert failure.value.payload == deep


async def test_the_token_is_in_no_error_of_the_start_and_no_repr(telegram: StandIn) -> None:
    bot = make_bot("123456:wrong-secret", telegram.root)

    with pytest.raises(InvalidToken) as failure:
        await bot.initialize()

    assert "secret" not in "".join(traceback.format_exception(failure.value)) + repr(bot)
    await bot.close_connections()


def test_a_handler_writes_no_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(Redacted(TOKEN))
    try:
        try:
            raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
        except ValueError:
            logging.getLogger("any").exception("at %s", TOKEN)
        assert "<token>" in caplog.text
        assert "secret" not in caplog.text
    finally:
        caplog.handler.filters.clear()
