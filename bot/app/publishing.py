"""What is in force for every program on the database, and how another version comes to be so.

Read, checked, its scripts played, the old version's ways replayed on it, stored, swapped: in this
order, and what fails leaves everything as it was. A version that was brought back by hand stays in
force until the files become another version than the one that it replaced.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import structlog

from bot.conversation.content import Content
from bot.conversation.replay import Replayed, replay
from bot.conversation.script.difference import Difference
from bot.desk import words
from bot.loader.changes import is_weaker, what_changed
from bot.loader.loaded import Loaded
from bot.loader.messages import explain
from bot.loader.reading import load_packed
from bot.loader.run import Run, here
from bot.loader.shelf import SHORT, Shelf
from bot.model.errors import ContentError, Severity
from bot.model.inputs import Moment
from bot.pipeline import publication
from bot.pipeline.publication import Version
from bot.store import conversations, versions
from bot.store.connect import Database, Tx
from bot.store.versions import Publication

log = structlog.get_logger()

KEPT = timedelta(hours=24)  # how long a visitor may stand on a step that is gone
FOLLOW_SECONDS = 2.0  # what others publish is taken up within
MOST_FORMERS = 20  # more versions in a day are an editor who tries things; each is some 100 kB
MOST_REPLAYED = 300  # conversations; a publication is to take half a second at most
MOST_LOOKED_AT = 50  # publications, at the start

OF_WORDS = frozenset({"script_text_other", "script_untranslated", "script_passing_other"})
"""Differences of a script that are of words alone."""

Scripts = Callable[[Content], Sequence[str]]
"""Plays the editors' scripts on a version: a line for each that does not hold."""


def no_scripts(_: Content) -> Sequence[str]:
    """Play none."""
    return ()


def play_scripts(flows: Path, content: Content) -> list[str]:
    """Play the scripts beside the flows: a line for each way that is gone.

    Other words and more buttons are what an editor wants, so they are logged and keep nothing out;
    nor does a script that cannot be read.
    """
    from bot.conversation.script.player import rehearse  # needed by none but a new version
    from bot.loader.scripts import read_scripts, scripts_of

    try:
        differences = rehearse(read_scripts(scripts_of(flows)), content).differences
    except ContentError as error:
        for mistake in error.mistakes:
            log.warning("a script cannot be played", mistake=explain(mistake, "ja"))
        return []
    lost = [each for each in differences if _is_lost(each)]
    if len(lost) < len(differences):
        log.info("scripts have other words", differences=len(differences) - len(lost))
    return [explain(each.mistake, "ja") for each in lost]


def _is_lost(difference: Difference) -> bool:
    """Say whether a way is gone, and not only told in other words or beside a new one."""
    if difference.mistake.problem == "script_buttons_other":
        return not set(difference.expected) <= set(difference.got)
    return difference.mistake.problem not in OF_WORDS


class Publishing:
    """Publishes what the shelf reads, and follows what others publish."""

    def __init__(
        self,
        shelf: Shelf,
        database: Database,
        now: Callable[[], datetime],
        scripts: Scripts = no_scripts,
    ) -> None:
        """Take over from the shelf what becomes of the files; see `enter`."""
        self.wake_sender: Callable[[], None] = lambda: None
        """Called when staff are to be told something."""
        self.keep: Callable[[bytes], None] = lambda _: None
        """Called with the files of what is in force, once for each version."""
        self._shelf = shelf
        self._database = database
        self._now = now
        self._scripts = scripts
        self._known: Publication | None = None
        self._kept = ""
        self._formers = dict[str, tuple[Content, datetime]]()
        self._one_at_a_time = asyncio.Lock()
        self._again = False
        shelf.publish, shelf.refuse = self._publish, self._refuse

    def former(self, version: str) -> Content | None:
        """Find a version that visitors may still stand in."""
        content, until = self._formers.get(version, (None, self._now()))
        return content if self._now() < until else None

    async def enter(self) -> None:
        """Take up what is in force, and publish the files where they changed meanwhile."""
        read = self._shelf.loaded
        await self._follow()
        await self._remember_formers()
        if self._shelf.mistakes:
            log.error(
                "the files are broken: the last good version serves",
                version=self._shelf.loaded.content.version[:SHORT],
                mistakes=[explain(mistake, "ja") for mistake in self._shelf.mistakes],
            )
            await self._refuse()
        else:
            await self._publish(read, self._shelf.files)

    async def watch(self, stop: asyncio.Event) -> None:
        """Look at the files at each change, until told to stop."""
        await self._shelf.watch(stop, self.look)

    async def followed(self) -> None:
        """Take up now what others have published."""
        async with self._one_at_a_time:
            await self._follow()
        await self._keep_files()

    async def run(self) -> None:
        """Follow what others publish, until cancelled."""
        while True:
            await asyncio.sleep(FOLLOW_SECONDS)
            try:
                await self.followed()
            except Exception as error:  # the database may be back the next time
                log.warning("publications cannot be read", error=type(error).__name__)
            if self._again:
                await self.look()

    async def look(self) -> None:
        """Look at the files now; what the database does not take is tried again."""
        began, before = time.monotonic(), self._shelf.loaded
        self._again = False
        try:
            await self._shelf.refresh()
        except Exception as error:  # the database may be back the next time
            log.warning("publication failed", error=type(error).__name__)
            self._again = True
        if self._shelf.loaded is not before:
            log.info("files looked at", seconds=round(time.monotonic() - began, 3))

    async def _publish(self, loaded: Loaded, files: bytes) -> None:
        async with self._one_at_a_time:
            while not await self._try_to_publish(loaded, files):
                pass  # another program was first: what it published is what changes now
        self.wake_sender()
        await self._keep_files()

    async def _try_to_publish(self, loaded: Loaded, files: bytes) -> bool:
        """Publish unless it is in force; False when another publication came between."""
        await self._follow()
        known, hash = self._known, loaded.content.version
        if known and known.instead_of == hash:
            log.info("the files are those that were rolled back", version=hash[:SHORT])
            return True
        if known and known.hash == hash and known.instead_of is None:
            await self._database.write(publication.accept)
            self._shelf.take(loaded)
            return True
        if known and known.hash != hash and await self._is_kept_out(loaded):
            return True
        told = what_changed(self._shelf.loaded, loaded) if known else words.CONTENT_FIRST
        version = Version(hash, files, told)
        work = partial(publication.publish, version=version, before=known, now=self._now())
        published = await self._database.write(work)
        if published is None:
            return False
        self._take(published, loaded)
        return True

    async def _is_kept_out(self, loaded: Loaded) -> bool:
        """Look at the signs, play scripts, replay the old ways; tell what does not hold."""
        if is_weaker(self._shelf.loaded, loaded):
            log.warning("content kept as it was", mistake=words.CONTENT_WEAKER)
            await self._tell_refused(words.CONTENT_WEAKER)
            return True
        since = self._now() - KEPT
        standing = await self._database.read(
            lambda tx: conversations.lately(tx, since, MOST_REPLAYED)
        )
        old, new, moment = self._shelf.loaded.content, loaded.content, Moment(self._now(), 0)
        failed = await asyncio.to_thread(self._scripts, new)
        replayed = await asyncio.to_thread(replay, old, new, standing, moment)
        lines = (*failed, *_dead_ends(replayed))
        for line in lines:
            log.warning("content kept as it was", mistake=line)
        if lines:
            await self._tell_refused(lines[0])
            return True
        log.info("old ways replayed", buttons=replayed.buttons, kept=replayed.kept)
        return False

    async def _refuse(self) -> None:
        serious = (each for each in self._shelf.mistakes if each.severity is Severity.SERIOUS)
        await self._tell_refused(explain(next(serious), "ja"))

    async def _tell_refused(self, why: str) -> None:
        await self._database.write(partial(publication.refuse, why=why, now=self._now()))
        self.wake_sender()

    async def _follow(self) -> None:
        """Take up what is in force by now."""
        latest = await self._database.read(versions.in_force)
        if latest is None or (self._known and latest.id == self._known.id):
            return
        if latest.hash == self._shelf.loaded.content.version:
            self._known = latest
            return
        loaded = await self._stored(latest.hash)
        if loaded is None:
            log.error("the version in force is none for this program", version=latest.hash[:SHORT])
            self._known = latest
            return
        self._take(latest, loaded)

    def _take(self, published: Publication, loaded: Loaded) -> None:
        gone, self._known = self._shelf.loaded.content, published
        self._shelf.take(loaded)
        if gone.version != published.hash:
            self._keep(gone, self._now() + KEPT)
        self._formers.pop(published.hash, None)

    def _keep(self, content: Content, until: datetime) -> None:
        self._formers[content.version] = (content, until)
        for version in list(self._formers)[:-MOST_FORMERS]:
            del self._formers[version]

    async def _keep_files(self) -> None:
        """Hand out the files of what is in force, for when the database is not there."""
        hash = self._shelf.loaded.content.version
        if hash == self._kept:
            return
        files = await self._database.read(lambda tx: versions.files(tx, hash))
        if files is not None:
            await asyncio.to_thread(self.keep, files)
            self._kept = hash

    async def _remember_formers(self) -> None:
        """Take up again the versions that visitors were left in when the program stopped."""
        for hash, until in await self._database.read(partial(_pinned, now=self._now())):
            loaded = await self._stored(hash)
            if loaded is not None and hash != self._shelf.loaded.content.version:
                self._keep(loaded.content, until)

    async def _stored(self, hash: str) -> Loaded | None:
        return await stored(self._database, hash, self._shelf.run)


async def stored(database: Database, hash: str, run: Run = here) -> Loaded | None:
    """Read a version that is kept; None where this program finds it broken, or it is not there."""
    files = await database.read(lambda tx: versions.files(tx, hash))
    if files is None:
        return None
    try:
        return await asyncio.to_thread(run, load_packed, files)
    except ContentError:
        return None


async def last_good(database: Database, run: Run = here) -> Loaded | None:
    """Find the newest version that this program can serve."""
    for each in await database.read(lambda tx: versions.log(tx, MOST_LOOKED_AT)):
        loaded = await stored(database, each.hash, run)
        if loaded is not None:
            return loaded
    return None


def _pinned(tx: Tx, now: datetime) -> list[tuple[str, datetime]]:
    """List versions that were replaced of late and have visitors, the oldest first."""
    entries, visitors = versions.log(tx, MOST_LOOKED_AT), conversations.pinned(tx)
    entries.reverse()
    replaced = {each.hash: newer.at + KEPT for each, newer in pairwise(entries)}
    wanted = [each for each in replaced.items() if each[0] in visitors and each[1] > now]
    return wanted[-MOST_FORMERS:]


def _dead_ends(replayed: Replayed) -> list[str]:
    return [words.DEAD_END.format(place=place) for place in replayed.dead_ends]
