"""Served by webhook: what a visitor and staff do crosses over, and nothing is lost on the way."""

import asyncio
import json
import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.channels.telegram.webhook import SECRET_HEADER
from bot.simulator import Simulator
from tests.acceptance.crowd import Crowd, living
from tests.acceptance.process import Program, cleared_away
from tests.acceptance.record import judge, read_arrivals
from tests.acceptance.ward import Ward, card_in, new_staff, texts, words_in

ROUNDS = 20


@pytest.fixture
def by_webhook() -> dict[str, object]:
    address = free_address()
    return {"webhook_url": f"http://{address}/telegram", "webhook_listen": address}


@pytest.fixture
def program(simulator: Simulator, tmp_path: Path, by_webhook: dict[str, object]) -> Program:
    settings = {f"ENGAWA_{name.upper()}": str(value) for name, value in by_webhook.items()}
    return Program(simulator, tmp_path / "program", settings=settings)


async def deliver_to(program: Program) -> None:
    """Start a program and wait until Telegram delivers to it."""
    told = len(program.simulator.calls("setWebhook"))
    program.launch()
    await program.simulator.until(
        lambda: len(program.simulator.calls("setWebhook")) > told, timeout=15
    )


async def test_a_visitor_and_staff_talk(shut_ward: Ward, by_webhook: dict[str, object]) -> None:
    shut_ward.more = by_webhook
    visitor, staff = shut_ward.simulator.visitor("はな"), new_staff(shut_ward)

    async with shut_ward.serving():
        topic = await shut_ward.open_case(visitor, "みどり")
        await shut_ward.write(visitor, "こんばんは")
        staff.write("どうぞ", topic=topic, reply_to=card_in(topic))
        await shut_ward.quiet()

    assert words_in(topic) == ["こんばんは"]
    assert any("どうぞ" in words for words in texts(visitor.inbox))
    assert shut_ward.simulator.calls("getUpdates") == []


async def test_what_waits_is_kept_from_polling_to_webhook_and_back(
    shut_ward: Ward, by_webhook: dict[str, object]
) -> None:
    visitor = shut_ward.simulator.visitor("はな")
    async with shut_ward.serving():
        topic = await shut_ward.open_case(visitor, "みどり")

    for number, more in enumerate((by_webhook, {}, by_webhook, {})):
        visitor.write(f"{number} 前")
        shut_ward.more = more
        async with shut_ward.serving():
            await shut_ward.quiet()
            await shut_ward.write(visitor, f"{number} 後")

    assert words_in(topic) == [f"{number} {when}" for number in range(4) for when in "前後"]
    calls = shut_ward.simulator.calls()
    assert not any(str(c.given.get("drop_pending_updates")).lower() == "true" for c in calls)


async def test_a_stop_under_load_loses_nothing_and_turns_keep_telegrams_order(
    simulator: Simulator, program: Program
) -> None:
    crowd = Crowd.of(simulator, 8)

    async with cleared_away(program):
        await deliver_to(program)
        async with living(crowd, in_flight=16):
            for words in (5, 40, 90):
                await simulator.until(lambda least=words: len(crowd.written) >= least, timeout=20)  # type: ignore[misc]
                assert await program.terminate() == 0, program.said
                await deliver_to(program)
        await simulator.until(
            lambda: not judge(crowd.written, read_arrivals(simulator, crowd.accounts), []).lost,
            timeout=20,
        )
        assert await program.terminate() == 0

    verdict = judge(crowd.written, read_arrivals(simulator, crowd.accounts), [])
    assert verdict.faults == ()
    assert verdict.copies == 0


async def test_what_overtakes_on_the_way_is_stored_in_telegrams_order(
    shut_ward: Ward, by_webhook: dict[str, object]
) -> None:
    shut_ward.more = by_webhook
    visitor, staff = shut_ward.simulator.visitor("はな"), new_staff(shut_ward)
    async with shut_ward.serving():
        topic = await shut_ward.open_case(visitor, "みどり")

    async with unruly_proxy(str(by_webhook["webhook_listen"])) as proxy:
        shut_ward.more = {**by_webhook, "webhook_listen": proxy.behind}
        async with shut_ward.serving():
            for number in range(ROUNDS):
                visitor.write(f"{number}")
                staff.write(f"/note {number}", topic=topic)
                visitor.tap("メニュー")
            await shut_ward.quiet()

    stored = numbers_in(shut_ward.folder / "engawa.sqlite")
    assert proxy.carried != sorted(proxy.carried)
    assert len(set(stored) & set(proxy.carried)) >= 3 * ROUNDS
    assert stored == sorted(stored)
    assert words_in(topic) == [f"{number}" for number in range(ROUNDS)]


@dataclass
class UnrulyProxy:
    """Hands deliveries over, but a visitor's words only when something has overtaken them."""

    behind: str
    session: aiohttp.ClientSession
    carried: list[int] = field(default_factory=list)
    _overtaken: asyncio.Event = field(default_factory=asyncio.Event)

    async def carry(self, request: web.Request) -> web.Response:
        body = await request.read()
        update = json.loads(body)
        if update.get("message", {}).get("chat", {}).get("type") == "private":
            self._overtaken.clear()
            with suppress(TimeoutError):  # nothing came behind
                async with asyncio.timeout(0.1):
                    await self._overtaken.wait()
        self.carried.append(update["update_id"])
        headers = {name: request.headers[name] for name in ("Content-Type", SECRET_HEADER)}
        url = f"http://{self.behind}{request.path}"
        async with asyncio.TaskGroup() as tasks:
            handing_over = tasks.create_task(self._post(url, body, headers))
            self._overtaken.set()
        return web.Response(status=handing_over.result())

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        async with self.session.post(url, data=body, headers=headers) as answer:
            return answer.status


@asynccontextmanager
async def unruly_proxy(address: str) -> AsyncIterator[UnrulyProxy]:
    """Run one at an address, before a free one."""
    async with aiohttp.ClientSession() as session:
        proxy = UnrulyProxy(free_address(), session)
        app = web.Application()
        app.router.add_post("/{path:.*}", proxy.carry)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        host, _, port = address.partition(":")
        await web.TCPSite(runner, host, int(port)).start()
        try:
            yield proxy
        finally:
            await runner.cleanup()


def free_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def numbers_in(database: Path) -> list[int]:
    """Give the numbers of the updates that were stored, in the order of their turns."""
    with closing(sqlite3.connect(database)) as connection:
        keys = connection.execute(
            "SELECT update_key FROM inbox WHERE update_key IS NOT NULL ORDER BY id"
        )
        return [int(key.removeprefix("telegram:")) for (key,) in keys]


async def test_where_another_program_polls_by_mistake_only_one_of_the_two_is_left(
    simulator: Simulator, program: Program, tmp_path: Path
) -> None:
    program.settings["ENGAWA_POLL_SECONDS"] = "1"
    async with cleared_away(program), cleared_away(Program(simulator, tmp_path / "x")) as other:
        await deliver_to(program)
        await other.start()

        async with asyncio.timeout(15):
            code = await program.ended()

        assert code == 1
        assert "another instance" in program.said
        assert other.is_running
