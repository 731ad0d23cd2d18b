"""Progress as pictures: the calendar, the chart of the back, and My week on Sunday evening."""

from datetime import date, timedelta

from bot.chat.surfaces import LOOKS
from bot.exhibition import kept_files
from bot.sandbox import Message, Refuse
from bot.store import backs
from bot.wiring import content_folder
from tests.person import Person, Scene

PNG = b"\x89PNG"
SUNDAY = 6  # days after the Monday on which a scene begins


def uploads(scene: Scene, method: str) -> list[bool]:
    """For each call of a method, whether a file came along instead of its id."""
    field = {"sendPhoto": "photo", "editMessageMedia": "file"}[method]
    calls = [one for one in scene.sandbox.calls if one.method == method]
    return [not isinstance(one.parameters.get(field, ""), str) for one in calls]


def picture(person: Person) -> Message:
    newest = person.messages[-1]
    assert newest.attachment is not None
    assert newest.attachment.data.startswith(PNG)
    return newest


async def calendars(scene: Scene) -> int:
    """How many uploads of calendars are remembered."""
    query = "select count(*) from sent_files where key like 'calendar:%%'"
    found = await scene.bot.database.read(lambda tx: tx.exec_driver_sql(query).scalar_one())
    return int(found)


async def answered(scene: Scene, anna: Person, mornings: int) -> None:
    """So many answers about the back, the last one yesterday."""
    today = scene.now.date()

    def put(tx: object) -> None:
        for number in range(mornings):
            day = today - timedelta(days=number + 1)
            backs.answer(tx, anna.somebody.id, day, 4, scene.now)  # type: ignore[arg-type]

    await scene.bot.database.write(put)


async def test_stats_are_a_picture_with_the_same_in_words(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("20")

    await anna.say("/stats")

    assert picture(anna).text.startswith("Streak: 1 day\nLongest 1")
    assert "20 reps in all" in anna.sees
    assert anna.labels[:2] == ["Month", "As text"]


async def test_the_same_picture_is_drawn_and_uploaded_once(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("20")

    for text in ("/stats", "/stats", "20", "/stats"):
        await anna.say(text)

    # More reps on a morning that is done change the words, not the picture.
    assert uploads(scene, "sendPhoto") == [True, False, False]


async def test_another_day_is_another_picture(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("20")
    await anna.say("/stats")

    await scene.travel(days=1)
    await anna.say("/stats")

    assert uploads(scene, "sendPhoto") == [True, True]


async def test_without_pictures_it_is_all_in_words(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")
    await anna.tap("No pictures")

    await anna.say("/stats")

    assert anna.messages[-1].attachment is None
    assert "from 2 March" in anna.sees
    assert uploads(scene, "sendPhoto") == []


async def test_as_text_comes_beside_the_picture(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/stats")

    await anna.tap("As text")

    assert anna.messages[-1].attachment is None
    assert anna.messages[-2].attachment is not None


async def test_a_day_is_mended_under_the_picture_which_is_then_drawn_anew(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/stats")

    await anna.tap("Month")
    await anna.tap("2")
    assert "Mon 2 March" in anna.sees
    await anna.tap("+ 20 bedtime")
    await anna.taps("Back", "Progress")

    assert picture(anna).text.startswith("Streak: 1 day")
    assert uploads(scene, "editMessageMedia") == [True]
    assert len([one for one in anna.messages if one.attachment and one.kind == "photo"]) == 1


async def test_where_telegram_takes_no_picture_the_words_come(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    scene.sandbox.faults.next("sendPhoto", Refuse(400, "Bad Request: IMAGE_PROCESS_FAILED"))

    await anna.say("/stats")

    assert anna.messages[-1].attachment is None
    assert "0 days, 0 reps in all" in anna.sees


async def test_an_arabic_name_with_a_smile_is_drawn(scene: Scene) -> None:
    guest = scene.person("محمد 🎉", language="ar")
    await guest.say("/start")

    await guest.say("/stats")

    assert guest.message("0 days, 0 reps in all").attachment is not None


async def test_from_fourteen_answers_on_the_back_stands_beside_the_days(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await answered(scene, anna, 13)
    await anna.say("/stats")
    assert "How is the back?" not in anna.labels

    await answered(scene, anna, 14)
    await anna.say("/stats")
    calendar = anna.messages[-1].attachment
    await anna.tap("How is the back?")

    assert "14 answers" in picture(anna).text
    assert anna.messages[-1].attachment != calendar
    kept = {file.read_bytes() for file in (content_folder() / "media").glob("*.png")}
    chart = anna.messages[-1].attachment
    assert chart is not None
    assert chart.data not in kept
    assert "no promise" in anna.sees
    await anna.tap("Progress")
    assert anna.sees.startswith("Every rep counts")


async def test_my_week_comes_with_sundays_bedtime(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("20")
    await scene.travel_to(8, days=SUNDAY - 1)
    await anna.say("15")

    await scene.travel_to(22, 1, days=1)

    week = picture(anna)
    assert "My week: 2 of 7 days, 35 reps" in week.text
    assert week.labels[:2] == ["▶ Start", "✓ Done 20"]
    before = picture(anna).attachment
    await anna.tap("✓ Done 20")
    assert "20 reps." in picture(anna).text
    assert picture(anna).attachment != before


async def test_another_evening_and_the_first_days_bring_no_week(scene: Scene) -> None:
    await scene.travel_to(12, days=SUNDAY - 2)
    anna = scene.person()
    await anna.set_up()

    await scene.travel_to(22, 1, days=1)
    assert "My week" not in anna.sees
    await scene.travel_to(22, 1, days=1)

    assert scene.now.date() == date(2026, 3, 8)
    assert "My week" not in anna.sees


async def test_who_is_silent_for_days_is_not_told_about_the_week(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()

    await scene.travel_to(22, 1, days=SUNDAY)

    assert not any("My week" in one.text for one in anna.messages)


async def test_my_week_without_pictures_is_words(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/settings")
    await anna.tap("No pictures")
    await scene.travel(days=4)
    await anna.say("20")

    await scene.travel_to(22, 1, days=SUNDAY - 4)

    assert "My week: 1 of 7 days" in anna.sees
    assert anna.messages[-1].attachment is None


async def test_deleting_everything_forgets_the_pictures_too(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/stats")
    assert await calendars(scene) == 1

    await anna.say("/delete")
    await anna.tap("Yes, delete everything")

    assert await calendars(scene) == 0


async def test_no_name_is_written_down(scene: Scene) -> None:
    anna = scene.person("Annabellissima")
    await anna.set_up()
    await anna.say("/stats")

    files = [one for one in scene.settings.data_dir.rglob("*") if one.is_file()]
    assert files
    assert not any(b"Annabellissima" in one.read_bytes() for one in files)


async def test_nothing_drawn_has_the_name_of_something_kept() -> None:
    assert not set(LOOKS) & set(kept_files(content_folder() / "media"))
