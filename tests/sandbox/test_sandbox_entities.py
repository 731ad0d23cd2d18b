"""Telegram's HTML, after the cases of TDLib's own parser tests."""

import pytest

from bot.sandbox.entities import commands_in, read_html, read_text, to_html, units
from bot.sandbox.errors import ApiError

START = "🏟 🏟&lt;"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("&#57311;", "Text contains invalid Unicode characters after decoding HTML entities"),
        ("&#xDFDF", "Text contains invalid Unicode characters after decoding HTML entities"),
        (f"{START}<abacaba", "Unclosed start tag at byte offset 13"),
        (f"{START}<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{START}<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            f"{START}<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        (f"{START}<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (f"{START}<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        (f'{START}<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        (f"{START}<i    aba  =  '&lt;&gt;&quot;>", "Unclosed start tag at byte offset 13"),
        (f"{START}</", "Unexpected end tag at byte offset 13"),
        (f"{START}<b></b></", "Unexpected end tag at byte offset 20"),
        (f"{START}<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            f"{START}<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("<b>never closed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("I <3 rocking", 'Unsupported start tag "3" at byte offset 2'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(markup: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_html(markup)
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("markup", "text", "entities"),
    [
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("➡️ ➡️<strong>➡️ ➡️</strong>", "➡️ ➡️➡️ ➡️", [("bold", 5, 5)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        (
            "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>",
            "🏟 🏟🏟 ><🏟",
            [("italic", 5, 7), ("bold", 9, 3)],
        ),
        (f"{START}<i    aba  =  '&lt;&gt;&quot;'>a</>", "🏟 🏟<a", [("italic", 6, 1)]),
        (f"{START}<b></b>", "🏟 🏟<", []),
        ("<a>telegram.org</a>", "telegram.org", [("text_link", 0, 12)]),
        ("<a href=asdasd>x</a>", "x", []),
        ("<blockquote expandable>quoted</blockquote>", "quoted", [("blockquote", 0, 6)]),
        ("  <b> padded </b> \n", "padded", [("bold", 0, 6)]),
        ("fish & chips", "fish & chips", []),
    ],
)
def test_markup_becomes_text_and_entities(
    markup: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    found_text, found = read_html(markup)
    assert found_text == text
    assert [(one["type"], one["offset"], one["length"]) for one in found] == entities


@pytest.mark.parametrize(
    "markup",
    [
        "plain &lt;text&gt; &amp; more",
        "<b>one <i>two</i></b> <code>three</code>",
        '<a href="https://example.org/?a=1&amp;b=2">a 🏟 link</a> after',
        "<b><i>same place</i></b>",
    ],
)
def test_markup_survives_the_way_there_and_back(markup: str) -> None:
    assert to_html(*read_html(markup)) == markup


def test_commands_are_marked_where_they_stand_alone() -> None:
    found = commands_in("🏟 /rock and/or /log@coach_bot 1/2")
    assert [(one["offset"], one["length"]) for one in found] == [(3, 5), (16, 14)]


def test_control_characters_become_spaces_and_length_counts_utf16() -> None:
    assert read_text("a\x00b\r\n🏟", "") == ("a b\n🏟", [])
    assert units("a🏟") == 3
