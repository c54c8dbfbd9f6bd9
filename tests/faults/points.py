"""The points at which a program can be made to die: before and after every side effect.

The program knows nothing of them: its own functions are wrapped by name, and a name that is gone
is an error. Acts and effects are taken from the closed unions of the model, so a new one has its
points at once; `test_killed_at_points.py` then asks for a visit that passes them.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, get_args

from sqlalchemy.engine.default import DefaultDialect

from bot.app import ward
from bot.channels.second.calling import Calling
from bot.channels.telegram.client import Client
from bot.channels.telegram.send import TelegramChannel
from bot.model.delivery import Act, Parcel, SendText
from bot.model.effects import Effect
from bot.pipeline import turn
from bot.pipeline.inbox import Inbox
from bot.store import files, migrations
from bot.store.keys import Vault

Whole = Callable[..., Any]  # whatever it is that is wrapped
Naming = Callable[..., str]
"""From the arguments of a call to the point it is; empty: none."""

ALERT = " 知らせ "
"""In the first line of what is posted about danger, and in no other."""
PLACES = {
    "file": "a file that must not exist yet: the master key",
    "key": "a new data key, durable before anything is sealed with it",
    "schema": "the schema brought up to date",
    "commit": "the transaction that whatever was written together becomes durable in",
    "offset": "updates stored and the offset moved",
    "getUpdates": "updates fetched",
    "answer": "a press answered, best effort",
    "hello": "what is said at every start",
    "alert": "danger posted where staff see it",
    "call": "somebody called by the second channel, or nobody, where there is none",
}
ACTS = tuple(act.__name__ for act in get_args(Act))
EFFECTS = tuple(effect.__name__ for effect in get_args(Effect))
SPOTS = (*PLACES, *(f"send {act}" for act in ACTS), *(f"perform {each}" for each in EFFECTS))
POINTS = tuple(f"{when} {spot}" for spot in SPOTS for when in ("before", "after"))
ELSEWHERE = {
    "perform Agree": "it takes a second ward: tests/acceptance/test_desks.py",
    "perform TakeAlong": "it takes a second group: tests/acceptance/test_groups.py",
}
"""What a visit to one ward with one group does not do."""
PASSED = tuple(point for point in POINTS if point.partition(" ")[2] not in ELSEWHERE)


def install(reached: Callable[[str], None]) -> None:
    """Have every point of this process told when it is passed."""
    around = _Around(reached)
    around(files, "write_new", lambda *_: "file")
    around(Vault, "key", _new_key)
    around(migrations, "upgrade", lambda *_: "schema")
    around(DefaultDialect, "do_commit", lambda *_: "commit")
    around(Inbox, "accept", lambda *_: "offset")
    around(Client, "raw_updates", lambda *_: "getUpdates")
    around(TelegramChannel, "answer", lambda *_: "answer")
    around(ward, "_prepare", lambda *_: "hello")
    around(TelegramChannel, "send", lambda _, parcel: f"send {type(parcel.act).__name__}")
    around(TelegramChannel, "send", lambda _, parcel: "alert" if _is_alert(parcel) else "")
    around(Calling, "_call", lambda *_: "call")
    around(turn, "perform", lambda effect, _: f"perform {type(effect).__name__}")


def _new_key(vault: Vault, holder: str) -> str:
    return "" if vault.existing(holder) else "key"


def _is_alert(parcel: Parcel) -> bool:
    return isinstance(parcel.act, SendText) and ALERT in parcel.act.text.split("\n")[0]


class _Around:
    """Puts a point before and one after a function."""

    def __init__(self, reached: Callable[[str], None]) -> None:
        self._reached = reached

    def __call__(self, place: object, name: str, naming: Naming) -> None:
        whole: Whole = getattr(place, name)
        wrap = self._waiting if inspect.iscoroutinefunction(whole) else self._plain
        setattr(place, name, wrap(whole, naming))

    def _plain(self, whole: Whole, naming: Naming) -> Whole:
        @wraps(whole)
        def passing(*given: Any, **named: Any) -> Any:
            point = naming(*given)
            self._tell("before", point)
            result = whole(*given, **named)
            self._tell("after", point)
            return result

        return passing

    def _waiting(self, whole: Whole, naming: Naming) -> Whole:
        @wraps(whole)
        async def passing(*given: Any, **named: Any) -> Any:
            point = naming(*given)
            self._tell("before", point)
            result = await whole(*given, **named)
            self._tell("after", point)
            return result

        return passing

    def _tell(self, when: str, point: str) -> None:
        if point:
            self._reached(f"{when} {point}")
