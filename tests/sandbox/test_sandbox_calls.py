"""The Bot API is as strict as Telegram, and stricter where Telegram looks away."""

import pytest

from bot.sandbox import Person, Sandbox
from tests.sandbox.conftest import Bare, Machine

BUTTON = {"inline_keyboard": [[{"text": "Go", "callback_data": "g:1"}]]}
PNG = b"\x89PNG\r\n\x1a\n and so on"


async def test_get_me_says_who_the_bot_is(call: Bare) -> None:
    me = await call.result("getMe")
    assert (me["id"], me["is_bot"]) == (700000001, True)


async def test_a_wrong_token_is_unauthorized_and_a_malformed_one_not_found(
    call: Bare, sandbox: Sandbox
) -> None:
    call.root = f"{sandbox.url}/bot123:abc"
    assert await call.error("getMe") == "Unauthorized"
    call.root = f"{sandbox.url}/botnonsense"
    assert await call.error("getMe") == "Not Found"


async def test_an_unknown_method_is_not_found_and_remembered(call: Bare, sandbox: Sandbox) -> None:
    assert await call.error("sendDice", chat_id=1) == "Not Found"
    assert [violation.method for violation in sandbox.violations] == ["sendDice"]


@pytest.mark.parametrize(
    ("method", "parameters", "reason"),
    [
        ("sendMessage", {"text": "x", "colour": "red"}, "sendMessage has no parameter colour"),
        ("sendMessage", {}, "message text is empty"),
        ("sendMessage", {"text": " \n "}, "text must be non-empty"),
        ("sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ("sendMessage", {"text": "a" * 4097}, "message is too long"),
        ("sendMessage", {"text": "🏟" * 2049}, "message is too long"),
        ("sendMessage", {"text": "x", "parse_mode": "Textile"}, "unsupported parse_mode"),
        ("sendMessage", {"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ("sendMessage", {"text": "x", "disable_notification": "maybe"}, "must be of type Boolean"),
        ("sendMessage", {"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ("sendMessage", {"text": "x", "reply_markup": "[" * 99999}, "can't parse reply_markup"),
        ("sendMessage", {"text": "x", "reply_markup": {"inline": []}}, "can't parse reply_markup"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)
async def test_parameters_are_checked(
    call: Bare, sandbox: Sandbox, anna: Person, method: str, parameters: dict, reason: str
) -> None:
    said = await call.error(method, chat_id=anna.id, **parameters)
    assert said.startswith("Bad Request: ")
    assert reason in said
    assert len(sandbox.violations) == 1
    assert len(sandbox.world.messages(anna)) == 1


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "Go", "callback_data": "ä" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "Go", "callback_data": ""}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "Go"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": " ", "callback_data": "x"}, "text must be non-empty"),
        ({"callback_data": "x"}, 'can\'t find field "text"'),
        ({"text": "Go", "callback_data": "x", "url": "https://a.b"}, "Text buttons"),
        ({"text": "Go", "callback_data": "x", "colour": "red"}, "no field colour"),
        ({"text": "Go", "callback_data": 5}, "must be of type String"),
        ({"text": "Go", "url": "javascript:1"}, "BUTTON_URL_INVALID"),
    ],
)
async def test_inline_buttons_are_checked(
    call: Bare, sandbox: Sandbox, anna: Person, button: dict, reason: str
) -> None:
    markup = {"inline_keyboard": [[button]]}
    assert reason in await call.error("sendMessage", chat_id=anna.id, text="x", reply_markup=markup)
    assert sandbox.violations


async def test_the_limits_themselves_are_allowed(call: Bare, anna: Person) -> None:
    await call.result(
        "sendMessage",
        chat_id=anna.id,
        text=f"<b>{'a' * 4096}</b>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "ä" * 32}]]},
    )


async def test_only_people_who_wrote_and_did_not_block_can_be_written_to(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    shy = sandbox.world.add_person("Shy")
    sandbox.world.block(anna)

    async def said(chat_id: int) -> str:
        return await call.error("sendMessage", chat_id=chat_id, text="hello")

    assert await said(shy.id) == "Forbidden: bot can't initiate conversation with a user"
    assert await said(anna.id) == "Forbidden: bot was blocked by the user"
    assert await said(404) == "Bad Request: chat not found"
    assert sandbox.violations == []


async def test_a_message_arrives_as_it_was_meant(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    sent = await call.result(
        "sendMessage",
        chat_id=anna.id,
        text="<b>Hello</b> /rock",
        parse_mode="HTML",
        disable_notification=True,
        reply_markup=BUTTON,
        link_preview_options={"is_disabled": True},
    )
    message = sandbox.world.messages(anna)[-1]
    assert message.html == "<b>Hello</b> /rock"
    assert (message.labels, message.silent, message.edits) == (["Go"], True, 0)
    assert sent["entities"][1]["type"] == "bot_command"
    assert sent["reply_markup"] == BUTTON
    assert sent["date"] == int(message.date.timestamp())


async def test_an_edit_changes_text_and_buttons_once(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    sent = await call.result("sendMessage", chat_id=anna.id, text="one", reply_markup=BUTTON)
    place = {"chat_id": anna.id, "message_id": sent["message_id"]}

    await call.result("editMessageText", **place, text="two")

    message = sandbox.world.messages(anna)[-1]
    assert (message.text, message.labels, message.edits) == ("two", [], 1)
    assert (await call.error("editMessageText", **place, text="two")).startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    await call.result("editMessageReplyMarkup", **place, reply_markup=BUTTON)
    assert "not modified" in await call.error(
        "editMessageReplyMarkup", **place, reply_markup=BUTTON
    )
    assert sandbox.violations == []


async def test_what_is_not_the_bots_or_gone_cannot_be_edited(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    own = sandbox.world.messages(anna)[0].id

    async def said(message_id: int) -> str:
        return await call.error("editMessageText", chat_id=anna.id, message_id=message_id, text="x")

    assert await said(own) == "Bad Request: message can't be edited"
    assert await said(999) == "Bad Request: message to edit not found"
    _, photo = await call.upload("sendPhoto", chat_id=str(anna.id), photo=PNG)
    assert "no text in the message to edit" in await said(photo["result"]["message_id"])


async def test_messages_are_deleted_within_two_days_and_once(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    place = {"chat_id": anna.id, "message_id": sandbox.world.messages(anna)[0].id}
    await call.result("deleteMessage", **place)
    said = await call.error("deleteMessage", **place)
    assert said == "Bad Request: message to delete not found"


async def test_a_tap_is_answered_once_and_in_time(
    call: Bare, sandbox: Sandbox, anna: Person, machine: Machine
) -> None:
    sent = await call.result("sendMessage", chat_id=anna.id, text="x", reply_markup=BUTTON)
    first = sandbox.world.tap(anna, sent["message_id"], "Go")
    late = sandbox.world.tap(anna, sent["message_id"], "g:1")

    await call.result("answerCallbackQuery", callback_query_id=first, text="Noted")

    assert [toast.text for toast in sandbox.world.toasts(anna)] == ["Noted"]
    machine.seconds += 151
    for callback in (first, late, "never-was"):
        assert (
            await call.error("answerCallbackQuery", callback_query_id=callback)
            == "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
    assert "MESSAGE_TOO_LONG" in await call.error(
        "answerCallbackQuery", callback_query_id=late, text="a" * 201
    )


async def test_files_are_uploaded_sent_again_by_id_and_fetched(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    _, sent = await call.upload(
        "sendDocument", chat_id=str(anna.id), document=b"PK..", caption="All of it"
    )
    file_id = sent["result"]["document"]["file_id"]
    again = await call.result("sendDocument", chat_id=anna.id, document=file_id)
    assert again["document"]["file_id"] == file_id
    assert sandbox.world.messages(anna)[-1].attachment.data == b"PK.."

    file = await call.result("getFile", file_id=file_id)
    url = f"{sandbox.url}/file/bot{sandbox.token}/{file['file_path']}"
    async with call.session.get(url) as answer:
        assert await answer.read() == b"PK.."


@pytest.mark.parametrize("kind", ["Photo", "Video", "Animation", "Document"])
async def test_every_kind_of_file_can_be_sent_with_a_caption(
    call: Bare, sandbox: Sandbox, anna: Person, kind: str
) -> None:
    fields = {"chat_id": str(anna.id), kind.lower(): PNG, "caption": "<b>See</b>"}
    _, sent = await call.upload(f"send{kind}", **fields, parse_mode="HTML")
    assert kind.lower() in sent["result"]
    assert sent["result"]["caption_entities"][0]["type"] == "bold"
    fields["caption"] = "a" * 1025
    _, refused = await call.upload(f"send{kind}", **fields)
    assert refused["description"] == "Bad Request: message caption is too long"


async def test_wrong_files_are_refused(call: Bare, anna: Person) -> None:
    async def upload(method: str, **fields: object) -> str:
        _, answer = await call.upload(method, chat_id=str(anna.id), **fields)
        return str(answer["description"])

    foreign = "AgACAgIAAxkBAAI"
    assert "wrong file identifier" in await call.error("sendPhoto", chat_id=anna.id, photo=foreign)
    assert await upload("sendPhoto", photo=b"no picture") == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await upload("sendPhoto", photo=b"") == "Bad Request: file must be non-empty"
    assert "no photo in the request" in await upload("sendPhoto", caption="where?")
    assert await call.error("getFile", file_id=foreign) == "Bad Request: invalid file_id"
    _, sent = await call.upload("sendDocument", chat_id=str(anna.id), document=b"text")
    file_id = sent["result"]["document"]["file_id"]
    assert "can't use file of type Document as Photo" in await call.error(
        "sendPhoto", chat_id=anna.id, photo=file_id
    )


async def test_reply_keyboards_come_and_go(call: Bare, sandbox: Sandbox, anna: Person) -> None:
    rows = [[{"text": "Share location", "request_location": True}]]
    markup = {"keyboard": rows, "one_time_keyboard": True, "resize_keyboard": True}
    await call.result("sendMessage", chat_id=anna.id, text="Where?", reply_markup=markup)
    assert sandbox.world.keyboard(anna).rows[0][0].asks_location

    sandbox.world.send_location(anna, 52.5, 13.4)
    assert sandbox.world.keyboard(anna) is None

    await call.result("sendMessage", chat_id=anna.id, text="Where?", reply_markup=markup)
    await call.result(
        "sendMessage", chat_id=anna.id, text="Fine", reply_markup={"remove_keyboard": True}
    )
    assert sandbox.world.keyboard(anna) is None


async def test_commands_and_descriptions_are_kept_within_limits(call: Bare) -> None:
    commands = [{"command": "rock", "description": "Start a practice"}]
    await call.result("setMyCommands", commands=commands, language_code="de")
    assert await call.result("getMyCommands", language_code="de") == commands
    assert await call.result("getMyCommands") == []
    for scope in ({"type": "all_private_chats"}, {"type": "chat", "chat_id": 5}):
        await call.result("setMyCommands", commands=commands, scope=scope)
    await call.result("setMyShortDescription", short_description="a" * 120)
    wrong = [{"command": "Rock!", "description": "x"}]
    assert "BOT_COMMAND_INVALID" in await call.error("setMyCommands", commands=wrong)
    wrong = [{"command": "rock", "description": ""}]
    assert "DESCRIPTION_INVALID" in await call.error("setMyCommands", commands=wrong)
    assert "too long" in await call.error("setMyDescription", description="a" * 513)


async def test_every_call_is_kept_with_its_outcome(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    await call("sendMessage", chat_id=anna.id, text="x")
    await call("sendMessage", chat_id=404, text="x")
    assert [(one.method, one.status, one.outcome) for one in sandbox.calls] == [
        ("sendMessage", 200, "ok"),
        ("sendMessage", 400, "Bad Request: chat not found"),
    ]


async def test_a_form_and_a_query_are_read_like_json(
    call: Bare, sandbox: Sandbox, anna: Person
) -> None:
    async with call.session.get(
        f"{call.root}/sendMessage", params={"chat_id": anna.id, "text": "by query"}
    ) as answer:
        assert answer.status == 200
    async with call.session.post(
        f"{call.root}/sendMessage", data={"chat_id": anna.id, "text": "by form"}
    ) as answer:
        assert answer.status == 200
    assert [one.text for one in sandbox.world.messages(anna)[1:]] == ["by query", "by form"]
