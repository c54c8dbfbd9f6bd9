"""What happens to a desk as a whole: one command or press that is no case's, and the answer."""

from bot.desk import words
from bot.desk.office import Office, OfficeOrder, OfficeOutcome, OfficeScene, SayInQueue
from bot.desk.office_commands import COMMANDS
from bot.model.effects import Popup
from bot.model.inputs import StaffCommanded, StaffInput, StaffPressed

LISTING = tuple((command.name, command.help) for command in COMMANDS.values())


def advance(office: Office, happened: StaffInput, scene: OfficeScene) -> OfficeOutcome:
    """Take one input; what is no command and no press is a note among staff."""
    match happened:
        case StaffCommanded(from_bot=False):
            return _commanded(office, happened, scene)
        case StaffPressed(staff=staff):
            return office, (Popup(words.NO_SUCH_CASE if staff else words.ANONYMOUS, alert=True),)
        case _:
            return office, ()


def _commanded(office: Office, given: StaffCommanded, scene: OfficeScene) -> OfficeOutcome:
    if given.staff is None:
        return office, (SayInQueue(words.ANONYMOUS, given.message),)
    command = COMMANDS.get(given.name)
    if command is None:
        return office, (SayInQueue(words.NOT_A_DESK_COMMAND, given.message),)
    order = OfficeOrder(given.staff.ref, given.message, given.text, LISTING)
    return command.run(office, order, scene)
