"""python-telegram-bot, as it is, can talk to the sandbox."""

import io

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.sandbox import Person, Sandbox, TooManyRequests

PNG = b"\x89PNG\r\n\x1a\n and so on"


@pytest.fixture
async def bot(sandbox: Sandbox):
    root = sandbox.url
    bot = telegram.Bot(sandbox.token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot")
    async with bot:
        yield bot


async def test_a_conversation_works_from_start_to_upload(
    bot: telegram.Bot, sandbox: Sandbox, anna: Person
) -> None:
    assert bot.username == "rocking_coach_bot"
    start = (await bot.get_updates())[0]
    assert start.message.text == "/start"
    assert start.message.entities[0].type == "bot_command"

    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="g:1")]])
    sent = await start.message.reply_html("<b>Hello</b>", reply_markup=markup)
    sandbox.world.tap(anna, sent.message_id, "Go")
    tap = (await bot.get_updates(offset=start.update_id + 1))[0]
    assert tap.callback_query.data == "g:1"
    assert tap.callback_query.message.text_html == "<b>Hello</b>"
    await tap.callback_query.answer("Noted")
    edited = await tap.callback_query.edit_message_text("Done")
    assert edited.text == "Done"
    assert edited.edit_date

    document = await bot.send_document(anna.id, io.BytesIO(b"PK"), filename="you.zip")
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"PK"
    assert (await bot.send_photo(anna.id, PNG, caption="See")).photo[-1].file_id
    await bot.send_video(anna.id, b"mp4", duration=60, supports_streaming=True)
    await bot.send_animation(anna.id, b"mp4")
    await bot.send_chat_action(anna.id, "typing")
    place = ReplyKeyboardMarkup([[KeyboardButton("Here", request_location=True)]])
    await bot.send_message(anna.id, "Where?", reply_markup=place, disable_notification=True)
    await bot.set_my_commands([("rock", "Start")], scope=telegram.BotCommandScopeAllPrivateChats())
    await bot.delete_message(anna.id, sent.message_id)
    assert sandbox.violations == []


async def test_everything_a_person_does_can_be_parsed(
    bot: telegram.Bot, sandbox: Sandbox, anna: Person
) -> None:
    world = sandbox.world
    world.edit(anna, world.say(anna, "helo").id, "hello")
    world.send_location(anna, 52.5, 13.4)
    world.send_sticker(anna)
    world.send_voice(anna)
    world.send_photo(anna, "my mat")
    world.forward(anna, "read this")
    world.forge_tap(anna, 999, "old")
    world.block(anna)
    updates = await bot.get_updates()
    assert len(updates) == 10
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    assert not updates[-2].callback_query.message.is_accessible


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_errors_arrive_as_the_librarys_own(
    bot: telegram.Bot, sandbox: Sandbox, anna: Person
) -> None:
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(anna.id, "a" * 4097)
    sandbox.faults.next("sendMessage", TooManyRequests(7))
    with pytest.raises(RetryAfter):
        await bot.send_message(anna.id, "x")
    sandbox.world.block(anna)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(anna.id, "x")
    with pytest.raises(InvalidToken):
        async with telegram.Bot("1:wrong", base_url=f"{sandbox.url}/bot"):
            pass
