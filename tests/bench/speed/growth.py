"""How the program bears what it has kept: many conversations, a long queue."""

import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from bot.conversation import engine
from bot.conversation.state import Conversation, Place
from bot.desk.listing import queue_text
from bot.desk.state import Case
from bot.loader.load import load
from bot.model.ids import (
    BASE_LANGUAGE,
    CaseId,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    FlowId,
    MessageId,
    StepId,
)
from bot.model.inputs import Commanded, Moment, Said, Started, VisitorInput
from bot.pipeline import listings
from bot.settings import HOME
from bot.store import cases, codec, conversations, files
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.keytable import SqliteKeys
from bot.store.schema import conversations as table
from bot.store.sealing import seal
from tests.bench.speed.load import WORDS
from tests.bench.speed.measure import FIRST_CHAT

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AT_MENU = Conversation(place=Place(FlowId("menu"), StepId("questions")), serial=3)
ROWS = 5000  # a commit
DESK = DeskId("bunkyo")
REPEATS = 20
STEPS = 2000


async def fill(folder: Path, number: int) -> float:
    """Let so many have been there before; give the seconds that it took.

    Keys, seals and rows are those of the store; only the commits are fewer than in life.
    """
    begin = perf_counter()
    files.make_folder(folder)
    vault = Vault.open(folder)
    database = await Database.open(_address(folder), vault, upgrade=True)
    chats = range(FIRST_CHAT, FIRST_CHAT + number)
    for first in range(0, number, ROWS):
        await database.write(partial(_enter, chats=chats[first : first + ROWS]))
    await database.close()
    vault.close()
    return perf_counter() - begin


def _enter(tx: Tx, chats: range) -> None:
    assert isinstance(tx.vault._table, SqliteKeys)
    with tx.vault._table._connection as keys:  # a commit for each key would take too long
        keys.execute("BEGIN")
        rows = list(_rows(tx.vault, chats))
    tx.connection.execute(table.insert(), rows)


def _rows(vault: Vault, chats: range) -> Iterator[dict[str, object]]:
    plain = codec.encode_conversation(AT_MENU)
    for chat in chats:
        name = token_hex(16)
        yield {
            "id": name,
            "who": vault.index("chat", str(chat)),
            "sealed_chat": seal(vault, name, conversations.CHAT, name, str(chat).encode()),
            "sealed_state": seal(vault, name, conversations.STATE, name, plain),
            "updated_at": AT,
        }


async def listing(number: int) -> float:
    """Give the milliseconds in which a queue of so many cases is listed, as `/queue` does."""
    vault = Vault.in_memory()
    database = await Database.open("sqlite://", vault)
    await database.write(lambda tx: _open_cases(tx, number))
    times = []
    for _ in range(REPEATS):
        begin = perf_counter()
        await database.read(_list)
        times.append((perf_counter() - begin) * 1000)
    await database.close()
    vault.close()
    return statistics.median(times)


def _open_cases(tx: Tx, number: int) -> None:
    for each in range(1, number + 1):
        visitor = conversations.enter(tx, ChatId(each), ConversationId(token_hex(16)), AT)
        case = Case(CaseId(token_hex(16)), CaseNumber(each), "", BASE_LANGUAGE, AT, desk=DESK)
        cases.save(tx, visitor, case)


def _list(tx: Tx) -> str:
    return queue_text(listings.queue(tx, DESK))


def engine_step() -> float:
    """Give the microseconds that the conversation's engine takes for one input."""
    content = load(HOME / "flows", HOME / "locales", today=AT.date()).content
    moment = Moment(AT, 7)
    said: list[VisitorInput] = [
        Started("", "ja") if words == "/start" else Said(MessageId(1), words, (), None, "ja")
        for words in WORDS
    ]
    said.append(Commanded("menu", "ja"))

    def walk() -> None:
        standing = Conversation()
        for each in said:
            standing, _ = engine.advance(standing, each, content, moment)

    return _each(walk) / len(said)


def _each(doing: Callable[[], None]) -> float:
    times = []
    for _ in range(STEPS):
        begin = perf_counter()
        doing()
        times.append((perf_counter() - begin) * 1e6)
    return statistics.median(times)


def _address(folder: Path) -> str:
    return f"sqlite:///{folder / 'engawa.sqlite'}"
