"""The staff commands, in the order in which /help lists them."""

from bot.desk.command import gathered
from bot.desk.commands import (
    canned,
    claim,
    close,
    close_later,
    close_quietly,
    info,
    mine,
    note,
    outcome,
    queue,
    r,
    release,
    reopen,
    snooze,
    transfer,
    undo,
)
from bot.desk.commands import help as help_

COMMANDS = gathered(
    (
        claim,
        r,
        canned,
        note,
        info,
        snooze,
        transfer,
        release,
        close,
        close_later,
        close_quietly,
        outcome,
        reopen,
        undo,
        mine,
        queue,
        help_,
    )
)
