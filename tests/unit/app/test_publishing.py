"""What is in force: published once, followed by the others, and held when it was brought back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import publishing
from bot.app.house import open_shelf_over
from bot.app.publishing import KEPT, Publishing, Scripts, no_scripts, play_scripts, stored
from bot.conversation.content import Content
from bot.conversation.replay import Replayed
from bot.conversation.state import Conversation
from bot.loader.guard import record_anew
from bot.loader.reading import load_packed
from bot.loader.shelf import Shelf
from bot.model.errors import ContentError
from bot.model.ids import ChatId, ConversationId, FlowId
from bot.pipeline import publication
from bot.pipeline.publication import Version
from bot.store import conversations, versions
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from tests.unit.conversation.small import NOW, small, stub, write
from tests.unit.loader.test_signs import SIGNS

CHANGED = stub("cost").replace("文", "新しい文")
OTHER = stub("cost").replace("文", "また別の文")
BROKEN = "flow: cost\n"


@dataclass
class Here:
    """Programs on one database and one pair of folders."""

    database: Database
    folder: Path
    now: datetime = NOW
    shelf: Shelf = field(init=False)

    async def starts(self, scripts: Scripts = no_scripts) -> Publishing:
        """Let a program start."""
        flows, locales = self.folder / "flows", self.folder / "locales"
        self.shelf = await open_shelf_over(self.database, flows, locales, lambda: self.now)
        publishing = Publishing(self.shelf, self.database, lambda: self.now, scripts)
        await publishing.enter()
        return publishing

    async def saves(self, cost: str) -> None:
        """Let an editor save an answer, and the program see it."""
        write(self.folder, {"cost": cost})
        await self.shelf.refresh()

    def says(self) -> str:
        """Give the words of that answer in the version in force."""
        return str(self.shelf.loaded.content.flows[FlowId("cost")].steps[0])

    async def log(self) -> list[tuple[str, str]]:
        """Give hash and change of every publication, the oldest first."""
        found = await self.database.read(lambda tx: versions.log(tx, 50))
        return [(each.hash, each.changed) for each in reversed(found)]

    async def brings_back(self, hash: str) -> None:
        """Bring a version back, as the command does."""

        known = await self.database.read(versions.in_force)
        files = await self.database.read(lambda tx: versions.files(tx, hash))
        assert known is not None
        assert files is not None
        version = Version(hash, files, "もとに", known.instead_of or known.hash)
        work = partial(publication.publish, version=version, before=known, now=self.now)
        await self.database.write(work)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Here]:
    write(tmp_path)
    vault = Vault.in_memory()
    database = await Database.open("sqlite://", vault)
    yield Here(database, tmp_path)
    await database.close()
    vault.close()


async def test_the_first_start_publishes_the_first_version(here: Here) -> None:
    await here.starts()

    [(hash, changed)] = await here.log()
    assert hash == here.shelf.loaded.content.version
    assert changed == "はじめの版です"


async def test_a_start_with_the_same_files_publishes_nothing(here: Here) -> None:
    await here.starts()
    await here.starts()

    assert len(await here.log()) == 1


async def test_a_saved_change_is_published_with_what_changed(here: Here) -> None:
    await here.starts()

    await here.saves(CHANGED)

    assert "新しい文" in here.says()
    assert (await here.log())[-1][1] == "答えが変わりました：『題 cost』"


async def test_what_changed_while_it_was_stopped_is_published_at_the_start(here: Here) -> None:
    await here.starts()
    write(here.folder, {"cost": CHANGED})

    await here.starts()

    assert (await here.log())[-1][1] == "答えが変わりました：『題 cost』"


async def test_broken_files_at_the_start_are_served_by_the_last_good_version(here: Here) -> None:
    await here.starts()
    await here.saves(CHANGED)
    write(here.folder, {"cost": BROKEN})

    await here.starts()

    assert "新しい文" in here.says()
    assert len(await here.log()) == 2


async def test_broken_files_without_any_version_are_refused(here: Here) -> None:
    write(here.folder, {"cost": BROKEN})

    with pytest.raises(ContentError):
        await here.starts()


async def test_the_files_of_what_is_in_force_are_handed_out_once(here: Here) -> None:
    handed_out = list[bytes]()
    publishing = await here.starts()
    publishing.keep = handed_out.append
    ((first, _),) = await here.log()

    await here.saves(CHANGED)
    await here.saves(BROKEN)
    await publishing.followed()
    await here.brings_back(first)
    await publishing.followed()

    in_force = [hash for hash, _ in await here.log()]
    assert [load_packed(each).content.version for each in handed_out] == in_force[1:]


async def test_what_another_program_publishes_is_taken_up_and_not_published_again(
    here: Here,
) -> None:
    first = await here.starts()
    mine = here.shelf
    await here.starts()
    await here.saves(CHANGED)

    await mine.refresh()

    assert mine.loaded.content.version == here.shelf.loaded.content.version
    assert len(await here.log()) == 2
    assert first.former(here.shelf.loaded.content.version) is None


async def test_a_version_that_was_brought_back_holds_until_the_files_change(here: Here) -> None:
    await here.starts()
    old = here.shelf.loaded.content.version
    await here.saves(CHANGED)
    await here.brings_back(old)

    await here.saves(CHANGED)
    held = here.says()
    await here.starts()
    held_by_a_restart = here.says()
    await here.saves(OTHER)

    assert "新しい文" not in held + held_by_a_restart
    assert "また別の文" in here.says()


async def test_files_that_follow_the_version_brought_back_may_be_changed_again(here: Here) -> None:
    await here.starts()
    old = here.shelf.loaded.content.version
    await here.saves(CHANGED)
    await here.brings_back(old)
    await here.saves(stub("cost"))

    await here.saves(CHANGED)

    assert "新しい文" in here.says()


async def test_a_version_that_visitors_stand_in_is_kept_for_a_day_also_after_a_restart(
    here: Here,
) -> None:
    await here.starts()
    old = here.shelf.loaded.content.version
    standing = partial(_stands, version=old)
    await here.database.write(standing)
    await here.saves(CHANGED)
    here.now += KEPT - timedelta(minutes=1)

    again = await here.starts()

    kept = again.former(old)
    assert kept is not None
    assert kept.version == old
    here.now += timedelta(minutes=1)
    assert again.former(old) is None


async def test_a_version_that_nobody_stands_in_is_not_loaded_at_the_start(here: Here) -> None:
    await here.starts()
    old = here.shelf.loaded.content.version
    await here.saves(CHANGED)

    again = await here.starts()

    assert again.former(old) is None


async def test_a_version_whose_scripts_fail_is_kept_out(here: Here) -> None:
    def scripts(content: Content) -> Sequence[str]:
        return ["見本の会話と違います"] if "新しい文" in str(content.flows) else []

    await here.starts(scripts)

    await here.saves(CHANGED)
    kept_out = here.says()
    await here.saves(OTHER)

    assert "新しい文" not in kept_out
    assert "また別の文" in here.says()


async def test_a_version_with_a_dead_end_is_kept_out(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    await here.starts()
    dead = Replayed(buttons=1, kept=0, dead_ends=("cost.say",))
    monkeypatch.setattr(publishing, "replay", lambda *_: dead)

    await here.saves(CHANGED)

    assert "新しい文" not in here.says()
    assert len(await here.log()) == 1


async def test_a_version_that_knows_fewer_signs_of_danger_is_kept_out_until_it_is_recorded(
    here: Here,
) -> None:
    flows = here.folder / "flows"
    write(here.folder, {"crisis_signs": SIGNS})
    record_anew(flows, NOW)
    more, fewer = SIGNS.replace("  amber:", "    - さようなら\n  amber:", 1), SIGNS
    await here.starts()
    write(here.folder, {"crisis_signs": more})
    await here.shelf.refresh()
    write(here.folder, {"crisis_signs": fewer})
    with capture_logs() as logs:
        await here.shelf.refresh()

    assert len(here.shelf.loaded.content.signs.signs.signs) == 4
    assert any("--yes-remove-safety" in log.get("mistake", "") for log in logs)

    record_anew(flows, NOW + timedelta(days=1))
    await here.shelf.refresh()

    assert len(here.shelf.loaded.content.signs.signs.signs) == 3


async def test_what_the_database_did_not_take_is_published_later(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = await here.starts()
    monkeypatch.setattr(publishing, "FOLLOW_SECONDS", 0.01)
    write(here.folder, {"cost": CHANGED})
    with monkeypatch.context() as away, capture_logs() as logs:
        away.setattr(here.database, "read", _gone)
        await program.look()
    failed = here.says()

    async with asyncio.TaskGroup() as tasks:
        following = tasks.create_task(program.run())
        async with asyncio.timeout(5):
            await here.shelf.changed.wait()
        following.cancel()

    assert "新しい文" not in failed
    assert [log["event"] for log in logs] == ["publication failed"]
    assert "新しい文" in here.says()


async def test_programs_that_see_the_same_save_at_once_publish_it_once(
    tmp_path: Path, shared: Database
) -> None:
    write(tmp_path)
    programs = [Here(shared, tmp_path) for _ in range(3)]
    for each in programs:
        await each.starts()
    write(tmp_path, {"cost": CHANGED})

    await asyncio.gather(*(each.shelf.refresh() for each in programs))

    assert len(await programs[0].log()) == 2
    assert len({each.shelf.loaded.content.version for each in programs}) == 1


async def test_a_version_that_is_not_kept_is_none(here: Here) -> None:
    assert await stored(here.database, "0" * 64) is None


async def _gone(_: object) -> None:
    raise OSError


def _stands(tx: Tx, version: str) -> None:
    name = ConversationId("v")
    conversations.enter(tx, ChatId(1), name, NOW)
    conversations.save(tx, name, Conversation(version=version), NOW)


# ── the editors' scripts ─────────────────────────────────────────────────────

SCRIPT = """\
script: 料金
talk:
  - opens:
  - presses: {button}
  - bot: {words}
"""


def lost(folder: Path, button: str, words: str) -> list[str]:
    """Put a script beside the small content and play it."""
    write(folder, {})
    scripts = folder / "flows" / "scripts"
    scripts.mkdir()
    (scripts / "cost.yaml").write_text(SCRIPT.format(button=button, words=words), "utf-8")
    return play_scripts(folder / "flows", small())


def test_a_script_that_comes_true_keeps_nothing_out(tmp_path: Path) -> None:
    assert lost(tmp_path, "本名はいる？", "本名") == []


def test_other_words_are_what_an_editor_wants_and_keep_nothing_out(tmp_path: Path) -> None:
    with capture_logs() as logs:
        assert lost(tmp_path, "本名はいる？", "まえの言葉") == []

    assert logs == [{"event": "scripts have other words", "log_level": "info", "differences": 1}]


def test_a_way_that_is_gone_is_named_with_its_script_and_line(tmp_path: Path) -> None:
    (line,) = lost(tmp_path, "なくなったボタン", "本名")

    assert "cost.yaml:4" in line


@pytest.mark.parametrize(
    ("buttons", "is_lost"),
    [
        ("人と話す", False),
        ("人と話す, なくなったボタン", True),
    ],
)
def test_a_button_more_keeps_nothing_out_and_a_button_less_does(
    tmp_path: Path, buttons: str, *, is_lost: bool
) -> None:
    listed = f"本名\n    buttons: [{buttons}]"

    assert bool(lost(tmp_path, "本名はいる？", listed)) is is_lost


def test_a_script_that_cannot_be_read_is_logged_and_keeps_nothing_out(tmp_path: Path) -> None:
    with capture_logs() as logs:
        assert lost(tmp_path, "[", "本名") == []

    assert [each["event"] for each in logs] == ["a script cannot be played"]
