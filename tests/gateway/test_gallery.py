"""Films and pictures: uploaded once, sent by id afterwards, replaced or left away where refused."""

import asyncio

import pytest

from bot.gateway.outgoing import Edit, Item, Media, Message, Reply
from bot.gateway.pacing import Limits, Pacing
from bot.gateway.refusals import Refused
from bot.gateway.request import CoachBot
from bot.gateway.sender import Sender
from tests.gateway.shelf import Shelf
from tests.gateway.standin import StandIn, error, ok

FILM = Message("Tap for sound.", media=Media("film"))
TAKEN = ok({"message_id": 1, "video": {"file_id": "V1"}})


class Desk:
    """A sender with a few films."""

    def __init__(self, bot: CoachBot) -> None:
        self.shelf = Shelf()
        fast = Limits(overall=10_000, bulk=10_000, chat=10_000, chat_burst=100)
        self.sender = Sender(
            bot, Pacing(fast), self.on_gone, {}, self.shelf.gallery(), pause=lambda _attempt: 0.01
        )

    async def on_gone(self, person_id: int) -> None:
        raise AssertionError(person_id)

    async def show(self, *items: Item) -> None:
        await self.sender.show(Reply(7, items))


@pytest.fixture
def desk(bot: CoachBot) -> Desk:
    return Desk(bot)


def methods(telegram: StandIn) -> list[str]:
    return [call.method for call in telegram.calls]


async def test_a_film_is_uploaded_once_and_then_sent_by_its_id(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendVideo", TAKEN)

    await desk.show(FILM)
    await desk.show(FILM)

    first, second = telegram.of("sendVideo")
    assert first.fields["video"] == ("film.mp4", b"bytes of film")
    assert first.fields["caption"] == "Tap for sound."
    assert second.fields["video"] == "V1"
    assert second.fields["width"] == 640
    assert desk.shelf.read == ["film"]


async def test_many_who_want_a_new_film_at_once_upload_it_once(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendVideo", TAKEN)

    await asyncio.gather(*(desk.sender.show(Reply(chat, (FILM,))) for chat in range(20)))

    assert desk.shelf.read == ["film"]
    assert len(telegram.of("sendVideo")) == 20


async def test_an_id_telegram_does_not_know_is_replaced_by_an_upload(
    desk: Desk, telegram: StandIn
) -> None:
    desk.shelf.ids["film:1"] = "of another bot"
    stale = error(400, "Bad Request: wrong file identifier/HTTP URL specified")
    telegram.will("sendVideo", stale, TAKEN)

    await desk.show(FILM)

    assert [one.fields["video"] for one in telegram.of("sendVideo")] == [
        "of another bot",
        ("film.mp4", b"bytes of film"),
    ]
    assert desk.shelf.ids == {"film:1": "V1"}


async def test_a_refused_film_gives_way_to_the_loop_and_that_to_words(
    desk: Desk, telegram: StandIn
) -> None:
    refused = error(400, "Bad Request: VIDEO_CONTENT_TYPE_INVALID")
    telegram.will("sendVideo", refused, refused)
    telegram.will("sendAnimation", ok({"message_id": 2, "animation": {"file_id": "A1"}}), refused)

    await desk.show(FILM)
    await desk.show(FILM)

    assert methods(telegram) == [
        *("sendVideo", "sendAnimation"),
        *("sendVideo", "sendAnimation", "sendMessage"),
    ]
    assert telegram.texts("sendMessage") == ["Tap for sound."]


async def test_what_cannot_be_drawn_leaves_its_words(desk: Desk, telegram: StandIn) -> None:
    for name in ("broken", "undrawable", "unheard of"):
        await desk.show(Message(f"12 days, {name}", media=Media(name)))

    assert len(telegram.texts("sendMessage")) == 3
    assert methods(telegram) == ["sendMessage"] * 3


async def test_a_reminder_comes_in_words_where_its_picture_cannot_be_drawn(
    desk: Desk, telegram: StandIn
) -> None:
    await desk.sender.deliver(7, Message("My week", media=Media("undrawable")))

    assert telegram.texts("sendMessage") == ["My week"]


async def test_words_too_long_for_a_caption_come_without_the_picture(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("sendPhoto", error(400, "Bad Request: message caption is too long"))

    await desk.show(Message("long " * 300, media=Media("calendar")))

    assert methods(telegram) == ["sendPhoto", "sendMessage"]


async def test_words_do_not_come_under_a_picture_they_are_not_about(
    desk: Desk, telegram: StandIn
) -> None:
    await desk.show(Edit(5, "How is the back?", captioned=True, media=Media("undrawable")))

    assert methods(telegram) == ["sendMessage"]


async def test_a_film_waits_when_telegram_is_busy(desk: Desk, telegram: StandIn) -> None:
    telegram.will("sendVideo", error(429, "Too Many Requests: retry after 0", retry_after=0), TAKEN)

    await desk.show(FILM)

    assert methods(telegram) == ["sendVideo", "sendVideo"]


async def test_a_reminder_may_carry_a_picture(desk: Desk, telegram: StandIn) -> None:
    telegram.will("sendPhoto", ok({"message_id": 9, "photo": [{"file_id": "s"}, {"file_id": "l"}]}))

    number = await desk.sender.deliver(7, Message("My week", media=Media("calendar")))

    assert number == 9
    assert desk.shelf.ids == {"calendar:1": "l"}


async def test_a_refused_reminder_says_why(desk: Desk, telegram: StandIn) -> None:
    telegram.will("sendPhoto", error(500, "Internal Server Error"))

    with pytest.raises(Refused):
        await desk.sender.deliver(7, Message("My week", media=Media("calendar")))


async def test_words_under_a_picture_are_edited_as_its_caption(
    desk: Desk, telegram: StandIn
) -> None:
    no_text = error(400, "Bad Request: there is no text in the message to edit")
    telegram.will("editMessageText", no_text)

    await desk.show(Edit(5, "20 reps"))
    await desk.show(Edit(5, "21 reps", captioned=True))

    assert methods(telegram) == ["editMessageText", "editMessageCaption", "editMessageCaption"]
    assert [one.fields["caption"] for one in telegram.of("editMessageCaption")] == [
        "20 reps",
        "21 reps",
    ]


async def test_words_too_long_for_a_caption_come_in_a_message_of_their_own(
    desk: Desk, telegram: StandIn
) -> None:
    telegram.will("editMessageCaption", error(400, "Bad Request: message caption is too long"))

    await desk.show(Edit(5, "long " * 300, captioned=True))

    assert methods(telegram) == ["editMessageCaption", "sendMessage"]


async def test_a_picture_takes_the_place_of_another_one(desk: Desk, telegram: StandIn) -> None:
    telegram.will("editMessageMedia", ok({"message_id": 5, "photo": [{"file_id": "P1"}]}))

    await desk.show(Edit(5, "12 days", media=Media("calendar")))
    await desk.show(Edit(5, "13 days", media=Media("calendar")))

    first, second = telegram.of("editMessageMedia")
    assert first.fields["media"]["media"] == "attach://file"
    assert first.fields["file"] == ("calendar.mp4", b"bytes of calendar")
    assert second.fields["media"] == {
        **{"type": "photo", "media": "P1", "caption": "13 days", "parse_mode": "HTML"}
    }


async def test_where_no_picture_may_be_the_words_are_changed(desk: Desk, telegram: StandIn) -> None:
    telegram.will("editMessageMedia", error(400, "Bad Request: IMAGE_PROCESS_FAILED"))

    await desk.show(Edit(5, "12 days", media=Media("calendar")))

    assert methods(telegram) == ["editMessageMedia", "editMessageText"]


def test_a_reply_with_a_film_survives_a_restart() -> None:
    reply = Reply(7, (FILM, Edit(5, "a", media=Media("calendar")), Edit(6, "b")))

    assert Reply.from_json(reply.to_json()) == reply
