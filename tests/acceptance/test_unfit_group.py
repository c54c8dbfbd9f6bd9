"""A group that cannot serve yet, or no more: the bot lives, says so, and keeps every word."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import structlog

from bot.simulator import Simulator, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, texts, words_in

OUT_OF_REACH = "いま窓口の人のところへ届けることができません"
KEPT = "届いた相談は、それまで預かっています"
RIGHTS = ["can_manage_chat", "can_delete_messages", "can_pin_messages"]


@pytest.fixture
async def plain_ward(tmp_path: Path) -> AsyncIterator[Ward]:
    """A ward whose group has no topics."""
    async with Simulator(is_forum=False) as simulator:
        yield Ward(simulator, tmp_path / "state")


def _said_in_general(ward: Ward) -> str:
    return "\n".join(m.text for m in ward.simulator.group.messages.values() if m.from_bot)


def _sorry(visitor: Visitor) -> list[str]:
    return [text for text in texts(visitor.inbox) if OUT_OF_REACH in text]


async def _arrived_after(ward: Ward, mend: Callable[[], object]) -> Topic:
    """Mend the group and wait until the kept words are there."""
    mend()
    await ward.until(lambda: ward.topics and len(words_in(ward.topics[0])) >= 2)
    await ward.quiet()
    return ward.topics[0]


async def _hand_off_and_write(ward: Ward) -> Visitor:
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.hand_off(visitor, "みどり")
    await ward.write(visitor, "一")
    await ward.write(visitor, "二")
    return visitor


async def test_a_group_without_topics_is_told_so_and_words_wait(plain_ward: Ward) -> None:
    ward = plain_ward
    staff = new_staff(ward)
    with structlog.testing.capture_logs() as logs:
        async with ward.serving():
            told = _said_in_general(ward)
            visitor = await _hand_off_and_write(ward)
            sorry = _sorry(visitor)
            ward.hurry(600)

            topic = await _arrived_after(ward, lambda: staff.act("set_forum", on=True))

    assert "トピックが使えません" in told
    assert KEPT in told
    assert any("Topics" in str(event.get("remedy")) for event in logs)
    assert len(sorry) == 1
    assert len(_sorry(visitor)) == 1
    assert words_in(topic) == ["一", "二"]
    assert card_in(topic) is not None


async def test_a_bot_without_the_right_to_manage_topics_says_so_and_waits(
    shut_ward: Ward,
) -> None:
    ward = shut_ward
    staff = new_staff(ward)
    staff.act("set_rights", rights=RIGHTS)
    async with ward.serving():
        told = _said_in_general(ward)
        visitor = await _hand_off_and_write(ward)

        topic = await _arrived_after(ward, lambda: staff.act("set_rights"))

    assert "「トピックの管理」の権限がありません" in told
    assert len(_sorry(visitor)) == 1
    assert words_in(topic) == ["一", "二"]


async def test_a_bot_that_is_no_administrator_says_so_and_waits(shut_ward: Ward) -> None:
    ward = shut_ward
    staff = new_staff(ward)
    staff.act("set_rights", rights=[], status="member")
    async with ward.serving():
        told = _said_in_general(ward)
        visitor = await _hand_off_and_write(ward)

        topic = await _arrived_after(ward, lambda: staff.act("set_rights"))

    assert "管理者になっていません" in told
    assert len(_sorry(visitor)) == 1
    assert words_in(topic) == ["一", "二"]


async def test_a_bot_that_is_not_in_the_group_starts_and_tells_the_operator(
    shut_ward: Ward,
) -> None:
    ward = shut_ward
    staff = new_staff(ward)
    staff.act("kick_bot")
    with structlog.testing.capture_logs() as logs:
        async with ward.serving():
            visitor = await _hand_off_and_write(ward)

            topic = await _arrived_after(ward, lambda: staff.act("add_bot"))

    assert any("ENGAWA_STAFF_CHAT" in str(event.get("remedy")) for event in logs)
    assert len(_sorry(visitor)) == 1
    assert words_in(topic) == ["一", "二"]


LOSSES: dict[str, tuple[Callable[[Staff], object], Callable[[Staff], object]]] = {
    "kicked": (lambda staff: staff.act("kick_bot"), lambda staff: staff.act("add_bot")),
    "topics off": (
        lambda staff: staff.act("set_forum", on=False),
        lambda staff: staff.act("set_forum", on=True),
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_a_group_lost_in_the_middle_of_a_talk_loses_no_word(ward: Ward, loss: str) -> None:
    staff = new_staff(ward)
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.open_case(visitor, "みどり")
    lose, mend = LOSSES[loss]

    lose(staff)
    await ward.write(visitor, "一")
    await ward.write(visitor, "二")
    flows_still_answer = await ward.at_menu(ward.simulator.visitor("すずきじろう"))
    ward.hurry(600)
    mend(staff)
    await ward.until(lambda: any(words_in(topic) == ["一", "二"] for topic in ward.topics))
    await ward.quiet()

    assert "秘密は守られる？" in flows_still_answer.buttons
    assert len(_sorry(visitor)) == 1


async def test_a_closed_topic_the_bot_may_not_open_keeps_the_words(ward: Ward) -> None:
    staff = new_staff(ward)
    visitor = ward.simulator.visitor("やまだはなこ")
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()
    staff.act("set_rights", rights=RIGHTS)
    topic.closed = True  # by hand, while nobody listened

    await ward.write(visitor, "一")
    await ward.write(visitor, "二")
    kept = words_in(topic)
    staff.act("set_rights")
    await ward.quiet()

    assert kept == []
    assert words_in(topic) == ["一", "二"]
    assert len(_sorry(visitor)) == 1
