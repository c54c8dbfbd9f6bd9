"""What editors change: taken up while people talk, or kept out with every mistake named."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import HOME
from bot.simulator import Visitor
from tests.acceptance.ward import Ward

HEIGHT_OF_A_STEP = 4  # lines: a mistake within a text is told at its beginning
NEW = "はい、もちろん使えます。"
OLD = "はい、あなたが使って大丈夫です。"
PLACE = re.compile(r"^[\w/.@-]+:\d+:\d+ ")


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOME / "flows", tmp_path / "flows"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BREAKS: dict[str, tuple[str, str, str]] = {
    "a target that is not there": ("who.yaml", ": details", ": nowhere"),
    "an unknown key": ("cost.yaml", "  - say: |", "  - sey: |"),
    "a tab": ("forget.yaml", "steps:\n  - say", "steps:\n\t- say"),
    "an unknown fact": ("place_hours.yaml", "{facts.centre_phone}", "{facts.center_fone}"),
    "a list that is none": ("events.yaml", "  - choose:\n", "  - choose: details\n"),
}


def _break_all(flows: Path) -> None:
    for name, old, new in BREAKS.values():
        change(flows / name, old, new)


def _check(flows: Path, lang: str) -> tuple[int, list[str]]:
    ran = CliRunner().invoke(
        app, ["check", "--flows", str(flows), "--lang", lang, "--on", "2026-11-28"]
    )
    *lines, _ = ran.output.strip().splitlines()  # the last one is the verdict
    return ran.exit_code, lines


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_all_mistakes_are_named_at_once_each_with_its_place(flows: Path, lang: str) -> None:
    _break_all(flows)

    code, lines = _check(flows, lang)

    assert code == 1
    assert all(PLACE.match(line) for line in lines)
    named = {line.partition(":")[0].rpartition("/")[2] for line in lines}
    assert {name for name, _, _ in BREAKS.values()} <= named


@pytest.mark.parametrize("what", BREAKS)
def test_each_mistake_is_named_where_it_stands(flows: Path, what: str) -> None:
    name, old, new = BREAKS[what]
    path = flows / name
    change(path, old, new)
    changed = path.read_text(encoding="utf-8").split(new)[0].count("\n") + 1

    code, lines = _check(flows, "ja")

    told = [line for line in lines if line.startswith(f"flows/{name}:") and "重大" in line]
    assert code == 1
    assert abs(int(told[0].split(":")[1]) - changed) <= HEIGHT_OF_A_STEP


def test_a_mistake_in_english_is_in_english(flows: Path) -> None:
    change(flows / "who.yaml", ": details", ": nowhere")

    _, lines = _check(flows, "en")

    [found] = [line for line in lines if line.startswith("flows/who.yaml") and "nowhere" in line]
    assert "→" in found
    assert not re.search(r"[ぁ-んァ-ン]", found.partition("→")[2])


@pytest.fixture
async def editable(shut_ward: Ward, flows: Path) -> AsyncIterator[Ward]:
    shut_ward.flows = flows
    async with shut_ward.serving():
        yield shut_ward


async def looked_at(ward: Ward, change: Callable[[], None]) -> None:
    """Make a change and wait until the program has looked at it."""
    assert ward.house is not None
    changed = ward.house.shelf.changed
    changed.clear()
    change()
    async with asyncio.timeout(8):
        await changed.wait()


async def test_a_good_change_is_taken_up_without_a_restart(editable: Ward, flows: Path) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    await editable.at_menu(visitor)
    before = (await editable.tap(visitor, "私が使ってもいいの？")).text

    await looked_at(editable, lambda: change(flows / "who.yaml", OLD, NEW))

    assert OLD in before
    assert NEW in await _who(editable, visitor)


async def test_a_bad_change_leaves_the_last_good_version_in_force(
    editable: Ward, flows: Path
) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    await looked_at(editable, lambda: change(flows / "who.yaml", OLD, NEW))

    await looked_at(editable, lambda: change(flows / "cost.yaml", "  - say: |", "  - sey: |"))
    await looked_at(editable, lambda: change(flows / "who.yaml", NEW, "まだ出せない版です。"))

    assert NEW in await _who(editable, visitor)


async def test_the_version_is_taken_up_once_it_is_mended(editable: Ward, flows: Path) -> None:
    visitor = editable.simulator.visitor("やまだはなこ")
    await looked_at(editable, lambda: change(flows / "who.yaml", ": details", ": nowhere"))
    await looked_at(editable, lambda: change(flows / "who.yaml", OLD, NEW))
    kept = OLD in await _who(editable, visitor)

    await looked_at(editable, lambda: change(flows / "who.yaml", ": nowhere", ": details"))

    assert kept
    assert NEW in await _who(editable, visitor)


async def _who(ward: Ward, visitor: Visitor) -> str:
    await ward.at_menu(visitor)
    return (await ward.tap(visitor, "私が使ってもいいの？")).text


def rename_question(flows: Path) -> None:
    path = flows / "person.yaml"
    text = path.read_text(encoding="utf-8")
    renamed = text.replace("- about:", "- whom:").replace("{about}", "{whom}")
    path.write_text(renamed, encoding="utf-8")
