"""A Bot API server that costs next to nothing, so that what is measured is the program before it.

It keeps no state but the updates that wait. A request is carried out when it comes and answered
after the delay of its kind; that is a network with so long a round trip.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import Callable
from itertools import count, islice
from typing import Self, cast
from urllib.parse import unquote_plus

TOKEN = "7000000001:bench"
BOT = 7000000001
GROUP = -1001234567890
DATE = 1_795_000_000
NUMBERS = count(1)  # of updates; never one twice, for who stores them knows it again
LIMIT = 100  # updates an answer, as at Telegram

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CHAT = re.compile(rb'(?:^|&)chat_id=(-?\d+)|"chat_id": *(-?\d+)')
OFFSET = re.compile(rb'(?:^|&)offset=(\d+)|"offset": *(\d+)')
WINDOW = re.compile(rb'(?:^|&)timeout=(\d+)|"timeout": *(\d+)')
TEXT = re.compile(rb"(?:^|&)text=([^&]*)")
KEYBOARD = re.compile(rb"(?:^|&)reply_markup=(%7B%22inline[^&]*)")

US = {"id": BOT, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages can_manage_topics"
)
GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
FIXED: dict[str, object] = {
    "getme": US,
    "getwebhookinfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getchat": {
        "id": GROUP,
        "type": "supergroup",
        "title": "Desk",
        "is_forum": True,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS.split(), False),
    },
    "getchatmember": {
        "status": "administrator",
        "user": US,
        **dict.fromkeys(RIGHTS.split(), True),
    },
    "createforumtopic": {"message_thread_id": 7, "name": "Topic", "icon_color": 7322096},
}


class Server:
    """The server's side: what waits to be fetched, and who is told of what comes in."""

    def __init__(self) -> None:
        """Make a server that has no port yet."""
        self.poll_delay = 0.0
        self.send_delay = 0.0
        self.polled = asyncio.Event()
        """Set by the first poll."""
        self.on_answer: Callable[[int], None] = lambda chat: None
        """Called with the chat of each message to a visitor."""
        self.on_commit: Callable[[int], None] = lambda offset: None
        """Called with the offset of each poll: what lies below it is the bot's own affair now."""
        self._updates: deque[tuple[int, bytes]] = deque()
        self._messages = count(1)
        self._poll: tuple[Door, asyncio.TimerHandle] | None = None

    async def __aenter__(self) -> Self:
        """Listen on any free port of loopback."""
        loop = asyncio.get_running_loop()
        self._listening = await loop.create_server(lambda: Door(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._listening.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the port."""
        self._listening.close()

    @property
    def waiting(self) -> int:
        """How many updates no poll has confirmed."""
        return len(self._updates)

    def write(self, chat: int, text: str) -> int:
        """Let a visitor write; give the number of the update."""
        number = next(NUMBERS)
        person = f'"id":{chat},"first_name":"Person","username":"person{chat}"'
        command = ',"entities":[{"type":"bot_command","offset":0,"length":6}]'
        update = (
            f'{{"update_id":{number},"message":{{"message_id":{number},'
            f'"from":{{{person},"is_bot":false,"language_code":"ja"}},'
            f'"chat":{{{person},"type":"private"}},"date":{DATE},'
            f'"text":{json.dumps(text)}{command if text[0] == "/" else ""}}}}}'
        )
        self._updates.append((number, update.encode()))
        if self._poll is not None and len(self._updates) == 1:
            asyncio.get_running_loop().call_soon(self._offer)  # what is written at once goes along
        return number

    def answer(self, door: "Door", method: str, body: bytes) -> None:
        """Carry a request out and answer it, at once or after the delay."""
        if method == "getupdates":
            self._begin_poll(door, body)
            return
        if method != "sendmessage":
            door.give(_told(FIXED.get(method, True)), 0.0)
            return
        chat = _number(CHAT.search(body))
        door.give(self._message(chat, body), self.send_delay)
        if chat > 0:
            self.on_answer(chat)

    def forget(self, door: "Door") -> None:
        """Let go of the poll of a connection that is closed."""
        if self._poll is not None and self._poll[0] is door:
            self._poll[1].cancel()
            self._poll = None

    def _message(self, chat: int, body: bytes) -> bytes:
        """Give back what was sent, as Telegram does, buttons too."""
        text, keyboard = _sent(body)
        sent = {
            "message_id": next(self._messages),
            "from": US,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "x"},
            "date": DATE,
            "text": text,
        }
        return _told({**sent, "reply_markup": keyboard} if keyboard else sent)

    def _begin_poll(self, door: "Door", body: bytes) -> None:
        offset, window = OFFSET.search(body), WINDOW.search(body)
        if offset is not None:
            self._confirm(_number(offset))
        if self._poll is not None:
            self._answer_poll()
        wait = float(_number(window)) if window else 0.0
        self._poll = door, asyncio.get_running_loop().call_later(wait, self._answer_poll)
        self.polled.set()
        if self._updates or not wait:
            self._answer_poll()

    def _confirm(self, offset: int) -> None:
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        self.on_commit(offset)

    def _offer(self) -> None:
        if self._updates:
            self._answer_poll()

    def _answer_poll(self) -> None:
        if self._poll is None:
            return
        door, timer = self._poll
        self._poll = None
        timer.cancel()
        updates = b",".join(update for _, update in islice(self._updates, LIMIT))
        door.give(b'{"ok":true,"result":[' + updates + b"]}", self.poll_delay)


class Door(asyncio.Protocol):
    """One connection: enough of HTTP/1.1 for the clients that come here."""

    def __init__(self, server: Server) -> None:
        """Serve one client."""
        self._server = server
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        """Answer a request as soon as it is whole."""
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(self._read, 0, end + 2)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._read) < whole:
                return
            head, body = self._read[:end], self._read[end + 4 : whole]
            self._read = self._read[whole:]
            path = head.split(b" ", 2)[1].partition(b"?")[0]
            self._server.answer(self, path.rpartition(b"/")[2].decode().lower(), body)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits here any more."""
        self._server.forget(self)

    def give(self, body: bytes, after: float) -> None:
        """Answer, after so many seconds."""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        whole = b"%b%d\r\n\r\n%b" % (head, len(body), body)
        if after:
            asyncio.get_running_loop().call_later(after, self._write, whole)
        else:
            self._write(whole)

    def _write(self, whole: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(whole)


def _sent(body: bytes) -> tuple[str, object]:
    """Find words and buttons in a body of either sort."""
    if body.startswith(b"{"):
        given = json.loads(body)
        return given.get("text", ""), given.get("reply_markup")
    text, keyboard = TEXT.search(body), KEYBOARD.search(body)
    buttons = json.loads(unquote_plus(keyboard[1].decode())) if keyboard else None
    return unquote_plus(text[1].decode()) if text else "", buttons


def _told(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _number(found: re.Match[bytes] | None) -> int:
    return int(found[1] or found[2]) if found else 0
