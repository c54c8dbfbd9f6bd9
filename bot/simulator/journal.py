"""The record of everything that passed: calls, updates, webhook deliveries and people's acts."""

import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.simulator.clock import Clock
from bot.simulator.wire import Json

KINDS = {
    "call": "a call of the bot's, with its result or the error's envelope",
    "offered": "an update for the bot was queued",
    "confirmed": "an update was confirmed by an offset or accepted by a webhook",
    "expired": "an update's time was over before anybody took it",
    "delivery": "an attempt to hand an update to a webhook, with the status or the error",
    "act": "something a person did, with what came of it",
    "fault": "a fault struck a call, whose name is the outcome",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `kind` is one of those that `KINDS` explains."""

    seq: int
    at: float
    kind: str
    name: str
    given: Json
    outcome: Any  # Any: a method's result, an error's envelope, a webhook's status
    ok: bool = True

    @property
    def chat_id(self) -> int | None:
        """The chat a call was about."""
        value = self.given.get("chat_id")
        return int(value) if value is not None and str(value).lstrip("-").isdigit() else None

    @property
    def text(self) -> str:
        """The text or caption a call carried."""
        return str(self.given.get("text") or self.given.get("caption") or "")

    def shown(self) -> Json:
        """Render it for the page and for the file."""
        return {
            "seq": self.seq,
            "at": self.at,
            "kind": self.kind,
            "name": self.name,
            "given": self.given,
            "outcome": self.outcome,
            "ok": self.ok,
        }


class Journal:
    """Entries in order; keeps the newest `keep` of them, or all when that is None."""

    def __init__(self, clock: Clock, keep: int | None, path: Path | None) -> None:
        self.entries: deque[Entry] = deque(maxlen=keep)
        self.changed: Callable[[], None] = lambda: None
        self._clock = clock
        self._seq = 0
        self._file: TextIO | None = path.open("a", encoding="utf-8") if path else None

    def write(self, kind: str, name: str, given: Json, outcome: Any, *, ok: bool = True) -> None:
        """Add an entry."""  # outcome is Any as in Entry
        self._seq += 1
        entry = Entry(self._seq, self._clock.now(), kind, name, given, outcome, ok)
        self.entries.append(entry)
        if self._file is not None:
            self._file.write(json.dumps(entry.shown(), ensure_ascii=False, default=str) + "\n")
        self.changed()

    def of_kind(self, kind: str, name: str | None = None) -> list[Entry]:
        """List the entries of a kind, of one name if given (whatever its case)."""
        wanted = None if name is None else name.lower()
        return [
            entry
            for entry in self.entries
            if entry.kind == kind and (wanted is None or entry.name.lower() == wanted)
        ]

    def since(self, seq: int) -> list[Entry]:
        """List the entries after that number."""
        return [entry for entry in self.entries if entry.seq > seq]

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()
            self._file = None
