"""Names for things, each its own type, so that none is taken for another."""

from typing import NewType

ConversationId = NewType("ConversationId", str)
"""A visitor's place with us: 128 random bits in hex, derived from nothing."""

CaseId = NewType("CaseId", str)
"""One handoff: 128 random bits in hex."""

CaseNumber = NewType("CaseNumber", int)
"""What staff call a case: counted from 1 on each desk."""

AlertNumber = NewType("AlertNumber", int)
"""What staff call an alert: counted from 1, for all desks together."""

DeskId = NewType("DeskId", str)
"""A desk, as `flows/desks.yaml` calls it: `bunkyo`. In the store, and wherever a case lies, one of
its booths: the first bears the desk's own name, the second is `bunkyo#2`."""
NO_DESK = DeskId("")
FlowId = NewType("FlowId", str)
StepId = NewType("StepId", str)

Language = NewType("Language", str)
"""A folder of `locales/`: `ja`, `en`, `ja@easy`."""

MessageId = NewType("MessageId", int)
"""The channel's own number of a message; it counts in its chat alone."""

ChatId = NewType("ChatId", int)
OUTSIDE = ChatId(0)
"""No chat at all, for whoever the second channel reaches: Telegram gives none this number."""
ThreadId = NewType("ThreadId", int)

StaffRef = NewType("StaffRef", str)
"""A keyed digest of a staff account: the same person is the same ref, and no ref leads back."""

Lane = NewType("Lane", str)
"""What must stay in order: one visitor and the case that belongs to them."""

BASE_LANGUAGE = Language("ja")
BOOTH = "#"
"""No desk has it in its name: see `bot/loader/desks.py`."""


def booth(desk: DeskId, number: int) -> DeskId:
    """Name one of a desk's booths, counted from 1."""
    return desk if number == 1 else DeskId(f"{desk}{BOOTH}{number}")


def whole(desk: DeskId) -> DeskId:
    """Give the desk that a booth is of."""
    return DeskId(desk.partition(BOOTH)[0])
