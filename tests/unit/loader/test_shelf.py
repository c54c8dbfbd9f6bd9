"""The last good version stays in force until there is a better one."""

import asyncio
import contextlib
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.loader.reading import load_packed
from bot.loader.shelf import Shelf
from bot.model.errors import ContentError
from tests.unit.conversation.small import DESKS, TODAY, loaded, stub, write

CHANGED = {"cost": stub("cost").replace("文 cost", "お金はかかりません")}
BROKEN = {"cost": "flow: cost\n"}


def shelf(folder: Path) -> Shelf:
    return Shelf(folder / "flows", folder / "locales", lambda: TODAY)


def test_broken_files_at_the_start_are_refused(tmp_path: Path) -> None:
    write(tmp_path, BROKEN)

    with pytest.raises(ContentError):
        shelf(tmp_path)


async def test_a_good_change_is_taken_up(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)
    before = here.loaded.content.version

    write(tmp_path, CHANGED)
    await here.refresh()

    assert here.loaded.content.version != before
    assert here.changed.is_set()


async def test_a_bad_change_leaves_the_good_version_and_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)
    before = here.loaded

    write(tmp_path, BROKEN)
    with capture_logs() as logs:
        await here.refresh()

    assert here.loaded is before
    assert any("cost.yaml" in str(log["mistake"]) for log in logs)
    assert here.changed.is_set()


async def test_what_is_saved_without_a_change_is_no_new_version(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)
    before = here.loaded.content.version

    write(tmp_path)
    with capture_logs() as logs:
        await here.refresh()

    assert here.loaded.content.version == before
    assert logs == []


SECOND = DESKS.partition("\n")[2].replace("bunkyo", "taito")


async def test_a_desk_that_comes_later_waits_for_its_group_and_is_told_once(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    here = shelf(tmp_path)

    write(tmp_path, {"desks": DESKS.replace("見本の窓口", "新しい名前") + SECOND})
    with capture_logs() as logs:
        await here.refresh()
        await here.refresh()

    assert [(desk.id, desk.name) for desk in here.desks] == [("bunkyo", "新しい名前")]
    assert [log["desk"] for log in _warnings(logs)] == ["taito"]


async def test_desks_that_were_there_at_the_start_stay_at_work_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    write(tmp_path, {"desks": DESKS + SECOND})
    here = shelf(tmp_path)
    before = [desk.id for desk in here.desks]

    write(tmp_path, {"desks": "desks:\n" + SECOND + DESKS.partition("\n")[2]})
    with capture_logs() as logs:
        await here.refresh()

    assert before == ["bunkyo", "taito"]
    assert [desk.id for desk in here.desks] == ["taito", "bunkyo"]
    assert _warnings(logs) == []


async def test_when_no_known_desk_is_left_those_before_stay_at_work(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)
    before = here.desks

    write(tmp_path, {"desks": DESKS.replace("bunkyo", "another")})
    with capture_logs() as logs:
        await here.refresh()

    assert here.desks == before
    assert [log["desk"] for log in _warnings(logs)] == ["another"]


def _warnings(logs: list[MutableMapping[str, Any]]) -> list[MutableMapping[str, Any]]:
    return [log for log in logs if log["log_level"] == "warning"]


async def test_a_change_is_seen_while_it_runs(tmp_path: Path) -> None:
    write(tmp_path)
    here, stop = shelf(tmp_path), asyncio.Event()
    before = here.loaded.content.version

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(here.watch(stop))
        async with asyncio.timeout(5):
            while here.loaded.content.version == before:
                write(tmp_path, CHANGED)  # again, until somebody watches
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await here.changed.wait()
        stop.set()


async def test_folders_that_a_link_leads_to_are_watched_when_it_leads_elsewhere(
    tmp_path: Path,
) -> None:
    write(tmp_path / "one")
    write(tmp_path / "two", CHANGED)
    link = tmp_path / "current"
    link.symlink_to("one")
    here, stop = shelf(link), asyncio.Event()
    seen = here.loaded.content

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(here.watch(stop))
        swapped = tmp_path / "next"
        swapped.symlink_to("two")
        swapped.replace(link)
        async with asyncio.timeout(10):
            await here.changed.wait()
        second = here.loaded.content
        here.changed.clear()
        async with asyncio.timeout(10):
            while here.loaded.content is second:
                write(tmp_path / "two", {"cost": stub("cost").replace("文", "別の文")})
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await here.changed.wait()
        stop.set()

    assert seen.version != second.version != here.loaded.content.version


async def test_files_are_seen_that_kubernetes_swaps_behind_its_links(tmp_path: Path) -> None:
    mounted = _mounted(tmp_path)
    here, stop = shelf(mounted), asyncio.Event()
    before = here.loaded.content.version

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(here.watch(stop))
        async with asyncio.timeout(10):
            while here.loaded.content.version == before:
                _swap(mounted / "flows", "2", CHANGED)  # again, until somebody watches
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.5):
                        await here.changed.wait()
        stop.set()


def _mounted(folder: Path) -> Path:
    """Lay the flows as a ConfigMap is mounted: each file a link into a folder behind a link."""
    mounted = folder / "mounted"
    write(mounted)
    for file in (mounted / "flows").glob("*.yaml"):
        file.unlink()
        file.symlink_to(f"..data/{file.name}")
    _swap(mounted / "flows", "1", {})
    return mounted


def _swap(flows: Path, name: str, changed: Mapping[str, str]) -> None:
    write(flows / f"..{name}", changed)
    fresh = flows / "..data_tmp"
    fresh.symlink_to(f"..{name}/flows")
    fresh.replace(flows / "..data")


async def test_a_folder_that_is_gone_for_a_while_ends_nothing(tmp_path: Path) -> None:
    write(tmp_path)
    here, stop = shelf(tmp_path), asyncio.Event()
    before = here.loaded
    flows, away = tmp_path / "flows", tmp_path / "away"

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(here.watch(stop))
        flows.rename(away)
        async with asyncio.timeout(10):
            await here.changed.wait()
        kept = here.loaded
        here.changed.clear()
        away.rename(flows)
        write(tmp_path, CHANGED)
        async with asyncio.timeout(10):
            while here.loaded is before:
                await here.changed.wait()
                here.changed.clear()
        stop.set()

    assert kept is before
    assert here.loaded.content.version != before.content.version


async def test_broken_files_at_the_start_leave_the_last_good_version_in_force(
    tmp_path: Path,
) -> None:
    good = loaded()
    write(tmp_path, BROKEN)

    here = Shelf(tmp_path / "flows", tmp_path / "locales", lambda: TODAY, good)

    assert here.loaded is good
    assert any("cost.yaml" in mistake.file for mistake in here.mistakes)
    write(tmp_path)
    await here.refresh()
    assert here.mistakes == ()


async def test_what_is_packed_is_what_was_read(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)

    assert load_packed(here.files).content.version == here.loaded.content.version
