"""What is kept goes out as a file, and away for good."""

import io
import json
import sqlite3
import zipfile

from sqlalchemy import Connection, column, inspect, select, table

from tests.databases import only_sqlite
from tests.person import Scene


async def test_an_export_holds_everything_about_the_person_and_nobody_else(scene: Scene) -> None:
    anna, ben = scene.person("Anna"), scene.person("Ben")
    await anna.set_up()
    await anna.say("17")
    await ben.set_up()
    await ben.say("33")
    await anna.say("/export")
    attachment = anna.messages[-1].attachment
    assert attachment is not None
    packed = zipfile.ZipFile(io.BytesIO(attachment.data))
    kept = json.loads(packed.read("rocking.json"))
    assert [row["reps"] for row in kept["practices"]] == [17]
    assert kept["people"][0]["id"] == anna.somebody.id
    assert kept["person_zones"][0]["zone"] == "Europe/Berlin"
    assert b"17" in packed.read("practices.csv")
    assert str(ben.somebody.id) not in json.dumps(kept)


async def test_after_delete_nothing_is_left_and_old_buttons_say_so(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("20")
    assert {"people", "practices"} <= await _rows_about(scene, anna.somebody.id)
    confirmation = anna.messages[-1]
    await anna.say("/delete")
    await anna.tap("Yes, delete everything")
    assert "Everything is gone" in anna.sees
    assert await anna.tap("Undo", confirmation) == "We start anew: /start"
    heard = len(anna.messages)
    await scene.travel(days=2)
    assert len(anna.messages) == heard
    await scene.restart()
    assert not await _rows_about(scene, anna.somebody.id)
    await anna.say("/start")
    assert "Hello" in anna.sees


@only_sqlite
async def test_yes_may_be_written_to_the_question_whether_to_delete(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/delete")
    assert "Everything is gone" in await anna.say("yes")


async def test_a_restored_backup_forgets_again(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    file = scene.settings.data_dir / "rocking.db"
    with sqlite3.connect(file) as live, sqlite3.connect(file.with_name("copy.db")) as copy:
        live.backup(copy)
    await scene.travel(minutes=5)
    await anna.say("/delete")
    await anna.tap("Yes, delete everything")
    await scene.stop()
    for left in file.parent.glob("rocking.db*"):
        left.unlink()
    file.with_name("copy.db").rename(file)
    await scene.start()
    assert not await _rows_about(scene, anna.somebody.id)


async def test_who_blocks_the_bot_is_left_in_peace_and_welcome_again(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    scene.sandbox.world.block(anna.somebody)
    heard = len(anna.messages)
    await scene.travel(days=3)
    assert len(anna.messages) == heard
    scene.sandbox.world.unblock(anna.somebody)
    await scene.settle()
    await scene.travel(days=1)
    assert "✓ Done 20" in anna.labels


async def test_privacy_says_what_is_kept_and_offers_both_ways(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/privacy")
    assert "30 days, masked" in anna.sees
    assert anna.labels == ["Export", "Delete everything…"]


async def test_only_owners_see_the_figures(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    assert "I don't know that command" in await anna.say("/admin")


async def _rows_about(scene: Scene, person_id: int) -> set[str]:
    """The tables that know this person, whatever tables there are."""

    def look(tx: Connection) -> set[str]:
        found = set()
        for name in inspect(tx).get_table_names():
            columns = {one["name"] for one in inspect(tx).get_columns(name)}
            key = "person_id" if "person_id" in columns else "id" if name == "people" else None
            if (
                key
                and person_id in tx.execute(select(column(key)).select_from(table(name))).scalars()
            ):
                found.add(name)
        return found

    return await scene.bot.database.read(look)
