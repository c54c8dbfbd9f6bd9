"""The commands for a desk as a whole, in the order in which /help lists them."""

from bot.desk.office import OfficeCommand
from bot.desk.office_commands import alerts, mine, open, queue, shut
from bot.desk.office_commands import help as help_

MODULES = (queue, mine, alerts, shut, open, help_)

COMMANDS = {
    name: OfficeCommand(name, (module.__doc__ or "").splitlines()[0], module.run)
    for module in MODULES
    for name in [module.__name__.rpartition(".")[2]]
}
