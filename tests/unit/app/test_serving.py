"""Serving on Telegram: started, stopped, and what keeps it from serving."""

import asyncio
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app.serving import serve
from bot.app.spare import kept
from bot.model.errors import AnotherInstance, ContentError, SettingsError, TokenRefused
from bot.model.ids import DeskId
from bot.settings import HOME, Settings, read_settings
from bot.simulator import Simulator

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


def settings(simulator: Simulator, folder: Path, **more: object) -> Settings:
    given = {
        "telegram_token": simulator.token,
        "telegram_api": simulator.url,
        "staff_chat": simulator.group_id,
        "state_dir": folder / "state",
        "database": "",
        "paced": False,
        "poll_seconds": 5,
    }
    return read_settings(**{**given, **more})


async def served(given: Settings, stop: asyncio.Event) -> asyncio.Task[None]:
    """Start to serve and wait until it does."""
    ready = asyncio.Event()
    task = asyncio.ensure_future(serve(given, stop, now=lambda: NOW, ready=ready))
    async with asyncio.timeout(10):
        await ready.wait()
    return task


async def stopped(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    async with asyncio.timeout(10):
        await task


async def test_it_serves_until_it_is_told_to_stop_and_forgets_nothing(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        given = settings(simulator, tmp_path)
        stop = asyncio.Event()
        task = await served(given, stop)
        visitor.start()
        await simulator.until(lambda: visitor.screen)
        await stopped(task, stop)
        visitor.write("メニュー")

        again = asyncio.Event()
        task = await served(given, again)
        await simulator.until(lambda: len(visitor.inbox) == 2)
        await stopped(task, again)

    assert [message.text for message in visitor.inbox] != []


async def test_a_copy_of_what_is_in_force_lies_beside_the_database(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        await stopped(await served(given, stop), stop)

    assert kept(given.state_dir) is not None


async def test_a_second_one_on_the_same_folder_stops_itself(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        task = await served(given, stop)

        with pytest.raises(AnotherInstance, match="this one stops"):
            await serve(given, asyncio.Event())

        await stopped(task, stop)


async def test_a_wrong_token_ends_it_with_a_word_for_the_operator(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, telegram_token="1:wrong")

        with pytest.raises(ExceptionGroup) as caught:
            await serve(given, asyncio.Event())

    assert caught.group_contains(TokenRefused, match="ENGAWA_TELEGRAM_TOKEN")


async def test_a_stop_while_telegram_is_away_is_obeyed(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.fail("getMe", "hang", times=None)
        stop = asyncio.Event()
        task = asyncio.ensure_future(serve(settings(simulator, tmp_path), stop))
        await simulator.until(lambda: simulator.journal.of_kind("fault", None))

        await stopped(task, stop)


async def test_a_broken_flow_at_the_start_ends_it(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, flows=tmp_path / "flows")

        with pytest.raises(ContentError):
            await serve(given, asyncio.Event())


async def test_telegram_hears_of_it_before_anything_is_open(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        visitor.write("こんにちは")
        given = settings(simulator, tmp_path, flows=tmp_path / "flows")

        with pytest.raises(ContentError):  # whatever is wrong with what it opens then
            await serve(given, asyncio.Event())

        assert len(simulator.calls("getUpdates")) == 1
        assert len(simulator.queue) == 1


async def test_a_group_that_cannot_serve_is_named_to_operator_and_group(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.staff("係員A").act("set_rights", rights={"can_manage_topics": False})
        stop = asyncio.Event()

        with capture_logs() as logs:
            task = await served(settings(simulator, tmp_path), stop)
            await stopped(task, stop)

        assert any("give it that right" in str(log.get("remedy")) for log in logs)
        assert any("トピックの管理" in call.text for call in simulator.calls("sendMessage"))


def with_two_desks(folder: Path) -> Path:
    """Give a copy of the flows that has a second desk."""
    flows = Path(shutil.copytree(FLOWS, folder / "flows"))
    desks_file = flows / "desks.yaml"
    second = "  - desk: taito\n    name: 台東の窓口\n    work names: [ひばり]\n"
    hours = "    hours:\n      weekly: {月: [9:00-12:00]}\n"
    written = desks_file.read_text(encoding="utf-8")
    desks_file.write_text(f"{written}{second}{hours}", encoding="utf-8")
    return flows


async def test_each_desk_is_bound_to_its_group_and_looked_at(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(
            simulator,
            tmp_path,
            staff_chat=None,
            staff_chats=f"bunkyo={simulator.group_id},taito=-1009",
            flows=with_two_desks(tmp_path),
        )
        stop = asyncio.Event()

        with capture_logs() as logs:
            task = await served(given, stop)
            await stopped(task, stop)

        looked_at = [call.chat_id for call in simulator.calls("getChat")]
        assert looked_at == [simulator.group_id, -1009]
        assert [log["desk"] for log in logs if "remedy" in log] == ["taito"]


async def test_a_desk_without_a_group_ends_it(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, flows=with_two_desks(tmp_path))

        with pytest.raises(SettingsError, match="no group for the desk taito"):
            await serve(given, asyncio.Event())


async def test_a_group_that_moved_is_found_again_under_its_old_number(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        task = await served(given, stop)
        simulator.staff("係員A").act("migrate_group")
        simulator.group.is_forum = True
        await simulator.until(lambda: not len(simulator.queue))
        await stopped(task, stop)

        again = asyncio.Event()
        task = await served(given, again)
        await stopped(task, again)

        assert given.staff_chat != simulator.group_id
        assert simulator.calls("getChat")[-1].chat_id == simulator.group_id
