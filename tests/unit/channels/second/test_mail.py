"""A call by mail, handed in to a server on this machine that speaks just enough."""

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.header import decode_header, make_header

import pytest

from bot.channels.second.mail import mailbox, post
from bot.model.delivery import Delivered, TryLater

SENDER, TO = "engawa@example.jp", "desk@example.jp, lead@example.jp"
CALL = "【窓口】知らせ 7：対応をお願いします\n\n受付を開いてください。"


ANSWERS = {"AUTH": b"235 in\r\n", "QUIT": b"221 bye\r\n"}


@dataclass
class Server:
    """A mail server of a few words."""

    refuses: str = ""
    """The command that it answers with an error."""
    heard: list[str] = field(default_factory=list)
    mail: bytes = b""
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            self.heard.append(line.decode().strip())
            word = self.heard[-1].upper().partition(" ")[0]
            if word == self.refuses:
                writer.write(b"550 no\r\n")
            elif word == "DATA":
                writer.write(b"354 go on\r\n")
                self.mail = (await reader.readuntil(b"\r\n.\r\n")).removesuffix(b".\r\n")
                writer.write(b"250 kept\r\n")
            elif word == "EHLO":
                writer.write(b"250-here\r\n250-SMTPUTF8\r\n250 AUTH PLAIN\r\n")
            else:
                writer.write(ANSWERS.get(word, b"250 good\r\n"))
            if word == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def at_work(refuses: str = "") -> AsyncIterator[Server]:
    server = Server(refuses)
    async with await asyncio.start_server(server.serve, "127.0.0.1", 0) as listening:
        server.port = listening.sockets[0].getsockname()[1]
        yield server


async def test_its_first_line_is_the_subject_and_it_goes_to_everybody_named() -> None:
    async with at_work() as server:
        outcome = await post(mailbox(f"smtp://127.0.0.1:{server.port}", SENDER, TO), CALL)

    mail = email.message_from_bytes(server.mail)
    assert outcome == Delivered()
    assert str(make_header(decode_header(mail["Subject"]))) == CALL.splitlines()[0]
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().strip() == "受付を開いてください。"
    assert sum(line.startswith("rcpt TO:") for line in server.heard) == 2


async def test_a_name_and_a_password_are_given_where_there_are_any() -> None:
    async with at_work() as server:
        box = mailbox(f"smtp://desk:p%40ss@127.0.0.1:{server.port}", SENDER, TO)
        outcome = await post(box, CALL)

    assert outcome == Delivered()
    assert any(line.startswith("AUTH PLAIN") for line in server.heard)
    assert "p@ss" not in repr(box)
    assert "p%40ss" not in repr(box)


@pytest.mark.parametrize("refuses", ["MAIL", "RCPT", "DATA"])
async def test_a_mail_that_is_refused_is_tried_again(refuses: str) -> None:
    async with at_work(refuses) as server:
        box = mailbox(f"smtp://127.0.0.1:{server.port}", SENDER, TO)

        assert await post(box, CALL) == TryLater()


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    async with at_work() as server:
        box = mailbox(f"smtp://127.0.0.1:{server.port}", SENDER, TO)

    assert await post(box, CALL) == TryLater()


async def test_nothing_is_said_in_the_open_to_a_server_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.channels.second.mail.HERE", set[str]())
    async with at_work() as server:  # it knows no STARTTLS
        box = mailbox(f"smtp://desk:secret@127.0.0.1:{server.port}", SENDER, TO)

        outcome = await post(box, CALL)

    assert outcome == TryLater()
    assert not any(line.startswith(("AUTH", "MAIL")) for line in server.heard)


@pytest.mark.parametrize(
    ("server", "sender", "to"),
    [
        ("mail.example.jp", SENDER, TO),
        ("https://mail.example.jp", SENDER, TO),
        ("smtp://", SENDER, TO),
        ("smtp://mail.example.jp:99999", SENDER, TO),
        ("smtp://mail.example.jp", "", TO),
        ("smtp://mail.example.jp", SENDER, "desk@example.jp,lead"),
    ],
)
def test_what_is_no_server_or_no_address_is_refused(server: str, sender: str, to: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the settings have their own words for it
        mailbox(server, sender, to)
