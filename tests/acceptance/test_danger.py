"""A visitor in danger, with the whole program: the panel comes first, once, in every state."""

from datetime import timedelta

import pytest

from bot.pipeline import witness
from bot.simulator import Visitor
from tests.acceptance.ward import NIGHT, Ward, new_staff, said_in

PANEL = "ここは緊急の窓口ではありません"
WITHIN = 3.0  # seconds (SAFETY.md S2)


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


def panels(visitor: Visitor) -> int:
    return sum(PANEL in message.text for message in visitor.inbox)


async def test_the_panel_comes_once_and_the_talk_goes_on(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)

    screen = await ward.write(visitor, "もう死にたい")

    assert panels(visitor) == 1
    assert PANEL in screen.text
    assert "窓口の人に知らせます" in screen.text
    after = await ward.tap(visitor, "メニュー")
    assert "いま、とてもつらい" in after.buttons


async def test_at_the_nickname_it_is_no_nickname_and_goes_along_with_the_handoff(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)
    await ward.tap(visitor, "人と話す")
    asked = await ward.tap(visitor, "つづける")

    await ward.write(visitor, "もう死にたい")
    visitor.tap("名前なし", asked)
    await ward.quiet()
    for label in ("答えない", "答えない", "窓口の人につなぐ"):
        await ward.tap(visitor, label)

    (topic,) = [each for each in ward.topics if each.messages]
    assert "死にたい" not in topic.name
    assert said_in(topic, "もう死にたい") is not None
    assert panels(visitor) == 1


async def test_with_a_person_the_words_go_to_staff_and_the_panel_to_the_visitor(
    ward: Ward, visitor: Visitor
) -> None:
    topic = await ward.open_case(visitor, "みどり")
    new_staff(ward)

    screen = await ward.write(visitor, "もう死にたい")

    assert said_in(topic, "もう死にたい") is not None
    assert panels(visitor) == 1
    assert "相談を終わる" in screen.buttons


async def test_an_edit_and_a_caption_are_read_too(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)
    written = visitor.write("こんばんは")
    await ward.quiet()

    visitor.edit(written, "もう死にたい")
    await ward.quiet()
    after_the_edit = panels(visitor)
    another = ward.simulator.visitor("べつのひと")
    another.send("photo", caption="もう死にたい")
    await ward.quiet()

    assert after_the_edit == 1
    assert panels(another) == 1


async def test_one_letter_a_message_is_read_as_one_word(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)

    for letter in "死にたい":
        await ward.write(visitor, letter)

    assert panels(visitor) == 1


async def test_at_night_it_says_when_somebody_is_there(
    ward: Ward, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "APART", timedelta.max)  # here Telegram's clock is the machine's
    ward.now = NIGHT

    screen = await ward.write(visitor, "もう死にたい")

    assert "11月25日" in screen.text
    assert "9:00" in screen.text


async def test_where_telegram_does_not_take_it_the_outbox_sends_it(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)
    ward.simulator.fail("sendMessage", "status", status=502, times=4)
    ward.hurry()

    visitor.write("もう死にたい")
    await ward.until(lambda: panels(visitor), seconds=20)

    assert panels(visitor) >= 1


async def test_many_at_once_are_answered_within_three_seconds(ward: Ward) -> None:
    crowd = [ward.simulator.visitor(f"Person {number}") for number in range(100)]
    began = ward.simulator.clock.now()

    for each in crowd:
        each.write("もう死にたい")
    await ward.until(lambda: all(map(panels, crowd)), seconds=20)

    sent = [call.at for call in ward.simulator.calls("sendMessage") if PANEL in call.text]
    waited = sorted(at - began for at in sent)[: len(crowd)]
    print(f"100 at once: p50 {waited[49]:.2f} s, p99 {waited[98]:.2f} s")
    assert waited[98] <= WITHIN


async def test_a_voice_is_answered_with_the_panel_and_goes_along(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)
    visitor.send("voice")
    screen = await ward.after(visitor)

    assert screen.text.startswith("声や動画、スタンプは、この仕組みでは中身がわかりません。")
    assert PANEL in screen.text


async def test_a_clock_that_is_wrong_names_only_lines_of_all_hours(
    ward: Ward, visitor: Visitor
) -> None:
    ward.pass_time(timedelta(days=1, hours=8))  # an evening, and no hour of Telegram's

    screen = await ward.write(visitor, "もう死にたい")

    assert "よりそいホットライン" in screen.text
    assert "夜間こころの電話相談" not in screen.text
