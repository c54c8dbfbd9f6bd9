"""The commands of those who run the bot."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from bot.settings import HOME
from bot.simulator import Simulator
from tests.unit.cli.typed import engawa


def test_capacity_is_reckoned_for_a_desk_s_own_figures() -> None:
    result = engawa("capacity", "--each", "2", "--group", "10", "--burst", "3", "--groups", "1,5")

    assert result.stdout.startswith("each writes 2 a minute, 3 in one go, the group takes 10\n")
    assert [line.split()[0] for line in result.stdout.splitlines()[-2:]] == ["1", "5"]


@pytest.mark.parametrize("groups", ["", "0", "1,,2", "many", "-1"])
def test_capacity_asks_for_numbers_of_groups(groups: str) -> None:
    result = engawa("capacity", "--groups", groups)

    assert result.exit_code == 2
    assert "1,2,4" in result.output


async def test_it_serves_as_a_process_until_sigterm_and_logs_neither_words_nor_token(
    tmp_path: Path,
) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("ひみつの名")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=tmp_path,
            env=_environment(simulator),
            stderr=asyncio.subprocess.PIPE,
        )
        visitor.start()
        await simulator.until(lambda: visitor.screen, timeout=20)
        visitor.write("ひみつのことば")
        await simulator.until(lambda: len(visitor.inbox) > 1)
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            _, log = await process.communicate()

    told = log.decode()
    assert process.returncode == 0
    assert "event=serving" in told
    assert "event=stopped" in told
    assert "ひみつ" not in told
    assert simulator.token not in told


def _environment(simulator: Simulator) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(HOME),
        "ENGAWA_TELEGRAM_TOKEN": simulator.token,
        "ENGAWA_TELEGRAM_API": simulator.url,
        "ENGAWA_STAFF_CHAT": str(simulator.group_id),
        "ENGAWA_STATE_DIR": "state",
        "ENGAWA_HEALTH_LISTEN": "off",
        "ENGAWA_PACED": "no",
    }
