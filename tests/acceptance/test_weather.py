"""Bad weather on the way to Telegram: every word arrives in the end, in order, once if it can."""

from dataclasses import replace

import pytest

from bot.simulator import Entry, Fault, Staff, Topic, Visitor
from tests.acceptance.ward import REPEATED, Ward, card_in, new_staff, said_in, words_in

WORDS = ["一", "二", "三", "四", "五"]


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
    ward.hurry(600)
    return topic


WEATHER = {
    "500": Fault("status", "sendMessage", status=500),
    "502": Fault("status", "sendMessage", status=502),
    "429": Fault("flood", "sendMessage", retry_after=3),
    "reset": Fault("reset", "sendMessage"),
}


@pytest.mark.parametrize("weather", WEATHER)
async def test_words_to_staff_outlast_any_weather_in_order(
    ward: Ward, visitor: Visitor, topic: Topic, weather: str
) -> None:
    ward.simulator.add_fault(replace(WEATHER[weather], times=4, probability=0.6))

    for word in WORDS:
        visitor.write(word)
    await ward.until(lambda: len(words_in(topic)) >= len(WORDS))
    await ward.quiet()

    assert words_in(topic) == WORDS


@pytest.mark.parametrize("weather", WEATHER)
async def test_words_to_the_visitor_outlast_one_gust_in_order(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, weather: str
) -> None:
    ward.simulator.add_fault(replace(WEATHER[weather], chat_id=visitor.id))

    for word in WORDS:
        staff.write(word, topic=topic, reply_to=card_in(topic))
    await ward.until(lambda: len(_received(visitor)) >= len(WORDS))

    assert _received(visitor) == WORDS


def _received(visitor: Visitor) -> list[str]:
    return [m.text.partition("\n")[2] for m in visitor.inbox if m.text.startswith("相談員（")]


async def test_a_call_that_hangs_is_given_up_and_made_again(
    ward: Ward, visitor: Visitor, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.client.READ_SECONDS", 0.2)
    ward.simulator.fail("sendMessage", "hang", text="一")

    for word in WORDS:
        visitor.write(word)
    await ward.until(lambda: len(words_in(topic)) >= len(WORDS))

    assert words_in(topic) == WORDS


async def test_an_answer_lost_on_the_way_back_makes_one_copy_at_most_and_it_says_so(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.simulator.fail("sendMessage", "executed_but_lost", text="一度")

    visitor.write("一度だけ")
    visitor.write("そのあと")
    await ward.until(lambda: said_in(topic, "そのあと"))
    await ward.quiet()

    assert words_in(topic) == ["一度だけ", "一度だけ", "そのあと"]
    first, second = (m.text for m in topic.messages if "一度だけ" in m.text)
    assert first.startswith("みどり 1")
    assert second.startswith("みどり 1")
    assert second.endswith(REPEATED)


async def test_an_answer_to_the_visitor_lost_on_the_way_back_makes_one_copy_at_most(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    fault = ward.simulator.fail("sendMessage", "executed_but_lost", text="大丈夫", times=None)

    reply = staff.write("大丈夫です", topic=topic, reply_to=card_in(topic))
    await ward.until(lambda: list(reply.reactions.values()))
    await ward.quiet()

    assert fault in ward.simulator.faults.rules
    assert _received(visitor) == ["大丈夫です", "大丈夫です"]
    assert list(reply.reactions.values()) == ["😢"]
    assert said_in(topic, "送れたかどうか確かめられませんでした") is not None


async def test_a_flooded_group_holds_up_no_word_to_a_visitor(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    card = card_in(topic)
    group = ward.simulator.group_id
    ward.simulator.fail("sendMessage", "flood", chat_id=group, retry_after=10_000, times=None)

    visitor.write("一")
    staff.write("聞いています", topic=topic, reply_to=card)
    await ward.until(lambda: _received(visitor))
    other = ward.simulator.visitor("すずきじろう")
    screen = await ward.at_menu(other)

    assert _received(visitor) == ["聞いています"]
    assert "秘密は守られる？" in screen.buttons
    assert words_in(topic) == []


async def test_the_server_is_not_hammered_while_it_asks_for_patience(
    ward: Ward, visitor: Visitor, topic: Topic
) -> None:
    ward.speed = 0
    ward.simulator.fail("sendMessage", "flood", text="一", retry_after=60, times=None)

    visitor.write("一")
    await ward.quiet()
    await ward.quiet()

    assert len(_calls_with(ward, "一")) == 1


def _calls_with(ward: Ward, word: str) -> list[Entry]:
    return [call for call in ward.simulator.calls("sendMessage") if word in call.text]


async def test_a_topic_that_cannot_be_made_at_once_is_made_later_and_nothing_is_lost(
    ward: Ward, staff: Staff
) -> None:
    ward.simulator.fail("createForumTopic", "status", status=502, times=2)
    visitor = ward.simulator.visitor("すずきじろう")
    await ward.hand_off(visitor, "みどり")
    visitor.write("一")
    ward.hurry(600)

    await ward.until(lambda: ward.topics and words_in(ward.topics[0]))

    [topic] = ward.topics
    assert words_in(topic) == ["一"]
    assert card_in(topic) is not None


async def test_polling_goes_on_after_the_server_was_away(
    ward: Ward, visitor: Visitor, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.poll.FIRST_PAUSE", 0.05)
    for status in (500, 502, 429):
        effect = "flood" if status == 429 else "status"
        ward.simulator.fail("getUpdates", effect, status=status, retry_after=0)

    for word in WORDS:
        visitor.write(word)
    await ward.until(lambda: len(words_in(topic)) >= len(WORDS))

    assert words_in(topic) == WORDS


async def test_a_reaction_that_cannot_be_set_is_nobodys_loss(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    ward.simulator.fail("setMessageReaction", "refuse", description="Bad Request: no", times=None)

    staff.write("大丈夫です", topic=topic, reply_to=card_in(topic))
    visitor.write("はい")
    await ward.until(lambda: words_in(topic))

    assert _received(visitor) == ["大丈夫です"]
