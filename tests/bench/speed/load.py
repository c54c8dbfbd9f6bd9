"""What visitors do: each writes a short conversation over and over, and notes when it is answered.

An answer is one message from the bot for one message of the visitor, whichever program it is.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter

from tests.bench.speed.server import Server

SCATTER = 2_654_435_761  # a prime: it leads to everybody before it leads to anybody again
WORDS = ("/start", "予約は必要？", "メニュー", "秘密は守られる？")
"""Ours answers each with one screen; the peers, who know no flows, with one short text."""


@dataclass
class Visitors:
    """Those who write, and how they fared."""

    server: Server
    chats: Sequence[int]
    roaming: bool = False
    """Whoever is answered makes room for another of them, here and there, and else writes on."""
    answers: int = 0
    latencies: list[float] = field(default_factory=list)
    """Seconds from writing to the request that answers."""
    commits: list[float] = field(default_factory=list)
    """Seconds from writing to the poll that confirms it."""
    quiet: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while nobody waits for an answer."""
    _waiting: dict[int, deque[float]] = field(default_factory=dict)
    """Chat → since when its messages wait for their answers."""
    _turns: dict[int, int] = field(default_factory=dict)
    _comers: "count[int]" = field(default_factory=count)
    _places: "count[int]" = field(default_factory=count)
    _again: bool = False
    _unconfirmed: deque[tuple[int, float]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        """Listen to the server."""
        self.server.on_answer = self._answered
        self.server.on_commit = self._committed

    @property
    def unanswered(self) -> int:
        """How many messages wait for their answer."""
        return sum(len(since) for since in self._waiting.values())

    def write_all_the_time(self, at_once: int) -> None:
        """Let so many of them write, and somebody whenever one is answered."""
        self._again = True
        for chat in self.chats[:at_once]:
            self.write(chat)

    def write_steadily(self, rate: float, number: int) -> None:
        """Let them write one after another, so many a second, so many messages in all."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        for each in range(number):
            chat = self.chats[each % len(self.chats)]
            loop.call_at(begin + each / rate, self.write, chat)

    def write(self, chat: int) -> None:
        """Let one of them write their next words."""
        now = perf_counter()
        number = self.server.write(chat, WORDS[self._turn(chat) % len(WORDS)])
        self._waiting.setdefault(chat, deque()).append(now)
        self._unconfirmed.append((number, now))
        self.quiet.clear()

    def stop(self) -> None:
        """Let them wait for their last answer and write no more."""
        self._again = False

    def forget_figures(self) -> None:
        """Begin to note anew."""
        self.answers = 0
        self.latencies.clear()
        self.commits.clear()

    def _turn(self, chat: int) -> int:
        if self.roaming:
            return next(self._comers)
        turn = self._turns.get(chat, 0)
        self._turns[chat] = turn + 1
        return turn

    def _another(self) -> int:
        return self.chats[next(self._places) * SCATTER % len(self.chats)]

    def _answered(self, chat: int) -> None:
        since = self._waiting.get(chat)
        if not since:
            return
        self.answers += 1
        self.latencies.append(perf_counter() - since.popleft())
        if not since:
            del self._waiting[chat]
        if self._again:
            self.write(self._another() if self.roaming else chat)
        elif not self._waiting:
            self.quiet.set()

    def _committed(self, offset: int) -> None:
        now = perf_counter()
        while self._unconfirmed and self._unconfirmed[0][0] < offset:
            self.commits.append(now - self._unconfirmed.popleft()[1])
