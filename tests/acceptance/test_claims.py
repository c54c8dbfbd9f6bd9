"""Who answers a case: claimed once, given back, closed, opened again, by every way there is."""

from itertools import product

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

CLAIMED = "お待たせしました"
ALWAYS = ["定型文", "終了", "そのほか"]
WAYS = [*product(["button", "hand"], ["button", "command", "hand"])]
CLOSED = "今回のやりとりは、ここでひと区切りにします"


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


def _card(topic: Topic) -> Message:
    card = card_in(topic)
    assert card is not None
    return card


def _claims(visitor: Visitor) -> list[str]:
    return [m.text for m in visitor.inbox if CLAIMED in m.text]


async def test_a_claim_is_shown_on_the_card_and_told_to_the_visitor(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("担当する")
    await ward.quiet()

    assert "対応中（担当：さくら）" in _card(topic).text
    assert _card(topic).buttons == ["担当を外れる", *ALWAYS]
    assert "担当になりました" in staff.toasts[-1]
    [told] = _claims(visitor)
    assert "相談員（さくら）といいます" in told


async def test_of_two_who_claim_in_the_same_instant_one_wins_and_both_are_told(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    other = new_staff(ward, "係員B")

    staff.tap("担当する")
    other.tap("担当する")
    await ward.quiet()

    assert "担当になりました" in staff.toasts[-1]
    assert other.toasts[-1] == "すでに さくら さんが担当しています。"
    assert len(_claims(visitor)) == 1
    assert "担当：さくら" in _card(topic).text


async def test_the_first_reply_claims_and_is_announcement_enough(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = len(visitor.inbox)

    staff.write("はじめまして", topic=topic, reply_to=_card(topic))
    await ward.quiet()

    assert "担当：さくら" in _card(topic).text
    assert texts(visitor.inbox[before:]) == ["相談員（さくら）\nはじめまして"]


async def test_whoever_was_answered_before_a_word_hears_no_machine_any_more(
    ward: Ward, staff: Staff
) -> None:
    visitor = ward.simulator.visitor("すずきじろう")
    topic = await ward.open_case(visitor, "あお")
    staff.write("はじめまして", topic=topic, reply_to=_card(topic))
    await ward.quiet()
    before = texts(visitor.inbox)

    visitor.write("こんばんは")
    await ward.quiet()

    assert texts(visitor.inbox) == before
    assert said_in(topic, "こんばんは") is not None


async def test_a_colleague_answers_on_a_second_word_without_taking_the_case_over(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("担当する")
    await ward.quiet()
    before = texts(visitor.inbox)
    other = new_staff(ward, "係員B")

    reply = other.write("代わりに", topic=topic, reply_to=_card(topic))
    await ward.quiet()
    held = texts(visitor.inbox)
    staff.tap("自分が送る")
    await ward.quiet()
    still_held = texts(visitor.inbox)
    other.tap("自分が送る")
    shown = await ward.after(visitor)

    assert held == still_held == before
    assert "書いた人だけです" in staff.toasts[-1]
    assert shown.text == "相談員（かえで）\n代わりに"
    assert list(reply.reactions.values()) == ["👌"]
    assert "担当：さくら" in _card(topic).text


async def test_a_held_reply_sent_after_the_case_was_released_says_nothing_of_another_holder(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.tap("担当する")
    await ward.quiet()
    other = new_staff(ward, "係員B")
    other.write("代わりに", topic=topic, reply_to=_card(topic))
    await ward.quiet()

    staff.tap("担当を外れる")
    await ward.quiet()
    other.tap("自分が送る")
    await ward.quiet()

    assert said_in(topic, "自分の名前で送りました。") is not None
    assert said_in(topic, "担当はそのまま") is None
    assert "担当：かえで" in _card(topic).text


@pytest.mark.parametrize("by", ["button", "command"])
async def test_a_released_case_is_in_the_queue_again(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, by: str
) -> None:
    staff.write("/claim", topic=topic)
    await ward.quiet()

    staff.tap("担当を外れる") if by == "button" else staff.write("/release", topic=topic)
    await ward.quiet()

    assert "待っています" in _card(topic).text
    assert _card(topic).buttons == ["担当する", *ALWAYS]
    new_staff(ward, "係員B").tap("担当する")
    await ward.quiet()
    assert "担当：かえで" in _card(topic).text


async def test_nobody_gives_back_a_colleagues_case(ward: Ward, topic: Topic, staff: Staff) -> None:
    staff.tap("担当する")
    await ward.quiet()
    other = new_staff(ward, "係員B")

    other.tap("担当を外れる")
    await ward.quiet()

    assert "外れるのは担当の人だけです" in other.toasts[-1]
    assert "担当：さくら" in _card(topic).text


@pytest.mark.parametrize("by", ["button", "command", "hand"])
async def test_a_case_is_closed_in_three_ways(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, by: str
) -> None:
    _close(topic, staff, by)
    await ward.quiet()

    assert topic.closed
    assert "終了" in _card(topic).text
    assert _card(topic).buttons == ["再開する"]
    assert len([m for m in visitor.inbox if CLOSED in m.text]) == 1


@pytest.mark.parametrize("ways", WAYS)
async def test_a_case_is_opened_again_in_three_ways(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, ways: tuple[str, str]
) -> None:
    closed_by, by = ways
    _close(topic, staff, closed_by)
    await ward.quiet()

    if by == "button":
        staff.tap("再開する")
    elif by == "command":
        staff.write("/reopen", topic=topic)
    else:
        staff.reopen_topic(topic)
    await ward.quiet()
    visitor.write("まだここにいます")
    await ward.quiet()

    assert not topic.closed
    assert "No. 1" in _card(topic).text
    assert "担当：さくら" in _card(topic).text
    assert said_in(topic, "まだここにいます") is not None
    assert len(ward.topics) == 1


def _close(topic: Topic, staff: Staff, by: str) -> None:
    if by == "button":
        staff.tap("終了")
    elif by == "command":
        staff.write("/close", topic=topic)
    else:
        staff.close_topic(topic)


async def test_a_reply_to_a_closed_case_is_refused_where_it_was_written(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    question = said_in(topic, "こんばんは")
    staff.tap("終了")
    await ward.quiet()
    before = texts(visitor.inbox)

    reply = staff.write("忘れもの", topic=topic, reply_to=question)
    await ward.quiet()

    assert texts(visitor.inbox) == before
    assert list(reply.reactions.values()) == ["😢"]
    refusal = said_in(topic, "この件は終了しています")
    assert refusal is not None
    assert refusal.reply_to == reply.id


async def test_the_button_of_an_earlier_card_does_nothing(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    old = _card(topic)
    staff.tap("終了")
    await ward.quiet()
    visitor.write("もう一度いいですか")
    await ward.quiet()

    staff.tap("再開する", old)
    await ward.quiet()

    assert "これは前の札です" in staff.toasts[-1]
    assert "No. 2" in _card(topic).text
    assert "待っています" in _card(topic).text


async def test_staff_keep_their_work_names_across_cases(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    new_staff(ward, "係員B").write("/claim", topic=topic)
    other_topic = await ward.open_case(ward.simulator.visitor("すずきじろう"), "あお")
    await ward.quiet()

    staff.write("/claim", topic=other_topic)
    new = await ward.open_case(ward.simulator.visitor("さとうさん"), "きいろ")
    ward.simulator.find("係員B").act("write", text="/claim", thread=new.thread_id)
    await ward.quiet()

    assert "担当：さくら" in _card(topic).text
    assert "担当：かえで" in _card(other_topic).text
    assert "担当：さくら" in _card(new).text
