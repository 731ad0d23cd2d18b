"""The content as it is read, and what is found wrong with it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.knowledge import ContentError
from bot.knowledge.checks import check
from bot.knowledge.library import Library, load
from bot.knowledge.words import Html

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the content that may be spoilt."""
    shutil.copytree(CONTENT / "en", tmp_path / "en")
    (tmp_path / "media").mkdir()
    shutil.copy(CONTENT / "media" / "media.toml", tmp_path / "media")
    return tmp_path


@pytest.fixture
def spoilt(copy: Path) -> Callable[[str, str, str], list[str]]:
    """Replaces words in a file of the copy and says what is wrong now."""

    def spoil(name: str, old: str, new: str) -> list[str]:
        file = copy / "en" / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
        return check(copy)

    return spoil


def test_the_content_is_in_order() -> None:
    assert check(CONTENT) == []


def test_all_fifty_topics_are_there_in_five_groups(library: Library) -> None:
    assert len(library.topics) == 50
    assert list(library.groups) == [
        "the-exercise",
        "doing-it-well",
        "how-much",
        "comfort-and-safety",
        "the-bot",
    ]
    assert [id for group in library.groups.values() for id in group] == list(library.topics)


def test_safety_topics_say_how_urgent_they_are(library: Library) -> None:
    urgent = {topic.id: topic.safety for topic in library.topics.values() if topic.safety}
    assert urgent == {
        "real-pain": "stop",
        "dizziness": "stop",
        "urgent-symptoms": "urgent",
        "crisis": "urgent",
        "ask-a-doctor-first": "ask",
    }


def test_an_answer_is_markup_in_paragraphs(library: Library) -> None:
    answer = library.topics["knee-pressure"].answer
    assert isinstance(answer, Html)
    assert answer.startswith("Fold a towel")
    assert len(answer.split("\n\n")) == 2


def test_an_answer_with_special_signs_is_escaped(copy: Path) -> None:
    file = copy / "en" / "faq" / "pace.md"
    head = file.read_text(encoding="utf-8").rpartition("+++")[0]
    file.write_text(head + "+++\n\nSmooth <beats> fast & hasty.\n", encoding="utf-8")
    assert load(copy).topics["pace"].answer == "Smooth &lt;beats&gt; fast &amp; hasty."


def test_there_are_cues_and_reasons_for_both_halves_of_the_day(library: Library) -> None:
    for half in ("morning", "bedtime"):
        kinds = [prompt.kind for prompt in library.prompts if half in prompt.when]
        assert kinds.count("cue") >= 10
        assert kinds.count("reason") >= 10


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("faq/pace.md", 'source = "care"', "", "the source is missing"),
        ("faq/pace.md", 'source = "care"', 'source = "guide"', "not the one topics.toml names"),
        ("faq/pace.md", 'title = "How fast should I rock?"', "", "title must have"),
        ("faq/pace.md", "How fast should I rock?", "x" * 41, "title must have"),
        ("faq/pace.md", "Slow and comfortable", "Slow " * 60, "1 to 60 words"),
        ("faq/pace.md", "smooth beats fast", "go", 'does not say "smooth beats fast"'),
        ("faq/pace.md", '"breathing"', '"dancing"', "no topic called dancing"),
        ("faq/pace.md", '"breathing"', '"pace"', "not the topic itself"),
        ("faq/change-goal.md", 'action = "goal"', 'action = "fly"', "no action called fly"),
        ("faq/how-to-rock.md", 'picture = "steps"', 'picture = "dance"', "no picture dance"),
        ("faq/head-position.md", "severely rounded", "round", "head-up cue stands without"),
        ("prompts.toml", "but not if your upper back is severely rounded", "", "head-up cue"),
        ("prompts.toml", 'fact = "calm"', 'fact = "joy"', "does not exist (joy)"),
        ("prompts.toml", 'when = ["bedtime"]', "when = []", "when must be"),
        ("prompts.toml", "Slow and comfortable.", "Slow " * 21, "1 to 20 words"),
        ("prompts.toml", 'id = "crown-up"', 'id = "head-up"', "is there 2 times"),
        ("topics.toml", "[the-bot]", "dance = {}\n[the-bot]", "dance.md: cannot be read"),
        ("topics.toml", "pace = {", "pacing = {", "pacing.md: cannot be read"),
        ("safety.toml", "<chest> + <pain>", "<chests> + <pain>", "no words called <chests>"),
        ("lexicon.toml", "[same]", "[same", "lexicon.toml"),
        ("texts.ftl", "welcome", "wel come", "texts.ftl"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(
    spoilt: Callable[[str, str, str], list[str]], name: str, old: str, new: str, problem: str
) -> None:
    if name == "texts.ftl":
        old, new = "\n\n", "\n\n= nothing\n\n"
    assert any(problem in line for line in spoilt(name, old, new))


def test_too_few_ways_of_asking_are_found(copy: Path) -> None:
    file = copy / "en" / "faq" / "pace.md"
    head, asks = file.read_text(encoding="utf-8").split('asks = """', 1)
    few = "\n".join(asks.splitlines()[:5])
    answer = asks.split('"""', 1)[1]
    file.write_text(f'{head}asks = """{few}\n"""{answer}', encoding="utf-8")
    assert any("at least 15 are needed" in line for line in check(copy))


def test_a_question_that_two_topics_claim_is_found(
    spoilt: Callable[[str, str, str], list[str]],
) -> None:
    (problem,) = spoilt("faq/pace.md", '"""\n+++', 'do i need a mat\n"""\n+++')
    assert '"do i need a mat" is asked in' in problem


def test_a_file_that_no_topic_owns_is_found(copy: Path) -> None:
    (copy / "en" / "faq" / "dancing.md").write_text("+++\n+++\n", encoding="utf-8")
    assert check(copy) == ["faq/dancing.md: topics.toml knows no such topic"]


def test_a_file_without_a_head_is_one_clear_error(copy: Path) -> None:
    (copy / "en" / "faq" / "pace.md").write_text("Slow.", encoding="utf-8")
    with pytest.raises(ContentError, match=r"pace\.md: the head"):
        load(copy)
