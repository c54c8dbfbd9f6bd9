"""What happens to the process itself: rows 1, 12 and 30."""

from pathlib import Path

from bot.simulator import Chance, Simulator
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import COMMAND, Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.faults.killed import PROGRAM, TRIAL_SECONDS, Death, killed_at
from tests.faults.points import PASSED

TAKEN_UP = "sending once more"
STOPS_WITHIN = 10.0  # seconds
SOON = 16.0  # twice what a visit takes
POLLS_OF_TWO = 40  # by then two programs must have noticed one another


# ── 1: killed ────────────────────────────────────────────────────────────────


async def killed(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die at a point: one seed after another goes through all of them."""
    death = Death(PASSED[seed % len(PASSED)], 1 + seed // len(PASSED) % 3)
    return (await killed_at(folder, death, without=without)).faults


async def killed_when_confirmed(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die as soon as any update is confirmed."""
    death = Death(confirmed=Chance(seed).between(2, 20))
    return (await killed_at(folder, death, without=without, patience=_patience(without))).faults


async def killed_before_sending(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die when a text is about to be sent."""
    death = Death("before send SendText", Chance(seed).between(2, 12))
    return (await killed_at(folder, death, without=without, patience=_patience(without))).faults


async def killed_after_copying(folder: Path, seed: int, without: str = "") -> list[str]:
    """Die when a visitor's picture is in the topic, and that is not recorded yet."""
    del seed
    return (await killed_at(folder, Death("after send Copy"), without=without)).faults


def _patience(without: str) -> float:
    return SOON if without else TRIAL_SECONDS


# ── 12: two of them ──────────────────────────────────────────────────────────


async def twins_on_a_folder(folder: Path, seed: int, without: str = "") -> list[str]:
    """Start a second program on the same folder."""
    return await _twins(folder, seed, without, same_folder=True)


async def twins_with_a_token(folder: Path, seed: int, without: str = "") -> list[str]:
    """Start a second program with the same token elsewhere."""
    return await _twins(folder, seed, without, same_folder=False)


async def _twins(folder: Path, seed: int, without: str, *, same_folder: bool) -> list[str]:
    async with (
        Simulator(seed=seed) as simulator,
        cleared_away(Program(simulator, folder / "first", _command(without))) as program,
        cleared_away(Program(simulator, folder / "other", _command(without))) as other,
    ):
        if same_folder:
            other.settings = {"ENGAWA_STATE_DIR": str(program.state)}
        crowd = Crowd.of(simulator, 2)
        await program.start()
        async with living(crowd, in_flight=4):
            await _written(crowd, Chance(seed).between(1, 10))
            hellos = len(simulator.calls("getMe"))
            seen = await _second(other)
            if same_folder and len(simulator.calls("getMe")) > hellos:
                seen.append("two: the second spoke to Telegram")
        faults = await _judged(crowd)
        if not program.is_running:
            faults.append("two: the first stopped")
        return [*seen, *faults]


async def _second(other: Program) -> list[str]:
    polls = len(other.simulator.calls("getUpdates"))
    other.launch()
    if await other.polls(polls + POLLS_OF_TWO):
        other.kill()
        return ["two: both go on"]
    return [] if await other.ended() == 1 else ["two: the second did not say why it stopped"]


# ── 30: asked to stop ────────────────────────────────────────────────────────


async def stopped(folder: Path, seed: int, without: str = "") -> list[str]:
    """Ask the program to stop, under load, twice."""
    chance = Chance(seed)
    async with (
        Simulator(seed=seed) as simulator,
        cleared_away(Program(simulator, folder / "at", _command(without))) as program,
    ):
        crowd, seen = Crowd.of(simulator, 4), list[str]()
        await program.start()
        async with living(crowd, in_flight=12):
            simulator.fail("send.*", "delay", seconds=0.05, times=None)
            for words in (chance.between(2, 20), chance.between(30, 50)):
                await _written(crowd, words)
                seen += await _stop(program)
                await program.start()
        return [*seen, *await _judged(crowd), *await _stop(program), *_half_done(program)]


def _half_done(program: Program) -> list[str]:
    """Say whether a start found something under way: a stop in good order leaves nothing so."""
    return ["half done: sendings were taken up after a stop"] if TAKEN_UP in program.said else []


async def _stop(program: Program) -> list[str]:
    clock = program.simulator.clock
    began = clock.now()
    code, seconds = await program.terminate(), clock.now() - began
    if code or seconds > STOPS_WITHIN:
        return [f"ended: with code {code} after {seconds:.0f} s"]
    return []


# ── what they share ──────────────────────────────────────────────────────────


def _command(without: str) -> tuple[str, ...]:
    return (*PROGRAM, "--without", without) if without else COMMAND


async def _written(crowd: Crowd, words: int) -> None:
    await crowd.simulator.until(lambda: len(crowd.written) >= words, timeout=20)


async def _judged(crowd: Crowd) -> list[str]:
    """Wait for the last word and judge; nothing was killed, so nothing may come twice."""

    def faults() -> list[str]:
        arrivals = read_arrivals(crowd.simulator, crowd.accounts)
        return list(judge(crowd.written, arrivals, []).faults)

    try:
        await crowd.simulator.until(lambda: not any("lost" in each for each in faults()), 8)
    except TimeoutError:
        return ["stuck: words are still missing", *faults()]
    return faults()
