"""Versions go into force while people talk: whoever stands somewhere is left nowhere."""

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app.versions import listed, roll_back
from bot.settings import HOME
from bot.simulator import Visitor
from tests.acceptance.test_editors import change, looked_at, rename_question
from tests.acceptance.ward import Ward, said_in

OLD, NEW = "はい、あなたが使って大丈夫です。", "はい、もちろん使えます。"
QUESTION = "私が使ってもいいの？"


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOME / "flows", tmp_path / "flows"))


@pytest.fixture
def editable(shut_ward: Ward, flows: Path) -> Ward:
    shut_ward.flows = flows
    return shut_ward


@pytest.fixture
async def serving(editable: Ward) -> AsyncIterator[Ward]:
    async with editable.serving():
        yield editable


async def who(ward: Ward, visitor: Visitor) -> str:
    await ward.at_menu(visitor)
    return (await ward.tap(visitor, QUESTION)).text


async def at_about(ward: Ward, visitor: Visitor) -> None:
    """Bring a visitor to the question whom it is about."""
    await ward.at_menu(visitor)
    for label in ("人と話す", "つづける", "名前なし"):
        await ward.tap(visitor, label)


async def told(ward: Ward, part: str) -> str:
    """Wait until the queue topic has a line with these words."""
    await ward.until(lambda: said_in(ward.queue, part))
    found = said_in(ward.queue, part)
    assert found is not None
    return found.text


async def test_an_answer_changed_while_a_visitor_stands_in_it_is_told_to_staff_and_stays_open(
    serving: Ward, flows: Path
) -> None:
    visitor = serving.simulator.visitor("やまだはなこ")
    await who(serving, visitor)

    await looked_at(serving, lambda: change(flows / "who.yaml", OLD, NEW))
    more = await serving.tap(visitor, "もう少しくわしく")

    line = await told(serving, "答えが変わりました")
    assert line == f"📝 答えが変わりました：『{QUESTION}』（11月24日 10:00）"
    assert more.text
    assert NEW in await who(serving, visitor)


async def test_a_visitor_on_a_step_that_is_gone_goes_on_for_a_day(
    serving: Ward, flows: Path
) -> None:
    early, late = (serving.simulator.visitor(name) for name in ("やまだはなこ", "すずきたろう"))
    for visitor in (early, late):
        await at_about(serving, visitor)

    await looked_at(serving, lambda: rename_question(flows))
    went_on = await serving.tap(early, "子どものこと")
    serving.pass_time(timedelta(hours=24))
    led_on = await serving.tap(late, "子どものこと")

    assert "年代" in went_on.text
    assert "こちらからもう一度選んでください" in led_on.text
    assert "人と話す" in led_on.buttons


async def test_a_visitor_on_a_step_that_is_gone_goes_on_after_a_restart(
    editable: Ward, flows: Path
) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    async with editable.serving():
        await at_about(editable, visitor)
        await looked_at(editable, lambda: rename_question(flows))

    async with editable.serving():
        went_on = await editable.tap(visitor, "子どものこと")

    assert "年代" in went_on.text


async def test_broken_files_at_the_start_are_served_by_the_last_good_version_and_told_of(
    editable: Ward, flows: Path
) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    async with editable.serving():
        await looked_at(editable, lambda: change(flows / "who.yaml", OLD, NEW))
    change(flows / "cost.yaml", "  - say: |", "  - sey: |")

    async with editable.serving():
        answer = await who(editable, visitor)
        line = await told(editable, "前の文のまま動いています")

    assert NEW in answer
    assert "flows/cost.yaml:" in line
    assert "重大" in line


async def test_a_version_is_brought_back_while_the_bot_runs_and_holds_until_the_next_change(
    serving: Ward, flows: Path
) -> None:
    visitor = serving.simulator.visitor("やまだはなこ")
    await looked_at(serving, lambda: change(flows / "who.yaml", OLD, NEW))

    await roll_back(serving.settings, "")
    await told(serving, "もとに戻しました")
    assert serving.house is not None
    await serving.house.publishing.followed()
    back = await who(serving, visitor)
    await looked_at(serving, lambda: change(flows / "who.yaml", NEW, "また新しい文です。"))

    assert OLD in back
    assert "また新しい文です。" in await who(serving, visitor)
    assert [line.split("  ")[-1] for line in await listed(serving.settings)] == [
        f"答えが変わりました：『{QUESTION}』",
        f"もとに戻しました。答えが変わりました：『{QUESTION}』",
        f"答えが変わりました：『{QUESTION}』",
        "はじめの版です",
    ]


async def test_files_swapped_behind_a_link_are_taken_up(editable: Ward, tmp_path: Path) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    link, second = tmp_path / "current", tmp_path / "second"
    shutil.copytree(editable.flows, second / "flows")
    change(second / "flows" / "who.yaml", OLD, NEW)
    (tmp_path / "first").mkdir()
    shutil.copytree(editable.flows, tmp_path / "first" / "flows")
    link.symlink_to("first")
    editable.flows = link / "flows"

    async with editable.serving():
        await looked_at(editable, lambda: _swap(link, "second"))
        answer = await who(editable, visitor)

    assert NEW in answer


def _swap(link: Path, target: str) -> None:
    fresh = link.with_name("fresh")
    fresh.symlink_to(target)
    fresh.replace(link)
