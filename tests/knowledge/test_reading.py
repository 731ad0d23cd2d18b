"""Numbers in every script, and any text at all, in English as the bot ships it."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.knowledge import ContentError
from bot.knowledge.reading import Number, Reading, load

CONTENT = Path(__file__).parents[2] / "content"
READING = load(CONTENT / "en" / "reading.toml")

WEDNESDAY = 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20", 20),
        (" 20 \n", 20),
        ("20!", 20),
        ("20.", 20),
        ("(20)", 20),
        ("20 ✅", 20),
        ("**20**", 20),
        ("0", 0),
        ("0020", 20),
        ("+5", 5),
        ("٢٠", 20),
        ("२०", 20),
        ("２０", 20),
        ("2️⃣0️⃣", 20),
        ("2\u200b0", 20),
        ("20\x00", 20),
        ("20\ud800", 20),
        ("1000000000", 1_000_000_000),
        ("twenty", 20),
        ("Twenty-five", 25),
        ("one hundred", 100),
        ("two hundred fifty", 250),
    ],
)
def test_a_plain_whole_number_is_read_in_every_script(text: str, value: int) -> None:
    assert READING.number(text) == Number(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("-5", -5),
        ("−5", -5),
        ("20.0", 20),
        ("20.5", None),
        ("20,5", None),
        ("1.000", None),
        ("1,000", 1000),
        ("1e9", 1_000_000_000),
        ("1e99", 10**99),
        ("20 20", None),
        ("15-20", None),
        ("15/20", None),
        ("2x10", None),
        ("20%", None),
        ("20?", 20),
        ("9" * 4096, None),
    ],
)
def test_an_odd_number_is_named_odd_and_never_rounded(text: str, value: int | None) -> None:
    assert READING.number(text) == Number(value, odd=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "✅",
        "20 reps",
        "I'm 20",
        "$20",
        "20kg",
        "20²",
        "②⓪",
        "½",
        "7:15",
        "x20",
        "#20",
        "no one",
    ],
)
def test_what_is_more_than_a_number_is_none(text: str) -> None:
    assert READING.number(text) is None


PIECES = some.sampled_from(
    [
        *(
            "20",
            "did",
            "done",
            "yesterday",
            ",",
            "-",
            ".",
            ":",
            " ",
            "am",
            "pm",
            "half past",
            "ago",
            "days",
        ),
        *(
            "twenty",
            "hundred",
            "e9",
            "x",
            "٢",
            "²",
            "½",
            "\x00",
            "\ud800",
            "\udfff",
            "\u200d",
            "\ufe0f",
            "👍🏽",
        ),
        *(
            "\n",
            "\t",
            "?",
            "İ",
            "ß",
            "ﬁ",
            "\u0301",
            "\u202e",
            "’",
            "thanks",
            "stop",
            "monday",
            "but",
            "%",
            "+",
        ),
    ]
)
ANY_TEXT = some.text(some.characters(codec=None)) | some.lists(PIECES).map("".join)


def read_all(reading: Reading, text: str) -> None:
    number, minutes = reading.number(text), reading.time_of_day(text)
    bedtime = reading.time_of_day(text, evening=True)
    log = reading.log(text, weekday=WEDNESDAY)
    assert number is None or number.odd or (number.value is not None and number.value >= 0)
    assert minutes is None or 0 <= minutes < 1440
    assert (bedtime is None) == (minutes is None)
    assert log is None or log.days_back >= 0
    assert log is None or log.reps is None or log.reps >= 0
    assert log is None or not log.odd or log.reps == 0
    reading.small_talk(text)
    reading.command_word(text)


@given(text=ANY_TEXT)
def test_no_text_raises_and_every_reading_is_in_range(text: str) -> None:
    read_all(READING, text)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "9",
            " ",
            "a",
            "1.",
            "1..",
            "-",
            "did ",
            "did 15, ",
            "but ",
            "\u0301",
            "\x00",
            "\ud800",
            "👍🏽",
            ",",
        ),
        *(
            "twenty ",
            "hundred ",
            "7:",
            "half past ",
            "aaaaaaa ",
            "yesterda",
            "١",
            "(",
            "1e9 ",
            "20 20 ",
            "\n",
        ),
    ],
)
def test_a_message_of_4096_characters_is_read_at_once(piece: str) -> None:
    longest = (piece * 4096)[:4096]

    began = time.perf_counter()
    read_all(READING, longest)
    read_all(READING, "did 15, " + longest[:4088])

    assert time.perf_counter() - began < 0.1


def test_a_phrase_under_two_headings_is_refused_with_its_name(tmp_path: Path) -> None:
    table = (CONTENT / "en" / "reading.toml").read_text(encoding="utf-8")
    broken = tmp_path / "reading.toml"
    broken.write_text(table.replace("bye = [", 'bye = ["thanks", '), encoding="utf-8")

    with pytest.raises(ContentError, match=r"reading\.toml: 'thanks' stands in two places"):
        load(broken)


@pytest.mark.parametrize("heading", ["[numbers]", "[log.ago]", "[time]", "[talk]", "[commands]"])
def test_a_heading_that_is_missing_is_named(tmp_path: Path, heading: str) -> None:
    table = (CONTENT / "en" / "reading.toml").read_text(encoding="utf-8")
    broken = tmp_path / "reading.toml"
    broken.write_text(table.replace(heading, "[elsewhere]"), encoding="utf-8")

    with pytest.raises(ContentError, match=r"reading\.toml: there is no '\w+'"):
        load(broken)


def test_a_table_that_is_no_toml_or_not_there_is_a_content_error(tmp_path: Path) -> None:
    broken = tmp_path / "reading.toml"
    broken.write_text("[log", encoding="utf-8")

    with pytest.raises(ContentError):
        load(broken)
    with pytest.raises(ContentError):
        load(tmp_path / "nowhere.toml")
