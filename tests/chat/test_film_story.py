"""Play: a film that counts while the hands are on the floor."""

import pytest

from bot.sandbox import Message, Refuse
from tests.person import Person, Scene

REFUSED = Refuse(400, "Bad Request: VIDEO_CONTENT_TYPE_INVALID")
MP4 = b"ftyp"


def film(person: Person) -> Message:
    newest = person.messages[-1]
    assert newest.kind == "video"
    assert newest.attachment is not None
    assert newest.attachment.data[4:8] == MP4
    return newest


async def playing(scene: Scene) -> Person:
    """Somebody who has just tapped Play."""
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    await anna.tap("▶ Play")
    return anna


def sent(scene: Scene, method: str) -> list[dict[str, str]]:
    return [dict(one.parameters) for one in scene.sandbox.calls if one.method == method]


async def test_start_play_done_is_three_taps_the_first_time_and_two_later(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()

    await anna.tap("Shall we" if "Shall we" in anna.labels else anna.labels[0])
    await anna.taps("▶ Play", "✓ Done 20")

    assert film(anna).text.startswith("20 reps.")
    await scene.travel(days=1)
    await anna.taps("▶ Start", "✓ Done 20")
    assert anna.message("Streak: 2 days").kind == "video"


async def test_the_caption_says_where_the_phone_goes_and_the_choice_loses_its_buttons(
    scene: Scene,
) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")

    await anna.tap("▶ Play")

    assert "Phone on the floor in front of you, tap for sound." in film(anna).text
    assert film(anna).labels == ["✓ Done 20", "Fewer", "It hurts", "Other way"]
    assert anna.messages[-2].labels == []


@pytest.mark.parametrize(
    ("goal", "reps"), [(1, 10), (14, 10), (15, 10), (16, 20), (25, 20), (26, 30), (100, 30)]
)
async def test_the_film_is_the_nearest_to_the_goal(scene: Scene, goal: int, reps: int) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say(f"/goal {goal}")
    await anna.say("/rock")

    await anna.tap("▶ Play")

    assert film(anna).labels[0] == f"✓ Done {reps}"
    attachment = film(anna).attachment
    assert attachment is not None
    assert attachment.name == f"rock-{reps}.mp4"


async def test_a_film_without_done_logs_nothing(scene: Scene) -> None:
    anna = await playing(scene)

    await scene.travel(hours=1)
    await anna.say("/streak")

    assert "Today is a good day to begin" in anna.sees


async def test_fewer_logs_the_number_that_is_tapped(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    await anna.taps("▶ Play", "Fewer")

    fewer = ["✓ Done 20", "✓ Done 16", "✓ Done 12", "✓ Done 8", "✓ Done 4"]
    assert film(anna).labels == [*fewer, "It hurts", "Other way"]
    await anna.tap("✓ Done 12")

    assert film(anna).text.startswith("12 reps.")
    assert await anna.tap("Undo") == "12 reps taken back"


async def test_from_a_reminder_it_answers_that_reminder(scene: Scene) -> None:
    anna = await playing(scene)
    await scene.travel_to(7, 1, days=1)
    reminder = anna.messages[-1]

    await anna.tap("▶ Start", reminder)
    await anna.tap("✓ Done 20")

    assert anna.message("Done: 20 reps.").id == reminder.id


async def test_other_way_comes_in_words_and_the_film_loses_its_buttons(scene: Scene) -> None:
    anna = await playing(scene)

    await anna.tap("Other way")

    assert anna.messages[-1].kind == "text"
    assert anna.labels[:2] == ["▶ Play: hands free", "Count with me"]
    assert anna.messages[-2].labels == []
    await anna.tap("Count with me")
    assert "0 of 20" in anna.sees


async def test_it_hurts_is_asked_under_the_film(scene: Scene) -> None:
    anna = await playing(scene)

    await anna.tap("It hurts")

    assert any("Where is it?" in one.text for one in anna.messages[-2:])


async def test_a_film_is_uploaded_once_also_over_a_restart(scene: Scene) -> None:
    anna, ben = scene.person(), scene.person("Ben")
    for one in (anna, ben):
        await one.set_up()
        await one.say("/rock")
    await anna.tap("▶ Play")
    await scene.restart()

    await ben.tap("▶ Play")

    assert film(ben).attachment == film(anna).attachment
    assert [isinstance(one["video"], str) for one in sent(scene, "sendVideo")] == [False, True]


async def test_an_id_of_another_bot_is_replaced(scene: Scene) -> None:
    anna = await playing(scene)
    await scene.bot.database.write(
        lambda tx: tx.exec_driver_sql("update sent_files set file_id = 'of another bot'")
    )

    await anna.say("/rock")

    assert film(anna).labels[0] == "✓ Done 20"
    assert len(sent(scene, "sendVideo")) == 3


async def test_a_refused_film_gives_way_to_the_loop_and_then_to_words(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    scene.sandbox.faults.next("sendVideo", REFUSED)
    await anna.tap("▶ Play")
    assert anna.messages[-1].kind == "animation"
    assert anna.labels[0] == "✓ Done 20"

    scene.sandbox.faults.next("sendVideo", REFUSED)
    scene.sandbox.faults.next("sendAnimation", REFUSED)
    await anna.say("/rock")

    assert anna.messages[-1].kind == "text"
    await anna.tap("✓ Done 20")
    assert anna.sees.startswith("20 reps.")


async def test_without_sound_the_film_is_silent(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")
    await anna.tap("Films without sound")
    await anna.say("/rock")

    await anna.tap("▶ Play")

    attachment = film(anna).attachment
    assert attachment is not None
    assert attachment.name == "rock-20-silent.mp4"
    assert "tap for sound" not in anna.sees


async def test_without_pictures_there_is_no_film_and_start_offers_the_other_ways(
    scene: Scene,
) -> None:
    anna = await playing(scene)
    old = anna.messages[-2]
    await anna.say("/settings")
    await anna.tap("No pictures")

    await anna.say("/rock")

    assert anna.labels[:2] == ["Count with me", "✓ Just log it: done 20"]
    assert old.labels == []


async def test_the_welcome_moves_and_its_buttons_go_with_the_first_question(scene: Scene) -> None:
    anna = scene.person()

    await anna.say("/start")

    assert anna.messages[-1].kind == "animation"
    assert "I coach one small habit" in anna.sees
    await anna.tap("Set up")
    assert anna.messages[-1].kind == "text"
    assert anna.messages[0].labels == []
