"""A damaged database: those in danger are answered, everybody is told, nothing is confirmed."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import emergency, teaching
from bot.app.emergency import answer_in_danger
from bot.app.spare import keep
from bot.app.teaching import Teaching, Weigh
from bot.conversation.content import Content
from bot.loader.archive import pack
from bot.model.danger import Danger, Level, Type
from bot.model.errors import AnotherInstance
from bot.settings import HOME, Settings
from bot.simulator import Simulator
from tests.unit.app.test_serving import settings

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PANEL = "ここは緊急の窓口ではありません"
BROKEN = "この仕組みがこわれていて"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "LOOK_SECONDS", 0.55)


@asynccontextmanager
async def answering(given: Settings) -> AsyncIterator[asyncio.Task[None]]:
    given.state_dir.mkdir(parents=True, exist_ok=True)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(answer_in_danger(given, stop, lambda: NOW))
        yield task
        stop.set()


def confirmed(simulator: Simulator) -> int:
    return len(simulator.journal.of_kind("confirmed"))


async def test_who_is_in_danger_gets_the_panel_which_promises_no_staff(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        visitor.write("もう死にたい")

        async with answering(settings(simulator, tmp_path)):
            await simulator.until(lambda: visitor.inbox)

        assert PANEL in visitor.inbox[-1].text
        assert BROKEN in visitor.inbox[-1].text
        assert "知らせます" not in visitor.inbox[-1].text
        assert len(visitor.inbox) == 1
        assert confirmed(simulator) == 0


async def test_others_are_told_once_that_nothing_is_kept_and_who_is_there(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        visitor, another = simulator.visitor("みどり"), simulator.visitor("あお")
        visitor.write("予約はいりますか")
        visitor.write("聞こえますか")

        async with answering(settings(simulator, tmp_path)):
            await simulator.until(lambda: visitor.inbox)
            another.write("hello there")
            await simulator.until(lambda: another.inbox)

        assert len(visitor.inbox) == 1
        assert BROKEN in visitor.inbox[0].text
        assert "0120-279-338" in visitor.inbox[0].text
        assert "This system is broken" in another.inbox[0].text


async def test_the_variants_of_the_panel_still_open(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        visitor.write("もう死にたい")

        async with answering(settings(simulator, tmp_path)):
            await simulator.until(lambda: visitor.inbox)
            visitor.tap("18歳までの方へ")
            await simulator.until(lambda: len(visitor.inbox) > 1)

        assert "24時間子供SOSダイヤル" in visitor.inbox[-1].text
        assert BROKEN in visitor.inbox[-1].text


async def test_the_group_is_told(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        async with answering(settings(simulator, tmp_path)):
            await simulator.until(lambda: simulator.calls("sendMessage"))

        (call,) = simulator.calls("sendMessage")
        assert call.chat_id == simulator.group_id
        assert "ボットが止まっています" in call.text


async def test_a_hundred_that_wait_do_not_hide_a_cry_behind_them(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        crowd = [simulator.visitor(f"Person {number}") for number in range(130)]
        for each in crowd:
            each.write("聞こえますか")
        visitor = simulator.visitor("みどり")
        visitor.write("もう死にたい")

        async with answering(settings(simulator, tmp_path)):
            await simulator.until(lambda: visitor.inbox, timeout=20)
            told = [bool(each.inbox) for each in crowd[:50]]

        assert PANEL in visitor.inbox[-1].text
        assert all(told)


async def test_two_do_not_answer_side_by_side(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path)
        async with answering(given):
            await simulator.until(lambda: simulator.calls("getUpdates"))
            with pytest.raises(AnotherInstance):
                await answer_in_danger(given, asyncio.Event(), lambda: NOW)


async def test_broken_files_do_not_keep_who_is_in_danger_from_what_was_in_force(
    tmp_path: Path,
) -> None:
    flows = tmp_path / "flows"
    shutil.copytree(HOME / "flows", flows)
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, flows=flows)
        given.state_dir.mkdir()
        keep(given.state_dir, pack(flows, given.locales))
        (flows / "crisis_signs.yaml").write_text("suicide: [\n", encoding="utf-8")
        visitor = simulator.visitor("みどり")
        visitor.write("もう死にたい")

        async with answering(given):
            await simulator.until(lambda: visitor.inbox)

    assert PANEL in visitor.inbox[-1].text


async def test_what_no_sign_names_is_seen_by_its_likeness_to_the_examples(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupils = list[Teaching]()

    def alike(text: str) -> Danger | None:
        return Danger(Level.AMBER, Type.SUICIDE) if "ベランダ" in text else None

    def taught(content: Callable[[], Content], flows: Path, **_: object) -> Teaching:
        pupils.append(Teaching(content, flows, _learn_nothing, lambda *_: (alike,)))
        return pupils[0]

    monkeypatch.setattr(teaching, "FIRST_SECONDS", 0.0)
    monkeypatch.setattr(emergency, "Teaching", taught)
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        async with answering(settings(simulator, tmp_path)), asyncio.timeout(10):
            await simulator.until(lambda: pupils)
            await pupils[0].learnt.wait()
            visitor.write("ベランダに出ました")
            await simulator.until(lambda: visitor.inbox)

    assert PANEL in visitor.inbox[-1].text


def _learn_nothing(_content: Content, _flows: Path) -> Weigh:
    return lambda _: None
