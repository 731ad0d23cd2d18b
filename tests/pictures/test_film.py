"""The films before they are encoded: what is seen at which second, and that it moves with ease."""

import math
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.pictures import body, film
from bot.pictures.body import shown
from bot.pictures.figure import BACK_LEAN, FORWARD_LEAN, leaning
from bot.pictures.pace import REP, Course, Cue, swing
from bot.pictures.palette import contrast
from tests.pictures.reels import KEPT, SMALL, reel

ALIKE = 40  # of 255: an edge may lie a fraction of a pixel beside where another Pillow draws it
TEN = Course(10)


def hue(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def on_ring(dial: Image.Image, share: float) -> tuple[int, ...]:
    """The colour in the middle of the ring, so far around from the top."""
    angle = 2 * math.pi * share
    middle = film.DIAL / 2
    place = (middle + film.RING * math.sin(angle), middle - film.RING * math.cos(angle))
    return dial.getpixel((round(place[0]), round(place[1])))


@pytest.mark.parametrize("at", [2.0, 6.4, 9.0])
def test_the_ring_empties_while_it_counts_down(at: float) -> None:
    dial = film.dial(TEN, at)

    left = 1 - at / 10
    assert on_ring(dial, left - 0.03) == hue(film.WAITING)
    assert on_ring(dial, left + 0.03) == hue(film.TRACK)


@pytest.mark.parametrize("at", [12.0, 26.0, 41.5, 49.0])
def test_the_ring_fills_with_the_reps(at: float) -> None:
    dial = film.dial(TEN, at)

    done = (at - 10) / 41
    assert on_ring(dial, done - 0.03) == hue(film.DOING)
    assert on_ring(dial, done + 0.03) == hue(film.TRACK)


def test_in_the_end_the_whole_ring_is_there_and_a_tick_mark_in_it() -> None:
    dial = film.dial(TEN, 52)

    assert {on_ring(dial, share / 20) for share in range(20)} == {hue(film.DONE)}
    assert dial.getpixel((106, 150)) == hue(film.DONE)


def test_the_count_down_and_every_rep_have_their_number() -> None:
    counts = [TEN.count(second / 10) for second in range(540)]

    down, reps = counts[:100], counts[100:]
    assert down == [number for number in range(10, 0, -1) for _ in range(10)]
    assert list(dict.fromkeys(reps)) == [*range(1, 11), 0]
    assert all(counts[round(10 * TEN.forward(rep))] == rep for rep in range(1, 11))
    assert all(counts[round(10 * TEN.forward(rep) + 20)] == rep for rep in range(1, 11))


@pytest.mark.parametrize(("one", "other"), [(0.5, 1.5), (12.0, 16.0), (50.9, 51.1)])
def test_another_number_is_another_drawing(one: float, other: float) -> None:
    inner = (70, 70, 166, 166)
    first, second = (film.dial(TEN, at).crop(inner) for at in (one, other))

    assert ImageChops.difference(first, second).getbbox() is not None


@pytest.mark.parametrize("reps", [1, 10, 20, 30])
def test_a_film_lasts_as_long_as_its_reps_and_a_calm_beginning_and_end(reps: int) -> None:
    assert Course(reps).seconds == 10 + 4 * reps + 4


@given(reps=st.integers(1, 30), data=st.data())
def test_the_figure_is_at_an_end_when_the_tone_of_that_end_sounds(
    reps: int, data: st.DataObject
) -> None:
    course = Course(reps)
    at, cue = data.draw(st.sampled_from(course.cues()))

    lean = {Cue.FORWARD: FORWARD_LEAN, Cue.BACK: -BACK_LEAN, Cue.FIFTH: -BACK_LEAN}.get(cue, 0)
    assert course.lean(at) == pytest.approx(lean, abs=1e-9)


@given(reps=st.integers(1, 30), share=st.floats(0, 1))
def test_it_never_jumps_nor_goes_beyond_the_ends(reps: int, share: float) -> None:
    course, step = Course(reps), 0.001
    at = share * course.seconds

    before, now, after = (course.lean(at + by) for by in (-step, 0, step))

    assert -BACK_LEAN - 1e-9 <= now <= FORWARD_LEAN + 1e-9
    assert abs(after - now) < 1.2 * step  # radians: less than its greatest speed and a bit
    assert abs(after - 2 * now + before) < 0.01 * step  # it does not set off with a jerk


@given(at=st.floats(0, 9.99) | st.floats(51, 54))
def test_it_waits_at_the_start_before_and_after(at: float) -> None:
    assert TEN.lean(at) == pytest.approx(0, abs=1e-9)


@given(at=st.floats(0, 4))
def test_the_loop_goes_on_where_it_began(at: float) -> None:
    assert swing(0) == pytest.approx(0, abs=1e-9)
    assert swing(at) == pytest.approx(swing(at + REP))


def test_the_loop_goes_all_the_way_forward_and_back() -> None:
    leans = [swing(place / 100) for place in range(400)]

    assert (min(leans), max(leans)) == pytest.approx((-BACK_LEAN, FORWARD_LEAN), abs=1e-3)


def test_every_fifth_time_back_is_told_apart() -> None:
    cues = [cue for _, cue in Course(20).cues() if cue in {Cue.BACK, Cue.FIFTH}]

    assert [place for place, cue in enumerate(cues, 1) if cue is Cue.FIFTH] == [5, 10, 15, 20]


def test_frames_are_as_many_as_the_film_is_long_and_come_evenly() -> None:
    moments = film.moments(Course(1).seconds)

    assert len(moments) == 18 * film.FRAMES_A_SECOND
    assert moments[:3] == [0, 1 / film.FRAMES_A_SECOND, 2 / film.FRAMES_A_SECOND]


def test_frames_come_in_order() -> None:
    second = list(islice(film.frames(TEN), film.FRAMES_A_SECOND + 1))

    assert second[0].tobytes() == film.frame(TEN, 0).tobytes()
    assert second[-1].tobytes() == film.frame(TEN, 1).tobytes()
    assert second[0].tobytes() != second[-1].tobytes()


def test_the_same_moment_of_every_rep_is_the_same_drawing_but_for_the_number() -> None:
    below = (0, 250, *film.SIZE)
    third, eighth = (film.frame(TEN, at).crop(below) for at in (20.3, 40.3))

    assert third.tobytes() == eighth.tobytes()


def test_the_loop_begins_at_the_start_and_shows_the_way_forward() -> None:
    drawn = list(islice(film.loop_frames(), 0, 13, 12))

    wanted = [shown(leaning(lean), film.LOOP_SIZE) for lean in (0, swing(0.6))]
    assert [one.tobytes() for one in drawn] == [one.tobytes() for one in wanted]
    assert swing(0.6) > 0.29


def test_moments_of_the_film_look_as_they_were_kept() -> None:
    with Image.open(KEPT) as kept:
        difference = ImageChops.difference(reel(), kept.convert("RGB")).convert("L")

    assert difference.getextrema()[1] <= ALIKE


def test_a_moment_drawn_wrongly_would_be_noticed() -> None:
    with Image.open(KEPT) as kept:
        first, fifth = (
            kept.convert("RGB").crop((x, y, x + SMALL, y + SMALL)) for x, y in ((0, 0), (0, SMALL))
        )

    assert ImageChops.difference(first, fifth).convert("L").getextrema()[1] > ALIKE


@pytest.mark.parametrize("colour", [film.NUMBER, film.WAITING_NUMBER])
def test_numbers_stand_out_from_the_ground(colour: str) -> None:
    assert contrast(hue(colour), hue(body.GROUND)) >= 4.5


@pytest.mark.parametrize("colour", [film.WAITING, film.DOING, film.DONE])
def test_the_ring_stands_out_from_the_ground(colour: str) -> None:
    assert contrast(hue(colour), hue(body.GROUND)) >= 3
