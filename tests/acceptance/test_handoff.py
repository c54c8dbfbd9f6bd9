"""From the menu to a person: what is shown first, the nickname, two questions, the last word."""

import pytest

from bot.simulator import Message, Visitor
from tests.acceptance.ward import Ward, card_in

CONFIRM = "窓口の人につなぐ"
CONNECTED = "つなぎました。"


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


async def _asked_for_a_name(ward: Ward, visitor: Visitor) -> Message:
    await ward.at_menu(visitor)
    await ward.tap(visitor, "人と話す")
    return await ward.tap(visitor, "つづける")


async def test_before_anything_is_asked_it_is_said_what_staff_will_see(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)

    screen = await ward.tap(visitor, "人と話す")

    assert "見えるもの：呼び名" in screen.text
    assert "見えないもの：Telegramでの名前、ユーザー名、電話番号、写真" in screen.text
    assert ward.topics == []


async def test_a_nickname_may_be_typed(ward: Ward, visitor: Visitor) -> None:
    await _asked_for_a_name(ward, visitor)

    await ward.write(visitor, "みどり")
    await ward.tap(visitor, "答えない")
    summary = await ward.tap(visitor, "答えない")
    await ward.tap(visitor, CONFIRM)

    assert "呼び名：みどり" in summary.text
    assert "みどり" in ward.topics[0].name


async def test_a_nickname_may_be_drawn_and_drawn_again(ward: Ward, visitor: Visitor) -> None:
    asking = await _asked_for_a_name(ward, visitor)
    first = asking.buttons[0]

    again = await ward.tap(visitor, "ほかの名前を見る")
    second = again.buttons[0]
    visitor.tap(second, again)
    await ward.quiet()
    await ward.tap(visitor, "答えない")
    summary = await ward.tap(visitor, "答えない")

    assert first != second
    drawn = second.removeprefix("「").removesuffix("」にする")
    assert f"呼び名：{drawn}" in summary.text


async def test_no_name_is_fine_too(ward: Ward, visitor: Visitor) -> None:
    topic = await ward.open_case(visitor)

    assert "名前なし" in topic.name


@pytest.mark.parametrize("typed", ["あ" * 21, "x" * 300])
async def test_a_name_that_is_too_long_is_asked_for_again(
    ward: Ward, visitor: Visitor, typed: str
) -> None:
    await _asked_for_a_name(ward, visitor)

    screen = await ward.write(visitor, typed)

    assert "20文字まで" in screen.text
    assert "名前なし" in screen.buttons


async def test_both_questions_may_be_answered_or_left_open(ward: Ward, visitor: Visitor) -> None:
    await _asked_for_a_name(ward, visitor)
    skips = ["答えない" in (await ward.tap(visitor, "名前なし")).buttons]
    skips.append("答えない" in (await ward.tap(visitor, "子どものこと")).buttons)
    summary = await ward.tap(visitor, "答えない")

    await ward.tap(visitor, CONFIRM)

    assert skips == [True, True]
    assert "だれのこと：子どものこと" in summary.text
    assert "年代：答えない" in summary.text
    card = card_in(ward.topics[0])
    assert card is not None
    assert "だれのこと：子どものこと" in card.text


async def test_an_answer_may_be_typed(ward: Ward, visitor: Visitor) -> None:
    await _asked_for_a_name(ward, visitor)
    await ward.tap(visitor, "名前なし")

    screen = await ward.write(visitor, "子どものこと")

    assert "年代を教えてください" in screen.text


async def test_nobody_is_called_before_the_last_button(ward: Ward, visitor: Visitor) -> None:
    await _asked_for_a_name(ward, visitor)
    await ward.tap(visitor, "名前なし")
    await ward.tap(visitor, "答えない")
    summary = await ward.tap(visitor, "答えない")

    assert CONFIRM in summary.buttons
    assert ward.topics == []


async def test_the_case_is_announced_once_it_is_there(ward: Ward, visitor: Visitor) -> None:
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()

    assert visitor.screen is not None
    assert CONNECTED in visitor.screen.text
    assert visitor.screen.buttons == ["相談を終わる"]
    assert card_in(topic) is not None


async def test_a_handoff_without_a_word_still_tells_staff(ward: Ward, visitor: Visitor) -> None:
    """Elsewhere a handoff with no message before it told nobody."""
    topic = await ward.open_case(visitor, "みどり")
    await ward.quiet()

    assert card_in(topic) is not None
    [line] = [m for m in ward.queue.messages if "みどり" in m.text]
    assert "待っています" in line.text


@pytest.mark.parametrize("label", ["名前なし", "答えない", CONFIRM])
async def test_a_double_tap_on_a_button_that_does_something_does_it_once(
    ward: Ward, visitor: Visitor, label: str
) -> None:
    screen = await _asked_for_a_name(ward, visitor)
    while label not in screen.buttons:
        onward = "名前なし" if "名前なし" in screen.buttons else "答えない"
        screen = await ward.tap(visitor, onward)
    before = len(visitor.inbox)

    visitor.tap(label, screen)
    visitor.act("tap", data=_data(screen, label), message_id=screen.id)
    await ward.quiet()

    assert len(visitor.inbox) == before + 1
    assert len(ward.topics) == (1 if label == CONFIRM else 0)
    assert len(ward.simulator.calls("answerCallbackQuery")) >= 2


def _data(screen: Message, label: str) -> str:
    buttons = (button for row in screen.rows for button in row)
    return next(str(b["callback_data"]) for b in buttons if b["text"] == label)


async def test_the_same_tap_delivered_under_two_numbers_has_one_effect(
    ward: Ward, visitor: Visitor
) -> None:
    await _asked_for_a_name(ward, visitor)
    await ward.tap(visitor, "名前なし")
    await ward.tap(visitor, "答えない")
    await ward.tap(visitor, "答えない")
    ward.simulator.fail(effect="duplicate", update="callback_query", new_id=True)

    await ward.tap(visitor, CONFIRM)

    assert len(ward.topics) == 1
    assert len([m for m in ward.queue.messages if "名前なし" in m.text]) == 1
