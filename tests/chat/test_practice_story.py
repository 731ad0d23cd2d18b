"""A practice with both hands on the floor: counting, doubling, breaking off, taking back."""

from tests.person import Person, Scene


async def _counting(scene: Scene) -> Person:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    await anna.tap("Count with me")
    return anna


async def test_every_tap_counts_and_done_keeps_the_count(scene: Scene) -> None:
    anna = await _counting(scene)
    assert await anna.tap("+1") == "1 of 20"
    assert await anna.tap("+5") == "6 of 20"
    assert "6 of 20" in anna.sees
    await anna.tap("✓ Done")
    assert "6 reps." in anna.sees


async def test_quick_taps_are_all_counted_and_the_message_ends_right(scene: Scene) -> None:
    anna = await _counting(scene)
    anna.tap_quickly("+1", 7)
    anna.tap_quickly("+5", 2)
    await scene.settle()
    assert "17 of 20" in anna.sees
    assert anna.toast == "17 of 20"


async def test_undo_in_the_counter_takes_the_last_addition_back_once(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+1", "+5")
    await anna.tap("Undo")
    assert "1 of 20" in anna.sees
    assert await anna.tap("Undo") == "Nothing to undo"


async def test_a_second_tap_on_done_says_already_logged(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    anna.tap_quickly("✓ Just log it", 3)
    await scene.settle()
    assert anna.toast == "Already logged · Undo"
    assert "20 reps" in await anna.say("/stats")


async def test_undo_takes_the_log_back_and_the_message_can_log_again(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/rock")
    await anna.taps("✓ Just log it", "Undo")
    assert "morning –" in anna.sees
    await anna.tap("✓ Done 20")
    assert "morning ✓" in anna.sees


async def test_an_undo_tapped_twice_takes_one_log_back(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("15")
    await anna.say("20")
    anna.tap_quickly("Undo", 2)
    await scene.settle()
    assert anna.toast == "Already undone"
    assert "15 reps in all" in await anna.say("/stats")


async def test_a_practice_survives_a_restart(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "+5")
    await scene.restart()
    assert await anna.tap("+1") == "11 of 20"


async def test_start_returns_to_the_open_practice(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.tap("+5")
    assert "5 of 20" in await anna.say("/rock")


async def test_after_half_an_hour_it_closes_as_it_stands(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "+5", "+1", "+1")
    counter = anna.messages[-1]
    await scene.jump(minutes=31)
    assert "12 reps, logged after a quiet half hour" in anna.sees
    assert await anna.tap("Undo") == "12 reps taken back"
    assert counter.id == anna.messages[-1].id


async def test_a_number_written_while_counting_is_the_count(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.tap("+5")
    await anna.say("18")
    assert "18 reps." in anna.sees
    assert "18 reps in all" in await anna.say("/stats")


async def test_the_way_used_last_opens_next_time(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "✓ Done", "Another one")
    assert "0 of 20" in anna.sees


async def test_sore_knees_get_the_towel(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("It hurts", "Knees")
    assert "towel" in anna.sees


async def test_real_pain_ends_the_practice_and_holds_reminders_until_fine(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "It hurts", "Real pain")
    assert "see a doctor" in anna.sees
    assert "Your 5 reps are kept" in anna.sees
    heard = len(anna.messages)
    await scene.travel(days=5)
    assert len(anna.messages) == heard
    await anna.tap("I'm fine again")
    assert "Next:" in anna.sees
    assert "streak 1" in await anna.say("/today")


async def test_words_of_pain_in_a_practice_end_it_and_quiet_reminders_for_a_day(
    scene: Scene,
) -> None:
    anna = await _counting(scene)
    await anna.tap("+5")
    await anna.say("a sharp stabbing pain shot through my back")
    assert "doctor" in anna.messages[-2].text
    assert "No reminders until" in anna.message("No reminders until").text
    heard = len(anna.messages)
    await scene.travel(hours=23)
    assert len(anna.messages) == heard
    await scene.travel(days=1)
    assert "How are you doing?" in anna.message("How are you doing?").text
    assert "Streak" not in anna.message("How are you doing?").text


async def test_reminders_can_be_kept_after_words_of_pain(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("i get dizzy when i rock")
    await anna.tap("Keep reminders")
    await scene.travel_to(22, 1)
    assert "How are you doing?" in anna.sees


async def test_after_counting_some_just_log_it_says_the_whole(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "Other way", "✓ Just log it")
    assert "20 reps." in anna.sees
    assert "20 reps in all" in await anna.say("/stats")


async def test_more_than_500_reps_are_kindly_refused(scene: Scene) -> None:
    anna = await _counting(scene)
    anna.tap_quickly("+5", 101)
    await scene.settle()
    assert "at most 500" in anna.toast


async def test_done_on_another_screen_ends_the_counter_with_it(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "+5")
    counter = anna.messages[-1].id
    await anna.say("/today")
    await anna.tap("✓ Done 20")
    assert "20 reps in all" in await anna.say("/stats")
    left = next(one for one in anna.messages if one.id == counter)
    assert "+1" not in left.labels


async def test_a_number_written_leaves_no_counter_behind(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.tap("+5")
    counter = anna.messages[-1].id
    await anna.say("18")
    left = next(one for one in anna.messages if one.id == counter)
    assert "18 reps" in left.text
    assert "+1" not in left.labels


async def test_a_button_keeps_the_number_it_shows(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await anna.say("/today")
    today = anna.messages[-1]
    await anna.say("/goal 30")
    await anna.tap("✓ Done 20", today)
    assert "20 reps." in anna.message("20 reps.").text


async def test_undo_elsewhere_opens_the_reminder_again(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await scene.travel_to(22)
    reminder = anna.messages[-1].id
    await anna.say("15")
    await anna.tap("Undo")
    again = next(one for one in anna.messages if one.id == reminder)
    assert "✓ Done 20" in again.labels


async def test_next_skips_a_half_that_is_done(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()
    await scene.travel_to(19, 30)
    await anna.say("20")
    assert "Next: tomorrow 07:00 (Berlin)" in anna.sees


async def test_done_written_while_counting_keeps_the_count(scene: Scene) -> None:
    anna = await _counting(scene)
    await anna.taps("+5", "+5")
    assert "10 reps." in await anna.say("done")
