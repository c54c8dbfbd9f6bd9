"""The program as the operator starts it: what is wrong is said in one line that names it."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import HOME
from bot.simulator import Simulator

ENGAWA = Path(sys.executable).parent / "engawa"
GOOD = {
    "ENGAWA_TELEGRAM_TOKEN": "1:abc",
    "ENGAWA_STAFF_CHAT": "-1001",
    "ENGAWA_HEALTH_LISTEN": "off",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a run."""

    code: int | None
    said: str


async def _run(folder: Path, *arguments: str, **settings: str) -> Ran:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ENGAWA_")}
    program = await asyncio.create_subprocess_exec(
        ENGAWA,
        *arguments,
        cwd=folder,
        env={**clean, "ENGAWA_STATE_DIR": str(folder / "state"), **settings},
        stdout=PIPE,
        stderr=PIPE,
    )
    out, err = await asyncio.wait_for(program.communicate(), 15)
    return Ran(program.returncode, (out + err).decode())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENGAWA_TELEGRAM_TOKEN", None),
        ("ENGAWA_STAFF_CHAT", "1001"),
        ("ENGAWA_FLOWS", "/nowhere"),
        ("ENGAWA_DATABASE", "mysql://here"),
        ("ENGAWA_HEALTH_LISTEN", "8081"),
    ],
)
async def test_a_wrong_setting_is_named_in_one_line(
    tmp_path: Path, name: str, value: str | None
) -> None:
    settings = {key: given for key, given in GOOD.items() if key != name}

    ran = await _run(tmp_path, "run", **settings, **({name: value} if value else {}))

    lines = ran.said.strip().splitlines()
    assert ran.code == 2
    assert len(lines) == 1
    assert lines[0].startswith("engawa: ")
    assert name in lines[0]


async def test_a_token_that_telegram_does_not_know_is_said_to_be_wrong(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        settings = {**GOOD, "ENGAWA_TELEGRAM_API": simulator.url}

        ran = await _run(tmp_path, "run", **settings)

    assert ran.code == 2
    assert ran.said.strip() == "engawa: ENGAWA_TELEGRAM_TOKEN is wrong: Telegram refused it"
    assert "abc" not in ran.said


async def test_broken_flow_files_are_named_at_the_start(tmp_path: Path) -> None:
    flows = tmp_path / "flows"
    flows.mkdir()
    (flows / "menu.yaml").write_text("flow: menu\n", encoding="utf-8")

    ran = await _run(tmp_path, "run", **GOOD, ENGAWA_FLOWS=str(flows))

    assert ran.code == 2
    assert "mistakes" in ran.said
    assert "Traceback" not in ran.said


async def test_the_check_of_the_files_as_they_are_finds_nothing_serious(tmp_path: Path) -> None:
    flows = str(HOME / "flows")
    ran = await _run(tmp_path, "check", "--flows", flows, "--on", "2026-11-28")

    assert ran.code == 0
