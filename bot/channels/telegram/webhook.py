"""Delivery by webhook: an update is answered 200 only when it is stored, in Telegram's order.

Telegram delivers again whatever is not answered 2xx, and meanwhile keeps back what else comes from
the same chat or person. So trouble of ours is answered 503, and what will never be an update is
answered 200 and let go: it would stand in the way for a day and be no better by then.
"""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from aiohttp import web
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram import sequence
from bot.channels.telegram.client import ALLOWED_UPDATES, Client
from bot.channels.telegram.poll import SOURCE, Accept, See
from bot.channels.telegram.receive import key_of, read
from bot.channels.telegram.sequence import Delivery
from bot.channels.telegram.setup import insist
from bot.model.errors import AnotherInstance, SettingsError

log = structlog.get_logger()

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_BODY = 1024 * 1024
"""Bytes. An update with its longest texts has some 100,000; SAFETY.md F2."""
STORE_SECONDS = 20.0
ANSWER_SECONDS = 30.0  # Telegram waits for a minute
RETRY_SECONDS = 5
CONNECTIONS = 40
LOOK_SECONDS = 0.05
"""How often the store is asked for a missing number, which another replica may have got."""

REFUSED = "ENGAWA_WEBHOOK_URL is wrong: Telegram refused it; give an https address that it reaches"
TAKEN = "another instance changed the webhook of the same token: this one stops"
Known = Callable[[Sequence[str]], Awaitable[set[str]]]
"""Says which of these keys are stored already."""


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram delivers to, and by what we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)


class Webhook:
    """Takes deliveries and hands them over; its server is the app's."""

    def __init__(
        self, client: Client, accept: Accept, known: Known, hook: Hook, ticks: Callable[[], float]
    ) -> None:
        """Wire it to the store; `ticks` only goes forward."""
        self._client = client
        self._accept = accept
        self._known = known
        self.hook = hook
        self._ticks = ticks
        self._sequence = sequence.Sequence()
        self._unanswered = set[Delivery]()
        self._came = asyncio.Event()
        self._is_open = False
        self._failed_at: datetime | None = None
        self.see: See = lambda _: None
        """Shown what arrives before it waits for the store; waits for nothing itself."""
        self.heard: float | None = None
        """When Telegram last said that it delivers to us, by the clock that only goes forward."""
        self.ready = asyncio.Event()
        """Set when Telegram knows where to deliver."""

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one delivery."""
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not secrets.compare_digest(given, self.hook.secret.encode()):
            return web.Response(status=403)  # before a byte of the body is read
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                stored = await self._take_in(await request.read())
        except TimeoutError:
            stored = False
        if stored:
            return web.Response()
        return web.Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})

    async def run(self, seconds: float) -> None:
        """Have Telegram deliver, and look every so many seconds whether it does.

        Raises AnotherInstance, SettingsError or TokenRefused. Whatever is under way when this is
        cancelled is answered 503, and comes again.
        """
        try:
            self._is_open = True
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._store_all())
                tasks.create_task(self._stay_set(seconds))
        finally:
            self._is_open = False
            for delivery in self._unanswered:
                delivery.answer(stored=False)

    async def _take_in(self, body: bytes) -> bool:
        """Say whether it need not come again."""
        update = _update(body)
        if update is None:
            log.error("what was delivered is no update", size=len(body))
            return True
        if not self._is_open:
            return False
        arrival = read(update[1], self._client)
        self.see([arrival] if arrival else [])
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        delivery = Delivery(*update, self._ticks(), stored)
        self._sequence.put(delivery)
        self._unanswered.add(delivery)
        self._came.set()
        try:
            return await stored
        finally:
            self._unanswered.discard(delivery)

    async def _store_all(self) -> None:
        """Store what comes, in order; whatever came during a commit is stored by the next one."""
        while True:
            self._came.clear()
            ready = self._sequence.take(self._ticks())
            if ready:
                await self._store(ready)
                continue
            if len(self._sequence):
                await self._look_for_missing()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS if len(self._sequence) else None):
                    await self._came.wait()

    async def _look_for_missing(self) -> None:
        keys = {key_of(number): number for number in self._sequence.missing()}
        if keys:
            # the store's trouble shows again when something is to be stored
            with contextlib.suppress(Exception):
                found = await self._known(list(keys))
                self._sequence.found({keys[key] for key in found})

    async def _store(self, deliveries: Sequence[Delivery]) -> None:
        """Store together, and apart when that fails, so that none suffers for another."""
        waiting = [each for each in deliveries if not each.is_stored.done()]
        stored = await self._try(waiting)
        if stored or len(waiting) == 1:
            for each in waiting:
                each.answer(stored=stored)
            return
        for each in waiting:
            await self._store([each])

    async def _try(self, deliveries: Sequence[Delivery]) -> bool:
        try:
            arrivals = [read(each.raw, self._client) for each in deliveries]
            async with asyncio.timeout(STORE_SECONDS):
                await self._accept([each for each in arrivals if each], SOURCE, None)
        except Exception as error:  # whatever it is, Telegram keeps the update meanwhile
            log.error("update not stored", error=type(error).__name__)  # noqa: TRY400
            return False
        return True

    async def _stay_set(self, seconds: float) -> None:
        await self._set()
        self.heard = self._ticks()
        self.ready.set()
        while True:
            await asyncio.sleep(seconds)
            await self._look()

    async def _set(self) -> None:
        """Tell Telegram where to deliver, as often as it takes; what waits there is kept."""
        call = partial(
            self._client.set_webhook,
            self.hook.url,
            secret_token=self.hook.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )
        try:
            await insist(call, "webhook not set")
        except BadRequest as error:
            raise SettingsError(REFUSED) from error

    async def _look(self) -> None:
        """See whether Telegram still delivers to us, and whether it can."""
        try:
            told = await self._client.get_webhook_info()
        except TelegramError as error:
            log.warning("webhook not looked at", error=type(error).__name__)
            return
        if told.url != self.hook.url:
            raise AnotherInstance(TAKEN)
        self.heard = self._ticks()
        if told.last_error_date not in {None, self._failed_at}:
            self._failed_at = told.last_error_date
            log.warning("telegram could not deliver", waiting=told.pending_update_count)


def _update(body: bytes) -> tuple[int, dict[str, object]] | None:
    """Read an update with its number; None when there is none to read."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return (number, raw) if isinstance(number, int) else None
