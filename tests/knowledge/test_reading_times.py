"""Times of day as people type them, in English as the bot ships it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.knowledge.reading import load

CONTENT = Path(__file__).parents[2] / "content"
READING = load(CONTENT / "en" / "reading.toml")

ARABIC = "٠١٢٣٤٥٦٧٨٩"
DEVANAGARI = "०१२३४५६७८९"
FULLWIDTH = "０１２３４５６７８９"
BENGALI = "০১২৩৪৫৬৭৮৯"
SCRIPTS = (ARABIC, DEVANAGARI, FULLWIDTH, BENGALI)


def in_script(text: str, digits: str) -> str:
    return text.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("7:15", 7, 15),
        ("7.15", 7, 15),
        ("7,15", 7, 15),
        ("7 15", 7, 15),
        ("7-15", 7, 15),
        ("7h15", 7, 15),
        ("715", 7, 15),
        ("0715", 7, 15),
        ("07:15", 7, 15),
        ("٧:١٥", 7, 15),
        ("７：１５", 7, 15),
        ("7", 7, 0),
        ("07", 7, 0),
        ("7 am", 7, 0),
        ("7am", 7, 0),
        ("7 AM", 7, 0),
        ("7:15 am", 7, 15),
        ("7:15 a.m.", 7, 15),
        ("at 7", 7, 0),
        ("7 o'clock", 7, 0),
        ("7 in the morning", 7, 0),
        ("7:15 ✅", 7, 15),
        ("7pm", 19, 0),
        ("7 p.m.", 19, 0),
        ("715pm", 19, 15),
        ("7 in the evening", 19, 0),
        ("19h", 19, 0),
        ("19 Uhr", 19, 0),
        ("19:00 pm", 19, 0),
        ("10 at night", 22, 0),
        ("12 at night", 0, 0),
        ("1 at night", 1, 0),
        ("12am", 0, 0),
        ("12pm", 12, 0),
        ("0:30", 0, 30),
        ("24:00", 0, 0),
        ("noon", 12, 0),
        ("midnight", 0, 0),
        ("seven", 7, 0),
        ("seven thirty", 7, 30),
        ("half past seven", 7, 30),
        ("quarter to eight pm", 19, 45),
        ("quarter to 12 am", 23, 45),
    ],
)
def test_a_time_of_day_is_read_as_people_type_it(text: str, hour: int, minute: int) -> None:
    assert READING.time_of_day(text) == hour * 60 + minute


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25:00",
        "7:60",
        "24:01",
        "2515",
        "1275",
        "7:5",
        "-7",
        "7:15:00",
        "70",
        "12345",
        "13 am",
        "0 pm",
        "24 pm",
        "7 minutes",
        "in 7",
        "7 apples",
        "soon",
        "morning",
        "knees",
        "9 to 5",
        "7:15 7:15",
        "7²",
        "half past 25",
        "½ 7",
    ],
)
def test_what_is_not_surely_a_time_is_none(text: str) -> None:
    assert READING.time_of_day(text) is None


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("10", 22, 0),
        ("10:30", 22, 30),
        ("1030", 22, 30),
        ("half past ten", 22, 30),
        ("12", 0, 0),
        ("12:30", 0, 30),
        ("5", 17, 0),
        ("4", 4, 0),
        ("1:30", 1, 30),
        ("22", 22, 0),
        ("07:00", 7, 0),
        ("10 am", 10, 0),
    ],
)
def test_a_bare_hour_is_meant_after_noon_when_bedtime_is_asked_for(
    text: str, hour: int, minute: int
) -> None:
    assert READING.time_of_day(text, evening=True) == hour * 60 + minute


@given(minutes=some.integers(0, 1439), digits=some.sampled_from(["0123456789", *SCRIPTS]))
def test_every_minute_reads_back_however_it_is_written(minutes: int, digits: str) -> None:
    hour, minute = divmod(minutes, 60)
    half, of_twelve = "ap"[hour >= 12], hour % 12 or 12
    forms = [
        *(f"{hour}{mark}{minute:02}" for mark in (":", ".", ",", " ", "-", "h", " : ")),
        f"{hour:02}:{minute:02}",
        f"{hour:02}{minute:02}",
        f"{hour:02}:{minute:02} h",
        *(f"{of_twelve}:{minute:02}{gap}{half}{m}" for gap in ("", " ") for m in ("m", "M", ".m.")),
        f"{of_twelve}{minute:02}{half}m",
    ]

    read = {form: READING.time_of_day(in_script(form, digits)) for form in forms}

    assert read == dict.fromkeys(forms, minutes)
