"""The sound before it is encoded: the right tones at the right times, soft, and never clipped."""

import math
from array import array

import pytest

from bot.pictures.pace import Course, Cue
from content.media import sound
from content.media.sound import C5, C6, E5, G5, RATE, sounded

TEN = Course(10)


@pytest.fixture(scope="module")
def track() -> array:
    return sound.track(TEN)


def loudness(track: array, begins: float, seconds: float) -> float:
    """Root mean square of a stretch, 0 to 1."""
    part = track[round(begins * RATE) : round((begins + seconds) * RATE)]
    return math.sqrt(sum(sample * sample for sample in part) / len(part)) / 32_768


def strength(track: array, begins: float, pitch: float) -> float:
    """How much of a pitch there is in a fifth of a second, 0 to 1 (one bin of a Fourier sum)."""
    part = track[round(begins * RATE) : round((begins + 0.2) * RATE)]
    turns = [2 * math.pi * pitch * place / RATE for place in range(len(part))]
    real = sum(sample * math.cos(turn) for sample, turn in zip(part, turns, strict=True))
    imaginary = sum(sample * math.sin(turn) for sample, turn in zip(part, turns, strict=True))
    return 2 * math.hypot(real, imaginary) / len(part) / 32_768


def test_it_is_as_long_as_the_film(track: array) -> None:
    assert len(track) == 54 * RATE


def test_every_cue_begins_at_its_time_out_of_silence(track: array) -> None:
    for at, _ in TEN.cues():
        assert loudness(track, at, 0.05) > 0.02
        if at:
            assert loudness(track, at - 0.05, 0.05) == 0


def test_between_the_cues_there_is_silence(track: array) -> None:
    silent = array("h", track)
    for at, cue in TEN.cues():
        first = round(at * RATE)
        for place in range(first, first + len(sounded(cue))):
            silent[place] = 0

    assert not any(silent)
    assert any(track)


@pytest.mark.parametrize(
    ("at", "pitch", "others"),
    [
        (11.0, G5, (C5, E5, C6)),  # forward
        (13.0, C5, (G5, E5, C6)),  # back
        (15.0, G5, (C5, E5, C6)),
        (29.0, C5, (G5, C6)),  # the fifth time back: it begins alike …
        (29.28, sound.A5, (G5, C6)),  # … and rises
    ],
)
def test_each_end_has_its_own_tone(
    track: array, at: float, pitch: float, others: tuple[float, ...]
) -> None:
    wanted = strength(track, at, pitch)

    assert wanted > 0.05
    assert all(strength(track, at, other) < wanted / 3 for other in others)


def test_in_the_end_all_tones_of_the_chord_are_there(track: array) -> None:
    assert all(strength(track, 51.5, pitch) > 0.02 for pitch in (C5, E5, G5, C6))


def test_the_last_second_is_quieter_than_the_chord_and_ends_in_silence(track: array) -> None:
    assert loudness(track, 53, 0.9) < loudness(track, 51.2, 0.5) / 3
    assert abs(track[-1]) <= 1


def test_nothing_is_clipped_and_nothing_is_too_quiet_to_hear(track: array) -> None:
    assert 0.3 < max(map(abs, track)) / 32_768 < 0.7


@pytest.mark.parametrize("cue", Cue)
def test_no_cue_begins_or_ends_with_a_click(cue: Cue) -> None:
    wave = sounded(cue)

    # A step that is out of all proportion to the wave itself would be heard as a click.
    assert abs(wave[0]) < 0.001
    assert abs(wave[-1]) < 0.001
    assert max(abs(wave[place]) for place in range(24)) < 0.5 * max(wave)


def test_the_bytes_are_little_endian_samples() -> None:
    assert sound.as_bytes(array("h", [1, -2])) == b"\x01\x00\xfe\xff"
