"""Every key that may stand in a file of `flows/`: what the readers know, in one place."""

from bot.conversation.steps import KINDS
from bot.loader import canned, desks, flows, hours, signs, tables

OF_STEPS = frozenset(key.name for kind in KINDS.values() for key in kind.keys)
WRITTEN = frozenset(
    {
        *flows.KEYS,
        *OF_STEPS,
        *desks.KEYS,
        "desks",
        *hours.KEYS,
        *hours.KEYS_OF_LINES,
        *canned.KEYS,
        *tables.FACT,
        *tables.HOTLINE,
        *tables.NICKNAMES,
        "facts",
        "hotlines",
        *signs.TYPES,
        *signs.LEVELS,
        *signs.OTHERS,
    }
)
