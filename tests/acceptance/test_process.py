"""How the program starts, stops and stands beside another one, as a service manager sees it."""

import asyncio
import stat
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import psutil  # type: ignore[import-untyped]  # it comes without types
import pytest

from bot.channels.telegram.poll import FIRST_PAUSE
from bot.settings import HOME
from bot.simulator import Fault, Simulator
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import START_SECONDS, Program, cleared_away
from tests.acceptance.record import Verdict, judge, read_arrivals

STOPS_WITHIN = 10.0  # seconds
STARTS = 3
SLOWEST_POLL, SLOWEST_START = 2.0, 5.0
FATTEST = 300.0  # MiB, with both sentence encoders at work
FATTEST_WITHOUT = 144.0
WITHOUT_ENCODERS = HOME / "tests" / "bench" / "speed" / "without_encoders"
LEARNT = "typed texts are understood"
LEARNING = 60.0  # seconds; a busy machine
MEBIBYTE = 1024 * 1024
WEATHER = (
    Fault("status", status=500),
    Fault("status", status=502),
    Fault("reset"),
    Fault("executed_but_lost"),
    Fault("flood"),
    Fault("refuse", status=403),
    Fault("refuse", status=400),
    Fault("hang"),
)
"""Everything that can go wrong with a call."""
WEATHER_OF_POLLS = (Fault("status", status=502), Fault("reset"), Fault("hang"))


@pytest.fixture
async def program(simulator: Simulator, tmp_path: Path) -> AsyncIterator[Program]:
    async with cleared_away(Program(simulator, tmp_path / "first")) as program:
        yield program


@pytest.fixture
async def other(simulator: Simulator, tmp_path: Path) -> AsyncIterator[Program]:
    async with cleared_away(Program(simulator, tmp_path / "other")) as program:
        yield program


def verdict_on(crowd: Crowd) -> Verdict:
    return judge(crowd.written, read_arrivals(crowd.simulator, crowd.accounts), [])


async def written(crowd: Crowd, words: int) -> None:
    await crowd.simulator.until(lambda: len(crowd.written) >= words, timeout=20)


async def struck(simulator: Simulator, faults: int) -> None:
    await simulator.until(lambda: len(simulator.journal.of_kind("fault")) >= faults, timeout=10)


async def timed_stop(program: Program) -> tuple[int, float]:
    began = time.monotonic()
    code = await program.terminate()
    return code, time.monotonic() - began


# ── stopping ─────────────────────────────────────────────────────────────────


async def test_a_program_that_is_asked_to_stop_under_load_leaves_nothing_half_done(
    simulator: Simulator, program: Program
) -> None:
    crowd = Crowd.of(simulator, 8)
    await program.start()

    async with living(crowd, in_flight=16):
        for words in (5, 40, 90):
            await written(crowd, words)
            code, seconds = await timed_stop(program)
            assert (code, seconds < STOPS_WITHIN) == (0, True)
            await program.start()

    await simulator.until(lambda: not verdict_on(crowd).lost, timeout=10)
    assert await program.terminate() == 0
    assert verdict_on(crowd).faults == ()
    assert verdict_on(crowd).copies == 0


async def test_a_program_that_hangs_on_telegram_stops_in_time_and_sends_at_the_next_start(
    simulator: Simulator, program: Program
) -> None:
    crowd = Crowd.of(simulator, 4)
    await program.start()
    async with living(crowd, in_flight=8):
        await written(crowd, 8)
        simulator.fail("(send|copy|edit|set).*", "hang", times=None)
        await simulator.until(lambda: len(simulator.journal.of_kind("fault", "hang")) >= 4)

        code, seconds = await timed_stop(program)
        simulator.faults.rules.clear()
        await program.start()

    await simulator.until(lambda: not verdict_on(crowd).lost, timeout=10)
    assert (code, seconds < STOPS_WITHIN) == (0, True)
    assert verdict_on(crowd).faults == ()


async def test_a_program_that_never_reached_telegram_stops_when_it_is_asked_to(
    simulator: Simulator, program: Program
) -> None:
    simulator.fail("getMe", status=502, times=None)
    program.launch()
    await simulator.until(lambda: simulator.journal.of_kind("fault"), timeout=10)

    code, seconds = await timed_stop(program)

    assert (code, seconds < STOPS_WITHIN) == (0, True)


# ── beside another one ───────────────────────────────────────────────────────


async def test_a_second_program_on_the_same_folder_stops_and_the_first_goes_on(
    simulator: Simulator, program: Program, other: Program
) -> None:
    await program.start()
    other.settings = {"ENGAWA_STATE_DIR": str(program.state)}
    visitor = simulator.visitor("はな")

    code = await other.run_to_the_end()
    visitor.start()
    await simulator.until(lambda: visitor.screen)

    assert code == 1
    [line] = other.said.splitlines()
    assert line.startswith("engawa: another instance")
    assert program.is_running


async def test_a_second_program_with_the_same_token_stops_and_takes_nothing_from_the_first(
    simulator: Simulator, program: Program, other: Program
) -> None:
    crowd = Crowd.of(simulator, 6)
    await program.start()

    async with living(crowd, in_flight=6):
        await written(crowd, 6)
        code = await other.run_to_the_end()

    await simulator.until(lambda: not verdict_on(crowd).lost, timeout=10)
    assert code == 1
    assert "another instance" in other.said.splitlines()[-1]
    assert program.is_running
    assert verdict_on(crowd).faults == ()


async def test_a_program_that_serves_polls_again_at_once_when_another_one_polls(
    simulator: Simulator, program: Program
) -> None:
    await program.start()
    visitor = simulator.visitor("はな")
    visitor.start()
    await simulator.until(lambda: visitor.screen and simulator.queue.is_polled)

    async with aiohttp.ClientSession() as intruder:
        await intruder.get(f"{simulator.url}/bot{simulator.token}/getUpdates")
    await simulator.until(lambda: simulator.queue.is_polled, timeout=FIRST_PAUSE / 2)

    assert program.is_running


# ── settings ─────────────────────────────────────────────────────────────────


async def test_a_wrong_token_is_told_in_one_line(program: Program) -> None:
    program.settings = {"ENGAWA_TELEGRAM_TOKEN": "6000000001:wrong"}

    code = await program.run_to_the_end()

    assert code == 2
    [line] = program.said.splitlines()
    assert line.startswith("engawa: ENGAWA_TELEGRAM_TOKEN is wrong")
    assert "6000000001" not in line


@pytest.mark.parametrize(
    "missing",
    [
        ["ENGAWA_TELEGRAM_TOKEN"],
        ["ENGAWA_STAFF_CHAT"],
        ["ENGAWA_TELEGRAM_TOKEN", "ENGAWA_STAFF_CHAT"],
    ],
)
async def test_each_missing_setting_is_told_in_a_line_of_its_own(
    program: Program, missing: list[str]
) -> None:
    program.settings = dict.fromkeys(missing, "")

    code = await program.run_to_the_end()

    assert code == 2
    lines = program.said.splitlines()
    assert len(lines) == len(missing)
    for line, name in zip(lines, missing, strict=True):
        assert line.startswith(f"engawa: {name} is missing: give ")


async def test_settings_may_stand_in_a_file(program: Program) -> None:
    given = program.environment()
    mine = [name for name in given if name.startswith("ENGAWA_")]
    program.settings = dict.fromkeys(mine, "")
    program.folder.mkdir(parents=True)
    lines = [f"{name}={given[name]}" for name in mine]
    (program.folder / ".env").write_text("\n".join(lines), encoding="utf-8")

    await program.start()

    assert await program.terminate() == 0


# ── what it leaves behind ────────────────────────────────────────────────────


async def test_only_the_owner_may_read_the_state(simulator: Simulator, program: Program) -> None:
    await program.start()
    visitor = simulator.visitor("はな")
    visitor.start()
    await simulator.until(lambda: visitor.screen)

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in (program.state, *program.state.rglob("*"))
    }

    assert modes.pop("state") == 0o700
    assert set(modes.values()) == {0o600}, modes
    assert "engawa.sqlite-wal" in modes


async def test_whatever_goes_wrong_neither_token_nor_people_are_named(
    simulator: Simulator, program: Program
) -> None:
    await program.start()
    visitors = [simulator.visitor(f"やまだ{i}") for i in range(len(WEATHER))]

    for visitor, fault in zip(visitors, WEATHER, strict=True):
        simulator.add_fault(replace(fault, method="sendMessage", chat_id=visitor.id))
        visitor.start()
    await struck(simulator, len(WEATHER))
    for number, fault in enumerate(WEATHER_OF_POLLS, start=len(WEATHER) + 1):
        simulator.add_fault(replace(fault, method="getUpdates"))
        visitors[0].write("だれにも言わないで")
        await struck(simulator, number)
    simulator.faults.release()
    assert await program.terminate() == 0

    said = program.said
    assert "poll failed" in said
    assert "refused" in said
    for secret in (*simulator.token.split(":"), "やまだ", "Surname", "person_", "言わないで"):
        assert secret not in said
    for visitor in visitors:
        assert str(visitor.id) not in said


# ── what it costs ────────────────────────────────────────────────────────────


async def timed_start(program: Program) -> tuple[float, float]:
    """Start it; give the seconds to its first poll, and to where it serves."""
    polls, began = len(program.simulator.calls("getUpdates")), time.monotonic()
    starting = asyncio.ensure_future(program.start())
    await program.simulator.until(
        lambda: len(program.simulator.calls("getUpdates")) > polls, timeout=START_SECONDS
    )
    polled = time.monotonic() - began
    await starting
    return polled, time.monotonic() - began


async def at_rest(simulator: Simulator, program: Program) -> float:
    """Give the MiB of a program that has answered somebody and learnt all that it learns.

    Its database is there already: to make one loads more than is needed ever after.
    """
    await program.start()
    await program.terminate()
    learnt_before = program.said.count(LEARNT)
    await program.start()
    visitor = simulator.visitor("はな")
    visitor.start()
    await simulator.until(lambda: visitor.screen)
    await simulator.until(lambda: program.said.count(LEARNT) > learnt_before, LEARNING)
    return float(psutil.Process(program.pid).memory_info().rss) / MEBIBYTE


async def test_it_polls_at_once_and_serves_soon(
    program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    starts = list[tuple[float, float]]()
    for _ in range(STARTS):
        starts.append(await timed_start(program))
        await program.terminate()

    polled, served = (min(seconds) for seconds in zip(*starts, strict=True))

    with capsys.disabled():
        print(f"\nfirst poll after {polled:.2f} s, serving after {served:.2f} s")
    assert polled < SLOWEST_POLL
    assert served < SLOWEST_START


@pytest.mark.parametrize(
    ("encoders", "most"), [("with encoders", FATTEST), ("without", FATTEST_WITHOUT)]
)
async def test_it_is_small_at_rest(
    simulator: Simulator,
    program: Program,
    encoders: str,
    most: float,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if encoders == "without":
        program.settings = {"PYTHONPATH": f"{WITHOUT_ENCODERS}:{HOME}"}

    size = await at_rest(simulator, program)

    with capsys.disabled():
        print(f"\nat rest {size:.0f} MiB, {encoders}")
    assert ("read by letters alone" in program.said) == (encoders == "without")
    assert size < most
