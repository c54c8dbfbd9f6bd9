"""The staff commands, in the order in which /help lists them."""

from bot.desk.command import Command, by_name
from bot.desk.commands import claim, close, r, release, reopen
from bot.desk.commands import help as help_

MODULES = (claim, r, release, close, reopen, help_)

COMMANDS = by_name(
    tuple(
        Command(
            module.__name__.rpartition(".")[2], (module.__doc__ or "").splitlines()[0], module.run
        )
        for module in MODULES
    )
)
