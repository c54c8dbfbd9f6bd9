"""The running parts, put together over a terminal."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.house import KEEP, House, build, open_shelf, settle
from bot.channels.console import GROUP, Console
from bot.model.delivery import Parcel, TryLater
from bot.model.errors import ContentError
from bot.model.ids import ChatId, DeskId, Lane, MessageId
from bot.model.inputs import Arrival, FromVisitor, Pressed, Started
from bot.pipeline.pace import Unpaced
from bot.settings import HOME
from bot.store import cases, desks, inbox, outbox
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from tests.unit.conversation.small import DESKS, write

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


class Deaf(Console):
    """A channel that takes nothing for now."""

    async def send(self, parcel: Parcel) -> TryLater:
        """Put it off."""
        del parcel
        return TryLater(after=600)


async def house_over(
    console: Console, flows: Path = FLOWS, locales: Path = LOCALES
) -> tuple[House, Vault]:
    vault = Vault.in_memory()
    database = await Database.open("sqlite://", vault)
    shelf = open_shelf(flows, locales, lambda: NOW)
    return build(shelf, database, console, Unpaced(), lambda: NOW), vault


async def closed(house: House, vault: Vault) -> None:
    await house.database.close()
    vault.close()


async def test_what_may_be_sent_is_sent_before_it_stops() -> None:
    lines: list[str] = []
    house, vault = await house_over(Console(lines.append))
    stop = asyncio.Event()
    await house.inbox.accept([Arrival("1", FromVisitor(ChatId(1)), Started())])

    stop.set()
    async with asyncio.timeout(10):
        await house.run(stop)
    await closed(house, vault)

    assert lines


async def test_what_cannot_be_sent_is_kept_and_holds_up_no_stop() -> None:
    house, vault = await house_over(Deaf(lambda _: None))
    stop = asyncio.Event()
    await house.inbox.accept([Arrival("1", FromVisitor(ChatId(1)), Started())])

    stop.set()
    async with asyncio.timeout(10):
        await house.run(stop)
    waiting = await house.database.read(outbox.pending)
    await closed(house, vault)

    assert waiting == 1


async def test_what_is_long_done_is_tidied_away_and_what_is_new_is_kept() -> None:
    house, vault = await house_over(Console(lambda _: None))

    def done(tx: Tx) -> None:
        for key, age in (("old", KEEP + timedelta(hours=1)), ("new", KEEP - timedelta(hours=1))):
            lane, at = Lane("v:nobody"), NOW - age
            inbox.add(tx, update_key=key, lane=lane, holder="x", input=Started(), at=at)
        for row in range(1, 3):
            inbox.done(tx, row)

    await house.database.write(done)
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(house.run(stop))
        await house.quiet()
        await house.database.write(lambda _: None)  # what waited before it is done
        stop.set()
    seen = await house.database.write(lambda tx: [_is_new(tx, key) for key in ("old", "new")])
    await closed(house, vault)

    assert seen == [True, False]


def _is_new(tx: Tx, key: str) -> bool:
    return inbox.add_unreadable(tx, update_key=key, lane=Lane("v:nobody"), at=NOW)


async def test_every_desk_is_bound_to_its_group() -> None:
    house, vault = await house_over(Console(lambda _: None))

    bound = await settle(house, {BUNKYO: [GROUP], TAITO: [ChatId(-1009)]})
    places = await house.database.read(
        lambda tx: [desks.group(tx, desk).chat for desk in (BUNKYO, TAITO)]
    )
    await closed(house, vault)

    assert places == [GROUP, -1009]
    assert bound == {BUNKYO: GROUP, TAITO: -1009}


async def test_a_desk_that_gets_another_group_is_still_known_in_the_former_one() -> None:
    house, vault = await house_over(Console(lambda _: None))

    await settle(house, {BUNKYO: [GROUP]})
    bound = await settle(house, {BUNKYO: [ChatId(-1009)]})
    known = await house.database.read(
        lambda tx: [desks.by_chat(tx, chat) for chat in (GROUP, ChatId(-1009))]
    )
    await closed(house, vault)

    assert bound == {BUNKYO: -1009}
    assert known == [BUNKYO, BUNKYO]


async def test_a_desk_that_comes_while_it_runs_takes_nobody_before_it_has_a_group(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    house, vault = await house_over(
        Console(lambda _: None), tmp_path / "flows", tmp_path / "locales"
    )
    await settle(house, {BUNKYO: [GROUP]})
    known = DESKS.partition("\n")[2]
    write(tmp_path, {"desks": DESKS.replace("bunkyo", "taito") + known})
    await house.shelf.refresh()
    to_a_person = (Pressed(MessageId(7), press) for press in TO_A_PERSON)
    stop = asyncio.Event()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(house.run(stop))
        for number, happened in enumerate(to_a_person):
            arrival = Arrival(str(number), FromVisitor(ChatId(1)), happened)
            await house.inbox.accept([arrival])
            await house.quiet()
        stop.set()
    opened = await house.database.read(
        lambda tx: [len(list(cases.urgent(tx, desk, 9))) for desk in (BUNKYO, TAITO)]
    )
    await closed(house, vault)

    assert [desk.id for desk in house.shelf.loaded.desks] == [TAITO, BUNKYO]
    assert opened == [1, 0]


async def test_two_desks_may_change_places() -> None:
    house, vault = await house_over(Console(lambda _: None))

    await settle(house, {BUNKYO: [GROUP], TAITO: [ChatId(-1009)]})
    await settle(house, {BUNKYO: [ChatId(-1009)], TAITO: [GROUP]})
    known = await house.database.read(
        lambda tx: [desks.by_chat(tx, chat) for chat in (GROUP, ChatId(-1009))]
    )
    await closed(house, vault)

    assert known == [TAITO, BUNKYO]


def test_lines_past_their_date_keep_nothing_from_starting(tmp_path: Path) -> None:
    write(tmp_path)
    later = NOW + timedelta(days=3650)

    shelf = open_shelf(tmp_path / "flows", tmp_path / "locales", lambda: later)

    assert "line" in shelf.loaded.content.hotlines
    assert "line_expired" in [mistake.problem for mistake in shelf.mistakes]


def test_what_is_broken_besides_does(tmp_path: Path) -> None:
    write(tmp_path, {"start": "flow: start\ntitle: a\nsteps: [go: nowhere]\n"})

    with pytest.raises(ContentError):
        open_shelf(tmp_path / "flows", tmp_path / "locales", lambda: NOW + timedelta(days=3650))
