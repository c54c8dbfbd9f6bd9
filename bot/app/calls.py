"""The ways to call somebody that the settings give."""

import shlex
from functools import partial

import structlog

from bot.channels.second import command, mail
from bot.channels.second.calling import Caller
from bot.settings import Settings

log = structlog.get_logger()


def callers(settings: Settings) -> tuple[Caller, ...]:
    """Give every way that is set; where there is none, say what that means."""
    found: list[Caller] = []
    if settings.alert_command:
        found.append(partial(command.call, shlex.split(settings.alert_command)))
    if settings.alert_mailbox is not None:
        found.append(partial(mail.post, settings.alert_mailbox))
    if not found:
        log.warning(
            "alerts reach the group alone: nobody is called when nobody answers",
            wanted="ENGAWA_ALERT_COMMAND or ENGAWA_ALERT_SMTP",
        )
    return tuple(found)
