"""Updates are stored before Telegram is told that we have them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from telegram.error import Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.channels.telegram.client import Client
from bot.channels.telegram.poll import (
    CONFLICTS_ALLOWED,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    NEWCOMER_POLLS,
    SOURCE,
    Poller,
)
from bot.model.errors import AnotherInstance, TokenRefused
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
    poller = Poller(client, store.accept, 30)
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
        await Poller(client, store.accept, 30).run(None)

    assert store.arrivals == []


async def test_a_token_that_is_refused_stops_at_once(simulator: Simulator, store: Store) -> None:
    simulator.fail("getUpdates", "refuse", status=401)

    async with Client(simulator.token, simulator.url) as client:
        with pytest.raises(TokenRefused, match="ENGAWA_TELEGRAM_TOKEN"):
            await Poller(client, store.accept, 30).run(None)


# ── how long to wait, as numbers ─────────────────────────────────────────────


@pytest.fixture
def poller(client: Client, store: Store) -> Poller:
    return Poller(client, store.accept, 30)


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
