"""Editors see which versions there were, and bring one back."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from bot.app.publishing import KEPT
from bot.app.versions import NO_OTHER, NONE_YET, listed, roll_back, settings_of
from bot.conversation.state import Conversation
from bot.loader.archive import pack
from bot.loader.load import load
from bot.model.errors import SettingsError
from bot.model.ids import ChatId, ConversationId
from bot.pipeline import publication
from bot.pipeline.publication import Version
from bot.settings import Settings, read_settings
from bot.store import conversations, files, versions
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.versions import Publication
from tests.unit.conversation.small import NOW, stub, write
from tests.unit.loader.test_signs import SIGNS

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(telegram_token="1:token", staff_chat=-1, state_dir=tmp_path / "state")


async def do(settings: Settings, work: Callable[[Tx], T]) -> T:
    files.make_folder(settings.state_dir)
    with contextlib.closing(Vault.open(settings.state_dir)) as vault:
        database = await Database.open(settings.database_url, vault)
        done = await database.write(work)
        await database.close()
    return done


async def published(settings: Settings, folder: Path, words: str) -> str:
    """Publish the small content with one answer changed; gives its hash."""
    write(folder, {"cost": stub("cost").replace("文", words)})
    flows, locales = folder / "flows", folder / "locales"
    hash = load(flows, locales).content.version
    version = Version(hash, pack(flows, locales), words)

    def publish(tx: Tx) -> None:
        publication.publish(tx, version, versions.in_force(tx), NOW)

    await do(settings, publish)
    return hash


async def in_force(settings: Settings) -> Publication:
    found = await do(settings, versions.in_force)
    assert found is not None
    return found


async def test_before_the_bot_ran_there_is_nothing_to_list(settings: Settings) -> None:
    assert await listed(settings) == [NONE_YET]


async def test_versions_are_listed_the_newest_first_with_their_changes(
    settings: Settings, tmp_path: Path
) -> None:
    old = await published(settings, tmp_path, "古い文")
    new = await published(settings, tmp_path, "新しい文")

    first, second = await listed(settings)

    assert first == f"● {new[:12]}  11月24日 10:00  会話0  新しい文"
    assert second == f"　 {old[:12]}  11月24日 10:00  会話0  古い文"


@pytest.mark.parametrize(("after", "counts"), [(KEPT - MINUTE, ["1", "2"]), (KEPT, ["1", "0"])])
async def test_who_stands_in_a_version_is_counted_for_as_long_as_it_is_kept(
    settings: Settings, tmp_path: Path, after: timedelta, counts: list[str]
) -> None:
    old = await published(settings, tmp_path, "古い文")
    new = await published(settings, tmp_path, "新しい文")

    def stand(tx: Tx) -> None:
        for number, version in enumerate((old, new, old)):
            name = ConversationId(f"{number}")
            conversations.enter(tx, ChatId(number + 1), name, NOW)
            conversations.save(tx, name, Conversation(version=version), NOW)

    await do(settings, stand)

    lines = await listed(settings, lambda: NOW + after)

    assert [line.partition("会話")[2][0] for line in lines] == counts


async def test_the_version_before_comes_back_and_what_holds_is_said(
    settings: Settings, tmp_path: Path
) -> None:
    old = await published(settings, tmp_path, "古い文")
    new = await published(settings, tmp_path, "新しい文")

    told = await roll_back(settings, "")

    back = await in_force(settings)
    assert (back.hash, back.instead_of) == (old, new)
    assert back.changed == "もとに戻しました。答えが変わりました：『題 cost』"
    assert told.startswith(f"{old[:12]}（11月24日 10:00の版）にもどしました。")
    assert new[:12] in told


async def test_a_version_is_brought_back_by_the_beginning_of_its_number(
    settings: Settings, tmp_path: Path
) -> None:
    oldest = await published(settings, tmp_path, "古い文")
    for words in ("次の文", "新しい文"):
        await published(settings, tmp_path, words)

    await roll_back(settings, oldest[:9])

    assert (await in_force(settings)).hash == oldest


async def test_what_the_files_hold_may_come_back_as_well(
    settings: Settings, tmp_path: Path
) -> None:
    await published(settings, tmp_path, "古い文")
    new = await published(settings, tmp_path, "新しい文")
    await roll_back(settings, "")

    await roll_back(settings, new[:9])

    back = await in_force(settings)
    assert (back.hash, back.instead_of) == (new, None)


async def test_what_cannot_be_brought_back_is_said_in_plain_words(
    settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError, match=NONE_YET):
        await roll_back(settings, "")
    new = await published(settings, tmp_path, "新しい文")
    with pytest.raises(SettingsError, match=NO_OTHER):
        await roll_back(settings, "")
    with pytest.raises(SettingsError, match="もう使われています"):
        await roll_back(settings, new[:9])
    with pytest.raises(SettingsError, match="「xyz」で始まる版はありません"):
        await roll_back(settings, "xyz")


async def test_a_version_that_this_program_finds_broken_stays_away(
    settings: Settings, tmp_path: Path
) -> None:
    broken = "f" * 64
    write(tmp_path, {"cost": "flow: cost\n"})
    packed = pack(tmp_path / "flows", tmp_path / "locales")
    publish = partial(
        publication.publish, version=Version(broken, packed, ""), before=None, now=NOW
    )
    await do(settings, publish)
    new = await published(settings, tmp_path, "新しい文")

    with pytest.raises(SettingsError, match="いまのプログラムでは使えません"):
        await roll_back(settings, broken)

    assert (await in_force(settings)).hash == new


async def test_a_version_that_knows_fewer_signs_of_danger_comes_back_on_purpose_alone(
    settings: Settings, tmp_path: Path
) -> None:
    fewer = await published(settings, tmp_path, "新しい文")
    write(tmp_path, {"crisis_signs": SIGNS})
    more = await published(settings, tmp_path, "新しい文")

    with pytest.raises(SettingsError, match="--yes-remove-safety"):
        await roll_back(settings, "")
    assert (await in_force(settings)).hash == more

    await roll_back(settings, "", yes_remove_safety=True)
    assert (await in_force(settings)).hash == fewer


def test_a_ward_of_several_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward = tmp_path / "bunkyo.env"
    ward.write_text("ENGAWA_TELEGRAM_TOKEN=1:token\nENGAWA_STAFF_CHAT=-1\n", encoding="utf-8")
    ward.chmod(0o600)
    monkeypatch.setenv("ENGAWA_WARDS", str(tmp_path))

    assert settings_of("bunkyo").state_dir.name == "bunkyo"
    with pytest.raises(SettingsError, match="no ward is called taito"):
        settings_of("taito")
