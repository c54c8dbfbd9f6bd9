"""The program as a whole: what it serves, and where it is looked after."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from bot.app.running import ALONE, run
from bot.app.sharing import looked_after
from bot.simulator import Simulator


async def test_where_health_is_off_nobody_is_looked_after() -> None:
    async with looked_after("", {ALONE: 30}) as shared:
        assert list(shared) == [ALONE]


async def test_it_serves_by_the_environment_and_is_asked_at_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Simulator() as simulator:
        given = {
            "TELEGRAM_TOKEN": simulator.token,
            "TELEGRAM_API": simulator.url,
            "STAFF_CHAT": str(simulator.group_id),
            "STATE_DIR": str(tmp_path / "state"),
            "HEALTH_LISTEN": f"127.0.0.1:{unused_tcp_port}",
        }
        for name, value in given.items():
            monkeypatch.setenv(f"ENGAWA_{name}", value)
        stop = asyncio.Event()

        async with asyncio.TaskGroup() as tasks, aiohttp.ClientSession() as session:
            tasks.create_task(run(stop))
            await simulator.until(lambda: simulator.queue.is_polled)
            async with session.get(f"http://127.0.0.1:{unused_tcp_port}/readyz") as answer:
                told = await answer.text()
            stop.set()

    assert told == "engawa: ready\n"
