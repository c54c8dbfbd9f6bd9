"""The house as a whole: put together, started, stopped."""

import asyncio
import io
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot import app
from bot.app import KEEP, House
from bot.channels.console import GROUP, Console
from bot.model.delivery import Parcel, TryLater
from bot.model.errors import AnotherInstance, ContentError, SettingsError, TokenRefused
from bot.model.ids import ChatId, DeskId, Lane, MessageId
from bot.model.inputs import Arrival, FromVisitor, Pressed, Started
from bot.pipeline.pace import Unpaced
from bot.settings import HOME, Settings, read_settings
from bot.simulator import Simulator
from bot.store import cases, desks, inbox, outbox
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from tests.unit.conversation.small import DESKS, write

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
FLOWS, LOCALES = HOME / "flows", HOME / "locales"
BUNKYO, TAITO = DeskId("bunkyo"), DeskId("taito")
TO_A_PERSON = ("go:person", "nick:1:none", "an:2:self", "an:3:", "hand:4")
"""What is pressed from the start to a case, in the small content."""


def settings(simulator: Simulator, folder: Path, **more: object) -> Settings:
    given = {
        "telegram_token": simulator.token,
        "telegram_api": simulator.url,
        "staff_chat": simulator.group_id,
        "state_dir": folder / "state",
        "database": "",
        "paced": False,
        "poll_seconds": 5,
    }
    return read_settings(**{**given, **more})


async def served(given: Settings, stop: asyncio.Event) -> asyncio.Task[None]:
    """Start to serve and wait until it does."""
    ready = asyncio.Event()
    task = asyncio.ensure_future(app.serve(given, stop, now=lambda: NOW, ready=ready))
    async with asyncio.timeout(10):
        await ready.wait()
    return task


async def stopped(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    async with asyncio.timeout(10):
        await task


async def test_it_serves_until_it_is_told_to_stop_and_forgets_nothing(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        visitor = simulator.visitor("みどり")
        given = settings(simulator, tmp_path)
        stop = asyncio.Event()
        task = await served(given, stop)
        visitor.start()
        await simulator.until(lambda: visitor.screen)
        await stopped(task, stop)
        visitor.write("メニュー")

        again = asyncio.Event()
        task = await served(given, again)
        await simulator.until(lambda: len(visitor.inbox) == 2)
        await stopped(task, again)

    assert [message.text for message in visitor.inbox] != []


async def test_a_second_one_on_the_same_folder_stops_itself(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        task = await served(given, stop)

        with pytest.raises(AnotherInstance, match="this one stops"):
            await app.serve(given, asyncio.Event())

        await stopped(task, stop)


async def test_the_folder_is_free_again_after_a_stop(tmp_path: Path) -> None:
    with app.only_instance(tmp_path), pytest.raises(AnotherInstance), app.only_instance(tmp_path):
        pass
    with app.only_instance(tmp_path):
        assert (tmp_path / app.LOCK).exists()


async def test_a_wrong_token_ends_it_with_a_word_for_the_operator(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, telegram_token="1:wrong")

        with pytest.raises(ExceptionGroup) as caught:
            await app.serve(given, asyncio.Event())

    assert caught.group_contains(TokenRefused, match="ENGAWA_TELEGRAM_TOKEN")


async def test_a_stop_while_telegram_is_away_is_obeyed(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.fail("getMe", "hang", times=None)
        stop = asyncio.Event()
        task = asyncio.ensure_future(app.serve(settings(simulator, tmp_path), stop))
        await simulator.until(lambda: simulator.journal.of_kind("fault", None))

        await stopped(task, stop)


async def test_a_broken_flow_at_the_start_ends_it(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, flows=tmp_path / "flows")

        with pytest.raises(ContentError):
            await app.serve(given, asyncio.Event())


async def test_a_group_that_cannot_serve_is_named_to_operator_and_group(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        simulator.staff("係員A").act("set_rights", rights={"can_manage_topics": False})
        stop = asyncio.Event()

        with capture_logs() as logs:
            task = await served(settings(simulator, tmp_path), stop)
            await stopped(task, stop)

        assert any("give it that right" in str(log.get("remedy")) for log in logs)
        assert any("トピックの管理" in call.text for call in simulator.calls("sendMessage"))


# ── several desks ────────────────────────────────────────────────────────────


def with_two_desks(folder: Path) -> Path:
    """Give a copy of the flows that has a second desk."""
    flows = Path(shutil.copytree(FLOWS, folder / "flows"))
    desks_file = flows / "desks.yaml"
    second = "  - desk: taito\n    name: 台東の窓口\n    work names: [ひばり]\n"
    hours = "    hours:\n      weekly: {月: [9:00-12:00]}\n"
    written = desks_file.read_text(encoding="utf-8")
    desks_file.write_text(f"{written}{second}{hours}", encoding="utf-8")
    return flows


async def test_each_desk_is_bound_to_its_group_and_looked_at(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(
            simulator,
            tmp_path,
            staff_chat=None,
            staff_chats=f"bunkyo={simulator.group_id},taito=-1009",
            flows=with_two_desks(tmp_path),
        )
        stop = asyncio.Event()

        with capture_logs() as logs:
            task = await served(given, stop)
            await stopped(task, stop)

        looked_at = [call.chat_id for call in simulator.calls("getChat")]
        assert looked_at == [simulator.group_id, -1009]
        assert [log["desk"] for log in logs if "remedy" in log] == ["taito"]


async def test_a_desk_without_a_group_ends_it(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given = settings(simulator, tmp_path, flows=with_two_desks(tmp_path))

        with pytest.raises(SettingsError, match="no group for the desk taito"):
            await app.serve(given, asyncio.Event())


async def test_a_group_that_moved_is_found_again_under_its_old_number(tmp_path: Path) -> None:
    async with Simulator() as simulator:
        given, stop = settings(simulator, tmp_path), asyncio.Event()
        task = await served(given, stop)
        simulator.staff("係員A").act("migrate_group")
        simulator.group.is_forum = True
        await simulator.until(lambda: not len(simulator.queue))
        await stopped(task, stop)

        again = asyncio.Event()
        task = await served(given, again)
        await stopped(task, again)

        assert given.staff_chat != simulator.group_id
        assert simulator.calls("getChat")[-1].chat_id == simulator.group_id


# ── the parts, over a terminal ───────────────────────────────────────────────


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
    shelf = app.open_shelf(flows, locales, lambda: NOW)
    return app.build(shelf, database, console, Unpaced(), lambda: NOW), vault


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
        stop.set()
    seen = await house.database.write(lambda tx: [_is_new(tx, key) for key in ("old", "new")])
    await closed(house, vault)

    assert seen == [True, False]


def _is_new(tx: Tx, key: str) -> bool:
    return inbox.add_unreadable(tx, update_key=key, lane=Lane("v:nobody"), at=NOW)


async def test_every_desk_is_bound_to_its_group() -> None:
    house, vault = await house_over(Console(lambda _: None))

    bound = await app.settle(house, {BUNKYO: GROUP, TAITO: ChatId(-1009)})
    places = await house.database.read(
        lambda tx: [desks.group(tx, desk).chat for desk in (BUNKYO, TAITO)]
    )
    await closed(house, vault)

    assert places == [GROUP, -1009]
    assert bound == {BUNKYO: GROUP, TAITO: -1009}


async def test_a_desk_that_gets_another_group_is_still_known_in_the_former_one() -> None:
    house, vault = await house_over(Console(lambda _: None))

    await app.settle(house, {BUNKYO: GROUP})
    bound = await app.settle(house, {BUNKYO: ChatId(-1009)})
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
    await app.settle(house, {BUNKYO: GROUP})
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
        lambda tx: [len(list(cases.open_cases(tx, desk, 9))) for desk in (BUNKYO, TAITO)]
    )
    await closed(house, vault)

    assert [desk.id for desk in house.shelf.loaded.desks] == [TAITO, BUNKYO]
    assert opened == [1, 0]


async def test_two_desks_may_change_places() -> None:
    house, vault = await house_over(Console(lambda _: None))

    await app.settle(house, {BUNKYO: GROUP, TAITO: ChatId(-1009)})
    await app.settle(house, {BUNKYO: ChatId(-1009), TAITO: GROUP})
    known = await house.database.read(
        lambda tx: [desks.by_chat(tx, chat) for chat in (GROUP, ChatId(-1009))]
    )
    await closed(house, vault)

    assert known == [TAITO, BUNKYO]


# ── without Telegram ─────────────────────────────────────────────────────────


async def test_a_visitor_can_be_played_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    typed = io.StringIO("1\n\n/menu\nさようなら\n")

    async with asyncio.timeout(10):
        await app.play(FLOWS, LOCALES, typed)

    shown = capsys.readouterr().out
    assert "人と話す" in shown
    assert shown.count("  1  ") >= 3


def test_the_projects_own_content_may_go_live() -> None:
    lines, sound = app.check(FLOWS, LOCALES, "ja")

    assert sound
    assert all(".yaml" in line or ".po" in line for line in lines)


def test_content_that_may_not_go_live_says_why(tmp_path: Path) -> None:
    lines, sound = app.check(tmp_path, LOCALES, "en")

    assert not sound
    assert lines
