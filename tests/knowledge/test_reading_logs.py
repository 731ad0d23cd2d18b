"""Which texts are logs and what they log, in English as the bot ships it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.knowledge.reading import Log, Number, load

CONTENT = Path(__file__).parents[2] / "content"
READING = load(CONTENT / "en" / "reading.toml")

ARABIC = "٠١٢٣٤٥٦٧٨٩"
DEVANAGARI = "०१२३४५६७८९"
FULLWIDTH = "０１２３４５６７８９"
BENGALI = "০১২৩৪৫৬৭৮৯"
SCRIPTS = (ARABIC, DEVANAGARI, FULLWIDTH, BENGALI)


def in_script(text: str, digits: str) -> str:
    return text.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


WEDNESDAY = 2


@pytest.mark.parametrize(
    ("text", "log"),
    [
        ("20", Log(20)),
        ("did 15", Log(15)),
        ("just did 20", Log(20)),
        ("30 done ✅", Log(30)),
        ("rocked 20 yesterday", Log(20, days_back=1)),
        ("20 yesterday", Log(20, days_back=1)),
        ("yesterday", Log(None, days_back=1)),
        ("Yesterday!", Log(None, days_back=1)),
        ("I've done 20 today", Log(20)),
        ("Done. 20 reps!", Log(20)),
        ("20, done", Log(20)),
        ("done: 20", Log(20)),
        ("20reps", Log(20)),
        ("20 times", Log(20)),
        ("20x", Log(20)),
        ("did it", Log(None)),
        ("done", Log(None)),
        ("Done yesterday", Log(None, days_back=1)),
        ("did twenty-five", Log(25)),
        ("did ٢٠", Log(20)),
        ("did 20 two days ago", Log(20, days_back=2)),
        ("20 done 3 days ago", Log(20, days_back=3)),
        ("did 20 the day before yesterday", Log(20, days_back=2)),
        ("did 20 40 days ago", Log(20, days_back=40)),
        ("did 20 last night", Log(20, days_back=1, half="bedtime")),
        ("did 20 this morning", Log(20, half="morning")),
        ("0 done", Log(0)),
        ("did 100000", Log(100_000)),
        # slips
        ("rokced 20 yesterdya", Log(20, days_back=1)),
        ("doneee 20", Log(20)),
        ("finishedd 20", Log(20)),
        ("20 reos", Log(20)),
    ],
)
def test_a_number_with_did_and_a_day_is_a_log(text: str, log: Log) -> None:
    assert READING.log(text) == log


@pytest.mark.parametrize(
    "text",
    [
        "in 20 minutes",
        "20 push-ups",
        "I'm 20",
        "20 yesterday was my birthday",
        "20 tomorrow",
        "",
        "✅",
        "reps",
        "today",
        "20?",
        "did 20?",
        "did I do 20",
        "have I done 20 today",
        "do 20",
        "didn't do 20",
        "did not do 20",
        "not done",
        "I'm done",
        "how many did I do",
        "20 mg",
        "20th",
        "did you do 20 yesterday",
        "20 yesterday, was my birthday",
        "yesterday was bad",
        "my 20",
        "yesterday my knees hurt",
        "done, stop writing to me",
        "20 seconds",
        "did it hurt",
        "7:15",
        "knees hurt, did 15",
        "did 15 push-ups, knees hurt",
        "#20",
        "20²",
        "monday",
        "20 on monday",
    ],
)
def test_anything_else_in_it_makes_it_no_log(text: str) -> None:
    assert READING.log(text) is None


@pytest.mark.parametrize(
    ("text", "log"),
    [
        ("did 15, knees hurt", Log(15, rest="knees hurt")),
        ("did 15,knees hurt", Log(15, rest="knees hurt")),
        ("Did 15. Knees hurt!", Log(15, rest="Knees hurt!")),
        ("did 15 - knees hurt", Log(15, rest="knees hurt")),
        ("did 15\n\nknees hurt", Log(15, rest="knees hurt")),
        ("did 15 (knees hurt)", Log(15, rest="knees hurt")),
        ("did 15 but my knees hurt", Log(15, rest="my knees hurt")),
        ("did 15 yesterday, and my knees hurt", Log(15, days_back=1, rest="my knees hurt")),
        ("ok, did 15, why do my knees hurt?", Log(15, rest="why do my knees hurt?")),
        ("did 15, 3 of them with pain", Log(15, rest="3 of them with pain")),
        ("20 done, thanks", Log(20, rest="thanks")),
        ("did 20.5, knees hurt", Log(0, rest="knees hurt", odd=True)),
    ],
)
def test_what_follows_a_log_is_kept_as_it_was_written(text: str, log: Log) -> None:
    assert READING.log(text) == log


@pytest.mark.parametrize(
    "text",
    ["did 15, no 20", "did 15 and 20 yesterday", "did 20 today and yesterday", "did 15, sorry 20"],
)
def test_two_logs_in_one_text_are_not_guessed_at(text: str) -> None:
    assert READING.log(text) is None


@pytest.mark.parametrize(
    "text",
    ["did -5", "did 20.5", "20 20", "did 1e9", "15-20 done", "did 2x10"],
)
def test_an_odd_number_of_reps_is_a_log_that_no_one_can_accept(text: str) -> None:
    assert READING.log(text) == Log(0, odd=True)


@pytest.mark.parametrize(
    ("text", "days_back"),
    [
        ("did 20 on Monday", 2),
        ("20 tuesday", 1),
        ("did 20 on wednesday", 0),
        ("did 20 last wednesday", 7),
        ("did 20 thursday", 6),
        ("rocked 20 on wendesday", 0),
        ("did 20 on last sun", 3),
    ],
)
def test_a_weekday_is_the_latest_one_before_the_end_of_today(text: str, days_back: int) -> None:
    assert READING.log(text, weekday=WEDNESDAY) == Log(20, days_back=days_back)


def test_a_weekday_is_no_day_when_today_is_not_known() -> None:
    assert READING.log("did 20 on monday") is None


@given(reps=some.integers(0, 10**6), digits=some.sampled_from(["0123456789", *SCRIPTS]))
def test_every_number_of_reps_reads_back(reps: int, digits: str) -> None:
    written = in_script(str(reps), digits)

    assert READING.number(written) == Number(reps)
    assert READING.log(f"did {written} yesterday") == Log(reps, days_back=1)
