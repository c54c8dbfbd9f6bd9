"""A delivery is answered 200 when it is stored, and Telegram brings whatever is not."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.app.ports import Ports
from bot.channels.telegram import setup
from bot.channels.telegram import webhook as module
from bot.channels.telegram.client import ALLOWED_UPDATES, Client
from bot.channels.telegram.poll import SOURCE
from bot.channels.telegram.webhook import LARGEST_BODY, SECRET_HEADER, Hook, Webhook
from bot.model.errors import AnotherInstance, SettingsError, TokenRefused
from bot.model.inputs import Arrival, Said
from bot.simulator import Simulator, Visitor

SECRET = "a-secret-of-the-test"
PATH = "/telegram/path"
JSON = {"Content-Type": "application/json", SECRET_HEADER: SECRET}


@pytest.fixture(autouse=True)
def _short_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for a number that is missing: here nothing is far away."""
    monkeypatch.setattr("bot.channels.telegram.sequence.HOLD", 0.05)


@dataclass
class Store:
    """Keeps what it is given, when it is let."""

    arrivals: list[Arrival] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    """Keys of what another replica stored."""
    refuses: Callable[[Arrival], bool] = lambda _: False
    is_open: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.is_open.set()

    async def accept(self, arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
        assert (source, offset) == (SOURCE, None)
        self.asked.set()
        await self.is_open.wait()
        if any(self.refuses(arrival) for arrival in arrivals):
            raise OSError("the disk is full")
        self.arrivals.extend(arrivals)
        self.batches.append(len(arrivals))

    async def known(self, keys: Sequence[str]) -> set[str]:
        return self.elsewhere & set(keys)

    @property
    def said(self) -> list[str]:
        return [each.input.text for each in self.arrivals if isinstance(each.input, Said)]


@dataclass
class Telegram:
    """Delivers what a test gives it."""

    url: str
    session: aiohttp.ClientSession

    async def bring(self, body: object, **headers: str) -> int:
        given = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = self.session.post(self.url, data=io.BytesIO(given), headers=JSON | headers)
        async with sent as answer:
            return answer.status


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def webhook(client: Client, store: Store, unused_tcp_port: int) -> Webhook:
    hook = Hook(f"http://127.0.0.1:{unused_tcp_port}{PATH}", SECRET)
    return Webhook(client, store.accept, store.known, hook, time.monotonic)


@asynccontextmanager
async def running(webhook: Webhook, ports: Ports | None = None) -> AsyncIterator[Telegram]:
    address = webhook.hook.url.split("/")[2]
    async with (
        aiohttp.ClientSession() as session,
        (ports or Ports()).answering("SETTING", address, {PATH: webhook.receive}),
        asyncio.TaskGroup() as tasks,
    ):
        runs = tasks.create_task(webhook.run(30))
        async with asyncio.timeout(5):
            await webhook.ready.wait()
        yield Telegram(webhook.hook.url, session)
        runs.cancel()


def update(number: int, text: str = "ことば", chat: int = 7) -> dict[str, object]:
    person = {"id": chat, "is_bot": False, "first_name": "?"}
    place = {"id": chat, "type": "private", "first_name": "?"}
    message = {"message_id": number, "date": 1, "chat": place, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def test_what_arrives_is_seen_while_the_store_still_holds_up_what_came_before(
    webhook: Webhook, store: Store
) -> None:
    seen, both = list[str](), asyncio.Event()

    def see(arrivals: Sequence[Arrival]) -> None:
        seen.extend(each.input.text for each in arrivals if isinstance(each.input, Said))
        if len(seen) == 2:
            both.set()

    async def stuck(arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
        await both.wait()
        await store.accept(arrivals, source, offset)

    webhook.see, webhook._accept = see, stuck
    async with running(webhook) as telegram, asyncio.timeout(5):
        statuses = await asyncio.gather(
            telegram.bring(update(1, "前")), telegram.bring(update(2, "死にたい"))
        )

    assert [*statuses] == [200, 200]
    assert sorted(seen) == ["前", "死にたい"]


# ── what is let in ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("secret", ["", "a-secret-of-the-tesu", SECRET + "x", "\udcff"])
async def test_without_the_secret_nothing_is_read(
    webhook: Webhook, store: Store, secret: str
) -> None:
    async with running(webhook) as telegram:
        host, _, port = telegram.url.split("/")[2].partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        lines = [
            f"POST {PATH} HTTP/1.1",
            "Host: here",
            "Content-Type: application/json",
            "Content-Length: 1000",
            f"{SECRET_HEADER}: {secret}",
        ]
        head = "\r\n".join([*lines, "", ""]).encode(errors="surrogateescape")
        writer.write(head)  # the body never comes
        async with asyncio.timeout(5):
            status = await reader.readline()
        writer.close()
        await writer.wait_closed()

    assert b" 403 " in status
    assert store.arrivals == []


async def test_the_secret_is_compared_in_constant_time(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = list[tuple[bytes, bytes]]()

    def compare(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return given == wanted

    monkeypatch.setattr("secrets.compare_digest", compare)
    async with running(webhook) as telegram:
        status = await telegram.bring(b"not even JSON", **{SECRET_HEADER: "wrong"})

    assert status == 403
    assert compared == [(b"wrong", SECRET.encode())]


async def test_only_a_post_of_json_at_the_one_path_is_taken(
    webhook: Webhook, store: Store
) -> None:
    async with running(webhook) as telegram:
        async with telegram.session.get(telegram.url, headers=JSON) as asked:
            got = asked.status
        form = await telegram.bring(update(1), **{"Content-Type": "text/plain"})
        telegram.url += "/else"
        elsewhere = await telegram.bring(update(1))

    assert (got, form, elsewhere) == (405, 415, 404)
    assert store.arrivals == []


async def test_a_body_beyond_the_limit_is_refused_and_one_at_the_limit_is_not(
    webhook: Webhook, store: Store
) -> None:
    whole = json.dumps(update(1)).encode()
    async with running(webhook) as telegram:
        at_the_limit = await telegram.bring(whole.ljust(LARGEST_BODY))
        beyond = await telegram.bring(whole.ljust(LARGEST_BODY + 1))

    assert (at_the_limit, beyond) == (200, 413)
    assert len(store.arrivals) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b"[" * 100_000])
async def test_what_is_no_update_is_let_go_and_its_words_are_not_told(
    webhook: Webhook, store: Store, body: bytes
) -> None:
    with capture_logs() as logs:
        async with running(webhook) as telegram:
            status = await telegram.bring(body)

    assert status == 200
    assert store.arrivals == []
    assert [log for log in logs if log["log_level"] == "error"] == [
        {"event": "what was delivered is no update", "size": len(body), "log_level": "error"}
    ]


async def test_an_update_that_nobody_can_read_is_kept_in_view(
    webhook: Webhook, store: Store
) -> None:
    async with running(webhook) as telegram:
        broken = {"update_id": 1, "message": {"chat": {"id": 7}, "date": "?"}}
        status = await telegram.bring(broken)

    assert status == 200
    assert [arrival.input for arrival in store.arrivals] == [None]


# ── what 200 means ───────────────────────────────────────────────────────────


async def test_it_is_answered_only_when_it_is_stored(webhook: Webhook, store: Store) -> None:
    store.is_open.clear()
    async with running(webhook) as telegram, asyncio.TaskGroup() as tasks:
        brought = tasks.create_task(telegram.bring(update(1)))
        await store.asked.wait()
        was_answered_early = brought.done()
        store.is_open.set()

    assert not was_answered_early
    assert brought.result() == 200


async def test_what_cannot_be_stored_is_to_come_again(webhook: Webhook, store: Store) -> None:
    store.refuses = lambda _: True
    async with running(webhook) as telegram:
        first = await telegram.bring(update(1))
        store.refuses = lambda _: False
        again = await telegram.bring(update(1))

    assert (first, again) == (503, 200)
    assert len(store.arrivals) == 1


async def test_a_store_that_is_stuck_is_answered_for_in_time(
    webhook: Webhook, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STORE_SECONDS", 0.05)
    store.is_open.clear()
    async with running(webhook) as telegram:
        stuck = await telegram.bring(update(1))
        monkeypatch.setattr(module, "STORE_SECONDS", 20)
        monkeypatch.setattr(module, "ANSWER_SECONDS", 0.05)
        slow = await telegram.bring(update(2))

    assert (stuck, slow) == (503, 503)
    assert store.arrivals == []


async def test_one_that_cannot_be_stored_keeps_no_other_out(
    webhook: Webhook, store: Store
) -> None:
    store.refuses = lambda arrival: arrival.key == "telegram:2"
    async with running(webhook) as telegram, asyncio.TaskGroup() as tasks:
        brought = [tasks.create_task(telegram.bring(update(number))) for number in (3, 2, 1)]

    assert [each.result() for each in brought] == [200, 503, 200]
    assert [arrival.key for arrival in store.arrivals] == ["telegram:1", "telegram:3"]


async def test_what_is_under_way_at_a_stop_is_to_come_again(
    webhook: Webhook, store: Store
) -> None:
    store.is_open.clear()
    async with running(webhook) as telegram:
        brought = asyncio.ensure_future(telegram.bring(update(1)))
        await store.asked.wait()

    assert await brought == 503
    assert store.arrivals == []


# ── order ────────────────────────────────────────────────────────────────────


async def test_deliveries_that_overtake_one_another_are_stored_in_telegrams_order(
    webhook: Webhook, store: Store
) -> None:
    async with running(webhook) as telegram, asyncio.TaskGroup() as tasks:
        for number in (4, 2, 3, 1):
            tasks.create_task(telegram.bring(update(number, str(number))))

    assert store.said == ["1", "2", "3", "4"]


async def test_what_comes_while_the_store_is_busy_is_stored_together(
    webhook: Webhook, store: Store
) -> None:
    async with running(webhook) as telegram, asyncio.TaskGroup() as tasks:
        await telegram.bring(update(1))
        store.is_open.clear()
        store.asked.clear()
        tasks.create_task(telegram.bring(update(2)))
        await store.asked.wait()
        for number in (3, 4, 5):
            tasks.create_task(telegram.bring(update(number)))
        await until(lambda: len(webhook._sequence) == 3)
        store.is_open.set()

    assert store.batches == [1, 1, 3]


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - nothing tells of a delivery that only waits
            await asyncio.sleep(0)


async def test_a_number_that_another_replica_stored_is_not_waited_for(
    webhook: Webhook, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(webhook) as telegram:
        await telegram.bring(update(1))
        monkeypatch.setattr("bot.channels.telegram.sequence.HOLD", 3600)
        store.elsewhere = {"telegram:2", "telegram:3"}
        async with asyncio.timeout(5):
            status = await telegram.bring(update(4))

    assert status == 200


# ── whether Telegram delivers to us ──────────────────────────────────────────


async def test_telegram_is_told_where_and_keeps_what_waits(
    webhook: Webhook, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    async with running(webhook):
        await simulator.until(lambda: not len(simulator.queue))

    (call,) = simulator.calls("setWebhook")
    assert call.given["url"] == webhook.hook.url
    assert call.given["secret_token"] == SECRET
    assert str(call.given.get("drop_pending_updates", False)).lower() == "false"
    assert simulator.queue.allowed == frozenset(ALLOWED_UPDATES)
    assert len(store.arrivals) == 1


async def test_telegram_is_told_again_until_it_hears(
    webhook: Webhook, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "FIRST_PAUSE", 0.01)
    simulator.fail("setWebhook", "status", status=502, times=2)

    async with running(webhook):
        pass

    assert [call.ok for call in simulator.calls("setWebhook")] == [False, False, True]


@pytest.mark.parametrize(
    ("status", "kind", "setting"),
    [(400, SettingsError, "ENGAWA_WEBHOOK_URL"), (401, TokenRefused, "ENGAWA_TELEGRAM_TOKEN")],
)
async def test_what_telegram_refuses_is_said_by_its_setting(
    webhook: Webhook, simulator: Simulator, status: int, kind: type[Exception], setting: str
) -> None:
    simulator.fail("setWebhook", "refuse", status=status, description="bad webhook")

    with pytest.raises(ExceptionGroup) as caught:
        await webhook.run(30)

    assert caught.group_contains(kind, match=setting)


async def test_a_webhook_that_somebody_else_set_ends_it(
    webhook: Webhook, client: Client, simulator: Simulator
) -> None:
    async with running(webhook):
        await webhook._look()
        await client.set_webhook("http://127.0.0.1:1/other")

        with pytest.raises(AnotherInstance, match="this one stops"):
            await webhook._look()


async def test_a_look_says_when_telegram_was_heard_and_when_it_could_not_deliver(
    webhook: Webhook, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    async with running(webhook):
        before = webhook.heard
        await simulator.until(lambda: not len(simulator.queue))
        store.refuses = lambda _: True
        visitor.write("まだ")
        await simulator.until(lambda: simulator.courier.report().get("last_error_date"))

        with capture_logs() as logs:
            await webhook._look()
            await webhook._look()
            simulator.fail("getWebhookInfo", "status", status=502)
            heard = webhook.heard
            await webhook._look()

    assert before is not None
    assert heard is not None
    assert before <= heard == webhook.heard
    assert [log["event"] for log in logs] == [
        "telegram could not deliver",
        "webhook not looked at",
    ]
