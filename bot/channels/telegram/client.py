"""The Bot API client: python-telegram-bot over aiohttp, without its updater or its state.

Its default HTTP client costs three times the CPU of aiohttp and logs the token (TELEGRAM.md 2).
What is called for every message goes as JSON and comes back as JSON (`call`): to turn it into the
library's objects and back costs more than the request itself.
"""

import json
import logging
import os
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter  # needed for RequestData

log = structlog.get_logger()

CONNECT_SECONDS = 10.0
READ_SECONDS = 25.0  # long, so that few answers are lost without our knowing (TELEGRAM.md 2.5)
POLL_MARGIN = 15.0
AS_JSON = {"Content-Type": "application/json"}
ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "my_chat_member",
    # a fifth kind beside the four of SAFETY.md P3: reactions cross both ways (PEERS.md row 10)
    "message_reaction",
)

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns at every 429
logging.getLogger("telegram").setLevel(logging.WARNING)  # below it writes out whole updates


class NotSent(NetworkError):
    """The request never left: trying again makes no copy."""


class AiohttpRequest(BaseRequest):
    """The transport that python-telegram-bot asks for, over one aiohttp session."""

    def __init__(self) -> None:
        """Open no connection yet."""
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=256, keepalive_timeout=50)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # the library's own sentinel
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; raises NotSent, TimedOut or NetworkError."""
        if self._session is None:
            raise NotSent("the client is closed")
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=CONNECT_SECONDS, sock_read=float(seconds)
        )
        # in ASCII, because a visitor's text may hold half a character
        body = json.dumps(request_data.parameters).encode() if request_data else None
        kind = AS_JSON if body else None
        sending = self._session.request(method, url, data=body, headers=kind, timeout=timeout)
        try:
            async with sending as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent("no connection") from error
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error


class Client(Bot):
    """The bot's account at one API server."""

    def __init__(self, token: str, api: str) -> None:
        """Make a client; `api` is the server's base address without a slash at its end."""
        self._calling, self._polling = AiohttpRequest(), AiohttpRequest()
        super().__init__(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=self._calling,
            get_updates_request=self._polling,
        )
        self._has_polled = False

    @property
    def has_polled(self) -> bool:
        """Say whether a poll has been answered."""
        return self._has_polled

    async def shutdown(self) -> None:
        """Close every connection, also of a client that was interrupted while it opened them."""
        await super().shutdown()
        await self._calling.shutdown()
        await self._polling.shutdown()

    async def call(self, method: str, **given: object) -> Any:  # it is JSON
        """Call a method by its name in the Bot API; what is None is not given.

        Raises TelegramError as the library's own methods do.
        """
        return await self.request.post(f"{self.base_url}/{method}", _parameters(given))

    async def reconnect(self) -> None:
        """Poll over new connections from now on; what is being sent is left alone."""
        await self._polling.shutdown()
        await self._polling.initialize()

    async def raw_updates(self, offset: int | None, seconds: int) -> Sequence[dict[str, object]]:
        """Ask for updates as they came: one that cannot be parsed must not stop the others."""
        asked: dict[str, object] = {
            "timeout": seconds,
            "limit": 100,
            "offset": offset,
            "allowed_updates": ALLOWED_UPDATES,
        }
        answer = await self._polling.post(
            f"{self.base_url}/getUpdates",
            _parameters(asked),
            read_timeout=seconds + POLL_MARGIN,
        )
        self._has_polled = True
        return answer if isinstance(answer, list) else []

    async def waiting_updates(self, offset: int | None) -> Sequence[dict[str, object]]:
        """Give what waits now; nothing where Telegram does not answer."""
        try:
            return await self.raw_updates(offset, 0)
        except TelegramError as error:
            log.warning("poll failed", error=type(error).__name__)
            return ()


def _parameters(given: Mapping[str, object]) -> RequestData:
    return RequestData([RequestParameter(name, value, None) for name, value in given.items()])
