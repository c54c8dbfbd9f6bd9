"""Long polling: updates are stored before Telegram is told that we have them.

The offset moves only with the commit, so a crash in between fetches the same updates again. A
connection may go dead without a word (TELEGRAM.md 2.1), so silence is counted as well as errors.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.client import Client
from bot.channels.telegram.receive import read
from bot.model.errors import AnotherInstance, TokenRefused, Unanswered
from bot.model.inputs import Arrival

log = structlog.get_logger()

SOURCE = "telegram"
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
NEWCOMER_POLLS = 2  # answered polls after which an instance counts as serving
CONFLICTS_ALLOWED = 3
"""An instance that has been serving holds out against so many 409s; a newcomer against none."""
LOOK_SECONDS = 1.0
"""How often we look on: a cry for help is answered within three. Who asks anew for the same within
half a second is shown one update alone."""
SILENT_WINDOWS = 3
"""After so many windows without an answer the connection is made anew, then the program ends."""

CONFLICT = "another instance is polling with the same token: this one stops"
SILENCE = "telegram has not answered for {:.0f} seconds, nor over a new connection: this one stops"
See = Callable[[Sequence[Arrival]], None]
Accept = Callable[[Sequence[Arrival], str, int | None], Awaitable[None]]


class Poller:
    """The loop that fetches updates and hands them over."""

    def __init__(
        self,
        client: Client,
        accept: Accept,
        seconds: int,
        ticks: Callable[[], float],
        *,
        has_lease: bool = False,
    ) -> None:
        """Poll with windows of so many seconds (Telegram allows 50 at most).

        `has_lease`: who polls is settled among us, so a 409 at first is only the last poll of the
        one before, and no reason to stop.
        """
        self.client = client
        self._accept = accept
        self._seconds = seconds
        self._ticks = ticks
        self._has_lease = has_lease
        self._pause = FIRST_PAUSE
        self._conflicts = 0
        self._polls = 0
        self._asking_since: float | None = None
        self._is_renewed = False
        self.see: See = lambda _: None
        """Shown what arrives while the store takes nothing; waits for nothing itself."""
        self.heard: float | None = None
        """When Telegram last answered, by the clock that only goes forward."""
        self.ready = asyncio.Event()
        """Set when Telegram has answered for the first time."""
        if client.has_polled:  # the first poll was a knock
            self._answered()

    async def run(self, offset: int | None) -> None:
        """Poll from an offset until cancelled.

        Raises AnotherInstance, TokenRefused or Unanswered.
        """
        while True:
            try:
                async with asyncio.timeout(self._patience()):
                    updates = await self.client.raw_updates(offset, self._window())
            except (TelegramError, TimeoutError) as error:
                pause = self._after(error)
                await self._break_silence()
                await asyncio.sleep(pause)
                continue
            self._answered()
            if updates and self._polls > 1:
                offset = await self._store(updates, offset)

    async def _store(self, updates: Sequence[dict[str, object]], offset: int | None) -> int:
        following = number_of(updates[-1]) + 1
        async with asyncio.TaskGroup() as tasks:
            looking = tasks.create_task(self._look_on(offset))
            await self._accept(read_all(updates, self.client), SOURCE, following)
            looking.cancel()
        return following

    async def _look_on(self, offset: int | None) -> None:
        """Go on looking at what comes while the store holds us up; confirm nothing of it.

        Telegram shows the oldest hundred that are not confirmed.
        """
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with contextlib.suppress(TelegramError):  # the next poll finds out what it was
                self.see(read_all(await self.client.raw_updates(offset, 0), self.client))

    def _window(self) -> int:
        """The first poll returns at once, as a knock does.

        What it brings is left for the second: until then it may be another instance's.
        """
        return self._seconds if self._polls else 0

    def _patience(self) -> float:
        """Say how long the silence may last until something is done about it."""
        borne = SILENT_WINDOWS * self._seconds * (2 if self._is_renewed else 1)
        return max(0.0, borne - self._silence())

    def _silence(self) -> float:
        """Count from the first question that was not answered: before it nobody asked."""
        if self._asking_since is None:
            self._asking_since = self._ticks()
        return self._ticks() - self._asking_since

    async def _break_silence(self) -> None:
        if self._patience() > 0:
            return
        if self._is_renewed:
            raise Unanswered(SILENCE.format(self._silence()))
        log.warning("telegram is silent: polling over a new connection")
        await self.client.reconnect()
        self._is_renewed = True

    def _heard(self) -> None:
        self.heard = self._ticks()
        self._asking_since = None
        self._is_renewed = False

    def _answered(self) -> None:
        self._heard()
        self._polls += 1
        self._conflicts = 0
        self._pause = FIRST_PAUSE
        self.ready.set()

    def _after(self, error: TelegramError | TimeoutError) -> float:
        """Say how long to wait after an error, or that there is no use in waiting."""
        if isinstance(error, InvalidToken | Forbidden):
            raise TokenRefused("ENGAWA_TELEGRAM_TOKEN is wrong: Telegram refused it") from error
        if isinstance(error, Conflict):
            self._conflicts += 1
            newcomer = self._polls <= NEWCOMER_POLLS and not self._has_lease
            if newcomer or self._conflicts > CONFLICTS_ALLOWED:
                raise AnotherInstance(CONFLICT) from error
            self._heard()
            return 0.0  # at once, so that a newcomer hears of us before it takes anything
        if isinstance(error, RetryAfter):
            self._heard()
            after = error.retry_after
            return float(after) if isinstance(after, int | float) else after.total_seconds()
        log.warning("poll failed", error=type(error).__name__)
        pause, self._pause = self._pause, min(self._pause * 2, LONGEST_PAUSE)
        return pause


async def knock(client: Client) -> None:
    """Poll once, before anything is there that could take something in, and leave all that waits.

    Whoever polls with the same token hears of it, and polls again before we do. Where Telegram
    does not answer, the poller finds out why.
    """
    with contextlib.suppress(TelegramError):
        await client.raw_updates(None, 0)


def read_all(updates: Sequence[dict[str, object]], client: Client) -> list[Arrival]:
    """Read updates; what concerns nobody is left out."""
    arrivals = (read(update, client) for update in updates)
    return [each for each in arrivals if each]


def number_of(update: dict[str, object]) -> int:
    """Give the number of an update."""
    number = update["update_id"]
    if not isinstance(number, int):
        raise TypeError("an update without a number")
    return number
