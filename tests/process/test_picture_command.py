"""`python -m bot picture` as a person types it."""

from pathlib import Path

import pytest
from PIL import Image

from tests.process.test_command_line import typed


def test_the_sample_is_drawn_without_a_token_or_a_database(tmp_path: Path) -> None:
    ended = typed("picture", "--out", "drawn.png", "--name", "محمد 🌸", folder=tmp_path)

    assert (ended.code, ended.stdout, ended.stderr) == (0, "drawn.png\n", "")
    with Image.open(tmp_path / "drawn.png") as drawn:
        assert drawn.width == 1080


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--person", "7"], "Say --db with the SQLite file"),
        (["--person", "7", "--db", "nowhere.db"], "There is no file nowhere.db"),
        (["--out", "no/folder/here.png"], "no/folder/here.png cannot be written"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, options: list[str], complaint: str
) -> None:
    ended = typed("picture", *options, folder=tmp_path)

    assert ended.code == 2
    assert ended.complaint.startswith(complaint)
