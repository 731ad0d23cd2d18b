"""Words of danger come first, on every screen and in every state, and nothing cheerful follows."""

import pytest

from tests.person import Person, Scene


@pytest.fixture
async def anna(scene: Scene) -> Person:
    somebody = scene.person()
    await somebody.set_up()
    return somebody


@pytest.mark.parametrize(
    "text",
    [
        "/help I have chest pain and my left arm is numb",
        "/rock I have chest pain and my left arm is numb",
        "/log 20 I have chest pain and my left arm is numb",
        "/chest pain and my left arm is numb",
    ],
)
async def test_danger_is_heard_in_a_command_too(anna: Person, text: str) -> None:
    await anna.say(text)
    assert anna.message("emergency")


async def test_despair_is_answered_alone(scene: Scene, anna: Person) -> None:
    heard = len(anna.messages)
    await anna.say("did 20, i want to kill myself")
    said = " ".join(one.text for one in anna.messages[heard:])
    assert "emergency" in said
    assert "Streak" not in said
    assert "reps" not in said
    assert "20 reps in all" in await anna.say("/stats")


async def test_a_stranger_in_despair_is_not_asked_to_set_up(scene: Scene) -> None:
    eve = scene.person("Eve")
    await eve.say("i want to die")
    assert "Hello" not in " ".join(one.text for one in eve.messages)
    assert "Set up" not in eve.labels
    await eve.say("/start")
    assert "Set up" in eve.labels or "Go on" in eve.labels


async def test_reading_about_danger_silences_nothing(scene: Scene, anna: Person) -> None:
    await anna.say("/faq")
    await anna.tap("Comfort and safety")
    stop = next(one for one in anna.labels if "pain" in one.lower())
    await anna.tap(stop)
    await scene.travel_to(22)
    assert "✓ Done 20" in anna.labels


async def test_pain_takes_the_buttons_off_what_stands_there(scene: Scene, anna: Person) -> None:
    await scene.travel_to(22)
    number = anna.messages[-1].id
    await anna.say("i get dizzy when i rock")
    assert next(one for one in anna.messages if one.id == number).labels == []


async def test_fine_again_can_be_written(scene: Scene, anna: Person) -> None:
    await anna.say("/rock")
    await anna.taps("It hurts", "Real pain")
    await anna.say("i'm fine again")
    assert "Next:" in anna.sees


async def test_a_rest_after_words_of_pain_costs_no_day_and_no_cheering(
    scene: Scene, anna: Person
) -> None:
    await anna.say("20")
    await scene.travel_to(21)
    await anna.say("a sharp stabbing pain in my back")
    assert "Be gentle" in await anna.say("did 5")
    await scene.travel(days=2)
    explained = await anna.say("/streak")
    assert "freeze covered" not in explained
    assert "streak 1" in await anna.say("/today")


async def test_after_real_pain_start_asks_first_whether_it_is_over(anna: Person) -> None:
    await anna.say("/rock")
    await anna.taps("It hurts", "Real pain")
    await anna.say("/rock")
    assert anna.labels == ["I'm fine again"]


@pytest.mark.parametrize("text", ["go", "tomorrow", "im done with this", "i'm tired"])
async def test_everyday_words_alarm_nobody(anna: Person, text: str) -> None:
    heard = len(anna.messages)
    await anna.say(text)
    assert "crisis line" not in " ".join(one.text for one in anna.messages[heard:])
