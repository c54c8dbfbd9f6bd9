"""What keeps the promises, each with a way to take it away: the mutants of the negative controls.

A mutant replaces something by name, as a mistake in the code would. Whoever judges a program
without that safeguard must find something.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from sqlalchemy import func, select

from bot.app import house, serving
from bot.channels.telegram import poll, receive
from bot.channels.telegram.send import TelegramChannel
from bot.desk import from_staff, from_world
from bot.desk.alerts import times
from bot.desk.commands import COMMANDS
from bot.model import ids
from bot.model.delivery import Outcome, Parcel, Reason, Refused, TryLater
from bot.model.errors import KeysUnreachable
from bot.model.ids import DeskId
from bot.pipeline import alarm, group, inbox, lifeline, outbox, outcome, retry
from bot.pipeline.inbox import Inbox
from bot.pipeline.pace import Pace
from bot.pipeline.retry import Again, Decision, Done, GivenUp
from bot.store import custody, leases, pragmas, trouble, writer
from bot.store import inbox as inbox_rows
from bot.store import outbox as outbox_rows
from bot.store.connect import Database
from bot.store.schema import inbox as inbox_table
from bot.store.schema import inputs_wait
from bot.store.schema import outbox as outbox_table

Mutant = Callable[[], AbstractContextManager[object]]
SAFEGUARDS: dict[str, Mutant] = {}
LATE = 0.3  # seconds by which a mutant puts off what must come first
Given = Any  # a mutant hands on whatever the function that it replaces is given


def safeguard(name: str) -> Callable[[Mutant], Mutant]:
    """Enter a mutant under the name of what it takes away."""

    def enter(mutant: Mutant) -> Mutant:
        SAFEGUARDS[name] = mutant
        return mutant

    return enter


# ── the way in ───────────────────────────────────────────────────────────────


@safeguard("updates are stored before they are confirmed")
def _confirmed_first() -> AbstractContextManager[object]:
    whole = Inbox.accept

    async def accept(self: Inbox, *given: Given) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(LATE, lambda: asyncio.ensure_future(whole(self, *given), loop=loop))

    return patch.object(Inbox, "accept", accept)


@safeguard("an update is known by its number")
def _never_known() -> AbstractContextManager[object]:
    whole = inbox_rows.add

    def add(tx: Given, *, update_key: Given, **more: Given) -> bool:
        return whole(tx, update_key=None, **more)

    return patch.object(inbox_rows, "add", add)


@safeguard("a number is looked for in a set, not compared with the greatest")
def _greatest() -> AbstractContextManager[object]:
    whole, greatest = inbox_rows.add, [0]

    def add(tx: Given, *, update_key: Given, **more: Given) -> bool:
        number = int((update_key or ":0").rpartition(":")[2])
        if update_key is not None and number <= greatest[0]:
            return False
        greatest[0] = max(number, greatest[0])
        return whole(tx, update_key=update_key, **more)

    return patch.object(inbox_rows, "add", add)


@safeguard("a lane takes its turns in the order of arrival")
def _newest_first() -> AbstractContextManager[object]:
    heads = select(func.max(inbox_table.c.id)).where(inputs_wait).group_by(inbox_table.c.lane)

    def due(tx: Given, _now: Given, limit: int) -> list[Given]:
        newest = select(inbox_table).where(inbox_table.c.id.in_(heads)).limit(limit)
        return [inbox_rows._row(tx, row) for row in tx.connection.execute(newest)]

    return patch.object(inbox_rows, "due", due)


@safeguard("an input that fails is set aside after its third try")
def _for_ever() -> AbstractContextManager[object]:
    return patch.object(inbox, "TRIES", 1_000_000)


@safeguard("what cannot be read is kept, and stops nothing")
def _trusting() -> AbstractContextManager[object]:
    whole = receive.read

    def read(raw: Given, bot: Given) -> Given:
        arrival = whole(raw, bot)
        if arrival is not None and arrival.input is None:
            raise TypeError("an update that cannot be read")
        return arrival

    return patch.object(poll, "read", read)


# ── the way out ──────────────────────────────────────────────────────────────


@safeguard("what was being sent at a crash is sent once more")
def _not_taken_up() -> AbstractContextManager[object]:
    return patch.object(custody, "recover", lambda *_: 0)


@safeguard("what may be a copy says so")
@contextmanager
def _unmarked() -> Iterator[None]:
    recover, later = custody.recover, outbox_rows.later

    def recovered(tx: Given, *living: Given) -> int:
        taken_up = recover(tx, *living)
        tx.connection.execute(outbox_table.update().values(repeated=False))
        return taken_up

    def put_off(*given: Given, repeated: bool = False, **more: Given) -> None:
        later(*given, **more)

    with (
        patch.object(custody, "recover", recovered),
        patch.object(outbox_rows, "later", put_off),
    ):
        yield


def _deciding(otherwise: Callable[[Given, Outcome], Decision | None]) -> Mutant:
    """Decide otherwise about some outcomes."""

    def mutant() -> AbstractContextManager[object]:
        whole = retry.decide

        def decide(outgoing: Given, said: Outcome, *more: Given) -> Decision:
            return otherwise(outgoing, said) or whole(outgoing, said, *more)

        return patch.object(outbox, "decide", decide)

    return mutant


def _is_uncertain(said: Outcome) -> bool:
    return isinstance(said, TryLater) and said.maybe_sent


def _is_flood(said: Outcome) -> bool:
    return isinstance(said, TryLater) and said.after is not None


@safeguard("a 429 is waited out")
@contextmanager
def _impatient() -> Iterator[None]:
    at_once = _deciding(lambda _, said: Again(0.0, counted=False) if _is_flood(said) else None)
    with at_once(), patch.object(Pace, "refused", lambda *_: None):
        yield


safeguard("a 429 costs nothing its place")(
    _deciding(lambda _, said: GivenUp("flood") if _is_flood(said) else None)
)
safeguard("what failed on the way is tried again")(
    _deciding(lambda _, said: GivenUp("failed") if isinstance(said, TryLater) else None)
)
safeguard("a reply whose answer was lost is repeated once at most")(
    _deciding(lambda _, said: Again(0.0, repeated=True) if _is_uncertain(said) else None)
)
safeguard("who blocked the bot is not tried again")(
    _deciding(lambda _, said: Again(1.0) if said == Refused(Reason.BLOCKED) else None)
)
safeguard("a refusal is told where the reply was written")(
    _deciding(lambda _, said: Done() if isinstance(said, Refused) else None)
)


@safeguard("a group that moved is followed")
def _left_behind() -> AbstractContextManager[object]:
    return patch.object(group, "move", lambda *_: None)


@safeguard("what met a lost topic goes nowhere else")
def _into_general() -> AbstractContextManager[object]:
    whole = TelegramChannel.send

    async def send(self: TelegramChannel, parcel: Parcel) -> Outcome:
        said = await whole(self, parcel)
        if isinstance(said, Refused) and said.reason is Reason.TOPIC_GONE:
            return await whole(self, replace(parcel, thread=None))
        return said

    return patch.object(TelegramChannel, "send", send)


@safeguard("what met a lost topic waits for the new one")
def _lost_with_it() -> AbstractContextManager[object]:
    return patch.object(outcome, "_lost_its_topic", lambda *_: False)


@safeguard("what cannot reach the group is kept")
def _given_up() -> AbstractContextManager[object]:
    return patch.object(retry, "GROUP_REASONS", frozenset())


@safeguard("a visitor is told that staff are out of reach")
def _silent() -> AbstractContextManager[object]:
    return patch.object(from_world, "OUT_OF_REACH", frozenset())


@safeguard("a claim compares before it sets")
def _anybody() -> AbstractContextManager[object]:
    whole = COMMANDS["claim"].run

    def run(case: Given, order: Given, scene: Given) -> Given:
        return whole(replace(case, holder=None), order, scene)

    fickle = {**COMMANDS, "claim": replace(COMMANDS["claim"], run=run)}
    return patch.object(from_staff, "COMMANDS", fickle)


# ── danger ───────────────────────────────────────────────────────────────────

ANSWERED_FIRST = "danger is answered from memory"
LOOKED_ON = "what comes is looked at while the store takes nothing"


@safeguard(ANSWERED_FIRST)
def _left_to_the_turn() -> AbstractContextManager[object]:
    async def nowhere(*_: Given) -> bool:
        return False

    return patch.object(lifeline.Lifeline, "_answer", nowhere)


@safeguard(LOOKED_ON)
def _not_looked_on() -> AbstractContextManager[object]:
    return patch.object(poll, "LOOK_SECONDS", 1e6)


@safeguard("an alert that nobody answers is raised again")
def _raised_once() -> AbstractContextManager[object]:
    return patch.object(times, "rings_at", lambda _: None)


@safeguard("an alert stands in the group of its case")
def _elsewhere() -> AbstractContextManager[object]:
    def home(stage: Given, case: Given, *_: Given) -> DeskId:
        desk = case.desk if case else stage.desk.id
        whole = ids.whole(desk)
        return DeskId(f"{whole}#2") if desk == whole else whole

    return patch.object(alarm, "_home", home)


# ── the store ────────────────────────────────────────────────────────────────


@safeguard("a commit waits for the disk")
def _not_synced() -> AbstractContextManager[object]:
    usual = pragmas.OF_THE_CONNECTION
    hasty = tuple(each.replace("synchronous = FULL", "synchronous = NORMAL") for each in usual)
    return patch.object(pragmas, "OF_THE_CONNECTION", hasty)


@safeguard("what cannot be written now is waited for")
def _not_waited_for() -> AbstractContextManager[object]:
    return patch.object(writer, "passing", lambda _: "")


@safeguard("what cannot have its keys is waited for")
def _without_patience() -> AbstractContextManager[object]:
    async def keys_answer(_: Database) -> None:
        raise KeysUnreachable

    return patch.object(Database, "keys_answer", keys_answer)


@safeguard("a damaged file is served from no more")
@contextmanager
def _not_looked_at() -> Iterator[None]:
    with (
        patch.object(trouble, "LOOKED_THROUGH", 0),
        patch.object(trouble, "DAMAGE", frozenset()),
    ):
        yield


# ── the process ──────────────────────────────────────────────────────────────


@safeguard("one program holds the folder")
def _unlocked() -> AbstractContextManager[object]:
    return patch.object(serving, "only_instance", lambda _: nullcontext())


@safeguard("a newcomer yields to who polls already")
@contextmanager
def _stubborn() -> Iterator[None]:
    with (
        patch.object(poll, "NEWCOMER_POLLS", -1),
        patch.object(poll, "CONFLICTS_ALLOWED", 1_000_000),
    ):
        yield


@safeguard("a stop lets what is under way come to its end")
def _at_once() -> AbstractContextManager[object]:
    return patch.object(house, "DRAIN_SECONDS", 0.0)


# ── several programs ─────────────────────────────────────────────────────────


@safeguard("an input is taken by one program")
def _taken_by_all() -> AbstractContextManager[object]:
    return patch.object(inbox_rows, "claim", lambda *_: True)


@safeguard("what a living program is sending is left to it")
def _taken_from_the_living() -> AbstractContextManager[object]:
    whole = custody.recover
    return patch.object(custody, "recover", lambda tx, *_: whole(tx))


@safeguard("one program polls")
def _all_poll() -> AbstractContextManager[object]:
    return patch.object(leases, "hold", lambda *_: True)
