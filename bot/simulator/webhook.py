"""Delivery by webhook: one queue per source, one update of a source under way at a time.

Only a 2xx answer acknowledges; anything else is tried again, first at once, then after pauses
that double up to a minute or two, until the update's time is over.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from bot.simulator.clock import Chance, Clock, sleep
from bot.simulator.journal import Journal
from bot.simulator.parameters import Parameters
from bot.simulator.updates import TERMINATED_BY_WEBHOOK, Pending, UpdateQueue
from bot.simulator.wire import Json, bad_request

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
READ_TIMEOUT = aiohttp.ClientTimeout(total=60)
SHORTEST_CAP, LONGEST_CAP = 60, 120
LONGEST_RETRY_AFTER = 3600
GONE = 410
GIVE_UP_AFTER = 23 * 3600.0
OK_STATUSES = range(200, 300)
DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
NOT_IN_A_REPLY = re.compile(r"get.*|setwebhook|deletewebhook|close|logout")


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = DEFAULT_CONNECTIONS


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one delivery: done, or how long to wait, or None for the usual pause."""

    done: bool
    status: int = 0
    wait: float | None = None
    error: str = ""


class Courier:
    """Carries updates to the webhook, when there is one."""

    def __init__(self, queue: UpdateQueue, clock: Clock, chance: Chance, journal: Journal) -> None:
        self.hook: Hook | None = None
        self.execute: Callable[[str, Parameters], object] = lambda _name, _parameters: None
        self._queue, self._clock, self._chance, self._journal = queue, clock, chance, journal
        self._lanes: dict[str, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None
        self._slots = asyncio.Semaphore(DEFAULT_CONNECTIONS)
        self._last_error: Json = {}
        self._gone_since: float | None = None

    def take(self, pending: Pending) -> None:
        """Put an update into the lane of its source."""
        if self.hook is None:
            return
        lane = self._lanes.get(pending.source)
        if lane is not None:
            lane.append(pending)
            return
        self._lanes[pending.source] = deque([pending])
        task = asyncio.get_running_loop().create_task(self._drive(pending.source))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def set(self, parameters: Parameters) -> str:
        """Begin to deliver; returns what the server says of it."""
        url = parameters.text("url")
        if not url:
            return self.remove()
        hook = Hook(url, _read_secret(parameters), _read_connections(parameters))
        _check_url(url)
        if hook == self.hook:
            return "Webhook is already set"
        self._stop()
        self._queue.interrupt(TERMINATED_BY_WEBHOOK)
        self.hook = hook
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._last_error = {}
        for pending in self._queue.waiting():
            self.take(pending)
        return "Webhook was set"

    def remove(self) -> str:
        """End the deliveries; what waits can be polled again."""
        self._stop()
        had, self.hook = self.hook, None
        return "Webhook was deleted" if had else "Webhook is already deleted"

    def forget_waiting(self) -> None:
        """Drop what has not been delivered yet."""
        self._stop()
        self._queue.drop()

    def report(self) -> Json:
        """Render the Bot API's WebhookInfo."""
        report: Json = {
            "url": self.hook.url if self.hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._queue),
        }
        if self.hook is not None:
            report["max_connections"] = self.hook.max_connections
            report.update(self._last_error)
        if self._queue.allowed:
            report["allowed_updates"] = sorted(self._queue.allowed)
        return report

    async def close(self) -> None:
        """End everything under way."""
        tasks = list(self._tasks)
        self._stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._lanes.clear()

    async def _drive(self, source: str) -> None:
        lane = self._lanes[source]
        while lane:
            await self._deliver(lane[0])
            lane.popleft()
        if self._lanes.get(source) is lane:
            del self._lanes[source]

    async def _deliver(self, pending: Pending) -> None:
        """Try until it is accepted or its time is over; once more if a fault doubles it."""
        tries = 0
        while self.hook is not None and self._clock.now() < pending.expires:
            async with self._slots:
                attempt = await self._try(self.hook, pending)
            if attempt.done and pending.again:
                pending.again = False
            elif attempt.done:
                self._queue.settle(pending)
                return
            elif self._has_gone(attempt):
                self.hook = None
                return
            else:
                await self._pause(tries, attempt)
                tries += 1

    async def _pause(self, tries: int, attempt: Attempt) -> None:
        if attempt.wait is not None:
            await sleep(self._clock, min(attempt.wait, LONGEST_RETRY_AFTER))
        elif tries > 0:
            cap = self._chance.between(SHORTEST_CAP, LONGEST_CAP)
            await sleep(self._clock, min(2 ** (tries - 1), cap))

    async def _try(self, hook: Hook, pending: Pending) -> Attempt:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=READ_TIMEOUT)
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=pending.body, headers=headers) as answer:
                body = await answer.read()
                attempt = _judge(answer)
        except TimeoutError:
            attempt, body = Attempt(False, error="Read timeout expired"), b""
        except aiohttp.ClientError:
            attempt, body = Attempt(False, error="Connection refused"), b""
        self._note(pending, attempt)
        if attempt.done:
            self._answer_in_reply(body)
        return attempt

    def _note(self, pending: Pending, attempt: Attempt) -> None:
        given = {"update_id": pending.update_id, "source": pending.source}
        outcome = attempt.status or attempt.error
        self._journal.write("delivery", pending.kind, given, outcome, ok=attempt.done)
        if not attempt.done:
            now = int(self._clock.now())
            self._last_error = {"last_error_date": now, "last_error_message": attempt.error}

    def _has_gone(self, attempt: Attempt) -> bool:
        if attempt.status != GONE:
            self._gone_since = None
            return False
        now = self._clock.now()
        self._gone_since = now if self._gone_since is None else self._gone_since
        return now - self._gone_since >= GIVE_UP_AFTER

    def _answer_in_reply(self, body: bytes) -> None:
        """Carry out a method that the webhook's answer names; its result is told to nobody."""
        try:
            wish = json.loads(body or b"null")
        except ValueError:
            return  # most webhooks answer with a few words, which mean nothing
        name = wish.get("method") if isinstance(wish, dict) else None
        if isinstance(name, str) and not NOT_IN_A_REPLY.fullmatch(name.lower()):
            self.execute(name, Parameters(wish))


def _judge(answer: aiohttp.ClientResponse) -> Attempt:
    if answer.status in OK_STATUSES:
        return Attempt(True, answer.status)
    error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
    given = answer.headers.get("Retry-After", "")
    return Attempt(False, answer.status, float(given) if given.isdigit() else None, error)


def _read_secret(parameters: Parameters) -> str:
    secret = parameters.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _read_connections(parameters: Parameters) -> int:
    wanted = parameters.integer("max_connections", DEFAULT_CONNECTIONS)
    return min(max(1, wanted), MOST_CONNECTIONS)


def _check_url(url: str) -> None:
    """Demand https, as Telegram does, except on this machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
