"""What only a button gives, one file each; what may be typed as well is in `commands/`."""

from bot.desk.buttons import delete, drop_draft, more, promote, say, send, send_draft
from bot.desk.command import gathered

BUTTONS = gathered((more, send, say, send_draft, drop_draft, delete, promote))
