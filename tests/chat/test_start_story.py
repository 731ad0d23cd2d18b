"""The first minute, in all its ways and with all its interruptions."""

from tests.person import Scene


async def test_from_start_to_the_first_practice_in_six_taps(scene: Scene) -> None:
    anna = scene.person("Anna", "de")
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin", "Fine", "▶ Do the first one now", "✓ Just log it")
    assert "20 reps." in anna.sees
    assert "Your first one" in anna.sees
    assert "Streak: 1 day" in anna.sees
    assert "Next: 22:00 (Berlin)" in anna.sees


async def test_without_a_guess_the_clock_and_a_city_lead_there_in_eight(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.tap("Set up")
    assert "What time is it for you?" in ben.sees
    await ben.tap("11:00")
    delhi = next(label for label in ben.labels if label.startswith("11:30"))
    await ben.taps(delhi, "Fine", "▶ Do the first one now", "✓ Just log it")
    assert "20 reps." in ben.sees


async def test_a_city_may_be_typed_in_any_spelling(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.tap("Set up")
    await ben.say("San Fransisco")
    await ben.tap("22:00 · San Francisco")
    assert "Morning 07:00, bedtime 22:00" in ben.sees


async def test_an_unknown_city_leads_back_to_the_clock(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.tap("Set up")
    assert "I don't know that place" in await ben.say("Qwxzylophia")
    await ben.tap("Pick my local time")
    assert "What time is it for you?" in ben.sees


async def test_a_pin_finds_the_zone_and_asks(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.taps("Set up", "📍 Share my location")
    scene.sandbox.world.send_location(ben.somebody, 35.68, 139.69)
    await scene.settle()
    assert "Is it 15:00 for you?" in ben.sees
    await ben.tap("15:00")
    assert "Morning 07:00" in ben.sees


async def test_times_can_be_changed_and_bedtime_made_to_ring(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin", "Change", "06:30", "Other")
    await anna.say("9.45 pm")
    assert "Morning 06:30, bedtime 21:45" in anna.sees
    await anna.tap("🔔 Make it ring")
    assert "rings with a sound" in anna.sees
    await anna.tap("Fine")
    assert "next 21:45 Berlin" in anna.sees


async def test_a_time_that_cannot_be_read_is_asked_again(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin", "Change", "Other")
    assert "can't read that" in await anna.say("25:00")
    await anna.say("٧:١٥")
    await anna.tap("22:00")
    assert "Morning 07:15, bedtime 22:00" in anna.sees


async def test_a_question_in_the_middle_is_answered_and_the_step_comes_back(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.tap("Set up")
    await anna.say("it hurts my knees")
    assert "towel" in anna.message("towel").text
    assert "Is it 07:00 where you are?" in anna.sees
    await anna.taps("07:00 · Berlin", "Fine")
    assert "All set" in anna.sees


async def test_a_restart_in_the_middle_loses_nothing(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin")
    await scene.restart()
    await anna.tap("Fine")
    assert "All set" in anna.sees


async def test_a_second_start_resets_nothing(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin")
    assert "Morning 07:00" in await anna.say("/start")
    await anna.tap("Fine")
    await anna.say("20")
    assert "morning ✓" in await anna.say("/start")


async def test_a_log_before_the_zone_is_known_is_filed_anew(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await scene.travel(hours=1)  # 07:00 UTC is 00:00 in Honolulu… of the same Monday
    await ben.say("/start")
    await ben.say("20")
    await ben.tap("Set up")
    await ben.say("Honolulu")
    await ben.tap("21:00 · Honolulu")
    await ben.tap("Fine")
    assert "Sun" in await ben.say("/today")
    assert "bedtime ✓" in ben.sees


async def test_rock_works_before_the_set_up_and_leads_back_to_it(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.say("/rock")
    await anna.tap("✓ Just log it")
    assert anna.message("20 reps.")
    assert "set up" in anna.sees


async def test_an_unfinished_set_up_is_mentioned_once(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    before = len(anna.messages)
    await scene.travel(days=4)
    assert len(anna.messages) == before + 1
    assert "still waiting" in anna.sees
    await anna.tap("Go on")
    assert "Is it" in anna.sees


async def test_a_link_can_open_a_topic_or_a_practice(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start knee-pressure")
    assert anna.message("towel")
    assert "Hello" in anna.sees
    await anna.say("/start rock")
    assert "How shall we do it?" in anna.sees


async def test_a_stranger_who_just_writes_20_is_logged_and_welcomed(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("20")
    assert anna.message("20 reps.")
    assert "Hello" in anna.sees


async def test_yes_and_fine_can_be_written_all_the_way(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.tap("Set up")
    await anna.say("yes")
    assert "Morning 07:00, bedtime 22:00" in anna.sees
    await anna.say("yes")
    assert "All set" in anna.sees


async def test_the_local_time_may_be_written_instead_of_tapped(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.tap("Set up")
    await ben.say("7")
    assert any(label.endswith("Berlin") or "07:00" in label for label in ben.labels)


async def test_a_time_written_at_a_grid_is_that_time_and_no_log(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin", "Change")
    await anna.say("6")
    assert "bedtime" in anna.sees
    await anna.say("22:30")
    assert "Morning 06:00, bedtime 22:30" in anna.sees


async def test_a_typed_city_takes_the_location_button_away(scene: Scene) -> None:
    ben = scene.person("Ben", "en")
    await ben.say("/start")
    await ben.taps("Set up", "📍 Share my location")
    assert scene.sandbox.world.keyboard(ben.somebody)
    await ben.say("Lisbon")
    await ben.tap("06:00 · Lisbon")
    assert not scene.sandbox.world.keyboard(ben.somebody)


async def test_a_time_written_at_the_question_for_both_is_taken(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.taps("Set up", "07:00 · Berlin")
    await anna.say("7:15")
    await anna.say("10 pm")
    assert "Morning 07:15, bedtime 22:00" in anna.sees


async def test_start_written_in_the_set_up_goes_on_with_it_once(scene: Scene) -> None:
    anna = scene.person()
    await anna.say("/start")
    await anna.tap("Set up")
    heard = len(anna.messages)
    await anna.say("start")
    assert [one.text for one in anna.messages[heard:]] == ["Is it 07:00 where you are?"]


async def test_yes_to_the_first_one_begins_it_and_later_is_only_a_yes(scene: Scene) -> None:
    anna = scene.person()
    await anna.set_up()

    await anna.say("yes")
    assert "How shall we do it?" in anna.sees
    await anna.say("20")
    await anna.say("yes")

    assert "How shall we do it?" not in anna.sees
