"""Danger reaches the desk: who answers, who is called when nobody does, and what a flood costs."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.model.danger import Danger, Level, Type
from bot.model.ids import ChatId
from bot.model.inputs import Arrival, DangerSeen, FromVisitor
from bot.simulator import Message, Simulator, Visitor
from tests.acceptance.ward import Ward, card_in, new_staff, texts, words_in

RED = Danger(Level.RED, Type.SUICIDE, ("遺書…書い",))
AMBER = Danger(Level.AMBER, Type.SUICIDE, ("消え…たい",))
MINUTE = timedelta(minutes=1)
KEYS = count()


@pytest.fixture
def called(tmp_path: Path) -> Path:
    """The file in which the operator's command writes down what it is called with."""
    return tmp_path / "called"


@pytest.fixture
def ward_with_command(simulator: Simulator, tmp_path: Path, called: Path) -> Ward:
    """A ward that calls out by a command; the test opens it."""
    return Ward(simulator, tmp_path / "state", more={"alert_command": f"tee -a {called}"})


@pytest.fixture
async def calling_ward(ward_with_command: Ward) -> AsyncIterator[Ward]:
    async with ward_with_command.serving():
        yield ward_with_command


async def in_danger(ward: Ward, visitor: Visitor, danger: Danger = RED, times: int = 1) -> None:
    """Let danger be seen in what a visitor wrote."""
    assert ward.house is not None
    origin = FromVisitor(ChatId(visitor.id))
    seen = [Arrival(f"danger:{next(KEYS)}", origin, DangerSeen(danger)) for _ in range(times)]
    await ward.house.inbox.accept(seen)


def heard(called: Path) -> str:
    """Give what the operator's command was called with."""
    return called.read_text(encoding="utf-8")


def alerts(ward: Ward) -> list[Message]:
    """Give the alerts that stand in the queue topic."""
    return [m for m in ward.queue.messages if m.from_bot and " 知らせ " in m.text.split("\n")[0]]


async def alerted(ward: Ward, part: str = "対応します") -> Message:
    """Wait until an alert stands in the queue topic that has these words or this button."""

    def found() -> Message | None:
        shown = (m for m in alerts(ward) if part in m.text or part in m.buttons)
        return next(shown, None)

    await ward.until(found)
    message = found()
    assert message is not None
    return message


async def test_whoever_answers_an_alert_can_write_to_a_visitor_who_had_no_case(
    ward: Ward,
) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    await ward.at_menu(visitor)
    await ward.write(visitor, "うまくいえない")
    await in_danger(ward, visitor)

    staff.tap("対応します", await alerted(ward))
    await ward.until(lambda: ward.topics and card_in(ward.topics[0]))
    await ward.quiet()
    topic = ward.topics[0]
    staff.write("ここにいます", topic=topic, reply_to=card_in(topic))
    await ward.quiet()

    assert "相談員（さくら）です。いま、ここにいます。" in texts(visitor.inbox)[-2]
    assert texts(visitor.inbox)[-1].endswith("ここにいます")
    assert words_in(topic, "名前なし") == ["うまくいえない"]
    assert "さくら さんが対応しています" in alerts(ward)[0].text


async def test_nothing_that_the_visitor_wrote_or_is_called_is_in_the_alert(ward: Ward) -> None:
    visitor = ward.simulator.visitor("やまだはなこ")
    await ward.at_menu(visitor)
    await ward.write(visitor, "うまくいえない")

    await in_danger(ward, visitor)

    alert = await alerted(ward)
    for told in ("やまだ", "はなこ", "うまくいえない", str(visitor.id)):
        assert told not in alert.text


async def test_of_two_who_press_the_second_reads_who_was_first(ward: Ward) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    colleague = new_staff(ward, "係員B")
    await ward.at_menu(visitor)
    await in_danger(ward, visitor)
    alert = await alerted(ward)

    staff.tap("対応します", alert)
    colleague.tap("対応します", alert)
    await ward.quiet()

    assert len(ward.topics) == 1
    assert any("対応をお願いします" in toast for toast in staff.toasts)
    assert colleague.toasts[-1] == "すでに さくら さんが対応しています。"


async def test_an_alert_that_nobody_answers_calls_out_also_after_a_restart(
    ward_with_command: Ward, called: Path
) -> None:
    ward = ward_with_command
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    async with ward.serving():
        await ward.at_menu(visitor)
        await in_danger(ward, visitor)
        await alerted(ward)
    ward.pass_time(MINUTE)

    async with ward.serving():
        alert = await alerted(ward, "まだだれも対応していません")
        await ward.quiet()
        once = heard(called)
        staff.tap("対応します", alert)
        await ward.quiet()
        ward.pass_time(timedelta(minutes=30))
        await ward.quiet()

    assert once.count("対応をお願いします") == 1
    assert heard(called) == once
    assert "遺書" not in once
    assert len(alerts(ward)) == 1


async def test_a_group_that_the_bot_may_not_write_in_is_called_out_at_once(
    calling_ward: Ward, called: Path
) -> None:
    ward = calling_ward
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    await ward.at_menu(visitor)
    staff.act("kick_bot")
    await ward.quiet()

    await in_danger(ward, visitor)
    await ward.quiet()

    assert "書きこめません" in heard(called)


async def test_the_follow_up_is_asked_of_staff_and_nothing_is_sent_to_the_visitor(
    ward: Ward,
) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    await ward.at_menu(visitor)
    await in_danger(ward, visitor)
    staff.tap("対応します", await alerted(ward))
    await ward.quiet()
    before = len(visitor.inbox)

    ward.pass_time(timedelta(hours=23))
    task = await alerted(ward, "ひとこと送ってください")
    staff.tap("済み", task)
    await ward.quiet()

    assert "さくら さんが済ませました" in alerts(ward)[0].text
    assert len(visitor.inbox) == before


async def test_the_desk_reads_open_alerts_first_and_what_came_of_them_as_numbers(
    ward: Ward,
) -> None:
    visitor, staff = ward.simulator.visitor("やまだはなこ"), new_staff(ward)
    await ward.at_menu(visitor)
    await in_danger(ward, visitor)
    staff.tap("はずれ", await alerted(ward))
    await ward.quiet()

    staff.write("/queue", topic=ward.queue)
    await ward.quiet()
    listed = ward.queue.messages[-1].text
    staff.write("/alerts", topic=ward.queue)
    await ward.quiet()

    assert listed.startswith("🚨 知らせ 1")
    assert "はずれ 1" in ward.queue.messages[-1].text


async def test_a_flood_of_danger_costs_the_group_few_posts_and_nobody_else_a_second(
    ward: Ward,
) -> None:
    flooding, other = ward.simulator.visitor("あらし"), ward.simulator.visitor("みどり")
    await ward.at_menu(flooding)
    before = len(ward.simulator.group.messages)

    await in_danger(ward, flooding, AMBER, times=1000)
    began = time.monotonic()
    other.start()
    await ward.until(lambda: other.screen)
    took = time.monotonic() - began
    await ward.until(lambda: ward.house and ward.house.inbox.idle.is_set(), seconds=60)
    await ward.quiet()

    assert len(ward.simulator.group.messages) - before <= 5
    assert took < 1.0
    ward.pass_time(MINUTE)
    await alerted(ward, "（1000回）")
