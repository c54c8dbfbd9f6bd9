"""How a case ends for the visitor, what comes after, and how it begins again."""

from datetime import timedelta

import pytest

from bot.simulator import Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in

GOODBYE = "来てくださって、ありがとうございました"
CLOSED = "今回のやりとりは、ここでひと区切りにします"
DAY = timedelta(hours=24)
THANKS = ["ありがとう", "ありがとうございました！", "どうも🙏", "はい", "OK", "おやすみなさい"]


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


@pytest.fixture
async def closed_topic(ward: Ward, topic: Topic, staff: Staff) -> Topic:
    staff.tap("終了")
    await ward.quiet()
    return topic


async def test_the_visitor_ends_it_by_the_button(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    screen = await ward.tap(visitor, "相談を終わる")

    assert GOODBYE in screen.text
    assert {"人と話す", "メニュー"} <= set(screen.buttons)
    assert topic.closed
    assert "終了" in _card(topic)
    assert said_in(topic, "相手が相談を終わりにしました") is not None


async def test_the_visitor_ends_it_by_a_command(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    screen = await ward.write(visitor, "/stop")

    assert GOODBYE in screen.text
    assert topic.closed


async def test_ending_twice_ends_once(ward: Ward, visitor: Visitor, topic: Topic) -> None:
    button = visitor.screen

    visitor.tap("相談を終わる", button)
    visitor.tap("相談を終わる", button)
    await ward.quiet()

    assert len([m for m in visitor.inbox if GOODBYE in m.text]) == 1


async def test_when_staff_end_it_the_visitor_reads_how_to_come_back(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    screen = await ward.after(visitor)

    assert CLOSED in screen.text
    assert "いつでもここに書いてください" in screen.text
    assert {"人と話す", "メニュー"} <= set(screen.buttons)


async def test_who_writes_again_comes_back_to_the_same_topic_under_a_new_number(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    screen = await ward.write(visitor, "もう一度いいですか")

    assert ward.topics == [closed_topic]
    assert not closed_topic.closed
    assert "No. 2" in _card(closed_topic)
    assert said_in(closed_topic, "もう一度いいですか") is not None
    assert "また書いてくださって、ありがとうございます" in screen.text
    assert len([m for m in ward.queue.messages if "みどり" in m.text]) == 2


async def test_a_thank_you_pages_nobody(ward: Ward, visitor: Visitor, closed_topic: Topic) -> None:
    ward.pass_time(2 * DAY - timedelta(minutes=1))

    for thanks in THANKS:
        screen = await ward.write(visitor, thanks)
        assert "何も送らなくて大丈夫です" in screen.text, thanks

    assert closed_topic.closed
    assert "No. 1" in _card(closed_topic)
    said = [m for m in closed_topic.messages if "終了後のひとこと" in m.text]
    assert len(said) == len(THANKS)
    assert len([m for m in ward.queue.messages if "みどり" in m.text]) == 1


async def test_a_sticker_pages_nobody_either(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    visitor.send("sticker")
    await ward.quiet()

    assert closed_topic.closed
    assert [m.kind for m in closed_topic.messages if m.kind == "sticker"] == ["sticker"]


@pytest.mark.parametrize("kind", ["text", "sticker"])
async def test_after_two_days_even_a_thank_you_begins_again(
    ward: Ward, visitor: Visitor, closed_topic: Topic, kind: str
) -> None:
    ward.pass_time(2 * DAY)

    visitor.write("ありがとう") if kind == "text" else visitor.send("sticker")
    await ward.quiet()

    assert not closed_topic.closed
    assert "No. 2" in _card(closed_topic)


async def test_thanks_with_a_request_is_a_request(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    await ward.write(visitor, "ありがとう。でもまた眠れません")

    assert "No. 2" in _card(closed_topic)


async def test_an_edit_after_the_end_reaches_staff_and_reopens_nothing(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    written = visitor.write("土曜に行きます")
    await ward.quiet()
    staff.tap("終了")
    await ward.quiet()

    visitor.edit(written, "日曜に行きます")
    await ward.quiet()

    assert topic.closed
    assert said_in(topic, "日曜に行きます") is not None


async def test_who_goes_to_the_menu_after_the_end_talks_to_the_flows_again(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    await ward.tap(visitor, "メニュー")

    screen = await ward.write(visitor, "匿名で相談できますか")

    assert "本名はいりません" in screen.text
    assert said_in(closed_topic, "匿名") is None
    assert closed_topic.closed


async def test_a_second_handoff_uses_the_same_topic_with_a_card_of_its_own(
    ward: Ward, visitor: Visitor, closed_topic: Topic
) -> None:
    again = await ward.open_case_again(visitor)

    assert again is closed_topic
    assert not closed_topic.closed
    assert "No. 2" in _card(closed_topic)
    assert len(ward.topics) == 1


async def test_coming_back_twice_counts_on(
    ward: Ward, visitor: Visitor, closed_topic: Topic, staff: Staff
) -> None:
    await ward.write(visitor, "もう一度")
    staff.tap("終了")
    await ward.quiet()

    await ward.write(visitor, "さらに一度")

    assert "No. 3" in _card(closed_topic)
    assert said_in(closed_topic, "さらに一度") is not None


def _card(topic: Topic) -> str:
    card = card_in(topic)
    assert card is not None
    return card.text
