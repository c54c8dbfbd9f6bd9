"""What an officer does between two meetings: canned replies, notes, snoozes, hand-overs, ends."""

from datetime import timedelta

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

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


# ── canned replies ───────────────────────────────────────────────────────────


async def test_a_canned_reply_is_shown_and_sent_in_two_taps(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.tap("定型文", _card(topic))
    await ward.quiet()
    listed = said_in(topic, "定型文です")
    staff.tap("1. 読みました")
    shown = await ward.after(visitor)

    assert listed is not None
    words = shown.text.partition("\n")[2].strip()
    assert words in listed.text or words in _before_the_change(ward, listed)
    record = said_in(topic, "定型文「読みました」を送りました")
    assert record is not None
    assert record.buttons == []
    assert "担当：さくら" in _card(topic).text


def _before_the_change(ward: Ward, listed: Message) -> str:
    """Find what a message said when it was posted."""
    posted = [c for c in ward.simulator.calls("sendMessage") if "定型文です" in c.text]
    assert listed.id == posted[-1].outcome["message_id"]
    return posted[-1].text


async def test_a_visitor_reads_a_canned_reply_in_their_own_language_and_staff_read_both(
    ward: Ward, staff: Staff
) -> None:
    visitor = ward.simulator.visitor("Jane", language_code="en")
    visitor.start()
    await ward.quiet()
    await _handed_off_in_english(ward, visitor)
    topic = ward.topics[-1]

    staff.tap("定型文", _card(topic))
    await ward.quiet()
    staff.tap("1. 読みました")
    shown = await ward.after(visitor)

    record = said_in(topic, "定型文「読みました」を送りました")
    assert record is not None
    japanese, _, english = record.text.partition("\n――\n")
    assert "読ませていただきました" in japanese
    assert english.strip() == shown.text.partition("\n")[2].strip()
    assert english.isascii()


async def _handed_off_in_english(ward: Ward, visitor: Visitor) -> None:
    for label in ("Talk to a person", "Continue", "No name"):
        button = next(b for b in visitor.screen.buttons if label.split()[0] in b)  # type: ignore[union-attr]  # there is a screen
        await ward.tap(visitor, button)
    for _ in range(2):
        await ward.tap(visitor, visitor.screen.buttons[-3])  # type: ignore[union-attr]  # the way not to answer
    await ward.tap(visitor, visitor.screen.buttons[0])  # type: ignore[union-attr]  # there is a screen


async def test_blanks_are_filled_shown_as_they_will_be_read_and_then_sent(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = texts(visitor.inbox)
    staff.write("/canned", topic=topic)
    await ward.quiet()
    staff.tap("6. 会う日の相談")
    await ward.quiet()
    question = said_in(topic, "あいている所を順に書いてください")
    staff.write("12月1日／10時／区役所", topic=topic, reply_to=question)
    await ward.quiet()
    unsent = texts(visitor.inbox)
    staff.tap("この文を送る")
    shown = await ward.after(visitor)

    assert unsent == before
    assert "12月1日の10時に、区役所では" in shown.text
    assert "{" not in shown.text


# ── notes ────────────────────────────────────────────────────────────────────


async def test_a_note_is_pinned_and_stands_on_the_card(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = texts(visitor.inbox)

    note = staff.write("/note 午後に電話の希望", topic=topic)
    await ward.quiet()

    assert note.id in ward.simulator.group.pinned
    assert "📌 午後に電話の希望" in _card(topic).text
    assert texts(visitor.inbox) == before


async def test_somebodys_first_note_is_explained_once(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    for words in ("届きますか", "もしもし"):
        staff.write(words, topic=topic)
        await ward.quiet()

    hints = [m for m in topic.messages if "これは内部メモです" in m.text]
    assert len(hints) == 1


# ── later ────────────────────────────────────────────────────────────────────


async def test_a_snoozed_case_comes_back_at_its_time(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.tap("そのほか", _card(topic))
    await ward.quiet()
    staff.tap("1時間あと")
    await ward.quiet()
    asleep = topic.name

    ward.pass_time(timedelta(minutes=61))
    await ward.until(lambda: said_in(topic, "あとにしていた時刻になりました"))
    await ward.quiet()

    assert asleep.startswith("💤")
    assert topic.name.startswith("🔴")


async def test_a_snoozed_case_comes_back_when_the_visitor_writes(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/snooze 2時間", topic=topic)
    await ward.quiet()
    asleep = topic.name

    visitor.write("あの")
    await ward.quiet()

    assert asleep.startswith("💤")
    assert topic.name.startswith("🔴")
    assert said_in(topic, "あの") is not None


async def test_a_claim_without_an_answer_goes_back_to_the_queue(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.tap("担当する", _card(topic))
    await ward.quiet()

    ward.pass_time(timedelta(minutes=61))
    await ward.until(lambda: said_in(topic, "さくら さんの担当のまま"))
    await ward.quiet()

    assert "待っています" in _card(topic).text


async def test_whoever_is_at_work_keeps_the_claim(ward: Ward, topic: Topic, staff: Staff) -> None:
    staff.tap("担当する", _card(topic))
    await ward.quiet()
    ward.pass_time(timedelta(minutes=50))
    staff.write("調べています", topic=topic)
    await ward.quiet()

    ward.pass_time(timedelta(minutes=20))
    staff.write("もう少し", topic=topic)
    await ward.quiet()

    assert "担当：さくら" in _card(topic).text


async def test_a_case_that_nobody_claims_is_called_out_in_the_queue_once(
    ward: Ward, topic: Topic
) -> None:
    ward.pass_time(timedelta(minutes=31))
    await ward.until(lambda: said_in(ward.queue, "担当がいない相談があります"))
    ward.pass_time(timedelta(minutes=60))
    await ward.quiet()

    called = [m for m in ward.queue.messages if "担当がいない相談があります" in m.text]
    assert len(called) == 1
    assert "みどり" in called[0].text


# ── the end ──────────────────────────────────────────────────────────────────


async def test_a_case_closes_in_a_day_when_nobody_writes(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    staff.write("/close_later", topic=topic)
    await ward.quiet()
    told = texts(visitor.inbox)

    ward.pass_time(timedelta(hours=24, minutes=1))
    await ward.until(lambda: topic.closed)
    await ward.quiet()

    assert not any(CLOSED in text for text in told)
    assert len([m for m in visitor.inbox if CLOSED in m.text]) == 1


@pytest.mark.parametrize("by", ["visitor", "staff"])
async def test_a_closing_to_come_is_called_off_by_either_side(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff, by: str
) -> None:
    staff.write("/close_later", topic=topic)
    await ward.quiet()

    if by == "visitor":
        visitor.write("まだいます")
    else:
        staff.write("まだ待ちます", topic=topic)
    await ward.quiet()
    ward.pass_time(timedelta(hours=25))
    await ward.quiet()

    assert said_in(topic, "24時間後の終了を取りやめました") is not None
    assert not topic.closed


async def test_a_case_closed_quietly_tells_the_visitor_nothing(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    before = texts(visitor.inbox)

    staff.write("/close_quietly", topic=topic)
    await ward.quiet()

    assert topic.closed
    assert texts(visitor.inbox) == before


async def test_what_a_case_came_to_is_chosen_from_a_list_and_opens_nothing(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.tap("終了", _card(topic))
    await ward.quiet()

    staff.tap("ほかの窓口を案内した")
    await ward.quiet()

    assert said_in(topic, "記録しました：ほかの窓口を案内した") is not None
    assert topic.closed


# ── handed on ────────────────────────────────────────────────────────────────


async def test_a_colleague_takes_over_with_a_reason(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    other = new_staff(ward, "係員B")
    staff.write("/claim", topic=topic)
    other.write("見ています", topic=topic)
    await ward.quiet()

    staff.write("/transfer かえで", topic=topic)
    await ward.quiet()
    refused = said_in(topic, "引きつぐ理由も書いてください")
    staff.write("/transfer かえで 午後はお願いします", topic=topic)
    await ward.quiet()
    other.write("かえでです", topic=topic, reply_to=_card(topic))
    shown = await ward.after(visitor)

    assert refused is not None
    assert "担当：かえで" in _card(topic).text
    assert said_in(topic, "午後はお願いします") is not None
    assert shown.text == "相談員（かえで）\nかえでです"


async def test_everything_of_one_case_is_told_on_request(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.write("/info", topic=topic)
    await ward.quiet()

    told = said_in(topic, "相手から：1通")
    assert told is not None
    assert "はじまり：11/24 10:00" in told.text
