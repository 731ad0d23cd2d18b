"""Which lines may stand in a text, and where they do."""

import pytest

from bot.knowledge.library import Library
from bot.knowledge.lines import Lines
from bot.knowledge.sightings import Gate, Sightings
from bot.knowledge.tokens import Reader

WORDS = {"chest": "chest, breast bone", "pain": "pain, hurt"}
GAP = 2


@pytest.fixture(scope="module")
def reader(library: Library) -> Reader:
    return Reader(library.lexicon, library.common_words)


def sighted(reader: Reader, line: str, text: str) -> list[int]:
    """The words, counted from 0, at which a line begins."""
    lines = Lines(WORDS, reader)
    gate = Gate([*lines.read("nothing like it\n" + line, GAP)])
    seen = Sightings(reader.tokens(text), lines, 0)
    places = [seen.places(one) for number, one in seen.tried(gate) if number == 1]
    return [at for at in range(len(text)) if places and places[0] >> at & 1]


@pytest.mark.parametrize(
    ("line", "text", "begins"),
    [
        ("felt pop", "i felt a loud pop", [1]),
        ("felt pop", "i felt it all and then pop", []),
        ("felt pop", "pop is what i felt", []),
        ("(felt|there was) pop", "there was a pop", [0]),
        ("<chest> <pain>", "my breast bone hurts", [1]),
        ("<pain> + <chest>", "my chest. oh. it hurts", [4]),
        ("pain $", "what a pain. pain is it", [2]),
        ("pain", "pain after pain", [0, 2]),
    ],
)
def test_a_line_stands_where_its_words_do(
    reader: Reader, line: str, text: str, begins: list[int]
) -> None:
    assert sighted(reader, line, text) == begins


def test_only_lines_with_a_word_for_each_slot_pass_the_gate(reader: Reader) -> None:
    written = "pain\nfelt <pain>\nfelt pop|snap today\n; a remark\n<chest> + pop"
    gate = Gate([*Lines(WORDS, reader).read(written, GAP)])
    assert gate.passed({"felt", "<pain>", "pain"}) == [0, 1]
    assert sorted(gate.passed({"felt", "snap", "today", "pop", "<chest>"})) == [2, 3]
    assert gate.passed(set()) == []
    assert Gate([]).passed({"pain"}) == []


def test_words_taken_out_are_no_longer_met(reader: Reader) -> None:
    lines = Lines(WORDS, reader)
    gate = Gate([*lines.read("my chest\nbreast bone pain", GAP)])
    seen = Sightings(reader.tokens("my chest, my breast bone pain"), lines, 0)
    seen.blank(0b1000)
    assert [number for number, _ in seen.tried(gate)] == [0]
