"""The life of an update: applied once, shown at least once, whatever breaks in between."""

import asyncio
import logging
import shutil
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text
from telegram import Update

from bot.gateway.intake import Intake
from bot.gateway.outgoing import Edit, Message, Reply, Toast
from bot.gateway.pacing import Limits, Pacing
from bot.gateway.polling import ConflictError, TokenRefusedError
from bot.gateway.request import make_bot
from bot.gateway.sender import Sender
from bot.store import updates
from bot.store.database import Database
from bot.store.errors import OutOfOrderError
from bot.store.migrations import upgrade
from tests.gateway.shelf import Shelf
from tests.gateway.standin import TOKEN, StandIn, drop, error, ok, page, raw, slow

FAST = Limits(overall=10_000, bulk=10_000, chat=10_000, chat_burst=100)
BUSY_BEFORE: set[int] = set()
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def said(number: int, words: str, person: int = 7) -> dict[str, Any]:
    """A text message."""
    user = {"id": person, "is_bot": False, "first_name": "Ada"}
    chat = {"id": person, "type": "private", "first_name": "Ada"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": words}
    return {"update_id": number, "message": message}


def tapped(number: int, data: str, person: int = 7) -> dict[str, Any]:
    """A tap on a button of message 5."""
    message = said(5, "buttons", person)["message"]
    user = message["from"]
    query = {"id": f"q{number}", "from": user, "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": {**query, "message": message}}


def prepare(update: Update) -> Update:
    """Some words break it already before the transaction."""
    if update.message and update.message.text == "break early":
        raise KeyError("secret words")
    return update


def handle(tx: Connection, update: Update, _now: datetime) -> Reply | None:
    """Counts taps and repeats texts; some words break it, after it has written."""
    if query := update.callback_query:
        if query.data == "silent":
            return None
        row = text("UPDATE counter SET n = n + 1 RETURNING n")
        count = tx.execute(row).scalar_one()
        edit = Edit(5, f"{count} reps", gentle=True)
        return Reply(query.from_user.id, (Toast(f"{count}"), edit), query.id)
    assert update.message
    assert update.message.text
    tx.execute(text("INSERT INTO heard VALUES (:words)"), {"words": update.message.text})
    if update.message.text == "break":
        raise KeyError("secret words")
    if update.message.text == "busy" and update.update_id not in BUSY_BEFORE:
        BUSY_BEFORE.add(update.update_id)
        raise OutOfOrderError("", {}, sqlite3.OperationalError("database is locked"))
    return Reply(update.message.chat.id, (Message(f"heard {update.message.text}"),))


def sorry(update: Update) -> Reply | None:
    """The apology, which can break as well."""
    assert update.effective_user
    if update.message and update.message.text == "break early":
        raise ValueError("no words")
    return Reply(update.effective_user.id, (Message("Sorry"),))


class House:
    """The program around one database file, which can be stopped and started again."""

    def __init__(self, file: Path, root: str) -> None:
        self.file, self.root = file, root
        self.now = NOON
        self.stop = asyncio.Event()
        self.hello: Callable[[], Awaitable[None]] | None = None

    async def start(self, token: str = TOKEN) -> None:
        self.bot = make_bot(token, self.root)
        self.database = await Database.open(f"sqlite:///{self.file}")
        self.sender = Sender(
            self.bot,
            Pacing(FAST),
            self.on_gone,
            {},
            Shelf().gallery(),
            edit_gap=0.1,
            pause=lambda _attempt: 0.01,
        )
        self.intake = Intake(
            self.bot,
            self.database,
            self.sender,
            prepare=prepare,
            handle=handle,
            sorry=sorry,
            now=lambda: self.now,
            hello=self.hello,
            chance=lambda: 0.0,
            patience=0.5,
        )
        self.stop.clear()
        self.running = asyncio.create_task(self.intake.run(self.stop))

    async def forever(self) -> None:
        await self.start()
        await self.running

    async def on_gone(self, person_id: int) -> None:
        raise AssertionError(person_id)

    async def end(self) -> None:
        self.stop.set()
        await asyncio.wait([self.running])
        self.sender.close()
        await self.bot.close_connections()
        await self.database.close()

    def heard(self) -> list[str]:
        with closing(sqlite3.connect(self.file)) as connection:
            return [words for (words,) in connection.execute("SELECT words FROM heard")]

    def count(self) -> int:
        with closing(sqlite3.connect(self.file)) as connection:
            return int(connection.execute("SELECT n FROM counter").fetchone()[0])

    def kept(self) -> list[tuple[int, bool, bool]]:
        """Number, whether a reply is kept, whether it was set aside."""
        rows = "SELECT id, reply IS NOT NULL, set_aside FROM updates ORDER BY id"
        with closing(sqlite3.connect(self.file)) as connection:
            return [tuple(row) for row in connection.execute(rows)]

    async def left_by_a_dead_process(self, number: int, reply: Reply, age: timedelta) -> None:
        """An update whose reply was committed and perhaps not shown."""

        def unit(tx: Connection) -> None:
            updates.seen(tx, number, NOON - age)
            updates.keep_reply(tx, number, reply.chat_id, reply.to_json())

        database = await Database.open(f"sqlite:///{self.file}")
        await database.write(unit)
        await database.close()


def offset(telegram: StandIn) -> int | None:
    """What the last poll acknowledged."""
    polls = telegram.of("getUpdates")
    return polls[-1].fields.get("offset") if polls else None


async def until(true: Callable[[], Any], seconds: float = 5.0) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - it happens in another program
            await asyncio.sleep(0.01)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("intake") / "empty.sqlite3"
    upgrade(f"sqlite:///{file}", None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executescript(
            "CREATE TABLE heard (words TEXT); CREATE TABLE counter (n INTEGER);"
            "INSERT INTO counter VALUES (0);"
        )
    return file


@pytest.fixture
async def house(tmp_path: Path, empty: Path, telegram: StandIn) -> AsyncIterator[House]:
    shutil.copy(empty, tmp_path / "bot.sqlite3")
    house = House(tmp_path / "bot.sqlite3", telegram.root)
    yield house
    if not house.running.done() or not house.stop.is_set():
        await house.end()


async def test_updates_are_applied_in_order_acknowledged_and_shown(
    house: House, telegram: StandIn
) -> None:
    telegram.send(said(10, "a"), said(11, "b"), said(12, "c", person=8))
    await house.start()

    await until(lambda: len(telegram.of("sendMessage")) == 3)
    await until(lambda: offset(telegram) == 13)
    await until(lambda: not any(reply for _, reply, _ in house.kept()))

    assert house.heard() == ["a", "b", "c"]
    assert telegram.texts("sendMessage")[:1] == ["heard a"]
    assert [number for number, _, _ in house.kept()] == [10, 11, 12]


async def test_the_poll_asks_for_what_is_understood_and_nothing_else(
    house: House, telegram: StandIn
) -> None:
    await house.start()
    await until(lambda: telegram.calls)

    kinds = ["message", "edited_message", "callback_query", "my_chat_member"]
    assert telegram.calls[0].fields == {"timeout": 50, "allowed_updates": kinds}


async def test_a_repeated_update_is_applied_once(house: House, telegram: StandIn) -> None:
    telegram.will("getUpdates", ok([tapped(10, "+1")]), ok([tapped(10, "+1"), tapped(11, "+1")]))
    await house.start()

    await until(lambda: offset(telegram) == 12)
    await house.intake.quiet()

    assert house.count() == 2
    assert telegram.texts("answerCallbackQuery") == [1, 2]


async def test_quick_taps_all_count_and_the_message_ends_right(
    house: House, telegram: StandIn
) -> None:
    telegram.send(*(tapped(number, "+1") for number in range(10, 60)))
    await house.start()
    await until(lambda: telegram.of("answerCallbackQuery"))

    await house.intake.quiet()

    assert house.count() == 50
    assert telegram.texts("answerCallbackQuery") == list(range(1, 51))
    assert telegram.texts("editMessageText")[-1] == "50 reps"


async def test_a_tap_is_answered_also_where_nobody_has_anything_to_say(
    house: House, telegram: StandIn
) -> None:
    telegram.send(tapped(10, "silent"))
    await house.start()

    await until(lambda: telegram.of("answerCallbackQuery"))

    assert telegram.of("answerCallbackQuery")[0].fields == {"callback_query_id": "q10"}


async def test_an_update_that_cannot_be_parsed_is_set_aside_and_the_others_go_on(
    house: House, telegram: StandIn
) -> None:
    odd = tapped(11, "+1")
    del odd["callback_query"]["chat_instance"]
    alien = {"update_id": 12, "message": "unreadable"}
    huge = said(13, "x", person=2**70)
    telegram.send(said(10, "a"), odd, alien, huge, said(14, "b"))
    await house.start()

    await until(lambda: len(telegram.of("sendMessage")) == 2)

    assert house.heard() == ["a", "b"]
    assert [aside for _, _, aside in house.kept()] == [0, 1, 1, 1, 0]


async def test_an_update_that_breaks_the_program_is_undone_and_apologised_for_once(
    house: House, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    broken = [said(11, "break"), said(11, "break")]
    telegram.will("getUpdates", ok([said(10, "a"), *broken[:1], said(12, "b")]), ok(broken[1:]))
    await house.start()

    await until(lambda: len(telegram.of("getUpdates")) >= 3)
    await house.intake.quiet()

    assert sorted(telegram.texts("sendMessage")) == ["Sorry", "heard a", "heard b"]
    assert house.heard() == ["a", "b"]
    (record,) = caplog.records
    assert "KeyError in handle" in record.getMessage()
    assert "secret words" not in caplog.text


async def test_where_even_the_apology_breaks_the_next_update_is_handled(
    house: House, telegram: StandIn
) -> None:
    telegram.send(said(10, "break early"), said(11, "b"))
    await house.start()

    await until(lambda: telegram.texts("sendMessage") == ["heard b"])

    assert [aside for _, _, aside in house.kept()] == [1, 0]


async def test_nul_and_lone_surrogates_are_taken_out_and_deep_json_is_survived(
    house: House, telegram: StandIn
) -> None:
    deep: Any = []
    for _ in range(400):
        deep = [deep]
    odd = said(11, "x")
    odd["message"]["unheard_of"] = deep
    telegram.send(said(10, "a\0b\ud83d"), odd, said(12, "😀"))
    await house.start()

    await until(lambda: len(house.kept()) == 3)
    await house.intake.quiet()

    assert house.heard()[0] == "ab"
    assert house.heard()[-1] == "😀"


async def test_an_update_nobody_can_read_is_found_and_stepped_over(
    house: House, telegram: StandIn
) -> None:
    abyss = b'{"ok":true,"result":[{"update_id":11,"message":' + b"[" * 99_999 + b"]" * 99_999
    telegram.will("getUpdates", raw(abyss + b"}]}"), ok([said(10, "a")]), raw(abyss + b"}]}"))
    telegram.send(said(12, "b"))
    await house.start()

    await until(lambda: len(telegram.of("sendMessage")) == 2)

    assert telegram.texts("sendMessage") == ["heard a", "heard b"]
    assert [(number, aside) for number, _, aside in house.kept()] == [(10, 0), (11, 1), (12, 0)]
    limits = [call.fields.get("limit") for call in telegram.of("getUpdates")[:4]]
    assert limits == [None, 1, 1, None]


async def test_a_reply_a_dead_process_left_is_shown_after_the_start(
    house: House, telegram: StandIn
) -> None:
    """The kill came between the commit and the toast: the rep is there, the reply is shown."""
    reply = Reply(7, (Toast("12 of 20"), Edit(5, "12 reps"), Message("well done")), "q9")
    await house.left_by_a_dead_process(9, reply, age=timedelta(minutes=1))
    await house.start()

    await until(lambda: telegram.of("sendMessage"))
    await until(lambda: house.kept() == [(9, 0, 0)])

    assert telegram.texts("answerCallbackQuery") == ["12 of 20"]
    assert telegram.texts("editMessageText") == ["12 reps"]


async def test_after_a_kill_between_commit_and_toast_the_rep_is_there_once_and_is_shown(
    house: House, telegram: StandIn
) -> None:
    program = (
        "import asyncio, sys; from pathlib import Path;"
        "from tests.gateway.test_intake import House;"
        "house = House(Path(sys.argv[1]), sys.argv[2]);"
        "asyncio.run(house.forever())"
    )
    telegram.will("answerCallbackQuery", slow(60, ok(True)))
    telegram.send(tapped(10, "+1"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, str(house.file), house.root, cwd=Path(__file__).parents[2]
    )
    await until(lambda: telegram.of("answerCallbackQuery"), seconds=20)
    process.kill()
    await process.wait()
    assert house.kept() == [(10, 1, 0)]

    await house.start()
    await until(lambda: telegram.of("editMessageText"))
    await until(lambda: house.kept() == [(10, 0, 0)])

    assert house.count() == 1
    assert telegram.texts("answerCallbackQuery") == [1, 1]
    assert telegram.texts("editMessageText") == ["1 reps"]


async def test_no_message_is_shown_a_third_time_and_no_old_one_at_all(
    house: House, telegram: StandIn
) -> None:
    reply = Reply(7, (Toast("12 of 20"), Edit(5, "12 reps"), Message("well done")), "q9")
    await house.left_by_a_dead_process(8, replace(reply, callback_id="q8"), timedelta(minutes=61))
    await house.left_by_a_dead_process(9, reply, age=timedelta(minutes=59))
    telegram.will("sendMessage", slow(60, ok({"message_id": 1})))
    await house.start()
    await until(lambda: telegram.of("sendMessage"))
    await house.end()

    await house.start()
    await until(lambda: house.kept() == [(8, 0, 0), (9, 0, 0)])

    assert len(telegram.of("sendMessage")) == 1
    assert telegram.texts("answerCallbackQuery") == ["12 of 20", "12 of 20"]


async def test_a_message_whose_sending_broke_off_twice_is_not_sent_again_after_a_restart(
    house: House, telegram: StandIn
) -> None:
    telegram.will("sendMessage", drop(), slow(60, ok({"message_id": 1})))
    telegram.send(said(10, "a"))
    await house.start()
    await until(lambda: len(telegram.of("sendMessage")) == 2)
    await house.end()

    await house.start()
    await until(lambda: house.kept() == [(10, 0, 0)])

    assert telegram.texts("sendMessage") == ["heard a", "heard a"]


async def test_one_slow_chat_does_not_hold_up_the_next_updates(
    house: House, telegram: StandIn
) -> None:
    telegram.will("sendMessage", slow(2, ok({"message_id": 1})))
    telegram.send(said(10, "slow"))
    await house.start()
    await until(lambda: telegram.of("sendMessage"))

    telegram.send(said(11, "quick", person=8))
    await until(lambda: len(telegram.of("sendMessage")) == 2, seconds=1)

    assert telegram.texts("sendMessage") == ["heard slow", "heard quick"]


async def test_it_stops_within_a_second_in_the_middle_of_a_poll(
    house: House, telegram: StandIn
) -> None:
    await house.start()
    await until(lambda: telegram.calls)
    started = time.monotonic()

    await house.end()

    assert time.monotonic() - started < 1
    assert house.running.exception() is None


async def test_it_says_hello_first_and_until_it_is_heard(house: House, telegram: StandIn) -> None:
    async def hello() -> None:
        await house.bot.call("getMe", {})

    house.hello = hello
    telegram.will("getMe", page(502), ok({"id": 1}))
    telegram.send(said(10, "a"))
    await house.start()

    await until(lambda: telegram.of("sendMessage"))

    assert [call.method for call in telegram.calls[:3]] == ["getMe", "getMe", "getUpdates"]


async def test_trouble_on_the_line_is_borne_and_told_once(
    house: House, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    telegram.will("getUpdates", page(502), drop(), page(404 + 100))
    telegram.send(said(10, "a"))
    await house.start()

    await until(lambda: telegram.of("sendMessage"))

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert lines == [
        "Telegram gives no updates (HTTP 502); trying again",
        "Telegram answers again",
    ]
    assert "secret" not in caplog.text


async def test_another_poller_is_borne_for_a_while(house: House, telegram: StandIn) -> None:
    conflict = error(409, "Conflict: terminated by other getUpdates request; make sure …")
    telegram.will("getUpdates", conflict, conflict)
    telegram.send(said(10, "a"))
    await house.start()

    await until(lambda: telegram.of("sendMessage"))

    assert not house.running.done()


async def test_another_poller_that_stays_ends_the_program(house: House, telegram: StandIn) -> None:
    conflict = error(409, "Conflict: terminated by other getUpdates request; make sure …")
    telegram.will("getUpdates", *([conflict] * 100))
    await house.start()

    with pytest.raises(ConflictError) as ended:
        await asyncio.wait_for(house.running, 5)

    assert ended.value.exit_code == 3
    assert len(str(ended.value).splitlines()) == 1


async def test_a_webhook_is_removed_when_it_is_in_the_way(house: House, telegram: StandIn) -> None:
    text = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook …"
    telegram.will("getUpdates", error(409, text))
    telegram.send(said(10, "a"))
    await house.start()

    await until(lambda: telegram.of("sendMessage"))

    assert len(telegram.of("deleteWebhook")) == 1


async def test_a_token_nobody_knows_ends_the_program_in_one_line_without_it(
    house: House, telegram: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    await house.start(token="123456:wrong-secret")

    with pytest.raises(TokenRefusedError) as ended:
        await asyncio.wait_for(house.running, 5)

    assert len(str(ended.value).splitlines()) == 1
    assert "secret" not in str(ended.value) + caplog.text


async def test_a_429_for_the_poll_is_waited_out(house: House, telegram: StandIn) -> None:
    telegram.will("getUpdates", error(429, "Too Many Requests: retry after 1", retry_after=1))
    await house.start()

    await until(lambda: len(telegram.of("getUpdates")) == 2)

    first, second = telegram.of("getUpdates")
    assert second.at - first.at >= 1


async def test_a_batch_the_database_cannot_take_is_not_acknowledged(
    house: House, telegram: StandIn
) -> None:
    telegram.send(said(10, "a"))
    await house.start()
    await until(lambda: telegram.of("sendMessage"))
    with closing(sqlite3.connect(house.file, isolation_level=None)) as other:
        other.execute("DROP TABLE updates")
        telegram.send(said(11, "b"))
        await until(lambda: len(telegram.of("getUpdates")) >= 4)

    assert {call.fields.get("offset", 0) for call in telegram.of("getUpdates")} == {0, 11}
    assert house.heard() == ["a"]


async def test_an_update_the_database_was_too_busy_for_comes_again_and_is_applied_once(
    house: House, telegram: StandIn
) -> None:
    telegram.send(said(10, "a"), said(11, "busy"), said(12, "c"))
    await house.start()
    await until(lambda: len(telegram.of("sendMessage")) == 3)

    assert sorted(house.heard()) == ["a", "busy", "c"]
    assert not any(set_aside for _, _, set_aside in house.kept())


async def test_a_kept_reply_of_another_version_does_not_stop_the_start(
    house: House, telegram: StandIn
) -> None:
    await house.left_by_a_dead_process(9, Reply(7, (Message("old"),)), age=timedelta(minutes=1))
    with closing(sqlite3.connect(house.file)) as other:
        other.execute("UPDATE updates SET reply = replace(reply, 'silent', 'hushed')")
        other.commit()
    telegram.send(said(10, "a"))
    await house.start()
    await until(lambda: telegram.of("sendMessage"))

    assert telegram.texts("sendMessage") == ["heard a"]
