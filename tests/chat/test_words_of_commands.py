"""What people write instead of a command leads somewhere, all of it."""

import tomllib

from bot.chat.router import WORDS
from bot.wiring import content_folder


def test_every_command_word_of_the_content_has_a_screen() -> None:
    table = tomllib.loads((content_folder() / "en" / "reading.toml").read_text(encoding="utf-8"))
    assert set(WORDS) == set(table["commands"]) - {"beside"}
