"""Leads what is for nobody's chat to the second channel, and all else to the channel itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.model.delivery import (
    Channel,
    Delivered,
    Outcome,
    Parcel,
    Reason,
    Refused,
    SendText,
)
from bot.model.ids import OUTSIDE

log = structlog.get_logger()

Caller = Callable[[str], Awaitable[Outcome]]
"""Calls with a text, whose first line says what it is about; raises nothing of its own."""


@dataclass(frozen=True, slots=True)
class Calling:
    """A channel with a second one beside it."""

    channel: Channel
    callers: tuple[Caller, ...] = ()

    async def send(self, parcel: Parcel) -> Outcome:
        """Send on the channel, or call."""
        if parcel.chat != OUTSIDE:
            return await self.channel.send(parcel)
        return await self._call(parcel)

    async def answer(self, query: str, text: str, alert: bool) -> None:
        """Answer a press on the channel."""
        await self.channel.answer(query, text, alert)

    async def _call(self, parcel: Parcel) -> Outcome:
        """Call in every way there is; one that worked is enough."""
        if not self.callers or not isinstance(parcel.act, SendText):
            log.error("nobody can be called: there is no second channel")
            return Refused(Reason.OTHER)
        outcomes = [await call(parcel.act.text) for call in self.callers]
        arrived = [each for each in outcomes if isinstance(each, Delivered)]
        return arrived[0] if arrived else outcomes[0]
