"""The world of topics: deleted, closed, made again, moved."""

from datetime import timedelta

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.stumble import stumble_once
from tests.acceptance.ward import Ward, card_in, lines_in, new_staff, said_in, words_in

LOST = "前のトピックが消されたため、新しく作りました"


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


@pytest.fixture
def staff(ward: Ward) -> Staff:
    return new_staff(ward)


@pytest.fixture
async def topic(ward: Ward, visitor: Visitor, staff: Staff) -> Topic:
    topic = await ward.open_case(visitor, "みどり")
    visitor.write("こんばんは")
    await ward.quiet()
    return topic


def _only_topic(ward: Ward) -> Topic:
    [topic] = ward.topics
    return topic


def _card(topic: Topic) -> Message:
    [card] = [m for m in topic.messages if m.from_bot and m.buttons]
    return card


async def test_a_deleted_topic_is_made_anew_once_with_everything_in_order(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.delete_topic(topic)

    visitor.write("一")
    visitor.write("二")
    await ward.quiet()

    new = _only_topic(ward)
    assert words_in(new) == ["一", "二"]
    assert LOST in _card(new).text
    assert new.messages[0].id == _card(new).id
    made = [call for call in ward.simulator.calls("createForumTopic") if "受付" not in str(call)]
    assert len(made) == 2
    staff.write("届いています", topic=new, reply_to=_card(new))
    assert "届いています" in (await ward.after(visitor)).text


async def test_a_picture_finds_its_way_into_the_new_topic(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.delete_topic(topic)

    visitor.send("photo", caption="庭です")
    await ward.quiet()

    assert [m.kind for m in _only_topic(ward).messages] == ["text", "photo"]


async def test_a_closed_case_whose_topic_is_gone_comes_back_with_one_card(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("終了")
    await ward.quiet()
    staff.delete_topic(topic)

    await ward.write(visitor, "もう一度いいですか")
    await ward.write(visitor, "まだいます")

    new = _only_topic(ward)
    assert words_in(new) == ["もう一度いいですか", "まだいます"]
    assert "No. 2" in _card(new).text
    assert not new.closed


async def test_thanks_for_a_closed_case_whose_topic_is_gone_are_kept(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("終了")
    await ward.quiet()
    staff.delete_topic(topic)

    visitor.write("ありがとう")
    visitor.write("やっぱりもうひとつ")
    await ward.quiet()

    assert words_in(_only_topic(ward)) == ["ありがとう", "やっぱりもうひとつ"]


async def test_who_comes_back_just_before_the_loss_is_noticed_gets_one_topic(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word that finds the topic gone waits a second; the one that opens it anew waits two."""
    staff.tap("終了")
    await ward.quiet()
    staff.delete_topic(topic)
    ward.simulator.fail("sendMessage", "flood", text="ありがとう", retry_after=1)
    stumble_once(monkeypatch, "もう一度いいですか")

    visitor.write("ありがとう")
    visitor.write("もう一度いいですか")
    await ward.quiet()
    for second in (1, 2):
        ward.pass_time(timedelta(seconds=second))
        await _looked_again(ward)

    assert words_in(_only_topic(ward)) == ["ありがとう", "もう一度いいですか"]
    assert "No. 2" in _card(_only_topic(ward)).text


async def _looked_again(ward: Ward) -> None:
    """Wait until the program has looked at what has become due."""
    assert ward.house is not None
    ward.house.inbox.wake()
    ward.house.sender.wake()
    await ward.quiet()


async def test_a_second_handoff_after_the_topic_was_deleted_gets_a_topic_and_one_card(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    await ward.write(visitor, "/stop")
    staff.delete_topic(topic)

    new = await ward.open_case_again(visitor, "あお")

    assert _only_topic(ward) is new
    assert "No. 2 ｜ あお" in _card(new).text


async def test_two_topics_deleted_at_once_come_back_each_on_its_own(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    other = ward.simulator.visitor("すずきじろう")
    other_topic = await ward.open_case(other, "あお")
    for each in (topic, other_topic):
        staff.delete_topic(each)

    visitor.write("みどりです")
    other.write("あおです")
    await ward.quiet()

    green, blue = sorted(ward.topics, key=lambda each: "みどり" not in each.name)
    assert "みどりです" in green.messages[-1].text
    assert "あおです" in blue.messages[-1].text
    assert len(ward.topics) == 2


async def test_a_claim_by_command_survives_a_topic_that_comes_and_goes(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("担当する")
    await ward.quiet()
    staff.delete_topic(topic)

    await ward.write(visitor, "まだいます")

    assert "担当：さくら" in _card(_only_topic(ward)).text


async def test_a_deleted_queue_topic_is_made_anew_for_the_next_line(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.delete_topic(ward.queue)
    staff.tap("担当する")
    await ward.quiet()

    for name in ("あお", "きいろ"):
        await ward.open_case(ward.simulator.visitor(name), name)
    await ward.quiet()

    queues = [each for each in ward.simulator.topics if "受付" in each.name]
    assert len(queues) == 1
    assert ["あお" in text or "きいろ" in text for text in lines_in(ward.queue)] == [True] * 2
    await ward.write(visitor, "まだ届きます")
    assert said_in(topic, "まだ届きます") is not None


async def test_a_closed_topic_is_opened_for_who_comes_back(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.close_topic(topic)
    await ward.quiet()

    await ward.write(visitor, "もう一度いいですか")

    assert not topic.closed
    assert said_in(topic, "もう一度いいですか") is not None


async def test_the_group_moves_and_the_talk_goes_on(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    old = ward.simulator.group_id
    staff.act("migrate_group")
    ward.simulator.group.is_forum = True

    await ward.write(visitor, "まだいます")

    assert words_in(_only_topic(ward)) == ["まだいます"]
    after = [c for c in ward.simulator.calls("sendMessage") if c.chat_id == old and not c.ok]
    assert len(after) <= 1


async def test_a_card_is_found_again_after_all_this(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.delete_topic(topic)
    await ward.write(visitor, "一")
    new = _only_topic(ward)

    staff.tap("担当する", card_in(new))
    await ward.quiet()

    assert "担当：さくら" in _card(new).text
    assert new.name == "🟢 みどり ・1"
