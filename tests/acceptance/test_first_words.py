"""What a visitor writes before there is anybody to read it, and what they say at the end."""

import pytest

from bot.simulator import Topic, Visitor
from tests.acceptance.ward import Ward, new_staff, said_in, texts


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


async def test_the_first_words_and_the_first_picture_go_along_with_the_handoff(
    ward: Ward, visitor: Visitor
) -> None:
    visitor.write("息子が二年、部屋から出てきません。どうしたら")
    visitor.send("photo", caption="庭です")
    await ward.quiet()

    topic = await _handed_off(ward, visitor)

    said = said_in(topic, "息子が二年、部屋から出てきません")
    assert said is not None
    assert said.text.startswith("みどり 1・つなぐ前に書いたもの")
    assert [m.text for m in topic.messages if m.kind == "photo"] == [
        "みどり 2・つなぐ前に書いたもの\n庭です"
    ]


async def test_they_stay_behind_when_the_visitor_wishes(ward: Ward, visitor: Visitor) -> None:
    visitor.write("息子が二年、部屋から出てきません。どうしたら")
    await ward.quiet()

    topic = await _handed_off(ward, visitor, without="先に送ったものは渡さない")

    assert said_in(topic, "息子が二年") is None


async def test_a_picture_alone_is_a_first_contact_too(ward: Ward, visitor: Visitor) -> None:
    visitor.start()
    await ward.quiet()
    visitor.send("photo")
    await ward.quiet()

    topic = await _handed_off(ward, visitor)

    assert [m.kind for m in topic.messages if m.kind == "photo"] == ["photo"]


@pytest.mark.parametrize("by", ["staff", "visitor"])
async def test_whether_it_helped_is_asked_once_and_answered_by_one_tap(
    ward: Ward, visitor: Visitor, by: str
) -> None:
    topic = await ward.open_case(visitor, "みどり")
    staff = new_staff(ward)

    if by == "staff":
        staff.write("/close", topic=topic)
    else:
        visitor.write("/stop")
    await ward.quiet()
    visitor.tap("役に立った")
    await ward.quiet()
    staff.write("/info", topic=topic)
    await ward.quiet()

    asked = [m for m in visitor.inbox if "役に立った" in m.buttons]
    assert asked == []  # the question is gone once it is answered
    assert said_in(topic, "相手の感想：役に立った") is not None


async def test_a_reaction_crosses_over_and_back(ward: Ward, visitor: Visitor) -> None:
    ward.simulator.world.private_reactions = True
    topic = await ward.open_case(visitor, "みどり")
    staff = new_staff(ward)
    asked = visitor.write("こんばんは")
    await ward.quiet()
    copy = said_in(topic, "こんばんは")
    reply = staff.write("はい", topic=topic, reply_to=copy)
    await ward.quiet()

    assert copy is not None
    staff.react(copy, "🙏")
    visitor.react(visitor.inbox[-1], "❤")
    await ward.quiet()

    bot = ward.simulator.world.bot.id
    assert asked.reactions == {bot: "🙏"}
    assert reply.reactions == {bot: "❤"}
    staff.react(copy, None)
    await ward.quiet()
    assert asked.reactions == {}


async def _handed_off(ward: Ward, visitor: Visitor, without: str = "") -> Topic:
    """Go on to a person from wherever the visitor is."""
    for label in ("人と話す", "つづける"):
        await ward.tap(visitor, label)
    await ward.write(visitor, "みどり")
    for label in ("答えない", "答えない"):
        await ward.tap(visitor, label)
    assert any("さきほど" in text or "先に" in text for text in texts(visitor.inbox[-1:]))
    if without:
        await ward.tap(visitor, without)
    await ward.tap(visitor, "窓口の人につなぐ")
    return ward.topics[-1]
