"""A desk as a whole: its commands in the queue topic, its board, its closing."""

from datetime import timedelta

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, said_in, texts

CLOSED = "いまは、読む人がいない時間です"


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


def is_board(message: Message) -> bool:
    return message.from_bot and message.text.startswith("🔴 待っています ")


def board(ward: Ward) -> Message:
    """Give the one board."""
    [found] = filter(is_board, ward.queue.messages)
    return found


async def asked(ward: Ward, staff: Staff, line: str, place: Topic | None = None) -> Message:
    """Type a command and give the bot's newest words in the queue topic, the board aside."""
    staff.write(line, topic=place)
    await ward.quiet()
    said = (m for m in ward.queue.messages if m.from_bot and not m.is_service)
    return [m for m in said if not is_board(m)][-1]


# ── what there is ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("in_queue", [True, False], ids=["the queue topic", "General"])
async def test_the_queue_is_listed_below_the_command(
    ward: Ward, topic: Topic, staff: Staff, in_queue: bool
) -> None:
    answer = await asked(ward, staff, "/queue", ward.queue if in_queue else None)

    assert answer.thread == ward.queue.thread_id
    assert "待っています 1件／対応中 0件" in answer.text
    assert "みどり" in answer.text
    assert (answer.reply_to is not None) is in_queue


async def test_mine_are_listed_once_something_is_mine(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    before = await asked(ward, staff, "/mine", ward.queue)
    staff.tap("担当する", card_in(topic))
    await ward.quiet()
    after = await asked(ward, staff, "/mine", ward.queue)

    assert "ありません" in before.text
    assert "みどり" in after.text


async def test_help_is_given_where_it_is_asked_for(ward: Ward, topic: Topic, staff: Staff) -> None:
    answer = await asked(ward, staff, "/help", ward.queue)

    assert all(f"/{name} …" in answer.text for name in ("queue", "mine", "shut", "open", "help"))


async def test_notes_and_other_bots_commands_outside_the_topics_stay_unanswered(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    before = len(ward.simulator.group.messages)

    for place in (ward.queue, None):
        staff.write("queue", topic=place)
        staff.write("/queue@other_bot", topic=place)
    staff.write("/roll")
    await ward.quiet()

    assert texts(list(ward.simulator.group.messages.values())[before:]) == [
        "queue",
        "/queue@other_bot",
        "queue",
        "/queue@other_bot",
        "/roll",
    ]


async def test_an_anonymous_administrator_is_told_why_they_cannot(
    ward: Ward, topic: Topic
) -> None:
    hidden = ward.simulator.staff("影", anonymous=True)

    answer = await asked(ward, hidden, "/shut 15:00", ward.queue)

    assert "匿名の管理者" in answer.text
    assert "臨時" not in board(ward).text


# ── closing ──────────────────────────────────────────────────────────────────


async def test_a_closing_is_told_to_staff_and_to_visitors_until_it_is_taken_back(
    ward: Ward, visitor: Visitor, topic: Topic, staff: Staff
) -> None:
    shut = await asked(ward, staff, "/shut 15:00", ward.queue)
    assert "次に開くのは 11/24（火）15:00 です" in shut.text

    await ward.write(visitor, "こんにちは")
    assert any(CLOSED in text and "11月24日（火）15:00" in text for text in texts(visitor.inbox))
    assert said_in(topic, "こんにちは") is not None

    opened = await asked(ward, staff, "/open", ward.queue)
    assert "いまは開いています" in opened.text
    late = ward.simulator.visitor("すずきいちろう")
    await ward.open_case(late, "あお")
    await ward.quiet()
    assert not any(CLOSED in text for text in texts(late.inbox))


async def test_a_closing_ends_by_itself(ward: Ward, visitor: Visitor, staff: Staff) -> None:
    await asked(ward, staff, "/shut 30分")
    ward.pass_time(timedelta(minutes=30))

    await ward.open_case(visitor, "みどり")
    await ward.quiet()

    assert not any(CLOSED in text for text in texts(visitor.inbox))


async def test_a_time_in_the_past_closes_nothing(
    ward: Ward, visitor: Visitor, staff: Staff
) -> None:
    answer = await asked(ward, staff, "/shut 11/23")
    assert "もう過ぎた時刻" in answer.text

    await ward.open_case(visitor, "みどり")
    await ward.quiet()
    assert not any(CLOSED in text for text in texts(visitor.inbox))


async def test_a_closing_survives_a_restart(shut_ward: Ward) -> None:
    ward = shut_ward
    async with ward.serving():
        await asked(ward, new_staff(ward), "/shut 12/28")
    ward.pass_time(timedelta(days=1))

    async with ward.serving():
        visitor = ward.simulator.visitor("やまだはなこ")
        await ward.open_case(visitor, "みどり")
        await ward.quiet()

        assert any("12月28日（月）9:00" in text for text in texts(visitor.inbox))


# ── the board ────────────────────────────────────────────────────────────────


async def test_the_board_is_pinned_and_follows_what_happens(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    assert board(ward).id in ward.simulator.group.pinned
    before = board(ward).id

    staff.tap("担当する", card_in(topic))
    await ward.quiet()
    ward.pass_time(timedelta(seconds=15))
    await ward.until(lambda: "対応中 1件" in board(ward).text)

    assert "待っています 0件" in board(ward).text
    assert board(ward).id == before


async def test_a_board_that_staff_delete_comes_back_with_the_next_change(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    gone = board(ward)
    staff.delete(gone)

    staff.tap("担当する", card_in(topic))
    await ward.quiet()
    ward.pass_time(timedelta(seconds=15))
    await ward.until(lambda: said_in(ward.queue, "対応中 1件"))
    await ward.quiet()

    assert board(ward).id != gone.id
    assert board(ward).id in ward.simulator.group.pinned


async def test_the_board_comes_with_a_queue_topic_that_is_made_anew(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    staff.delete_topic(ward.queue)

    staff.write("/mine")  # something has to be said there
    await ward.quiet()

    assert "待っています 1件" in board(ward).text
    assert board(ward).id in ward.simulator.group.pinned
