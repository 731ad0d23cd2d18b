"""The pictures and films that are shipped: tracks, lengths, sizes, and what the table says."""

import tomllib
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from bot.knowledge.words import Words
from bot.pictures import film, fonts, stills
from bot.pictures.pace import Course
from bot.wiring import content_folder
from tests.pictures import boxes

MEDIA = content_folder() / "media"
WORDS = Words([content_folder() / "en" / "texts.ftl"], strict=True)
TABLE = tomllib.loads((MEDIA / "media.toml").read_text(encoding="utf-8"))
FILMS = sorted(name for name, about in TABLE.items() if about["file"].endswith(".mp4"))
ALIKE = 24  # of 255: fewer colours are kept than are drawn


def labels() -> dict[str, str]:
    return {name: WORDS.plain(f"figure-{name}") for name in stills.POSES}


def test_everything_is_there_and_nothing_else() -> None:
    paced = {f"rock-{reps}{sound}" for reps in (10, 20, 30) for sound in ("", "-silent")}

    assert set(TABLE) == {"start", "forward", "back", "steps", "loop", *paced}
    files = {path.name for path in [*MEDIA.glob("*.png"), *MEDIA.glob("*.mp4")]}
    assert {about["file"] for about in TABLE.values()} == files


@pytest.mark.parametrize("name", FILMS)
def test_the_table_says_how_large_and_long_a_film_is(name: str) -> None:
    about, path = TABLE[name], MEDIA / TABLE[name]["file"]

    picture = boxes.tracks(path)[0]

    assert (picture.width, picture.height) == (about["width"], about["height"])
    assert boxes.seconds(path) == pytest.approx(about["seconds"], abs=0.1)
    assert picture.seconds == pytest.approx(about["seconds"], abs=0.001)
    assert picture.samples == about["seconds"] * film.FRAMES_A_SECOND
    assert about["loop"] is (name == "loop")


@pytest.mark.parametrize("name", FILMS)
def test_phones_can_play_a_film(name: str) -> None:
    picture, *others = boxes.tracks(MEDIA / TABLE[name]["file"])

    assert (picture.kind, picture.codec) == ("vide", "avc1")
    assert picture.profile in {66, 77}  # baseline or main
    assert [(one.kind, one.codec) for one in others] == [("soun", "mp4a")] * len(others)


@pytest.mark.parametrize("name", FILMS)
def test_a_film_plays_while_it_is_loaded(name: str) -> None:
    order = boxes.order(MEDIA / TABLE[name]["file"])

    assert order.index("moov") < order.index("mdat")


@pytest.mark.parametrize("reps", [10, 20, 30])
def test_a_paced_film_has_one_channel_of_sound_and_its_twin_one_of_silence(reps: int) -> None:
    loud, silent = (MEDIA / f"rock-{reps}{end}.mp4" for end in ("", "-silent"))

    for file in (loud, silent):
        tracks = boxes.tracks(file)
        assert [track.kind for track in tracks] == ["vide", "soun"]
        assert tracks[1].channels == 1
        assert tracks[1].seconds == pytest.approx(Course(reps).seconds, abs=0.1)
    # Hardly more than the frames themselves: in silence there is nothing to write down.
    heard = loud.stat().st_size - silent.stat().st_size
    assert heard > 1000 * Course(reps).seconds


def test_the_loop_has_no_sound() -> None:
    assert [track.kind for track in boxes.tracks(MEDIA / "loop.mp4")] == ["vide"]


def test_the_files_are_small() -> None:
    sizes = {name: (MEDIA / TABLE[name]["file"]).stat().st_size for name in TABLE}

    assert sizes.pop("loop") < 300_000
    assert max(sizes[name] for name in sizes if name.startswith("rock")) < 1_500_000
    assert max(sizes[name] for name in sizes if not name.startswith("rock")) < 60_000


@pytest.mark.parametrize("name", stills.POSES)
def test_a_still_is_the_pose_with_its_word(name: str) -> None:
    assert differs(MEDIA / f"{name}.png", stills.still(name, labels()[name])) <= ALIKE


def test_the_steps_are_all_three_with_their_words() -> None:
    assert differs(MEDIA / "steps.png", stills.steps(labels())) <= ALIKE


def test_another_word_or_pose_would_be_noticed() -> None:
    assert differs(MEDIA / "start.png", stills.still("start", "Star")) > ALIKE
    assert differs(MEDIA / "start.png", stills.still("forward", "Start")) > ALIKE


@pytest.mark.parametrize("name", stills.POSES)
def test_a_word_fits_beside_the_figure(name: str) -> None:
    # The arrow of the second step begins there, as far left as anything that is drawn so high.
    assert 56 + fonts.width(f"1  {labels()[name]}", 62, bold=True) < 560


def differs(kept: Path, drawn: Image.Image) -> int:
    """The most that any part of a picture differs, 0 to 255, edges smoothed out."""
    with Image.open(kept) as image:
        difference = ImageChops.difference(image.convert("RGB").reduce(4), drawn.reduce(4))
    return max(high for _, high in difference.getextrema())
