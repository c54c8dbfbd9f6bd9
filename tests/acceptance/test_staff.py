"""Which words of staff go to the visitor: replies, and no others."""

from collections.abc import Callable

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

DELIVERED, FAILED = "👌", "😢"
OTHER_BOT = {"id": 7_777, "is_bot": True, "first_name": "Other", "username": "other_bot"}


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(ward: Ward) -> Staff:
    return new_staff(ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    visitor.start("confidentiality")
    topic = await ward.open_case(visitor, "みどり")
    visitor.write("こんばんは")
    await ward.quiet()
    return topic


def _question(topic: Topic) -> Message:
    found = said_in(topic, "こんばんは")
    assert found is not None
    return found


def _card(topic: Topic) -> Message:
    card = card_in(topic)
    assert card is not None
    return card


async def test_a_reply_to_the_visitors_words_goes_out_under_a_work_name(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    reply = staff.write("ゆっくりで大丈夫です", topic=topic, reply_to=_question(topic))

    shown = await ward.after(visitor)
    assert shown.text == "相談員（さくら）\nゆっくりで大丈夫です"
    asked = next(m for m in visitor.private_chat.messages.values() if m.text == "こんばんは")
    assert shown.reply_to == asked.id
    assert _reactions(reply) == [DELIVERED]


async def test_a_reply_to_the_card_goes_out(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("ゆっくりで大丈夫です", topic=topic, reply_to=_card(topic))

    assert "ゆっくりで大丈夫です" in (await ward.after(visitor)).text


async def test_the_command_r_goes_out_and_keeps_formatting(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.act(
        "write",
        text="/r 😀とても大事",
        thread=topic.thread_id,
        entities=[
            {"type": "bot_command", "offset": 0, "length": 2},
            {"type": "bold", "offset": 5, "length": 5},
        ],
    )

    shown = await ward.after(visitor)
    assert shown.text == "相談員（さくら）\n😀とても大事"
    bold = shown.fields["entities"][1]
    assert _stretch(shown.text, bold) == "とても大事"


def _stretch(text: str, entity: dict[str, int]) -> str:
    start = 2 * entity["offset"]
    return text.encode("utf-16-le")[start : start + 2 * entity["length"]].decode("utf-16-le")


async def test_a_photo_in_reply_goes_out_with_its_caption(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.act(
        "send",
        kind="photo",
        thread=topic.thread_id,
        caption="地図です",
        reply_to=_question(topic).id,
    )

    shown = await ward.after(visitor)
    assert shown.kind == "photo"
    assert shown.text == "相談員（さくら）\n地図です"


Note = Callable[[Ward, Topic, Staff], object]
NOTES: dict[str, Note] = {
    "plain text": lambda _, topic, staff: staff.write("内緒", topic=topic),
    "a reply to another note": lambda _, topic, staff: staff.write(
        "内緒", topic=topic, reply_to=staff.write("メモ", topic=topic)
    ),
    "a photo": lambda _, topic, staff: staff.send("photo", topic=topic, caption="内緒"),
    "an album": lambda _, topic, staff: staff.album("photo", "photo", topic=topic, caption="内緒"),
    "a document": lambda _, topic, staff: staff.send("document", topic=topic, caption="内緒"),
    "General": lambda _, __, staff: staff.write("内緒"),
    "the queue topic": lambda ward, _, staff: staff.write("内緒", topic=ward.queue),
    "a reply in the queue topic": lambda ward, _, staff: staff.write(
        "内緒", topic=ward.queue, reply_to=ward.queue.messages[0]
    ),
    "/r in the queue topic": lambda ward, _, staff: staff.write("/r 内緒", topic=ward.queue),
    "/r in General": lambda _, __, staff: staff.write("/r 内緒"),
    "in private with the bot": lambda _, __, staff: staff.write("内緒", chat=staff.id),
    "another bot": lambda ward, topic, staff: staff.act("raw", update=_from_a_bot(ward, topic)),
    "a topic of staff's own": lambda _, __, staff: staff.write(
        "/r 内緒", topic=staff.create_topic("雑談")
    ),
    "an edit of the visitor's words' reply": lambda _, topic, staff: staff.edit(
        staff.write("メモ", topic=topic), "内緒"
    ),
}


def _from_a_bot(ward: Ward, topic: Topic) -> dict[str, object]:
    question = _question(topic).fields
    message = {**question, "message_id": 9_999, "from": OTHER_BOT, "text": "内緒"}
    return {"message": {**message, "reply_to_message": question}}


async def test_what_is_no_reply_never_reaches_the_visitor(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = len(visitor.private_chat.messages)
    reached = []

    for name, note in NOTES.items():
        note(ward, topic, staff)
        await ward.quiet()
        if len(visitor.private_chat.messages) > before:
            reached.append(name)

    assert reached == []
    assert not [c for c in ward.simulator.calls() if c.chat_id == visitor.id and "内緒" in c.text]


async def test_a_reply_to_a_notice_of_the_bots_is_a_note(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/help", topic=topic)
    await ward.quiet()
    notice = said_in(topic, "/close")
    before = texts(visitor.inbox)

    staff.write("内緒", topic=topic, reply_to=notice)
    await ward.quiet()

    assert texts(visitor.inbox) == before


async def test_a_reply_to_a_colleagues_answer_is_a_note(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    answer = staff.write("お答えします", topic=topic, reply_to=_question(topic))
    await ward.quiet()
    before = texts(visitor.inbox)

    new_staff(ward, "係員B").write("うまい答え", topic=topic, reply_to=answer)
    await ward.quiet()

    assert texts(visitor.inbox) == before


async def test_words_meant_for_one_visitor_never_reach_another(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    other = ward.simulator.visitor("すずきじろう")
    other_topic = await ward.open_case(other, "あお")
    await ward.quiet()
    before = texts(other.inbox)

    staff.write("みどりさんへ", topic=other_topic, reply_to=_question(topic))
    staff.write("みどりさんへ", topic=topic, reply_to=_question(topic))
    await ward.quiet()

    assert texts(other.inbox) == before
    assert "みどりさんへ" in visitor.inbox[-1].text


@pytest.mark.parametrize("kind", ["contact", "location", "poll", "story"])
async def test_what_would_give_staff_away_is_refused_on_that_very_message(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, kind: str
) -> None:
    before = texts(visitor.inbox)

    staff.act("send", kind=kind, thread=topic.thread_id, reply_to=_question(topic).id)
    await ward.quiet()

    sent = next(m for m in topic.messages if m.kind == kind)
    assert texts(visitor.inbox) == before
    assert _reactions(sent) == [FAILED]
    refusal = said_in(topic, "届いていません")
    assert refusal is not None
    assert refusal.reply_to == sent.id


async def test_a_failed_reply_is_marked_and_explained_where_it_was_written(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    ward.simulator.fail("sendMessage", "refuse", chat_id=visitor.id, description="Bad Request: no")

    reply = staff.write("届くかな", topic=topic, reply_to=_question(topic))
    await ward.quiet()

    assert _reactions(reply) == [FAILED]
    said = said_in(topic, "届いていません")
    assert said is not None
    assert said.reply_to == reply.id


async def test_help_lists_the_commands(ward: Ward, topic: Topic, staff: Staff) -> None:
    staff.write("/help", topic=topic)
    await ward.quiet()

    listing = said_in(topic, "/claim")
    assert listing is not None
    assert all(f"/{name} …" in listing.text for name in ("r", "release", "close", "reopen"))


async def test_a_command_for_another_bot_is_left_alone(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.write("/close@other_bot", topic=topic)
    await ward.quiet()
    still_open = not topic.closed

    staff.write("/close@simulated_bot", topic=topic)
    await ward.quiet()

    assert still_open
    assert topic.closed


async def test_renaming_and_pinning_by_hand_break_nothing(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.rename_topic(topic, "すきな名前")
    staff.pin(_question(topic))
    await ward.quiet()

    staff.write("まだ届きますか", topic=topic, reply_to=_question(topic))

    assert "まだ届きますか" in (await ward.after(visitor)).text


def _reactions(message: Message) -> list[str]:
    return list(message.reactions.values())
