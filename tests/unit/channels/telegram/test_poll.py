"""Updates are stored before Telegram is told that we have them."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.channels.telegram import poll
from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import (
    CONFLICTS_ALLOWED,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    NEWCOMER_POLLS,
    SILENT_WINDOWS,
    SOURCE,
    Poller,
    knock,
)
from bot.model.errors import AnotherInstance, TokenRefused, Unanswered
from bot.model.inputs import Arrival, Said, Started
from bot.simulator import Simulator, Visitor


@dataclass
class Store:
    """Keeps what it is given, unless it is told to fail."""

    arrivals: list[Arrival] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)
    fails: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def accept(self, arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
        assert source == SOURCE
        if self.fails:
            raise OSError("the disk is full")
        self.arrivals.extend(arrivals)
        self.offsets.append(offset)
        self.changed.set()

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self.changed.clear()
                await self.changed.wait()


@pytest.fixture
def store() -> Store:
    return Store()


@asynccontextmanager
async def polling(
    client: Client, store: Store, offset: int | None = None
) -> AsyncIterator[Poller]:
    poller = Poller(client, store.accept, 30, time.monotonic)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(poller.run(offset))
        try:
            async with asyncio.timeout(5):
                await poller.ready.wait()
            yield poller
        finally:
            running.cancel()


def confirmed(simulator: Simulator) -> int:
    return len(simulator.journal.of_kind("confirmed", None))


async def test_updates_are_handed_over_in_order_with_the_next_offset(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    visitor.write("一")
    visitor.write("二")

    async with polling(client, store):
        await store.until(lambda: len(store.arrivals) == 3)

    happened = [arrival.input for arrival in store.arrivals]
    assert [type(each) for each in happened] == [Started, Said, Said]
    assert store.offsets[-1] == simulator.first_update_id + 3


async def test_nothing_is_confirmed_before_it_is_stored(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    store.fails = True

    with pytest.raises(ExceptionGroup):
        async with polling(client, store):
            await asyncio.Event().wait()

    assert confirmed(simulator) == 0
    store.fails = False
    async with polling(client, store):
        await store.until(lambda: store.arrivals)
        await simulator.until(lambda: confirmed(simulator) == 1)


async def test_what_comes_while_the_store_takes_nothing_is_seen_and_not_confirmed(
    client: Client, simulator: Simulator, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "LOOK_SECONDS", 0.55)
    seen, came, taken = set[str](), asyncio.Event(), asyncio.Event()

    async def accept(arrivals: Sequence[Arrival], source: str, offset: int | None) -> None:
        came.set()
        await taken.wait()

    def see(arrivals: Sequence[Arrival]) -> None:
        seen.update(each.input.text for each in arrivals if isinstance(each.input, Said))
        if "あと" in seen:
            came.set()

    poller = Poller(client, accept, 30, time.monotonic)
    poller.see = see
    async with asyncio.TaskGroup() as tasks, asyncio.timeout(5):
        running = tasks.create_task(poller.run(None))
        await came.wait()
        came.clear()
        visitor.write("あと")
        await came.wait()
        before = confirmed(simulator)
        taken.set()
        await simulator.until(lambda: confirmed(simulator) > before)
        running.cancel()

    assert before == 0


async def test_a_poller_goes_on_where_the_store_says(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    visitor.write("もう読んだ")
    visitor.write("まだ")

    async with polling(client, store, simulator.first_update_id + 2):
        await store.until(lambda: store.arrivals)

    (arrival,) = store.arrivals
    assert isinstance(arrival.input, Said)
    assert arrival.input.text == "まだ"


async def test_an_update_that_nobody_can_read_stops_no_other(
    client: Client, visitor: Visitor, store: Store
) -> None:
    visitor.act("raw", update={"message": {"chat": {"id": visitor.id}, "date": "?"}})
    visitor.act("raw", update={"message": "nonsense"})
    visitor.write("あとの言葉")

    async with polling(client, store):
        await store.until(lambda: len(store.arrivals) == 3)

    assert [arrival.input is None for arrival in store.arrivals] == [False, True, False]


async def test_what_concerns_nobody_still_moves_the_offset(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    visitor.act("raw", update={"message": "nonsense"})

    async with polling(client, store):
        await store.until(lambda: store.offsets)

    assert store.offsets == [simulator.first_update_id + 2]
    assert len(store.arrivals) == 1


async def test_a_bad_gateway_is_waited_out(
    client: Client,
    simulator: Simulator,
    visitor: Visitor,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.telegram.poll.FIRST_PAUSE", 0.01)
    simulator.fail("getUpdates", "status", status=502, times=2)
    simulator.fail("getUpdates", "reset")

    async with polling(client, store):
        await store.until(lambda: store.arrivals)


async def test_a_newcomer_gives_way_to_whoever_polls_already(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    simulator.fail("getUpdates", "refuse", status=409, description="Conflict: another getUpdates")

    with pytest.raises(AnotherInstance):
        await Poller(client, store.accept, 30, time.monotonic).run(None)

    assert store.arrivals == []


async def test_a_knock_takes_nothing_and_is_the_first_poll(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    visitor.write("一")
    waiting = len(simulator.queue)

    await knock(client)
    left = len(simulator.queue)
    async with polling(client, store):
        await store.until(lambda: store.arrivals)

    first, second = simulator.calls("getUpdates")[:2]
    assert left == len(store.arrivals) == waiting
    assert "offset" not in first.given
    assert (first.given["timeout"], second.given["timeout"]) == (0, 30)


async def test_a_knock_that_nobody_answers_is_no_poll(
    client: Client, simulator: Simulator, store: Store
) -> None:
    simulator.fail("getUpdates", "status", status=502)

    await knock(client)
    async with polling(client, store):
        await simulator.until(lambda: simulator.queue.is_polled)

    assert not store.arrivals
    assert [call.given["timeout"] for call in simulator.calls("getUpdates")][1] == 0


async def test_a_token_that_is_refused_stops_at_once(simulator: Simulator, store: Store) -> None:
    simulator.fail("getUpdates", "refuse", status=401)

    async with Client(simulator.token, simulator.url) as client:
        with pytest.raises(TokenRefused, match="ENGAWA_TELEGRAM_TOKEN"):
            await Poller(client, store.accept, 30, time.monotonic).run(None)


# ── silence ──────────────────────────────────────────────────────────────────


@pytest.fixture
def short_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bear silence for a twentieth of a second instead of three windows."""
    monkeypatch.setattr("bot.channels.telegram.poll.SILENT_WINDOWS", 0.05)
    monkeypatch.setattr("bot.channels.telegram.poll.FIRST_PAUSE", 0.0)


@pytest.mark.usefixtures("short_windows")
async def test_a_connection_that_went_dead_is_replaced_and_polling_goes_on(
    client: Client, simulator: Simulator, visitor: Visitor, store: Store
) -> None:
    simulator.fail("getUpdates", "hang")
    before = client._polling._session

    async with asyncio.TaskGroup() as tasks:
        polling = Poller(client, store.accept, 1, time.monotonic)
        running = tasks.create_task(polling.run(None))
        await store.until(lambda: store.arrivals)
        running.cancel()

    assert client._polling._session is not before


@pytest.mark.usefixtures("short_windows")
async def test_a_silence_that_a_new_connection_does_not_end_ends_the_program(
    client: Client, simulator: Simulator, store: Store
) -> None:
    simulator.fail("getUpdates", "hang", times=None)

    async with asyncio.timeout(5):
        with pytest.raises(Unanswered, match="this one stops"):
            await Poller(client, store.accept, 1, time.monotonic).run(None)

    assert len(simulator.journal.of_kind("fault", "hang")) == 2


async def test_silence_is_borne_for_three_windows_and_for_three_more(
    client: Client, store: Store
) -> None:
    now = 1000.0
    poller = Poller(client, store.accept, 30, lambda: now)
    first = client._polling._session
    assert poller._patience() == 3 * 30

    now += 3 * 30 - 1
    await poller._break_silence()
    assert (SILENT_WINDOWS, client._polling._session) == (3, first)

    now += 1
    await poller._break_silence()
    second = client._polling._session
    assert second is not first

    now += 3 * 30 - 1
    await poller._break_silence()
    assert client._polling._session is second

    now += 1
    with pytest.raises(Unanswered, match="180 seconds"):
        await poller._break_silence()


@pytest.mark.parametrize("error", [RetryAfter(600), None])
async def test_any_answer_ends_the_silence(
    client: Client, store: Store, error: RetryAfter | None
) -> None:
    now = 0.0
    poller = Poller(client, store.accept, 30, lambda: now)
    assert poller._patience() == 90

    now += 80
    if error is None:
        poller._answered()
    else:
        poller._after(error)
    now += 600  # nobody asks while Telegram's wish is kept, or while the store is slow

    assert poller._patience() == 90
    assert poller.heard == 80


async def test_an_error_on_the_way_is_no_answer(client: Client, store: Store) -> None:
    now = 0.0
    poller = Poller(client, store.accept, 30, lambda: now)
    assert poller._patience() == 90

    for _ in range(2):
        now += 45
        poller._after(TimedOut())

    assert poller._patience() == 0


# ── how long to wait, as numbers ─────────────────────────────────────────────


@pytest.fixture
def poller(client: Client, store: Store) -> Poller:
    return Poller(client, store.accept, 30, time.monotonic)


def test_after_trouble_the_pauses_grow_to_half_a_minute_and_begin_anew(poller: Poller) -> None:
    pauses = [poller._after(NetworkError("?")) for _ in range(7)]
    poller._answered()

    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert (FIRST_PAUSE, LONGEST_PAUSE) == (1, 30)
    assert poller._after(NetworkError("?")) == 1


@pytest.mark.parametrize("after", [7, timedelta(seconds=7)])
def test_telegrams_own_wish_is_kept(poller: Poller, after: int | timedelta) -> None:
    assert poller._after(RetryAfter(after)) == 7


@pytest.mark.parametrize("error", [InvalidToken(), Forbidden("?")])
def test_a_refused_token_is_not_tried_again(
    poller: Poller, error: InvalidToken | Forbidden
) -> None:
    with pytest.raises(TokenRefused):
        poller._after(error)


def test_one_that_has_served_holds_out_against_a_few_conflicts(poller: Poller) -> None:
    for _ in range(NEWCOMER_POLLS + 1):
        poller._answered()

    for _ in range(CONFLICTS_ALLOWED):
        poller._after(Conflict("?"))

    with pytest.raises(AnotherInstance):
        poller._after(Conflict("?"))


def test_one_that_has_served_forgets_conflicts_that_are_over(poller: Poller) -> None:
    for _ in range(3 * CONFLICTS_ALLOWED):
        poller._answered()
        poller._answered()
        poller._answered()
        poller._after(Conflict("?"))


def test_the_first_poll_returns_at_once_and_the_next_ones_wait(poller: Poller) -> None:
    first = poller._window()
    poller._answered()

    assert (first, poller._window()) == (0, 30)
