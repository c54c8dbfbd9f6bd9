"""How long a saved answer takes to be on the phone, and in force in the bot: `make bench-reload`.

Each save waits until what the one before it changed has been learnt, as an editor's would.
"""

import asyncio
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
from watchfiles import awatch

from bot.settings import HOME
from bot.simulator import Simulator
from tests.acceptance.process import Program, cleared_away
from tests.unit.preview.stage import Stage

PATIENCE = 30
SAVES = 8
FILE, ANSWER = "cost.yaml", "料金はいただきません"
ADDRESS = re.compile(r"http://[\d.:]+/preview")
LEARNT, IN_FORCE = "typed texts are understood", "答えが変わりました"
Seen = Callable[[str], Awaitable[object]]
"""Waits until the new words are there."""


async def main() -> None:
    """Save an answer a few times before a preview, then before a bot, and print the times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        flows = Path(shutil.copytree(HOME / "flows", folder / "flows"))
        async with Simulator(people=()) as simulator:
            settings = {"ENGAWA_FLOWS": str(flows)}
            await _preview(Program(simulator, folder / "preview", settings=settings), flows)
            await _bot(Program(simulator, folder / "bot", settings=settings), flows)


async def _preview(program: Program, flows: Path) -> None:
    program.command = (sys.executable, "-m", "bot", "preview", "--port", "0")
    async with cleared_away(program), aiohttp.ClientSession() as client:
        program.launch()
        url = ADDRESS.findall(await _said(program, lambda said: bool(ADDRESS.search(said))))[0]
        stage = Stage(url, flows, client)
        await stage.until(flow="menu", standing="flows")
        await stage.ask("jump", place="cost.say")
        await stage.until_says(ANSWER)
        taken = await _saves(program, flows, stage.until_says)
    print(f"from a save to the phone of the preview: {taken}")


async def _bot(program: Program, flows: Path) -> None:
    simulator = program.simulator

    def lines() -> int:
        return sum(IN_FORCE in told.text for told in simulator.group.messages.values())

    async def told(_: str) -> None:
        before = lines()
        await simulator.until(lambda: lines() > before, timeout=PATIENCE)

    async with cleared_away(program):
        await program.start()
        taken = await _saves(program, flows, told)
    print(f"from a save to the line in the queue topic: {taken}")


async def _saves(program: Program, flows: Path, seen: Seen) -> str:
    path, taken = flows / FILE, list[float]()
    original = path.read_text(encoding="utf-8")
    for number in range(SAVES):
        await _said(program, _learnt_anew(number))
        words = f"{ANSWER}（{number}）"
        begun = time.perf_counter()
        path.write_text(original.replace(ANSWER, words), encoding="utf-8")
        await seen(words)
        taken.append(time.perf_counter() - begun)
    path.write_text(original, encoding="utf-8")
    taken.sort()
    best, middle, worst = taken[0], taken[SAVES // 2], taken[-1]
    return f"{best:.2f} s at best, {middle:.2f} s in the middle, {worst:.2f} s at worst"


def _learnt_anew(former: int) -> Callable[[str], bool]:
    return lambda said: said.count(LEARNT) > former


async def _said(program: Program, holds: Callable[[str], bool]) -> str:
    """Wait until the program has said something."""
    async for _ in awatch(program.folder, yield_on_timeout=True, rust_timeout=200):
        if holds(program.said):
            break
    return program.said


if __name__ == "__main__":
    asyncio.run(main())
