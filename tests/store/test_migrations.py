"""An upgrade happens whole or not at all: killed in the middle, started twice, of another file."""

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import bot.store.tables  # noqa: F401 - fills the metadata
from bot.store.engine import database_url, sqlite_engine
from bot.store.errors import DatabaseError
from bot.store.migrations import FOLDER, HEAD, upgrade

# A start that kills itself, as a power cut would, right after its n-th statement.
KILLED_START = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from bot.store.migrations import upgrade

url, backups, last = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
done = 0

@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *rest):
    global done
    done += statement.strip().startswith(("CREATE", "INSERT"))
    if done == last:
        os.kill(os.getpid(), signal.SIGKILL)

print(upgrade(url, backups))
"""


def start(url: str, backups: str = "", *, killed_after: int = 0) -> "subprocess.Popen[str]":
    """A start in a process of its own."""
    arguments = [url, backups, str(killed_after or -1)]
    return subprocess.Popen(
        [sys.executable, "-c", KILLED_START, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows}


def someone_elses(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
        connection.execute("INSERT INTO notes VALUES ('kept')")


def notes(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM notes")]


def test_an_upgraded_database_has_exactly_the_tables_of_the_program(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    upgrade(url, None)

    with sqlite_engine(database_url(url), begin="BEGIN").begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_head_the_program_asks_for_is_the_newest_step() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_the_second_start_has_nothing_to_do(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"

    assert upgrade(url, tmp_path / "backups")
    assert not upgrade(url, tmp_path / "backups")


def test_the_second_start_does_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    upgrade(url, None)

    code = (
        "import sys; from bot.store.migrations import upgrade;"
        f"upgrade({url!r}, None); print('alembic' in sys.modules)"
    )
    second = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert second.stdout == "False\n"


def test_a_new_file_needs_no_backup(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / 'bot.sqlite3'}", tmp_path / "backups")

    assert not (tmp_path / "backups").exists()


def test_a_file_that_holds_something_is_copied_before_it_changes(tmp_path: Path) -> None:
    someone_elses(tmp_path / "bot.sqlite3")

    upgrade(f"sqlite:///{tmp_path / 'bot.sqlite3'}", tmp_path / "backups")

    (copy,) = (tmp_path / "backups").iterdir()
    assert tables(copy) == {"notes"}
    assert notes(copy) == notes(tmp_path / "bot.sqlite3") == ["kept"]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("statements", [9, 20])
def test_a_start_killed_in_the_middle_leaves_the_old_state_and_the_next_one_ends_well(
    tmp_path: Path, statements: int
) -> None:
    file = tmp_path / "bot.sqlite3"
    someone_elses(file)

    killed = start(f"sqlite:///{file}", str(tmp_path / "backups"), killed_after=statements)
    killed.communicate(timeout=30)

    assert killed.returncode == -9
    assert tables(file) == {"notes"}
    assert upgrade(f"sqlite:///{file}", tmp_path / "backups")
    assert version(file) == HEAD
    assert notes(file) == ["kept"]
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_two_starts_at_once_both_end_well_and_one_of_them_does_the_work(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    starts = [start(url, str(tmp_path / "backups")) for _ in range(2)]

    said = sorted(one.communicate(timeout=30)[0].strip() for one in starts)

    assert [one.returncode for one in starts] == [0, 0]
    assert said == ["False", "True"]
    assert version(tmp_path / "bot.sqlite3") == HEAD


def test_a_database_of_a_newer_program_is_refused_unchanged(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite3"
    upgrade(f"sqlite:///{file}", None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatabaseError, match=r"9999.*newer"):
        upgrade(f"sqlite:///{file}", tmp_path / "backups")

    assert version(file) == "9999"
