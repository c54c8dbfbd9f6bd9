"""What is hard to carry: the longest texts and the oddest; all of it arrives whole."""

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, texts, words_in

LIMIT, CAPTION_LIMIT = 4096, 1024
KINDLY = "あなたの書き方のせいではありません"


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(ward: Ward) -> Staff:
    return new_staff(ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()
    return topic


def _parts(topic: Topic) -> list[Message]:
    """What was said in the topic by the bot, without the card."""
    return [m for m in topic.messages if m.from_bot and not m.buttons]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


LONGEST = {
    "plain": "あ" * LIMIT,
    "emoji": "😀" * (LIMIT // 2),
    "lines": "\n".join(["一行です"] * 819),
    "no break": "x" * 4095 + "終",
}


@pytest.mark.parametrize("kind", LONGEST)
async def test_the_longest_text_arrives_whole_in_two_parts(
    ward: Ward, visitor: Visitor, topic: Topic, kind: str
) -> None:
    text = LONGEST[kind]

    visitor.write(text)
    await ward.quiet()

    parts = _parts(topic)
    assert len(parts) == 2
    assert all(_units(part.text) <= LIMIT for part in parts)
    whole = "".join(part.text for part in parts).removeprefix("みどり 1\n")
    assert whole.replace("\n", "") == text.replace("\n", "")


async def test_a_reply_to_any_part_of_a_long_text_goes_out(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    visitor.write("あ" * LIMIT)
    await ward.quiet()

    for number, part in enumerate(_parts(topic)):
        staff.write(f"返事{number}", topic=topic, reply_to=part)
        assert f"返事{number}" in (await ward.after(visitor)).text


async def test_the_longest_reply_of_staff_arrives_whole(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = len(visitor.inbox)

    reply = staff.write("い" * LIMIT, topic=topic, reply_to=card_in(topic))
    await ward.quiet()

    whole = "".join(m.text for m in visitor.inbox[before:])
    assert whole == "相談員（さくら）\n" + "い" * LIMIT
    assert list(reply.reactions.values()) == ["👌"]


async def test_formatting_survives_where_a_text_is_cut(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    text = "あ" * LIMIT
    visitor.write(text, entities=[{"type": "bold", "offset": 4000, "length": 96}])
    await ward.quiet()

    bold = [
        part.text[e["offset"] : e["offset"] + e["length"]]
        for part in _parts(topic)
        for e in part.fields.get("entities", [])
    ]
    assert bold[0] == "みどり 1"
    assert "".join(bold[1:]) == "あ" * 96


async def test_formatting_behind_an_emoji_lies_where_it_lay(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.write("😀😀大事", entities=[{"type": "italic", "offset": 4, "length": 2}])
    await ward.quiet()

    [said] = _parts(topic)
    italic = next(e for e in said.fields["entities"] if e["type"] == "italic")
    start = 2 * italic["offset"]
    cut = said.text.encode("utf-16-le")[start : start + 2 * italic["length"]]
    assert cut.decode("utf-16-le") == "大事"


async def test_the_longest_caption_arrives_whole(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.send("photo", caption="う" * CAPTION_LIMIT)
    await ward.quiet()

    photo, *rest = _parts(topic)
    assert photo.kind == "photo"
    assert _units(photo.text) <= CAPTION_LIMIT
    assert "う" * CAPTION_LIMIT in "".join(part.text for part in rest)


async def test_an_empty_caption_is_no_hindrance(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    visitor.send("photo", caption="")
    await ward.quiet()

    [photo] = _parts(topic)
    assert photo.text == "みどり 1"


ODD = [
    "👨‍👩‍👧‍👦🏳️‍🌈",
    "\u202eあべこべ\u202c",
    "<b>太字?</b> &amp; <script>",
    "*star* _line_ [link](https://example.org) `code`",
    "ゼロ\u200b幅\u2060です",
    "ｚ̷̢̛a̵l̴g̷o̸",
    "{nickname} {facts.centre_phone} {0}",
    "a\u0000b",
    "'; DROP TABLE inbox; --",
]


async def test_odd_words_arrive_just_as_they_were_written(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    for text in ODD:
        visitor.write(text)
    await ward.quiet()

    assert words_in(topic) == ODD


async def test_odd_words_to_the_flows_are_answered_kindly(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)
    odd = [*ODD, "\u3164", "\ufe0f"]

    for text in odd:
        visitor.write(text)
    await ward.quiet()

    assert [KINDLY in text for text in texts(visitor.inbox[1:])] == [True] * len(odd)


@pytest.mark.parametrize("name", ["\u202e", "\u200b\u200b", "   ", "\u3000"])
async def test_a_name_that_cannot_be_seen_is_asked_for_again(
    ward: Ward, visitor: Visitor, name: str
) -> None:
    await ward.at_menu(visitor)
    await ward.tap(visitor, "人と話す")
    asking = await ward.tap(visitor, "つづける")
    message = {**asking.fields, "from": visitor.person.user(), "text": name, "message_id": 9_999}

    visitor.act("raw", update={"message": message})

    assert "名前なし" in (await ward.after(visitor)).buttons
