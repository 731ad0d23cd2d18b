"""Days, streaks, pauses, journeys and settings, as a person lives them."""

from tests.person import Person, Scene


async def _set_up(scene: Scene) -> Person:
    anna = scene.person()
    await anna.set_up()
    return anna


async def _rock_days(scene: Scene, anna: Person, days: int) -> None:
    """One practice at noon on each of so many days, beginning today."""
    for _ in range(days):
        await scene.travel_to(12)
        await anna.say("20")
        await scene.travel_to(12, days=1)


async def test_the_day_after_the_streak_says_two(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    await scene.travel_to(7, days=1)
    await anna.tap("✓ Done 20")
    assert "Streak: 2 days" in anna.message("20 reps.").text


async def test_half_past_midnight_belongs_to_the_evening_before(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel_to(0, 30, days=1)
    await anna.say("20")
    assert "Mon · morning – · bedtime ✓" in anna.sees


async def test_a_freeze_covers_a_missed_day_and_a_comeback_brings_the_streak_back(
    scene: Scene,
) -> None:
    anna = await _set_up(scene)
    await _rock_days(scene, anna, 7)
    assert "streak 7" in await anna.say("/today")
    await scene.travel(days=1)
    assert "a freeze covered it" in await anna.say("/streak")
    await _rock_days(scene, anna, 1)
    await scene.travel(days=2)
    assert "Two days in a row bring your 8 back" in await anna.say("/today")
    await anna.say("20")
    assert "One more day and your 8 comes back" in anna.sees
    await scene.travel(days=1)
    await anna.say("20")
    assert "Your streak is back: 10" in anna.sees


async def test_a_log_for_yesterday_gives_the_freeze_back(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    await scene.travel(days=2)
    assert "freezes in hand: 0" in await anna.say("/streak")
    await anna.say("rocked 20 yesterday")
    assert "freezes in hand: 1" in await anna.say("/streak")


async def test_a_pause_costs_nothing_and_ends_when_asked(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    await anna.say("/pause")
    await anna.tap("Holiday: a week")
    assert "Paused up to and including Sun 8 March" in anna.sees
    heard = len(anna.messages)
    await scene.travel(days=4)
    assert len(anna.messages) == heard
    await anna.say("/today")
    await anna.tap("I'm back")
    assert "Next: 22:00" in anna.sees
    assert "streak 1" in await anna.say("/today")


async def test_after_a_gap_the_days_away_can_become_a_pause(scene: Scene) -> None:
    anna = await _set_up(scene)
    await _rock_days(scene, anna, 3)
    await scene.travel(days=5)
    await anna.say("hi")
    assert "Welcome back. 3 days in total" in anna.sees
    await anna.tap("I was away or unwell")
    assert "streak 3" in anna.sees
    assert "Welcome back" not in anna.sees


async def test_a_journey_moves_reminders_and_leaves_the_past_alone(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    await anna.say("/settings")
    await anna.tap("Time zone")
    await anna.say("Tokyo")
    await anna.tap("15:00 · Tokyo")
    assert "It is 15:00 in Tokyo" in anna.sees
    assert "Next: 22:00 (Tokyo)" in anna.sees
    assert "morning ✓" in await anna.say("/today")


async def test_a_rest_day_has_no_reminder_and_costs_nothing(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    await anna.say("/settings")
    await anna.taps("Days", "✓ Tue", "Settings")
    assert "Mon, Wed, Thu, Fri, Sat, Sun" in anna.sees
    await scene.travel_to(23)
    heard = len(anna.messages)
    await scene.travel_to(23, days=1)
    assert len(anna.messages) == heard
    assert "rest day" in await anna.say("/streak") or "Streak: 1 day" in anna.sees


async def test_the_goal_is_the_number_on_every_button(scene: Scene) -> None:
    anna = await _set_up(scene)
    assert "Your goal is 12 reps" in await anna.say("/goal 12")
    await scene.travel_to(22)
    assert "✓ Done 12" in anna.labels
    assert "1 to 100" in await anna.say("/goal 101")


async def test_the_plan_is_asked_on_the_second_day_and_quoted(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("20")
    assert "When will you rock?" not in anna.sees
    await scene.travel_to(7, days=1)
    await anna.tap("✓ Done 20")
    assert "When will you rock?" in anna.sees
    await anna.tap("After I brush my teeth, I rock.")
    await scene.travel_to(22)
    assert "After I brush my teeth, I rock." in anna.sees


async def test_own_words_make_a_plan_too(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.taps("Plan", "My own words")
    await anna.say("After I feed <b>the cat</b>, I rock.")
    assert "After I feed <b>the cat</b>, I rock." in anna.sees


async def test_weekends_can_have_their_own_time_and_extras_can_be_added(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.taps("Times", "Sat, Sun: same", "09:00", "+ extra nudge", "Extra 14:00", "15:00")
    assert "Sat, Sun: 09:00" in anna.labels
    assert "Extra 15:00" in anna.labels
    await scene.travel_to(15)
    assert "A small nudge" in anna.sees


async def test_the_day_can_end_later_from_today_on(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.taps("Day end", "06:00")
    assert "the day ends at 06:00" in anna.sees
    await scene.travel_to(5, days=1)
    await anna.say("20")
    assert "Mon" in anna.sees


async def test_a_month_shows_each_day_and_lets_it_be_mended(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel(days=2)
    await anna.say("/stats")
    await anna.taps("Month", "3 ", "+ 20 bedtime")
    assert "Tue 3 March" in anna.sees
    assert "bedtime ✓" in anna.sees
    await anna.tap("Move to Mon")
    assert "Mon 2 March" in anna.sees
    await anna.tap("− 20 bedtime")
    assert "Nothing logged" in anna.sees
    await anna.tap("Back")
    assert "March 2026" in anna.sees


async def test_stats_say_it_all_in_words(scene: Scene) -> None:
    anna = await _set_up(scene)
    await _rock_days(scene, anna, 7)
    text = await anna.say("/stats")
    assert "Streak: 7 days" in text
    assert "strength 31%" in text
    assert "7 days, 140 reps in all" in text


async def test_logs_reach_six_days_back_and_never_before_the_first_day(scene: Scene) -> None:
    anna = await _set_up(scene)
    assert "not before your first day" in await anna.say("rocked 20 yesterday")
    await scene.travel(days=3)
    await anna.say("/log")
    await anna.taps("Another day", "Mon 2 March")
    assert anna.message("logged: Mon 2 March")
    assert anna.toast == "20 reps logged"


async def test_a_move_tapped_twice_moves_one_day(scene: Scene) -> None:
    anna = await _set_up(scene)
    await scene.travel(days=3)
    await anna.say("20")
    await anna.say("/stats")
    await anna.taps("Month", "5 ")
    anna.tap_quickly("Move to Wed", 2)
    await scene.settle()
    assert "Wed 4 March" in anna.sees
    assert "bedtime ✓" in anna.sees


async def test_other_words_at_the_plan_are_no_plan(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.taps("Plan", "My own words")
    assert "pause" in await anna.say("stop")
    assert "plan: none" in await anna.say("/settings")


async def test_the_goal_may_be_written_at_its_screen(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.tap("Goal")
    assert "Your goal is 12 reps" in await anna.say("12")
    assert "0 reps in all" in await anna.say("/stats")


async def test_an_answer_comes_too_late_after_half_an_hour(scene: Scene) -> None:
    anna = await _set_up(scene)
    await anna.say("/settings")
    await anna.tap("Goal")
    await scene.jump(minutes=31)
    assert "12 reps." in await anna.say("12")
