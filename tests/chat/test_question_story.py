"""Asking: an answer, another try, an honest no; and what of it the owner may read."""

import pytest

from bot.store import feedback
from tests.person import Person, Scene


@pytest.fixture
async def anna(scene: Scene) -> Person:
    somebody = scene.person()
    await somebody.set_up()
    return somebody


async def _kept(scene: Scene) -> list[str]:
    return list(await scene.bot.database.read(lambda tx: feedback.unanswered(tx, 9)))


async def test_a_question_in_plain_words_gets_its_answer_and_where_it_comes_from(
    anna: Person,
) -> None:
    await anna.say("it hurts my knees")
    assert "towel" in anna.sees
    assert "From the rocking guide" in anna.sees
    assert anna.labels[-2:] == ["👍 Helpful", "👎 Not really"]


async def test_an_answer_about_the_bot_begins_with_its_action(anna: Person) -> None:
    await anna.say("how do i change my goal")
    assert anna.labels[0] == "Change goal"
    await anna.tap("Change goal")
    assert "Your goal is" in anna.sees


async def test_a_thumb_counts_once_and_takes_the_thumbs_away(scene: Scene, anna: Person) -> None:
    await anna.say("it hurts my knees")
    anna.tap_quickly("👍 Helpful", 3)
    await scene.settle()
    assert "👍 Helpful" not in anna.labels
    topics = await scene.bot.database.read(lambda tx: feedback.top_topics(tx, scene.now.date(), 9))
    assert topics == [("knee-pressure", 1, 1, 0)]


async def test_not_really_leads_on_and_keeps_the_masked_question(
    scene: Scene, anna: Person
) -> None:
    await anna.say("how many reps does Bob do in 2026")
    assert await _kept(scene) == []
    await anna.tap("👎 Not really")
    assert "All topics" in anna.labels
    assert await _kept(scene) == ["how many reps does … do in …"]


async def test_what_is_not_known_is_said_and_kept(scene: Scene, anna: Person) -> None:
    assert "I don't know" in await anna.say("who won the match last night")
    assert await _kept(scene) == ["who won the match last night"]


async def test_words_of_danger_are_never_kept(scene: Scene, anna: Person) -> None:
    await anna.say("i have chest pain")
    await anna.say("i want to die")
    assert await _kept(scene) == []


@pytest.mark.parametrize("text", ["wie wird das wetter morgen?", "сколько стоит билет в кино?"])
async def test_another_language_is_told_so(anna: Person, text: str) -> None:
    assert "only speak English" in await anna.say(text)


async def test_every_topic_can_be_reached_by_the_groups(scene: Scene, anna: Person) -> None:
    reached = set()
    await anna.say("/faq")
    for group in list(anna.labels):
        await anna.tap(group)
        reached |= {label for label in anna.labels if label != "Back"}
        await anna.tap("Back")
    assert reached == {topic.title for topic in scene.coach.library.topics.values()}


async def test_small_talk_is_small_talk(anna: Person) -> None:
    assert "welcome" in await anna.say("thanks 🙏")
    assert "morning" in await anna.say("hi")
