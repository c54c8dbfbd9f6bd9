"""The settings of the second channel, read with all others in `bot/settings.py`."""

import shlex
from typing import Self

from pydantic import SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from bot.channels.second.command import words_of
from bot.channels.second.mail import Mailbox, mailbox


class SecondChannelSettings(BaseSettings):
    """How somebody is called about an alert that nobody answers."""

    alert_command: str = ""
    """A program with its arguments."""
    alert_smtp: SecretStr = SecretStr("")
    """The mail server, with name and password; never logged."""
    alert_smtp_from: str = ""
    alert_smtp_to: str = ""
    """One address, or several with commas between."""

    @field_validator("alert_command")
    @classmethod
    def _is_a_program(cls, line: str) -> str:
        return line and shlex.join(words_of(line))

    @model_validator(mode="after")
    def _can_mail(self) -> Self:
        if self.alert_mailbox is None and (self.alert_smtp_from or self.alert_smtp_to):
            raise ValueError("no mail server")
        return self

    @property
    def alert_mailbox(self) -> Mailbox | None:
        """How somebody is called by mail; None: not at all."""
        server = self.alert_smtp.get_secret_value()
        return mailbox(server, self.alert_smtp_from, self.alert_smtp_to) if server else None
