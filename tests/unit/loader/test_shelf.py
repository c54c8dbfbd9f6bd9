"""The last good version stays in force until there is a better one."""

import asyncio
import contextlib
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.loader.shelf import Shelf
from bot.model.errors import ContentError
from tests.unit.conversation.small import DESKS, TODAY, stub, write

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
    assert [log["desk"] for log in logs] == ["taito"]
    assert logs[0]["log_level"] == "warning"


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
    assert logs == []


async def test_when_no_known_desk_is_left_those_before_stay_at_work(tmp_path: Path) -> None:
    write(tmp_path)
    here = shelf(tmp_path)
    before = here.desks

    write(tmp_path, {"desks": DESKS.replace("bunkyo", "another")})
    with capture_logs() as logs:
        await here.refresh()

    assert here.desks == before
    assert [log["desk"] for log in logs] == ["another"]


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
