"""The ways to call somebody that the settings give."""

import shlex
from functools import partial

import structlog

from bot.channels.second import command, mail
from bot.channels.second.calling import Caller
from bot.settings import Settings

log = structlog.get_logger()


def callers(settings: Settings) -> tuple[Caller, ...]:
    """Give every way that is set."""
    found: list[Caller] = []
    if settings.alert_command:
        found.append(partial(command.call, shlex.split(settings.alert_command)))
    if settings.alert_mailbox is not None:
        found.append(partial(mail.post, settings.alert_mailbox))
    return tuple(found)


def remark(settings: Settings) -> None:
    """Say what it means where no way is set."""
    if not callers(settings):
        log.warning(
            "alerts reach the group alone: nobody is called when nobody answers",
            wanted="ENGAWA_ALERT_COMMAND or ENGAWA_ALERT_SMTP",
        )
