"""Bad weather: which calls go wrong, and how.

    {"effect": "status", "status": 502, "method": "send.*", "times": 3}
    {"effect": "flood", "retry_after": 30, "chat_id": -100123}
    {"effect": "refuse", "status": 403, "description": "Forbidden: user is deactivated"}
    {"effect": "hang", "method": "copyMessage"}          until the client gives up or `release`
    {"effect": "reset"}                                  the connection breaks before execution
    {"effect": "executed_but_lost"}                      done, but the answer never arrives
    {"effect": "delay", "seconds": 2, "times": null}     by the simulator's clock
    {"effect": "duplicate", "update": "callback_query", "new_id": true}
    {"effect": "begin_ids_at", "update_id": 5}

`method` is a regular expression over the whole name; `times` is 1 unless given, null is for ever.
"""

import asyncio
import re
from dataclasses import dataclass, fields

from bot.simulator.clock import Chance
from bot.simulator.parameters import Parameters
from bot.simulator.wire import Json, words

CALL_EFFECTS = frozenset(words("status flood refuse hang reset executed_but_lost delay"))
EFFECTS = CALL_EFFECTS | {"duplicate", "begin_ids_at"}


@dataclass(slots=True)
class Fault:
    """A rule: what it strikes, how often, and with what effect."""

    effect: str
    method: str = ".*"
    chat_id: int | None = None
    thread_id: int | None = None
    text: str | None = None
    update: str = ".*"
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    status: int = 500
    description: str = ""
    retry_after: int = 1
    seconds: float = 0.0
    new_id: bool = False
    update_id: int = 1

    def __post_init__(self) -> None:
        """Refuse an effect that does not exist."""
        if self.effect not in EFFECTS:
            raise ValueError(f"there is no effect {self.effect!r}; there are: {sorted(EFFECTS)}")


def read_fault(given: Json) -> Fault:
    """Build a fault from what the page or a test posted; ValueError when it makes no sense."""
    known = {field.name for field in fields(Fault)}
    unknown = set(given) - known
    if unknown:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}; it has: {sorted(known)}")
    if "effect" not in given:
        raise ValueError("a fault needs an effect")
    return Fault(**given)


class Faults:
    """The faults in force."""

    def __init__(self, chance: Chance) -> None:
        self.rules: list[Fault] = []
        self._chance = chance
        self._release: asyncio.Event = asyncio.Event()

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force."""
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Let the weather clear up; what hangs goes on."""
        self.rules.clear()
        self.release()

    def release(self) -> None:
        """Let every hanging call go on."""
        self._release.set()
        self._release = asyncio.Event()

    async def released(self) -> None:
        """Wait until somebody releases what hangs."""
        await self._release.wait()

    def strike(self, method: str, parameters: Parameters) -> Fault | None:
        """Find the fault that strikes this call, and count it."""
        for fault in self.rules:
            if fault.effect in CALL_EFFECTS and _matches(fault, method, parameters):
                return fault if self._count(fault) else None
        return None

    def duplicate(self, kind: str) -> Fault | None:
        """Find the fault that doubles an update of this kind, and count it."""
        for fault in self.rules:
            if fault.effect == "duplicate" and re.fullmatch(fault.update, kind):
                return fault if self._count(fault) else None
        return None

    def _count(self, fault: Fault) -> bool:
        if fault.skip > 0:
            fault.skip -= 1
            return False
        if fault.probability < 1 and not self._chance.happens(fault.probability):
            return False
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.rules.remove(fault)
        return True


def _matches(fault: Fault, method: str, parameters: Parameters) -> bool:
    if not re.fullmatch(fault.method, method, re.IGNORECASE):
        return False
    if fault.chat_id is not None and parameters.integer("chat_id") != fault.chat_id:
        return False
    if fault.thread_id is not None and parameters.integer("message_thread_id") != fault.thread_id:
        return False
    said = parameters.text("text") or parameters.text("caption")
    return fault.text is None or fault.text in said
