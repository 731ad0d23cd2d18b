"""Whose picture is drawn from the command line, and what is said where there is none."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url

from bot import picture
from bot.domain.days import Half
from bot.domain.practice import Practice
from bot.picture import PictureError
from bot.store import backs, people, practices
from bot.store.database import Database
from bot.store.errors import DatabaseError
from bot.store.tables import Person
from tests.databases import SERVER
from tests.pictures.specimens import WORDS, opened

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MONDAY = date(2026, 3, 2)


@pytest.fixture
async def file(database_url: str) -> Path:
    """An SQLite file that knows person 7, who rocked once and answered once."""
    if SERVER:
        pytest.skip("the subcommand reads SQLite files")
    database = await Database.open(database_url)
    person = Person(id=7, created=NOON, last_seen=NOON, first_day=MONDAY)

    def live(tx: Connection) -> None:
        people.create(tx, person, "Europe/Berlin")
        practice = Practice(
            day=MONDAY, half=Half.MORNING, started=NOON, last_touched=NOON, reps=20, finished=NOON
        )
        practices.add(tx, 7, practice)
        backs.answer(tx, 7, MONDAY, 4, NOON)

    await database.write(live)
    await database.close()
    return Path(make_url(database_url).database or "")


@pytest.mark.parametrize("back", [False, True])
def test_a_person_of_a_database_is_drawn_and_the_file_is_only_read(file: Path, back: bool) -> None:
    before = file.read_bytes()

    life = picture.found("7", file, NOON)

    assert life.halves == {MONDAY: {Half.MORNING}}
    assert life.answers == {MONDAY: 4}
    assert opened(picture.draw(WORDS, life, "", back=back)).width == 1080
    assert file.read_bytes() == before


def test_who_was_never_asked_how_the_back_is_has_no_chart(file: Path) -> None:
    life = picture.found("7", file, NOON)

    with pytest.raises(PictureError, match="Nobody asked"):
        picture.draw(WORDS, picture.Life(life.record, life.halves, {}), "", back=True)


@pytest.mark.parametrize(
    ("person", "complaint"),
    [
        ("8", "Nobody in this database has the number 8."),
        ("Anna", "Say --person with a Telegram number"),
        ("demo", "Say --person with a Telegram number"),
        ("٧", "Say --person with a Telegram number"),
        ("9" * 30, "Say --person with a Telegram number"),
    ],
)
def test_a_person_who_is_not_there_is_said(file: Path, person: str, complaint: str) -> None:
    with pytest.raises(PictureError, match=complaint):
        picture.found(person, file, NOON)


def test_a_file_of_another_kind_is_said(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("No database at all. " * 100)
    (tmp_path / "empty #1?.db").touch()

    for name in ("words.txt", "empty #1?.db", "nowhere.db"):
        with pytest.raises(DatabaseError):
            picture.found("7", tmp_path / name, NOON)


def test_the_sample_is_always_the_same_and_has_every_kind_of_day() -> None:
    life = picture.sample()

    assert life == picture.sample()
    assert life.record.streak < life.record.longest < life.record.total_days
    assert {line.verdict for line in life.record.lines} >= {
        "counted",
        "frozen",
        "missed",
        "neutral",
    }
    assert len(life.answers) >= 100
