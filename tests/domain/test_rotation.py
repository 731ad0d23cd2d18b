"""The next text: none returns before all that apply have had their turn."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rotation import NothingToShowError, next_text


def first(texts: Sequence[str]) -> str:
    return texts[0]


def test_a_text_never_shown_goes_before_all_others():
    assert next_text(["a", "b", "c"], {"a": 1, "b": 2}, first) == "c"


def test_chance_picks_among_those_never_shown():
    assert next_text(["a", "b", "c"], {"a": 1}, lambda texts: texts[-1]) == "c"


def test_of_those_shown_the_one_longest_ago_is_next():
    assert next_text(["a", "b", "c"], {"a": 3, "b": 1, "c": 2}, first) == "b"


def test_what_does_not_apply_is_not_shown_though_it_waits_longest():
    assert next_text(["a", "c"], {"a": 3, "b": 1, "c": 2}, first) == "c"


def test_with_nothing_to_show_it_says_so():
    with pytest.raises(NothingToShowError):
        next_text([], {"a": 1}, first)


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_no_text_returns_before_all_have_had_their_turn(many, random):
    texts = [f"text {number}" for number in range(many)]
    last_shown: dict[str, int] = {}
    shown = []
    for turn in range(4 * many):
        text = next_text(texts, last_shown, random.choice)
        last_shown[text] = turn
        shown.append(text)

    assert all(len(set(shown[at : at + many])) == many for at in range(3 * many))


@given(st.data())
def test_no_text_returns_while_another_that_applies_has_waited_longer(data):
    texts = [f"text {number}" for number in range(8)]
    last_shown: dict[str, int] = {}
    for turn in range(30):
        applicable = data.draw(st.lists(st.sampled_from(texts), min_size=1, unique=True))
        text = next_text(applicable, last_shown, first)
        assert all(last_shown.get(text, -1) <= last_shown.get(other, -1) for other in applicable)
        last_shown[text] = turn
