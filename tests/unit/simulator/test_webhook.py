"""Delivery by webhook."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.simulator import Simulator, Visitor
from bot.simulator.wire import Json
from tests.unit.simulator.conftest import Caller


@dataclass
class Receiver:
    """A bot that is called: notes what arrives and answers with the statuses it was given."""

    simulator: Simulator
    url: str = ""
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    reply: Json | None = None
    arrived: list[Json] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        self.arrived.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.simulator.events.wake()
        await self.gate.wait()
        status = self.statuses.pop(0) if self.statuses else 200
        if self.reply is not None:
            return web.json_response(self.reply)
        return web.Response(status=status, headers=self.headers)

    async def until(self, predicate: Callable[[], bool]) -> None:
        await self.simulator.until(predicate)


@pytest.fixture
async def receiver(simulator: Simulator) -> AsyncIterator[Receiver]:
    receiving = Receiver(simulator)
    receiving.gate.set()
    app = web.Application()
    app.router.add_post("/hook", receiving.receive)
    async with TestServer(app) as server:
        receiving.url = str(server.make_url("/hook"))
        yield receiving


def deliveries(simulator: Simulator) -> list[object]:
    return [entry.outcome for entry in simulator.journal.of_kind("delivery")]


def more_than(simulator: Simulator, seen: int) -> bool:
    return len(deliveries(simulator)) > seen or simulator.courier.hook is None


async def test_updates_are_delivered_with_the_secret_and_confirmed(
    simulator: Simulator, call: Caller, receiver: Receiver, visitor: Visitor
) -> None:
    _, answer = await call("setWebhook", url=receiver.url, secret_token="s-1")

    visitor.write("もしもし")

    await receiver.until(lambda: len(simulator.queue) == 0)
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    assert [update["message"]["text"] for update in receiver.arrived] == ["/start", "もしもし"]
    assert set(receiver.secrets) == {"s-1"}


async def test_polling_and_webhook_exclude_each_other(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    poll = asyncio.ensure_future(call("getUpdates", timeout=30))
    await simulator.until(lambda: simulator.queue.is_polled)
    await call("setWebhook", url=receiver.url)

    ended, refused = (await poll)[1], (await call("getUpdates"))[1]
    await call("deleteWebhook")

    assert ended["description"] == "Conflict: terminated by setWebhook request"
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await call("getUpdates"))[0] == 200


async def test_what_is_not_accepted_comes_again_after_growing_pauses(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    receiver.statuses = [500, 500, 500]
    await call("setWebhook", url=receiver.url)

    simulator.visitor("みどり").start()
    await receiver.until(lambda: deliveries(simulator) == [500, 500])
    simulator.advance(1)
    await receiver.until(lambda: deliveries(simulator) == [500, 500, 500])
    simulator.advance(1)
    await call("getMe")
    early = len(receiver.arrived)
    simulator.advance(1)

    await receiver.until(lambda: deliveries(simulator)[-1] == 200)
    assert early == 3
    info = (await call("getWebhookInfo"))[1]["result"]
    assert info["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )
    assert info["pending_update_count"] == 0


async def test_a_wanted_pause_is_kept(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    receiver.statuses, receiver.headers = [503], {"Retry-After": "100"}
    await call("setWebhook", url=receiver.url)
    simulator.visitor("みどり").start()
    await receiver.until(lambda: deliveries(simulator) == [503])

    simulator.advance(99)
    await call("getMe")
    early = deliveries(simulator)
    simulator.advance(1)

    await receiver.until(lambda: deliveries(simulator) == [503, 200])
    assert early == [503]


async def test_each_source_has_a_queue_of_its_own(
    simulator: Simulator, call: Caller, receiver: Receiver, visitor: Visitor
) -> None:
    await call(
        "sendMessage",
        chat_id=visitor.id,
        text="x",
        reply_markup={"inline_keyboard": [[{"text": "はい", "callback_data": "yes"}]]},
    )
    await call("setWebhook", url=receiver.url)
    await receiver.until(lambda: len(simulator.queue) == 0)
    receiver.gate.clear()
    receiver.arrived.clear()

    visitor.write("一")
    visitor.write("二")
    visitor.tap("yes")
    await receiver.until(lambda: len(receiver.arrived) == 2)

    kinds = [next(key for key in update if key != "update_id") for update in receiver.arrived]
    assert sorted(kinds) == ["callback_query", "message"]
    receiver.gate.set()
    await receiver.until(lambda: len(simulator.queue) == 0)
    assert len(receiver.arrived) == 3


async def test_no_more_connections_than_wanted(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    await call("setWebhook", url=receiver.url, max_connections=2)
    receiver.gate.clear()

    for name in ("一", "二", "三"):
        simulator.visitor(name).start()
    await receiver.until(lambda: len(receiver.arrived) == 2)
    await call("getMe")

    assert len(receiver.arrived) == 2
    receiver.gate.set()
    await receiver.until(lambda: len(receiver.arrived) == 3)


async def test_an_answer_may_name_a_method(
    simulator: Simulator, call: Caller, receiver: Receiver, visitor: Visitor
) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": visitor.id, "text": "はい"}

    await call("setWebhook", url=receiver.url)

    await receiver.until(lambda: bool(visitor.inbox))
    assert visitor.inbox[0].text == "はい"


async def test_a_webhook_that_is_gone_for_a_day_is_removed(
    simulator: Simulator, call: Caller, receiver: Receiver
) -> None:
    receiver.statuses = [410] * 5000
    await call("setWebhook", url=receiver.url)
    simulator.visitor("みどり").start()
    await receiver.until(lambda: len(deliveries(simulator)) >= 2)

    for _ in range(24):
        seen = len(deliveries(simulator))
        simulator.advance(3600)
        await simulator.until(partial(more_than, simulator, seen))

    assert (await call("getWebhookInfo"))[1]["result"]["url"] == ""


async def test_a_dead_webhook_is_told_of(
    simulator: Simulator, call: Caller, unused_tcp_port: int, visitor: Visitor
) -> None:
    await call("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/")
    await simulator.until(lambda: len(deliveries(simulator)) >= 2)

    info = (await call("getWebhookInfo"))[1]["result"]

    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        (
            {"url": "http://example.jp/hook"},
            "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.jp/hook", "secret_token": "あ"},
            "Bad Request: secret token contains unallowed characters",
        ),
    ],
)
async def test_a_webhook_has_to_be_safe(call: Caller, parameters: Json, description: str) -> None:
    assert (await call("setWebhook", **parameters))[1]["description"] == description


async def test_what_waits_can_be_dropped(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    visitor.write("忘れて")

    _, answer = await call("deleteWebhook", drop_pending_updates=True)

    assert answer["description"] == "Webhook is already deleted"
    assert len(simulator.queue) == 0
