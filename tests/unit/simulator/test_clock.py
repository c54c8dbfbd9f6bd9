"""The clocks."""

import asyncio

from bot.simulator.clock import FakeClock, RealClock, sleep


def test_what_falls_due_runs_in_order_at_its_own_moment() -> None:
    clock = FakeClock(start=0)
    heard: list[tuple[str, float]] = []
    clock.after(20, lambda: heard.append(("second", clock.now())))

    def begin() -> None:
        clock.after(5, lambda: heard.append(("first", clock.now())))

    clock.after(10, begin)
    clock.after(15, lambda: heard.append(("never", clock.now()))).cancel()

    clock.advance(30)

    assert heard == [("first", 15), ("second", 20)]
    assert clock.now() == 30


async def test_sleeping_goes_by_the_fake_clock() -> None:
    clock = FakeClock()
    sleeping = asyncio.ensure_future(sleep(clock, 3600))
    await asyncio.sleep(0)

    clock.advance(3600)

    await asyncio.wait_for(sleeping, 1)


async def test_the_real_clock_runs_by_itself() -> None:
    clock = RealClock()
    before = clock.now()

    await sleep(clock, 0.01)

    assert clock.now() > before
