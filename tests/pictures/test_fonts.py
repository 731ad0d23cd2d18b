"""The letters: every name draws or is left out whole, the same on every machine."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from bot.pictures import fonts
from bot.pictures.writing import laid_out
from bot.wiring import content_folder

FOLDER = content_folder() / "fonts"


@pytest.mark.parametrize(
    "name",
    [
        *("Zoë Ångström", "Đặng Thị Ngọc", "Дмитрий Ёлкин", "Ελένη Παπαδοπούλου"),
        *("محمد رضا", "پژمان گلچین", "ٹیپو", "שרה כהן", "Արմեն", "პაატა", "አበበ", "สมศรี ที่รัก"),
        *("王小明", "陳奕迅", "さくら", "髙橋", "김민수", "R2-D2", "O'Neill (Jr.)"),
    ],
)
def test_a_name_in_these_scripts_is_drawn_as_it_is(name: str) -> None:
    assert fonts.drawable(name).replace(" ", "") == fonts.plain(name).replace(" ", "")
    assert fonts.ink(name, 46, bold=True).getbbox()


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Ana 🌸🎉", "Ana"),
        ("🌸 Ana 🌸 Lú", "Ana Lú"),
        ("👩🏽‍💻", ""),
        ("🇩🇪", ""),
        ("𝓐𝓷𝓪 Ⓑ", "Ana B"),
        ("प्रिया", ""),
        ("Ana प्रिया", ""),
        ("\u3164", ""),
        ("  \u200b\u202eAna\u0000\n ", "Ana"),
        ("Z\u0351\u036b\u0343a\u0300l", "Zàl"),
        ("", ""),
    ],
)
def test_what_is_no_letter_is_left_out_and_a_missing_letter_takes_the_name_along(
    name: str, drawn: str
) -> None:
    assert fonts.drawable(name) == drawn


@settings(max_examples=300)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_draws_without_an_error_and_what_is_drawable_stays_so(text: str) -> None:
    drawn = fonts.drawable(text)

    assert fonts.drawable(drawn) == drawn
    fonts.ink(fonts.shortened(drawn, 400, 46, bold=True), 46, bold=True)


def test_right_to_left_runs_from_right_to_left_between_words_that_do_not() -> None:
    assert laid_out("אבג") == "גבא"
    assert laid_out("Anna · אב גד 20 x") == "Anna · 20 דג בא x"
    assert laid_out("(אב)") == "(בא)"
    assert laid_out("אב Anna 20 גד") == "דג Anna 20 בא"
    assert laid_out("Anna 20") == "Anna 20"


def test_arabic_letters_take_the_shape_that_their_neighbours_give_them() -> None:
    assert laid_out("محمد") == "\ufeaa\ufee4\ufea4\ufee3"
    assert laid_out("دار") == "\ufead\ufe8d\ufea9"
    assert laid_out("سلام") == "\ufee1\ufefc\ufeb3"
    assert laid_out("گچ") == "\ufb7b\ufb94"


@pytest.mark.parametrize("text", ["Anna " * 60, "محمد" * 75, "王" * 300, "i" * 300, "ที่" * 100])
def test_a_text_too_long_is_cut_to_its_room(text: str) -> None:
    short = fonts.shortened(text, 500, 46, bold=True)

    assert short.endswith(fonts.ELLIPSIS)
    assert 400 < fonts.width(short, 46, bold=True) <= 500


def test_letters_are_laid_out_without_the_engine_that_some_machines_miss() -> None:
    assert fonts.face(30).layout_engine is ImageFont.Layout.BASIC
    assert fonts.face(30, bold=True).getname() == ("Noto Sans", "Regular")


def test_the_fonts_are_few_and_have_their_licence_beside_them() -> None:
    shipped = {path.name: path.stat().st_size for path in FOLDER.glob("*.[ot]tf")}
    known = {_file(name).name for name in fonts.NAMES} | {"NotoSans-Regular.ttf"}

    assert shipped.keys() == known
    assert sum(shipped.values()) <= 4_000_000
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text()


def _file(name: str) -> Path:
    return FOLDER / f"NotoSans{name}-Bold.{'otf' if name == 'CJK' else 'ttf'}"
