"""The versions that were in force, and how to bring one back, also while the bot runs."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from bot.app.clock import wall_clock
from bot.app.publishing import KEPT, stored
from bot.app.vault import open_vault
from bot.desk import words
from bot.loader.changes import is_weaker, what_changed
from bot.loader.shelf import SHORT
from bot.model.errors import SettingsError
from bot.pipeline import publication
from bot.pipeline.publication import Version, when
from bot.settings import Settings, read_deployment, read_settings, read_ward
from bot.store import conversations, files, versions
from bot.store.connect import Database, Tx
from bot.store.versions import Publication

MOST_LISTED = 30  # more does not fit on a screen

NONE_YET = "まだ、版がありません。ボットが一度動くと、できます。"
NOT_FOUND = (
    "「{wanted}」で始まる版はありません。engawa versions に出る、左の番号を書いてください。"
)
TOO_MANY = "「{wanted}」で始まる版が、いくつもあります。もう何文字か、書いてください。"
NO_OTHER = "もどせる版がありません。いまの版が、はじめの版です。"
IN_FORCE = "{short} は、もう使われています。"
BROKEN = "{short} は、いまのプログラムでは使えません。ほかの版を選んでください。"
WEAKER = (
    "{short} は、あぶないサインがいまより少ないか、弱い版です。"
    "それでもよければ、二人で確かめてから --yes-remove-safety をつけてください。"
)
CAME_BETWEEN = "ちょうど別の版が出ました。engawa versions で見てから、もう一度ためしてください。"
BACK = """\
{short}（{when}の版）にもどしました。動いているボットも、数秒でこの版になります。
ファイルは変えていません。ファイルの中身がいまのまま（{held}）なら、起動しなおしても、この版のままです。
つぎに、ちがう中身を保存すると、その版が使われます。"""


def settings_of(ward: str) -> Settings:
    """Read the settings of a ward, or of the one that is alone; raises SettingsError."""
    if not ward:
        return read_settings()
    folder = read_deployment().wards
    if folder is None or not (folder / f"{ward}.env").is_file():
        raise SettingsError(f"no ward is called {ward}: see the files in ENGAWA_WARDS")
    return read_ward(folder / f"{ward}.env")


async def listed(settings: Settings, now: Callable[[], datetime] = wall_clock) -> list[str]:
    """List what was in force, the newest first, a line each."""
    async with _open(settings) as database:
        entries, visitors = await database.read(
            lambda tx: (versions.log(tx, MOST_LISTED), conversations.pinned(tx))
        )
    if not entries:
        return [NONE_YET]
    ends = [None, *(each.at for each in entries)]
    return [_line(each, end, visitors, now()) for each, end in zip(entries, ends, strict=False)]


async def roll_back(settings: Settings, wanted: str, *, yes_remove_safety: bool = False) -> str:
    """Bring a version back, the one before where none is named; raises SettingsError.

    One that knows fewer signs of danger is brought back only on purpose.
    """
    async with _open(settings) as database:
        known, target = await database.read(partial(_found, wanted=wanted))
        short = target.hash[:SHORT]
        now_in_force, again = (
            await stored(database, known.hash),
            await stored(database, target.hash),
        )
        kept = await database.read(lambda tx: versions.files(tx, target.hash))
        if again is None or kept is None:
            raise SettingsError(BROKEN.format(short=short))
        if now_in_force and is_weaker(now_in_force, again) and not yes_remove_safety:
            raise SettingsError(WEAKER.format(short=short))
        changed = what_changed(now_in_force or again, again)
        held = known.instead_of or known.hash
        version = Version(
            target.hash,
            kept,
            words.CONTENT_BACK.format(what=changed),
            instead_of=None if held == target.hash else held,
        )
        work = partial(publication.publish, version=version, before=known, now=wall_clock())
        if await database.write(work) is None:
            raise SettingsError(CAME_BETWEEN)
    return BACK.format(short=short, when=when(target.at), held=held[:SHORT])


def _found(tx: Tx, wanted: str) -> tuple[Publication, Publication]:
    """Give what is in force, and the newest publication of what is wanted in its place."""
    entries = versions.log(tx, 1_000)
    if not entries:
        raise SettingsError(NONE_YET)
    others = [each for each in entries if each.hash.startswith(wanted)]
    if not wanted:
        others = [each for each in entries if each.hash != entries[0].hash]
    if not others:
        raise SettingsError(NOT_FOUND.format(wanted=wanted) if wanted else NO_OTHER)
    if wanted and len({each.hash for each in others}) > 1:
        raise SettingsError(TOO_MANY.format(wanted=wanted))
    if others[0].hash == entries[0].hash:
        raise SettingsError(IN_FORCE.format(short=others[0].hash[:SHORT]))
    return entries[0], others[0]


def _line(
    entry: Publication, replaced: datetime | None, visitors: dict[str, int], now: datetime
) -> str:
    """Write a line; who stands in a version that was replaced long ago is led on from there."""
    counts = replaced is None or now < replaced + KEPT
    count = visitors.get(entry.hash, 0) if counts else 0
    mark = "●" if replaced is None else "　"
    return f"{mark} {entry.hash[:SHORT]}  {when(entry.at)}  会話{count}  {entry.changed}"


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[Database]:
    files.make_folder(settings.state_dir)
    with contextlib.closing(open_vault(settings)) as vault:
        database = await Database.open(settings.database_url, vault)
        try:
            yield database
        finally:
            await database.close()
