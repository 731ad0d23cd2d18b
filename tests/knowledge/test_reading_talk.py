"""Small talk and commands without a slash, in English as the bot ships it."""

from pathlib import Path

import pytest

from bot.knowledge.reading import load

CONTENT = Path(__file__).parents[2] / "content"
READING = load(CONTENT / "en" / "reading.toml")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi", "hello"),
        ("Hello there!", "hello"),
        ("heyyyyy", "hello"),
        ("good morning coach", "hello"),
        ("👋🏽", "hello"),
        ("thanks", "thanks"),
        ("Thank you so much!! 🙏", "thanks"),
        ("ok thanks", "thanks"),
        ("hi, thanks a lot", "thanks"),
        ("bye", "bye"),
        ("good night, thanks", "bye"),
        ("Yes", "yes"),
        ("👍", "yes"),
        ("no thanks", "no"),
        ("nope", "no"),
        ("well done 🎉", "praise"),
        ("🔥🔥🔥", "praise"),
        ("good bot", "praise"),
        ("hello?", "hello"),
    ],
)
def test_small_talk_is_told_by_its_kind(text: str, kind: str) -> None:
    assert READING.small_talk(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "you",
        "hi, my knees hurt",
        "thanks but it hurts",
        "no pain",
        "is it good for my back?",
        "20",
        "🦀",
    ],
)
def test_more_than_small_talk_is_none(text: str) -> None:
    assert READING.small_talk(text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("stop", "stop"),
        ("STOP!!!", "stop"),
        ("please stop", "stop"),
        ("unsubscribe", "stop"),
        ("help", "help"),
        ("help me pls", "help"),
        ("start", "start"),
        ("undo that", "undo"),
        ("later", "later"),
        ("skip", "skip"),
        ("settings", "settings"),
        ("I'm back", "back"),
        ("I’m fine again", "fine"),
        ("today", "today"),
        ("delete my data", "delete"),
    ],
)
def test_a_command_is_understood_without_its_slash(text: str, command: str) -> None:
    assert READING.command_word(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "",
        "stop?",
        "stop the pain",
        "help my back hurts",
        "stop help",
        "when should I stop",
        "please",
        "delete",
    ],
)
def test_a_sentence_or_a_question_is_no_command(text: str) -> None:
    assert READING.command_word(text) is None
