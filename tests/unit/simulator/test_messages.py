"""Sending texts: what is accepted, how it looks, and Telegram's words for what is not."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden

from bot.simulator import Simulator, Staff, Visitor
from bot.simulator.wire import Json
from tests.unit.simulator.conftest import Caller


def buttons(*rows: list[str]) -> Json:
    keys = [[{"text": text, "callback_data": text or "x"} for text in row] for row in rows]
    return {"inline_keyboard": keys}


async def test_a_text_is_seen_by_the_person(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_message(visitor.id, "こんにちは")

    assert sent.text == "こんにちは"
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert visitor.screen is not None
    assert visitor.screen.text == "こんにちは"


LONG_ROWS = [["x"] * 8] * 13


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: message text is empty"),
        ({"text": "あ" * 4097}, "Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "Bad Request: message is too long"),
        ({"text": "x", "reply_markup": buttons(["あ" * 22])}, "Bad Request: BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": buttons(["x"] * 9)},
            "Bad Request: reply markup is too long",
        ),
        (
            {"text": "x", "reply_markup": buttons(*LONG_ROWS)},
            "Bad Request: reply markup is too long",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            "Bad Request: text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": 999}},
            "Bad Request: message to be replied not found",
        ),
        ({"text": "x", "message_thread_id": 5}, "Bad Request: message thread not found"),
        ({"text": "x", "parse_mode": "Nonsense"}, "Bad Request: unsupported parse_mode"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "Bad Request: can't parse entities: "
            'Can\'t find end tag corresponding to start tag "b"',
        ),
        (
            {"text": "a<x>", "parse_mode": "HTML"},
            'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 1',
        ),
    ],
)
async def test_what_cannot_be_sent_is_refused_in_telegrams_words(
    call: Caller, visitor: Visitor, parameters: Json, description: str
) -> None:
    status, envelope = await call("sendMessage", chat_id=visitor.id, **parameters)

    assert (status, envelope["description"]) == (400, description)


@pytest.mark.parametrize("text", ["あ" * 4096, "😀" * 2048])
async def test_a_text_may_have_4096_utf16_units(call: Caller, visitor: Visitor, text: str) -> None:
    status, _ = await call("sendMessage", chat_id=visitor.id, text=text)

    assert status == 200


async def test_data_of_64_bytes_is_accepted(call: Caller, visitor: Visitor) -> None:
    status, _ = await call(
        "sendMessage", chat_id=visitor.id, text="x", reply_markup=buttons(["x" * 64])
    )

    assert status == 200


async def test_html_is_read_only_when_asked_for(bot: Bot, visitor: Visitor) -> None:
    plain = await bot.send_message(visitor.id, "<b>太字</b> & more")
    bold = await bot.send_message(visitor.id, "<b>太字</b> &amp; more", parse_mode=ParseMode.HTML)

    assert plain.text == "<b>太字</b> & more"
    assert bold.text == "太字 & more"
    assert [(e.type, e.offset, e.length) for e in bold.entities] == [("bold", 0, 2)]


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(424242, "x")


async def test_a_missing_chat_id_is_named(call: Caller) -> None:
    assert (await call("sendMessage", text="x"))[1]["description"] == (
        "Bad Request: chat_id is empty"
    )


async def test_somebody_who_never_wrote_cannot_be_written_to(
    bot: Bot, simulator: Simulator, staff: Staff
) -> None:
    stranger = simulator.visitor("静か")

    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(staff.id, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger.id, "x")


async def test_a_person_who_blocked_the_bot_is_not_reached(bot: Bot, visitor: Visitor) -> None:
    visitor.block()

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(visitor.id, "x")


async def test_a_deleted_account_is_not_reached(bot: Bot, visitor: Visitor) -> None:
    visitor.deactivate()

    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(visitor.id, "x")


async def test_a_reply_shows_what_it_answers(bot: Bot, visitor: Visitor) -> None:
    question = visitor.write("いつ開いていますか")

    answer = await bot.send_message(visitor.id, "平日です", reply_to_message_id=question.id)

    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "いつ開いていますか"


async def test_a_reply_to_nothing_may_be_allowed(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_message(
        visitor.id, "x", reply_to_message_id=999, allow_sending_without_reply=True
    )

    assert sent.reply_to_message is None


async def test_buttons_are_seen_and_tapped(bot: Bot, visitor: Visitor) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("はい", callback_data="yes")]])
    await bot.send_message(visitor.id, "よろしいですか", reply_markup=keyboard)

    visitor.tap("はい")

    query = (await bot.get_updates(offset=-1))[0].callback_query
    assert query is not None
    assert query.data == "yes"
    assert query.from_user.id == visitor.id


async def test_a_tap_is_answered_once_and_soon(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("はい", callback_data="yes")]])
    await bot.send_message(visitor.id, "よろしいですか", reply_markup=keyboard)
    visitor.tap("yes")
    visitor.tap("yes")
    first, second = (await bot.get_updates(offset=-2))[-2:]
    assert first.callback_query is not None
    assert second.callback_query is not None

    await bot.answer_callback_query(first.callback_query.id, "受け取りました")
    simulator.advance(151)

    assert visitor.toasts == ["受け取りました"]
    for query in (first.callback_query, second.callback_query):
        with pytest.raises(BadRequest, match="Query is too old and response timeout expired or"):
            await bot.answer_callback_query(query.id)


async def test_a_chat_action_is_told_to_the_page(
    bot: Bot, simulator: Simulator, visitor: Visitor
) -> None:
    await bot.send_chat_action(visitor.id, "typing")

    assert simulator.events.since(0)[-1]["type"] == "typing"


async def test_links_and_commands_are_marked(bot: Bot, visitor: Visitor) -> None:
    sent = await bot.send_message(visitor.id, "😀 /help https://example.jp/a @somebody #tag")

    assert [(e.type, e.offset, e.length) for e in sent.entities] == [
        ("bot_command", 3, 5),
        ("url", 9, 20),
        ("mention", 30, 9),
        ("hashtag", 40, 4),
    ]


async def test_an_answer_to_another_chat_is_an_external_reply(
    call: Caller, simulator: Simulator, visitor: Visitor
) -> None:
    said = visitor.write("x")
    parameters = {"message_id": said.id, "chat_id": visitor.id, "quote": "x"}

    _, across = await call(
        "sendMessage", chat_id=simulator.group_id, text="y", reply_parameters=parameters
    )
    _, within = await call(
        "sendMessage", chat_id=visitor.id, text="y", reply_parameters=parameters
    )

    assert across["result"]["external_reply"]["message_id"] == said.id
    assert within["result"]["quote"]["text"] == "x"


async def test_an_unknown_action_is_refused(call: Caller, visitor: Visitor) -> None:
    _, envelope = await call("sendChatAction", chat_id=visitor.id, action="dance")

    assert envelope["description"] == "Bad Request: wrong parameter action in request"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reply_markup", "{"),
        ("reply_markup", "[]"),
        ("reply_markup", "1"),
        ("reply_markup", {"inline_keyboard": 1}),
        ("reply_markup", {"inline_keyboard": [["x"]]}),
        ("reply_markup", {"keyboard": 1}),
        ("entities", "{}"),
        ("entities", [1]),
        ("entities", [{"type": "bold"}]),
    ],
)
async def test_broken_structures_are_refused(
    call: Caller, visitor: Visitor, name: str, value: object
) -> None:
    status, _ = await call("sendMessage", chat_id=visitor.id, text="x", **{name: value})

    assert status == 400
