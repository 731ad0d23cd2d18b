"""Sentences: looked up, filled in, escaped."""

import logging
from pathlib import Path

import pytest

from bot.knowledge.words import Html, Words, WordsError

FTL = """
hello = Hello { $name }, <b>welcome</b>.
done = { $reps ->
    [one] One rep
   *[other] { $reps } reps
  } done
button = Rock & roll
    .label = Start { $reps }
list =
    first line
    second line
"""


@pytest.fixture
def ftl(tmp_path: Path) -> Path:
    file = tmp_path / "texts.ftl"
    file.write_text(FTL, encoding="utf-8")
    return file


@pytest.fixture
def words(ftl: Path) -> Words:
    return Words([ftl], strict=True)


def test_an_argument_is_escaped_and_the_sentence_keeps_its_own_markup(words: Words) -> None:
    said = words.sentence("hello", name="<i>Ann & Bob</i>")
    assert said == "Hello &lt;i&gt;Ann &amp; Bob&lt;/i&gt;, <b>welcome</b>."
    assert isinstance(said, Html)


def test_markup_that_is_already_safe_is_not_escaped_again(words: Words) -> None:
    assert words.sentence("hello", name=Html("<i>Ann</i>")).startswith("Hello <i>Ann</i>,")


def test_a_button_label_is_plain_text(words: Words) -> None:
    assert words.plain("hello", name="Ann & Bob") == "Hello Ann & Bob, <b>welcome</b>."
    assert words.plain("button") == "Rock & roll"


def test_numbers_choose_the_plural_and_are_written_without_separators(words: Words) -> None:
    assert words.sentence("done", reps=1) == "One rep done"
    assert words.sentence("done", reps=1000) == "1000 reps done"


def test_an_attribute_is_reached_with_a_dot(words: Words) -> None:
    assert words.plain("button.label", reps=20) == "Start 20"


def test_no_isolation_marks_and_line_breaks_are_kept(words: Words) -> None:
    assert words.sentence("hello", name="Ann") == "Hello Ann, <b>welcome</b>."
    assert words.sentence("list") == "first line\nsecond line"


@pytest.mark.parametrize("key", ["nobody", "hello.nothing", "nobody.label"])
def test_an_unknown_key_is_an_error_even_when_the_bot_runs(ftl: Path, key: str) -> None:
    forgiving = Words([ftl])
    assert not forgiving.has(key)
    with pytest.raises(WordsError, match=key):
        forgiving.sentence(key)


def test_a_missing_argument_is_an_error_in_tests(words: Words) -> None:
    with pytest.raises(WordsError, match="hello"):
        words.sentence("hello")


def test_a_missing_argument_is_logged_once_when_the_bot_runs(
    ftl: Path, caplog: pytest.LogCaptureFixture
) -> None:
    forgiving = Words([ftl])
    with caplog.at_level(logging.ERROR):
        assert forgiving.sentence("hello") == "Hello name, <b>welcome</b>."
        forgiving.sentence("hello")
    assert len(caplog.records) == 1


@pytest.mark.parametrize("broken", ["hello = twice", "this is no fluent"])
def test_broken_files_are_found_at_once(ftl: Path, tmp_path: Path, broken: str) -> None:
    other = tmp_path / "other.ftl"
    other.write_text(broken, encoding="utf-8")
    with pytest.raises(WordsError, match=r"other\.ftl"):
        Words([ftl, other], strict=True)
    assert Words([ftl, other]).sentence("hello", name="Ann").startswith("Hello Ann")
