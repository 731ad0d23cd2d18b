"""How is the back? Wanted, asked in the morning, answered by one tap, and never in the way."""

import io
import json
import zipfile

from sqlalchemy import Connection

from bot.sandbox import Message
from bot.store import backs
from tests.person import Person, Scene

NUMBERS = ["0", "2", "4", "6", "8", "10"]
QUESTION = "How stiff is your back this morning?"


async def _wanting(scene: Scene) -> Person:
    """Somebody set up who wants to be asked, beyond the reminders that state the time."""
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")
    await anna.taps("How is the back?", "Ask me each morning")
    return anna


async def _asked(scene: Scene) -> Person:
    """The next morning at seven."""
    anna = await _wanting(scene)
    await scene.travel_to(7, 0, days=1)
    assert QUESTION in anna.sees
    return anna


def _number(message: Message, label: str) -> str:
    """What the button carries, to tap it again once it is gone."""
    return next(one.data for row in message.buttons for one in row if one.text == label)


async def _answers(scene: Scene, anna: Person) -> list[int]:
    def look(tx: Connection) -> list[int]:
        return list(backs.answers(tx, anna.somebody.id).values())

    return await scene.bot.database.read(look)


async def test_nobody_is_asked_who_did_not_want_it(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()

    await scene.travel_to(7, 0, days=1)

    assert QUESTION not in anna.sees
    assert anna.labels[:2] == ["▶ Start", "✓ Done 20"]


async def test_the_settings_say_what_it_is_about_before_it_is_switched_on(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")

    await anna.tap("How is the back?")
    assert "no diagnosis" in anna.sees
    assert "It is off." in anna.sees

    assert await anna.tap("Ask me each morning") == "Saved"
    assert "It is on. Answers so far: 0." in anna.sees
    assert anna.labels == ["Don't ask", "Settings"]


async def test_without_a_morning_reminder_it_says_that_it_cannot_ask(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")
    await anna.taps("Times", "Morning 07:00", "Off")
    await anna.say("/settings")

    await anna.taps("How is the back?", "Ask me each morning")

    assert "your morning reminder is off" in anna.sees


async def test_the_numbers_stand_in_place_of_the_reminders_buttons_until_one_is_tapped(
    scene: Scene,
) -> None:
    anna = await _asked(scene)
    question = anna.messages[-1]
    assert anna.labels == [*NUMBERS, "Not today", "Wrong time?"]

    assert await anna.tap("4") == "Noted: 4 of 10"

    reminder = anna.messages[-1]
    assert reminder.id == question.id
    assert "Noted: 4 of 10 for your back this morning." in reminder.text
    assert QUESTION not in reminder.text
    assert reminder.labels[:4] == ["▶ Start", "✓ Done 20", "Later", "Skip"]
    assert await anna.tap("✓ Done 20") == "20 reps logged"
    assert "morning ✓" in anna.message("20 reps.").text
    assert await _answers(scene, anna) == [4]


async def test_not_today_brings_the_ordinary_reminder_and_the_question_comes_again_tomorrow(
    scene: Scene,
) -> None:
    anna = await _asked(scene)

    assert await anna.tap("Not today") == "Fine, not today"

    assert "Noted" not in anna.sees
    assert anna.labels[:2] == ["▶ Start", "✓ Done 20"]
    assert "Change my answer" not in anna.labels
    await scene.travel_to(7, 0, days=1)
    assert QUESTION in anna.sees
    assert await _answers(scene, anna) == []


async def test_an_answer_can_be_changed_and_a_second_tap_says_what_is_so(scene: Scene) -> None:
    anna = await _asked(scene)
    question = anna.messages[-1]
    six = _number(question, "6")
    await anna.tap("6")

    scene.sandbox.world.forge_tap(anna.somebody, question.id, six)
    await scene.settle()
    assert anna.toast == "Noted: 6 of 10"
    assert await _answers(scene, anna) == [6]

    assert await anna.tap("Change my answer") == "Taken back"
    assert QUESTION in anna.sees
    assert await _answers(scene, anna) == []
    await anna.tap("2")
    assert await _answers(scene, anna) == [2]


async def test_a_very_stiff_back_is_reminded_that_pain_is_another_matter(scene: Scene) -> None:
    anna = await _asked(scene)

    await anna.tap("8")
    assert "If it is pain rather than stiffness" in anna.sees

    await anna.taps("It hurts", "Real pain")
    assert "see a doctor" in anna.sees
    await scene.travel_to(7, 0, days=1)
    assert QUESTION not in anna.sees


async def test_a_written_number_up_to_ten_answers_the_question_that_stands(scene: Scene) -> None:
    anna = await _asked(scene)
    number = anna.messages[-1].id

    await anna.say("7")

    reminder = next(one for one in anna.messages if one.id == number)
    assert "Noted: 7 of 10" in anna.sees
    assert "▶ Start" in reminder.labels
    assert await _answers(scene, anna) == [7]
    await anna.say("7")
    assert anna.message("7 reps.").text.startswith("7 reps.")


async def test_a_larger_number_or_a_log_in_words_closes_the_question(scene: Scene) -> None:
    anna = await _asked(scene)
    number = anna.messages[-1].id

    await anna.say("did 4")

    reminder = next(one for one in anna.messages if one.id == number)
    assert reminder.text == "Done: 4 reps."
    assert reminder.labels == []
    assert await _answers(scene, anna) == []


async def test_a_number_tapped_after_the_practice_is_noted_and_leaves_the_message_alone(
    scene: Scene,
) -> None:
    anna = await _asked(scene)
    question = anna.messages[-1]
    await anna.say("did 15")

    scene.sandbox.world.forge_tap(anna.somebody, question.id, _number(question, "4"))
    await scene.settle()

    assert anna.toast == "Noted: 4 of 10"
    assert anna.message("Done: 15 reps.").labels == []
    assert await _answers(scene, anna) == [4]


async def test_words_of_pain_come_before_the_question(scene: Scene) -> None:
    anna = await _asked(scene)
    number = anna.messages[-1].id

    await anna.say("sharp pain in my back")

    assert next(one for one in anna.messages if one.id == number).labels == []
    await scene.travel_to(7, 30, days=1)
    assert QUESTION not in anna.sees


async def test_a_gentle_reminder_asks_nothing_else_until_it_is_better(scene: Scene) -> None:
    anna = await _wanting(scene)
    await anna.say("sharp pain in my back")

    await scene.travel_to(7, 0, days=1)
    assert anna.labels == ["Better, go on", "Still hurts"]
    assert QUESTION not in anna.sees

    await anna.tap("Better, go on")
    assert QUESTION in anna.sees


async def test_put_off_in_writing_the_later_reminder_asks_once_more(scene: Scene) -> None:
    anna = await _asked(scene)
    await anna.say("later")
    await anna.tap("In 1 h")

    await scene.travel_to(8)

    assert QUESTION in anna.sees
    assert anna.labels[:6] == NUMBERS


async def test_answered_in_the_morning_it_is_asked_neither_at_bedtime_nor_in_between(
    scene: Scene,
) -> None:
    anna = await _asked(scene)
    await anna.tap("0")
    await anna.tap("Later")
    await anna.tap("In 1 h")

    await scene.travel_to(8)
    assert QUESTION not in anna.sees
    assert "Noted: 0 of 10" in anna.sees

    await scene.travel_to(22)
    assert QUESTION not in anna.sees
    assert "Noted" not in anna.sees


async def test_three_days_later_an_old_question_notes_nothing_and_its_done_still_works(
    scene: Scene,
) -> None:
    anna = await _asked(scene)
    await anna.say("/pause")
    await anna.tap("Holiday: a week")
    question = anna.message(QUESTION)
    await scene.travel(days=3)

    assert "Tue 3 March" in await anna.tap("4", question)

    assert await _answers(scene, anna) == []
    reminder = next(one for one in anna.messages if one.id == question.id)
    assert QUESTION not in reminder.text
    await anna.tap("✓ Done 20", reminder)
    assert "logged: Tue 3 March, morning" in anna.message("logged:").text


async def test_who_is_silent_for_days_is_reminded_without_the_question(scene: Scene) -> None:
    anna = await _asked(scene)

    await scene.travel_to(7, 0, days=3)

    assert QUESTION not in anna.sees
    assert anna.labels[:2] == ["▶ Start", "✓ Done 20"]


async def test_switched_off_it_asks_no_more_and_keeps_what_was_said(scene: Scene) -> None:
    anna = await _asked(scene)
    await anna.tap("4")
    await anna.say("/settings")

    await anna.taps("How is the back?", "Don't ask")

    await scene.travel_to(7, 0, days=1)
    assert QUESTION not in anna.sees
    assert await _answers(scene, anna) == [4]


async def test_a_number_that_no_button_shows_is_not_noted(scene: Scene) -> None:
    anna = await _asked(scene)
    question = anna.messages[-1]

    for odd in ("7", "-2", "11", "", "x"):
        data = _number(question, "4").rpartition(":")[0] + f":{odd}"
        scene.sandbox.world.forge_tap(anna.somebody, question.id, data)
        await scene.settle()

    assert await _answers(scene, anna) == []


async def test_another_persons_question_cannot_be_answered(scene: Scene) -> None:
    anna = await _asked(scene)
    ben = scene.person("Ben")
    await ben.set_up()
    question = anna.messages[-1]

    scene.sandbox.world.forge_tap(ben.somebody, ben.messages[-1].id, _number(question, "4"))
    await scene.settle()

    assert await _answers(scene, anna) == await _answers(scene, ben) == []


async def test_the_answers_are_in_the_export_and_skipped_mornings_are_empty(scene: Scene) -> None:
    anna = await _asked(scene)
    await anna.tap("4")
    await scene.travel_to(7, 0, days=1)
    await anna.tap("Not today")

    await anna.say("/export")

    attachment = anna.messages[-1].attachment
    assert attachment is not None
    packed = zipfile.ZipFile(io.BytesIO(attachment.data))
    kept = json.loads(packed.read("rocking.json"))
    assert [(row["day"], row["stiffness"]) for row in kept["back_answers"]] == [
        ("2026-03-03", 4),
        ("2026-03-04", None),
    ]
    assert b",2026-03-04,," in packed.read("back_answers.csv")


async def test_privacy_names_it_and_delete_takes_it_away(scene: Scene) -> None:
    anna = await _asked(scene)
    await anna.tap("4")
    assert "how your back is" in await anna.say("/privacy")

    await anna.say("/delete")
    await anna.tap("Yes, delete everything")

    assert await _answers(scene, anna) == []
