"""How a case looks to staff: the title, the card, its one line in the queue."""

import pytest

from bot.simulator import Message, Staff, Topic, Visitor
from tests.acceptance.ward import Ward, card_in, lines_in, new_staff


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


def _card(topic: Topic) -> Message:
    card = card_in(topic)
    assert card is not None
    return card


async def test_the_title_shows_state_and_nickname(ward: Ward, topic: Topic, staff: Staff) -> None:
    titles = [topic.name]
    for label in ("担当する", "終了"):
        staff.tap(label)
        await ward.quiet()
        titles.append(topic.name)

    assert titles == ["🔴 みどり ・1", "🟢 みどり ・1", "⚪ みどり ・1"]


async def test_the_card_tells_all_that_staff_may_know(topic: Topic) -> None:
    card = _card(topic)

    assert "No. 1 ｜ みどり" in card.text
    assert "待っています（11/24 10:00 から）" in card.text
    assert "ことば：日本語" in card.text
    assert "読んだページ：秘密は守られる？" in card.text
    assert card.buttons == ["担当する", "定型文", "終了", "そのほか"]
    assert "返信でない書き込みは内部メモ" in card.text


async def test_the_card_is_pinned(ward: Ward, topic: Topic) -> None:
    assert _card(topic).id in ward.simulator.group.pinned


async def test_a_case_has_one_line_in_the_queue_which_is_edited(
    ward: Ward, topic: Topic, staff: Staff
) -> None:
    lines = [lines_in(ward.queue)]
    for label in ("担当する", "担当を外れる", "終了"):
        staff.tap(label)
        await ward.quiet()
        lines.append(lines_in(ward.queue))

    assert [len(line) for line in lines] == [1, 1, 1, 1]
    waiting, held, waiting_again, closed = (line[0] for line in lines)
    assert "みどり" in waiting
    assert "待っています" in waiting
    assert "対応中" in held
    assert "待っています" in waiting_again
    assert "終了" in closed
