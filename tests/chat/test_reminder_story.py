"""A reminder and each of its buttons; what stays quiet; what comes after silence."""

from bot.sandbox import Refuse
from tests.person import Person, Scene


async def _set_up(scene: Scene) -> Person:
    anna = scene.person()
    await anna.set_up()
    return anna


async def _morning(scene: Scene) -> Person:
    anna = await _set_up(scene)
    await scene.travel_to(7, 0, days=1)
    assert anna.labels[:2] == ["▶ Start", "✓ Done 20"]
    return anna


async def test_the_first_bedtime_comes_silently_and_says_which_time_it_believes(
    scene: Scene,
) -> None:
    anna = await _set_up(scene)
    await scene.travel_to(22)
    assert "It is 22:00 in Berlin." in anna.sees
    assert anna.messages[-1].silent
    assert "Wrong time?" in anna.labels


async def test_done_logs_the_goal_and_says_what_happened(scene: Scene) -> None:
    anna = await _morning(scene)
    reminder = anna.messages[-1]
    assert await anna.tap("✓ Done 20") == "20 reps logged"
    assert reminder.id == anna.message("20 reps.").id
    assert "morning ✓" in anna.message("20 reps.").text


async def test_after_a_practice_its_reminder_stays_quiet(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel_to(19, 30)
    await anna.say("20")
    assert "bedtime ✓" in anna.sees
    heard = len(anna.messages)
    await scene.travel_to(23)
    assert len(anna.messages) == heard


async def test_a_practice_in_the_afternoon_leaves_bedtime_ringing(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel_to(15)
    await anna.say("20")
    assert "morning ✓" in anna.sees
    await scene.travel_to(22)
    assert "✓ Done 20" in anna.labels


async def test_later_brings_it_back_twice_at_most(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.taps("Later", "In 15 min")
    assert "off until 07:15" in anna.sees
    await scene.travel_to(7, 15)
    await anna.taps("Later", "In 1 h")
    await scene.travel_to(8, 15)
    assert "✓ Done 20" in anna.labels
    assert "Later" not in anna.labels


async def test_what_was_put_off_and_then_done_is_not_announced_any_more(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.taps("Later", "In 1 h", "✓ Done 20")
    assert anna.message("Next: 22:00")
    await anna.tap("Undo")
    assert "next 08:00" in await anna.say("/today")


async def test_later_at_a_time_of_ones_own(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.taps("Later", "A time")
    assert "too late for this one" in await anna.say("20:00")
    assert "I can't read that" in await anna.say("25:00")
    assert "Until 12:30" in await anna.say("12:30")
    await scene.travel_to(12, 30)
    assert "✓ Done 20" in anna.labels


async def test_skip_closes_this_one_and_bedtime_still_comes(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.tap("Skip")
    assert "Next: 22:00 (Berlin)" in anna.sees
    await scene.travel_to(22)
    assert "✓ Done 20" in anna.labels


async def test_after_three_skips_the_next_one_asks_for_five(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.tap("Skip")
    await scene.travel_to(22)
    await anna.tap("Skip")
    await scene.travel_to(7, 0, days=1)
    await anna.tap("Skip")
    await scene.travel_to(22)
    assert "Only 5 today?" in anna.sees


async def test_yesterday_can_be_put_down_from_the_morning(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.tap("I did it yesterday")
    assert "logged: yesterday, bedtime" in anna.sees
    assert "Streak: 1 day" in anna.sees
    assert "I did it yesterday" not in anna.message("Streak: 1").labels


async def test_wrong_time_leads_to_the_zone(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.tap("Wrong time?")
    await anna.say("Lisbon")
    await anna.tap("06:00 · Lisbon")
    assert "It is 06:00 in Lisbon" in anna.sees


async def test_an_unanswered_reminder_loses_its_buttons_to_the_next(scene: Scene) -> None:
    anna = await _morning(scene)
    morning = anna.messages[-1]
    await scene.travel_to(22)
    assert anna.messages[-2].id == morning.id
    assert anna.messages[-2].labels == []
    assert "✓ Done 20" in anna.labels


async def test_a_practice_elsewhere_closes_the_standing_reminder(scene: Scene) -> None:
    anna = await _morning(scene)
    number = anna.messages[-1].id
    await anna.say("did 15")
    reminder = next(one for one in anna.messages if one.id == number)
    assert reminder.text == "Done: 15 reps."
    assert reminder.labels == []


async def test_a_machine_that_slept_sends_nothing_late(scene: Scene) -> None:
    anna = await _set_up(scene)
    heard = len(anna.messages)
    await scene.jump(hours=18)  # past bedtime's hour, not yet morning
    assert len(anna.messages) == heard


async def test_an_old_reminder_logs_to_its_own_day_up_to_six_days_back(scene: Scene) -> None:
    anna = await _morning(scene)
    monday_bedtime = anna.messages[-2]
    reminder = anna.messages[-1]
    await scene.travel(days=2)
    scene.sandbox.world.forge_tap(anna.somebody, reminder.id, reminder_data(reminder))
    await scene.settle()
    assert "logged: Tue 3 March, morning" in anna.message("logged:").text
    await scene.travel(days=5)
    data = previous(reminder_data(reminder))
    scene.sandbox.world.forge_tap(anna.somebody, monday_bedtime.id, data)
    await scene.settle()
    assert anna.toast == "That was Mon 2 March, too long ago."


async def test_a_follow_up_comes_once_and_silently_when_it_is_wanted(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.tap("Add follow-up")
    await scene.travel_to(22, 29)
    heard = len(anna.messages)
    await scene.travel_to(22, 31)
    assert len(anna.messages) == heard + 1
    assert anna.messages[-1].silent
    await scene.travel_to(23, 59)
    assert len(anna.messages) == heard + 1


async def test_silence_is_met_with_fewer_reminders_and_then_one_question(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.tap("✓ Done 20")
    counts = []
    for _ in range(10):
        before = len(anna.messages)
        await scene.travel(days=1)
        counts.append(len(anna.messages) - before)
    # A day here runs from 7 to 7: bedtime of one habit day, morning of the next.
    assert counts == [2, 2, 2, 2, 1, 1, 1, 1, 0, 0]
    assert "Still here when you want me" in anna.sees
    await anna.tap("Keep them")
    await scene.travel_to(22)
    assert "✓ Done 20" in anna.labels


async def test_once_a_week_lasts_until_the_next_sign_of_life(scene: Scene) -> None:
    anna = await _morning(scene)
    await scene.travel(days=10)
    await anna.tap("Once a week")
    heard = len(anna.messages)
    await scene.travel(days=15)
    assert len(anna.messages) == heard + 2
    await anna.say("20")
    heard = len(anna.messages)
    await scene.travel(days=1)
    assert len(anna.messages) == heard + 2


async def test_later_and_skip_can_be_written(scene: Scene) -> None:
    anna = await _morning(scene)
    await anna.say("later")
    await anna.tap("In 1 h")
    assert "next 08:00 Berlin" in await anna.say("/today")
    await scene.travel_to(8)
    await anna.say("skip")
    assert "skipped" in anna.message("skipped").text


async def test_bedtime_put_off_to_eleven_means_tonight(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel_to(22)
    await anna.taps("Later", "A time")
    await anna.say("11")
    assert "23:00" in anna.message("off until").text


async def test_who_was_marked_as_gone_and_writes_is_reminded_again(scene: Scene) -> None:
    anna = await _set_up(scene)
    scene.sandbox.faults.next("sendMessage", Refuse(403, "Forbidden: bot was blocked by the user"))
    await scene.travel_to(22)
    await anna.say("hi")
    await scene.travel_to(7, 0, days=1)
    assert "✓ Done 20" in anna.labels


def reminder_data(message: object) -> str:
    buttons = [button for row in message.buttons for button in row]  # type: ignore[attr-defined]
    return next(one.data for one in buttons if one.text.startswith("✓ Done"))


def previous(data: str) -> str:
    """The same button on the reminder before."""
    kind, number, goal = data.split(":")
    return f"{kind}:{int(number) - 1}:{goal}"
