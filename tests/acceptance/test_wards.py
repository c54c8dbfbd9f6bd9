"""Several wards in one process: each serves its own visitors, and none depends on another."""

import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.simulator import Simulator, Visitor
from tests.acceptance.process import Program, cleared_away
from tests.acceptance.test_webhook import free_address

TAITO_TOKEN = "6000000002:another-token"
WORDS = {"bunkyo": "文京のことば", "taito": "台東のことば"}
Write = Callable[..., None]


@pytest.fixture
async def bunkyo() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def taito() -> AsyncIterator[Simulator]:
    async with Simulator(token=TAITO_TOKEN) as simulator:
        yield simulator


@pytest.fixture
async def program(bunkyo: Simulator, tmp_path: Path) -> AsyncIterator[Program]:
    (tmp_path / "wards").mkdir()
    settings = {
        "ENGAWA_WARDS": str(tmp_path / "wards"),
        "ENGAWA_STATE_DIR": "",
        "ENGAWA_HEALTH_LISTEN": free_address(),
    }
    async with cleared_away(Program(bunkyo, tmp_path / "program", settings=settings)) as program:
        yield program


@pytest.fixture
def write_ward(program: Program) -> Write:
    """Write a ward's file for a simulated Telegram, with more settings, or with others."""

    def write(ward: str, simulator: Simulator, **more: str) -> None:
        given = {
            "TELEGRAM_TOKEN": simulator.token,
            "TELEGRAM_API": simulator.url,
            "STAFF_CHAT": str(simulator.group_id),
            "PACED": "no",
            "POLL_SECONDS": "5",
        }
        lines = (f"ENGAWA_{name}={value}" for name, value in (given | more).items())
        file = Path(program.settings["ENGAWA_WARDS"]) / f"{ward}.env"
        file.write_text("\n".join(lines), encoding="utf-8")
        file.chmod(0o600)

    return write


async def visit(simulator: Simulator, words: str) -> Visitor:
    """Let a visitor come to staff and write."""
    visitor = simulator.visitor("はな")
    visitor.start()
    await simulator.until(lambda: visitor.screen, timeout=15)
    for label in ("人と話す", "つづける", "名前なし", "答えない", "答えない", "窓口の人につなぐ"):
        before = len(visitor.inbox)
        visitor.tap(label)
        await simulator.until(lambda least=before: len(visitor.inbox) > least)  # type: ignore[misc]
    visitor.write(words)
    await simulator.until(lambda: words in everything_said(simulator))
    return visitor


def everything_said(simulator: Simulator) -> str:
    """Give all that the bot sent, wherever."""
    return "\n".join(call.text for call in simulator.calls())


async def ask(program: Program, path: str) -> str:
    url = f"http://{program.settings['ENGAWA_HEALTH_LISTEN']}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.text()


async def test_a_visitor_of_each_ward_is_served_and_nothing_crosses(
    bunkyo: Simulator, taito: Simulator, program: Program, write_ward: Write
) -> None:
    write_ward("bunkyo", bunkyo)
    write_ward("taito", taito, STATE_DIR=str(program.folder / "elsewhere"))
    await program.start()

    await visit(bunkyo, WORDS["bunkyo"])
    await visit(taito, WORDS["taito"])
    ready, page = await ask(program, "/readyz"), await ask(program, "/metrics")
    code = await program.terminate()

    assert code == 0
    assert WORDS["taito"] not in everything_said(bunkyo)
    assert WORDS["bunkyo"] not in everything_said(taito)
    assert ready == "bunkyo: ready\ntaito: ready\n"
    for ward in WORDS:
        assert re.search(rf'engawa_turns_total{{outcome="done",ward="{ward}"}} [1-9]', page)
    own = program.folder / ".engawa" / "bunkyo"
    other = program.folder / "elsewhere"
    assert {file.name for file in own.iterdir()} == {file.name for file in other.iterdir()}
    assert (own / "master.key").read_bytes() != (other / "master.key").read_bytes()


async def test_wards_that_are_wrong_stop_no_other_and_hear_nothing_of_its_settings(
    bunkyo: Simulator, taito: Simulator, program: Program, write_ward: Write, tmp_path: Path
) -> None:
    (tmp_path / "flows").mkdir()
    write_ward("a-flow", bunkyo, FLOWS=str(tmp_path / "flows"))
    write_ward("a-token", taito, TELEGRAM_TOKEN="6000000003:wrong")
    write_ward("no-token", taito, TELEGRAM_TOKEN="")
    write_ward("taito", taito)
    assert program.environment()["ENGAWA_TELEGRAM_TOKEN"]
    program.launch()

    await visit(taito, WORDS["taito"])
    ready = await ask(program, "/readyz")
    code = await program.terminate()

    assert code == 1
    assert ready.splitlines() == [
        "a-flow: not serving",
        "a-token: not serving",
        "no-token: not serving",
        "taito: ready",
    ]
    last = program.said.splitlines()[-3:]
    assert last[0].startswith("engawa: a-flow: ")
    assert last[1:] == [
        "engawa: a-token: ENGAWA_TELEGRAM_TOKEN is wrong: Telegram refused it",
        "engawa: no-token: ENGAWA_TELEGRAM_TOKEN is missing: give the token that BotFather gave, "
        "such as 123456:ABC-DEF",
    ]
    told = [line for line in program.said.splitlines() if 'event="ward does not serve"' in line]
    assert {match[1] for line in told if (match := re.search(r" ward=(\S+)", line))} == {
        "a-flow",
        "a-token",
        "no-token",
    }


async def test_where_no_ward_can_serve_it_ends_at_once(
    bunkyo: Simulator, program: Program, write_ward: Write
) -> None:
    write_ward("bunkyo", bunkyo, TELEGRAM_TOKEN="6000000003:wrong")
    write_ward("taito", bunkyo, STAFF_CHAT="1")

    code = await program.run_to_the_end()

    assert code == 2
    assert [line for line in program.said.splitlines() if line.startswith("engawa: ")] == [
        "engawa: bunkyo: ENGAWA_TELEGRAM_TOKEN is wrong: Telegram refused it",
        "engawa: taito: ENGAWA_STAFF_CHAT is wrong: give the number of the staff group, "
        "such as -1001234567890; for several desks, ENGAWA_STAFF_CHATS instead",
    ]


async def test_wards_by_webhook_share_a_port_and_no_path(
    bunkyo: Simulator, taito: Simulator, program: Program, write_ward: Write
) -> None:
    address = free_address()
    hook = {"WEBHOOK_URL": f"http://{address}/telegram", "WEBHOOK_LISTEN": address}
    write_ward("bunkyo", bunkyo, **hook)
    write_ward("taito", taito, **hook)
    program.launch()

    await visit(bunkyo, WORDS["bunkyo"])
    await visit(taito, WORDS["taito"])
    code = await program.terminate()

    assert code == 0
    urls = {str(each.calls("setWebhook")[0].given["url"]) for each in (bunkyo, taito)}
    assert len(urls) == 2
    assert WORDS["taito"] not in everything_said(bunkyo)
    assert WORDS["bunkyo"] not in everything_said(taito)
