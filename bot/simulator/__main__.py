"""`python -m bot.simulator`: run the simulator until it is interrupted, with a page of phones."""

import argparse
import asyncio
from pathlib import Path

from bot.simulator.clock import FakeClock, RealClock
from bot.simulator.simulator import TOKEN, Simulator

KEPT = 100_000  # journal entries; a process that runs for long must not grow for ever


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN, help="the bot's token, starting with its id")
    parser.add_argument("--limits", action="store_true", help="keep Telegram's flood limits")
    parser.add_argument("--fake-clock", action="store_true", help="time moves by POST /sim/clock")
    parser.add_argument("--journal", type=Path, help="add everything to this file as JSON lines")
    parser.add_argument("--visitor", action="append", default=[], help="a visitor's name")
    parser.add_argument("--staff", action="append", default=[], help="a name of a member of staff")
    return parser.parse_args()


async def serve(arguments: argparse.Namespace) -> None:
    """Run until cancelled."""
    visitors = [(name, "visitor") for name in arguments.visitor]
    staff = [(name, "staff") for name in arguments.staff]
    simulator = Simulator(
        port=arguments.port,
        token=arguments.token,
        limits=arguments.limits,
        clock=FakeClock() if arguments.fake_clock else RealClock(),
        keep=KEPT,
        journal_path=arguments.journal,
        people=[*visitors, *staff],
    )
    async with simulator:
        print(f"page   {simulator.url}/\nbot    {simulator.url}/bot{simulator.token}/getMe")
        print(f"group  {simulator.group_id}")
        await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(serve(read_arguments()))
    except KeyboardInterrupt:
        print("stopped")
