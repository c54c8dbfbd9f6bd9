"""Looked after from outside while it serves."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.simulator import Simulator
from tests.acceptance.process import Program, cleared_away
from tests.acceptance.test_webhook import free_address


@pytest.fixture
async def program(simulator: Simulator, tmp_path: Path) -> AsyncIterator[Program]:
    address = free_address()
    settings = {"ENGAWA_HEALTH_LISTEN": address}
    async with cleared_away(Program(simulator, tmp_path / "program", settings=settings)) as one:
        yield one


async def ask(program: Program, path: str) -> tuple[int, str]:
    url = f"http://{program.settings['ENGAWA_HEALTH_LISTEN']}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def test_a_program_that_serves_is_ready_and_tells_figures_without_anybody_in_them(
    simulator: Simulator, program: Program
) -> None:
    visitor = simulator.visitor("やまだ")
    await program.start()
    visitor.start()
    await simulator.until(lambda: visitor.screen and simulator.queue.is_polled)

    alive, ready = await ask(program, "/healthz"), await ask(program, "/readyz")
    status, page = await ask(program, "/metrics")

    assert alive == (200, "ok\n")
    assert ready == (200, "engawa: ready\n")
    assert status == 200
    assert 'engawa_turns_total{outcome="done",ward="engawa"} ' in page
    delivered = re.search(r'engawa_sends_total\{outcome="delivered",ward="engawa"\} (\S+)', page)
    assert delivered
    assert float(delivered[1]) >= 1
    labels = set(re.findall(r'(\w+)="', page))
    assert labels == {"ward", "outcome", "priority", "le"}
    for secret in ("やまだ", str(visitor.id), *simulator.token.split(":"), "bunkyo"):
        assert secret not in page


async def test_a_port_that_is_taken_is_said_in_one_line(
    simulator: Simulator, program: Program, tmp_path: Path
) -> None:
    await program.start()
    other = Program(simulator, tmp_path / "other", settings=program.settings)

    async with cleared_away(other):
        code = await other.run_to_the_end()

    assert code == 2
    [line] = other.said.splitlines()
    assert line.startswith("engawa: ENGAWA_HEALTH_LISTEN is wrong")
    assert program.is_running


async def test_a_stop_closes_the_port(simulator: Simulator, program: Program) -> None:
    await program.start()

    assert await program.terminate() == 0

    with pytest.raises(aiohttp.ClientConnectorError):
        await ask(program, "/healthz")


async def test_a_program_that_telegram_never_answers_ends_for_its_supervisor(
    simulator: Simulator, program: Program
) -> None:
    program.settings["ENGAWA_POLL_SECONDS"] = "1"
    simulator.fail("getUpdates", "hang", times=None)

    code = await program.run_to_the_end()

    assert code == 1
    assert "telegram is silent: polling over a new connection" in program.said
    assert program.said.splitlines()[-1].startswith("engawa: telegram has not answered for ")
