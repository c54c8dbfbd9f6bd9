"""Calls by mail, over an encrypted connection; only a server on this machine may do without."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

import structlog

from bot.model.delivery import Delivered, Outcome, TryLater

log = structlog.get_logger()

SECONDS = 15.0  # for each answer of the server
PORTS = {"smtp": 587, "smtps": 465}
HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is handed in, who sends it, and to whom."""

    server: SplitResult = field(repr=False)
    sender: str
    to: str


def mailbox(server: str, sender: str, to: str) -> Mailbox:
    """Read `smtp://name:password@host:587` and addresses; raises ValueError where one is none."""
    found = urlsplit(server)
    if found.scheme not in PORTS or not found.hostname or found.port == 0:
        raise ValueError("no mail server")
    if "@" not in sender or not all("@" in each for each in to.split(",")):
        raise ValueError("no mail address")
    return Mailbox(found, sender, to)


async def post(box: Mailbox, text: str) -> Outcome:
    """Hand in one mail; its subject is the first line of the text."""
    subject, _, body = text.partition("\n")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = subject, box.sender, box.to
    mail.set_content(body.strip() + "\n")
    try:
        await asyncio.to_thread(_hand_in, box.server, mail)
    except (smtplib.SMTPException, OSError) as error:
        log.error("alert mail failed", error=type(error).__name__)  # noqa: TRY400
        return TryLater()
    return Delivered()


def _hand_in(server: SplitResult, mail: EmailMessage) -> None:
    trusted = ssl.create_default_context()
    with _connected(server, trusted) as connection:
        if server.scheme == "smtp" and server.hostname not in HERE:
            connection.starttls(context=trusted)
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(mail)


def _connected(server: SplitResult, trusted: ssl.SSLContext) -> smtplib.SMTP:
    host, port = server.hostname or "", server.port or PORTS[server.scheme]
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=trusted)
    return smtplib.SMTP(host, port, timeout=SECONDS)
