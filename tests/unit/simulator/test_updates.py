"""getUpdates, as the official server answers it."""

import asyncio

import pytest

from bot.simulator import FakeClock, Simulator, Visitor
from bot.simulator.updates import Asked, UpdateQueue
from bot.simulator.wire import Refusal
from tests.unit.simulator.conftest import Caller

DAY = 86_400


def queue_of(*texts: str, first_id: int = 100) -> UpdateQueue:
    queue = UpdateQueue(FakeClock(), first_id)
    queue.one_after_same_offset = False
    for text in texts:
        queue.offer("message", {"text": text}, "message:1")
    return queue


def ids(queue: UpdateQueue, offset: int = 0, limit: int = 100) -> list[int]:
    return [update["update_id"] for update in queue.fetch(Asked(offset, limit))]


def test_fetching_confirms_nothing() -> None:
    queue = queue_of("a", "b")

    ids(queue)

    assert ids(queue) == [100, 101]


def test_an_offset_confirms_everything_below_it() -> None:
    queue = queue_of("a", "b", "c")

    assert ids(queue, offset=102) == [102]
    assert ids(queue, offset=0) == [102]


def test_a_negative_offset_forgets_all_but_the_last() -> None:
    queue = queue_of("a", "b", "c")

    assert ids(queue, offset=-1) == [102]
    assert ids(queue) == [102]


def test_no_more_than_the_limit_is_given() -> None:
    assert ids(queue_of("a", "b", "c"), limit=2) == [100, 101]


def test_an_offset_far_ahead_is_read_from_the_start() -> None:
    queue = queue_of("a", "b")

    assert ids(queue, offset=9_000) == [100, 101]


def test_ids_that_begin_anew_come_after_the_old_ones_are_confirmed() -> None:
    queue = queue_of("old", first_id=5_000)
    queue.begin_ids_at(7)
    queue.offer("message", {"text": "new"}, "message:1")

    assert ids(queue) == [5_000]
    assert ids(queue, offset=5_001) == [7]
    assert ids(queue, offset=8) == []


def test_the_same_offset_soon_again_gets_one_update() -> None:
    clock = FakeClock()
    queue = UpdateQueue(clock, 100)
    for text in ("a", "b", "c"):
        queue.offer("message", {"text": text}, "message:1")

    first = queue._bent(Asked(100))
    soon = queue._bent(Asked(100))
    clock.advance(1)
    later = queue._bent(Asked(100))

    assert (first.limit, soon.limit, later.limit) == (100, 1, 100)


def test_the_same_offset_again_can_be_made_to_wait() -> None:
    queue = queue_of()
    queue.wait_after_same_offset = True

    queue._bent(Asked(100))

    assert queue._bent(Asked(100)).timeout == 3


@pytest.mark.parametrize(("kind", "seconds"), [("message", DAY), ("callback_query", 150)])
def test_an_update_is_kept_for_its_time_only(kind: str, seconds: int) -> None:
    clock = FakeClock()
    queue = UpdateQueue(clock, 100)
    queue.offer(kind, {}, "source")

    clock.advance(seconds - 1)
    kept = len(queue)
    clock.advance(1)

    assert (kept, len(queue)) == (1, 0)


@pytest.mark.parametrize(
    ("allowed", "wanted"),
    [
        (None, {"message": True, "callback_query": True, "message_reaction": False}),
        (["message_reaction"], {"message": False, "message_reaction": True}),
        ([], {"message": True, "chat_member": False, "message_reaction": False}),
    ],
)
async def test_the_bot_hears_what_it_asked_for(
    simulator: Simulator, call: Caller, allowed: list[str] | None, wanted: dict[str, bool]
) -> None:
    given = {} if allowed is None else {"allowed_updates": allowed}

    await call("getUpdates", **given)

    assert {kind: simulator.queue.wants(kind) for kind in wanted} == wanted


async def test_a_list_of_wanted_updates_is_kept_when_a_later_call_gives_none(
    simulator: Simulator, call: Caller
) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])

    await call("getUpdates")

    assert not simulator.queue.wants("message")


async def test_a_long_poll_is_woken_by_an_update(
    simulator: Simulator, call: Caller, visitor: Visitor
) -> None:
    offset = (await call("getUpdates"))[1]["result"][-1]["update_id"] + 1
    poll = asyncio.ensure_future(call("getUpdates", offset=offset, timeout=50))
    await simulator.until(lambda: simulator.queue.is_polled)

    visitor.write("もしもし")

    _, envelope = await asyncio.wait_for(poll, 2)
    assert envelope["result"][0]["message"]["text"] == "もしもし"


async def test_a_long_poll_ends_after_fifty_seconds_at_most(
    simulator: Simulator, call: Caller
) -> None:
    poll = asyncio.ensure_future(call("getUpdates", timeout=500))
    await simulator.until(lambda: simulator.queue.is_polled)

    simulator.advance(49)
    early = poll.done()
    simulator.advance(1)

    assert not early
    assert (await asyncio.wait_for(poll, 2))[1]["result"] == []


async def test_a_second_poller_ends_the_first(simulator: Simulator, call: Caller) -> None:
    first = asyncio.ensure_future(call("getUpdates", timeout=30))
    await simulator.until(lambda: simulator.queue.is_polled)
    second = asyncio.ensure_future(call("getUpdates", timeout=30))

    status, envelope = await asyncio.wait_for(first, 2)

    assert status == 409
    assert envelope == {
        "ok": False,
        "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    }
    second.cancel()


async def test_a_repeated_update_keeps_its_id_and_ignores_the_offset() -> None:
    queue = queue_of()
    queue.offer("message", {"text": "twice"}, "message:1", again=True)

    assert ids(queue, offset=100) == [100]
    assert ids(queue, offset=101) == [100]
    assert ids(queue, offset=101) == []


async def test_an_interrupted_poll_says_why() -> None:
    queue, polled = queue_of(), asyncio.Event()
    queue.polled = polled.set
    poll = asyncio.ensure_future(queue.poll(Asked(timeout=5)))
    await polled.wait()

    queue.interrupt("Conflict: because")

    with pytest.raises(Refusal, match="because"):
        await poll
