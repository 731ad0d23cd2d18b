"""The subcommands as a person types them: one clear line for what is wrong, and no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.process.conftest import Starts
from tests.process.running import CHECKOUT, TOKEN, Ended

NOWHERE = "http://127.0.0.1:1"
TOPICS = {file.stem for file in (CHECKOUT / "content" / "en" / "faq").glob("*.md")}


def typed(*command: str, stdin: bytes = b"", folder: Path) -> Ended:
    """`python -m bot …` with nothing configured."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "bot", *command],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT)},
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def found(lines: list[bytes], folder: Path) -> list[dict[str, object]]:
    """What `ask --json -` says to each line."""
    ended = typed("ask", "--json", "-", stdin=b"\n".join(lines), folder=folder)
    assert (ended.code, ended.stderr) == (0, "")
    return [json.loads(line) for line in ended.stdout.splitlines()]


async def test_without_a_token_it_says_where_to_get_one(program: Starts) -> None:
    ended = await program().run("run")

    assert ended.code == 2
    assert ended.complaint.startswith("BOT_TOKEN is not set.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "nonsense"),
        ("BOT_API_URL", "http://example.com"),
        ("BOT_API_URL", "http://127.0.0.1:99999"),
        ("OWNER_IDS", "me"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "mysql://user:password@db/rocking"),
    ],
)
async def test_a_malformed_setting_is_named_in_one_line(
    program: Starts, name: str, value: str
) -> None:
    ended = await program(**{"BOT_TOKEN": TOKEN, "BOT_API_URL": NOWHERE, name: value}).run("run")

    assert ended.code == 2
    assert ended.complaint.startswith(f"{name} ")
    assert "password" not in ended.complaint


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_file_in_the_place_of_the_folder_is_named_in_one_line(
    program: Starts, tmp_path: Path, command: str
) -> None:
    (tmp_path / "data").touch()
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": NOWHERE, "DATA_DIR": str(tmp_path / "data")}

    ended = await program(**settings).run(command)

    assert ended.code == 2
    assert ended.complaint.startswith("DATA_DIR ")


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_file_that_is_no_database_is_named_in_one_line(
    program: Starts, tmp_path: Path, command: str
) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff" * 1000)
    url = f"sqlite:///{tmp_path / 'holiday.jpg'}"

    ended = await program(BOT_TOKEN=TOKEN, BOT_API_URL=NOWHERE, DATABASE_URL=url).run(command)

    assert ended.code == 2
    assert "holiday.jpg" in ended.complaint
    assert (tmp_path / "holiday.jpg").read_bytes() == b"\xff\xd8\xff" * 1000


async def test_migrate_does_its_work_once(program: Starts) -> None:
    command = program()

    first = await command.run("migrate")
    second = await command.run("migrate")

    assert (first.code, second.code) == (0, 0)
    assert second.stdout.splitlines() == [
        "The database was upgraded.",
        "The database is up to date.",
    ]
    assert (command.data / "rocking.db").is_file()


async def test_health_of_a_bot_that_never_ran_is_bad(program: Starts) -> None:
    ended = await program().run("health")

    assert ended.code == 1
    assert ended.complaint == "There is no heartbeat.\n"


def test_the_content_is_in_order(tmp_path: Path) -> None:
    ended = typed("check", folder=tmp_path)

    assert (ended.code, ended.stderr) == (0, ""), ended.stdout


def test_ask_prints_the_answer_and_its_topic(tmp_path: Path) -> None:
    ended = typed("ask", "it hurts my knees", folder=tmp_path)

    assert (ended.code, ended.stderr) == (0, "")
    assert "towel" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "knee-pressure"


def test_ask_gives_one_object_for_each_line_however_odd(tmp_path: Path) -> None:
    odd = [b"", b" ", b"x" * 4096, b"a\0b", b"\xff\xfe", b"\xed\xa0\x80", b"a\rb", b"{[" * 2000]
    more = ["колени", "كم مرة", "🦵" * 500, "a\u2028b\u0085c\x0b\x0cd", "<b>&amp;"]

    clear = [b"thanks", b"something tore in my back and it really hurts", b"it hurts my knees\r"]

    answers = found([*odd, *(text.encode() for text in more), *clear], tmp_path)

    assert len(answers) == len(odd) + len(more) + len(clear)
    thanks, torn, knees = answers[-3:]
    assert thanks == {"topic": "none", "kind": "unknown", "candidates": []}
    assert (torn["kind"], torn["topic"]) == ("safety", "real-pain")
    assert (knees["kind"], knees["topic"]) == ("answer", "knee-pressure")
    for answer in answers:
        assert list(answer) == ["topic", "kind", "candidates"]
        assert answer["kind"] in {"answer", "unsure", "unknown", "safety"}
        assert (answer["topic"] == "none") == (answer["kind"] in {"unsure", "unknown"})
        assert len(answer["candidates"]) <= 3  # type: ignore[arg-type]
        assert {*answer["candidates"], answer["topic"]} <= {*TOPICS, "none"}  # type: ignore[misc]
