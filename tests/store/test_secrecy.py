"""What lies on the disk: no word of a visitor, in no spelling, and no row that can be swapped."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from bot.conversation.state import Conversation
from bot.desk.state import Case, Draft, Reply, Transfer
from bot.model.delivery import Outgoing, SendText, Side
from bot.model.ids import (
    CaseId,
    CaseNumber,
    ChatId,
    ConversationId,
    DeskId,
    Lane,
    Language,
    MessageId,
    StaffRef,
)
from bot.model.inputs import Said, Staff
from bot.store import cases, conversations, inbox, messages, outbox
from bot.store.connect import Database, Tx
from bot.store.keys import Vault
from bot.store.schema import conversations as conversation_table
from bot.store.schema import inbox as inbox_table
from bot.store.sealing import SealingError
from tests.store.conftest import NOW, VISITOR, Run

CANARY = "カナリアcanary4711"
CHAT = ChatId(7_418_529_630)
WARD = DeskId("ward")
HARU = Staff(StaffRef("r1"), "はる")


async def test_no_word_of_a_visitor_lies_open_on_the_disk(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)

    await database.write(_leave_canaries)

    on_disk = _content(tmp_path)  # while the log is not yet folded into the database
    assert VISITOR.encode() in on_disk  # the search finds what is there
    found = [
        spelling
        for word in (CANARY, str(CHAT))
        for spelling in _spellings(word)
        if spelling in on_disk
    ]
    assert found == []
    await database.close()
    vault.close()


async def test_the_search_would_find_a_word_that_lies_open(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path)
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)
    leak = text("INSERT INTO offsets (source, next) VALUES (:canary, 1)")

    await database.write(lambda tx: tx.connection.execute(leak, {"canary": CANARY}).rowcount)

    assert any(spelling in _content(tmp_path) for spelling in _spellings(CANARY))
    await database.close()
    vault.close()


async def test_the_content_of_a_handled_row_is_overwritten(tmp_path: Path, vault: Vault) -> None:
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)
    run = Run(database)
    lane, said = Lane(f"v:{VISITOR}"), Said(MessageId(1), CANARY)
    await run(inbox.add, update_key=None, lane=lane, holder=VISITOR, input=said, at=NOW)
    [row] = await run(inbox.due, NOW, 1)
    assert row.sealed in _content(tmp_path)

    await run(inbox.done, row.id)
    await database.close()  # folds the log into the database

    assert row.sealed not in _content(tmp_path)


async def test_a_key_is_on_the_disk_before_what_it_seals(tmp_path: Path) -> None:
    vault = Vault.open(tmp_path / "keys")
    database = await Database.open(f"sqlite:///{tmp_path}/engawa.sqlite", vault)

    def enter_and_look(tx: Tx) -> bytes | None:
        conversations.enter(tx, CHAT, VISITOR, NOW)
        beside = Vault.open(tmp_path / "keys")  # another process, while nothing is committed
        try:
            return beside.existing(VISITOR)
        finally:
            beside.close()

    seen_meanwhile = await database.write(enter_and_look)

    assert seen_meanwhile == vault.existing(VISITOR)
    assert seen_meanwhile is not None
    await database.close()
    vault.close()


async def test_inputs_that_were_swapped_do_not_open(run: Run, database: Database) -> None:
    for words in ("one", "two"):
        said = Said(MessageId(1), words)
        lane = Lane(f"v:{words}")
        await run(inbox.add, update_key=None, lane=lane, holder="a", input=said, at=NOW)

    await database.write(lambda tx: _swap(tx))

    for row in await run(inbox.due, NOW, 2):
        with pytest.raises(SealingError):
            _ = row.input


async def test_a_state_that_was_moved_to_another_visitor_does_not_open(run: Run) -> None:
    other = ConversationId("other")
    for chat, name in ((CHAT, VISITOR), (ChatId(1), other)):
        await run(conversations.enter, chat, name, NOW)
        await run(conversations.save, name, Conversation(nickname=name[:5]), NOW)

    await run(_copy_state, VISITOR, other)

    with pytest.raises(SealingError):
        await run(conversations.load, other)


def _leave_canaries(tx: Tx) -> None:
    visitor = conversations.enter(tx, CHAT, VISITOR, NOW)
    state = Conversation(nickname=CANARY, answers={CANARY: CANARY})
    conversations.save(tx, visitor, state, NOW)
    said = Said(MessageId(1), CANARY)
    lane = Lane(f"v:{visitor}")
    inbox.add(tx, update_key="1", lane=lane, holder=visitor, input=said, at=NOW)
    number = CaseNumber(cases.next_number(tx, WARD))
    case = Case(CaseId("c1"), number, CANARY, Language("ja"), NOW)
    case = replace(
        case,
        desk=WARD,
        answers=((CANARY, CANARY),),
        path=(CANARY,),
        note=CANARY,
        held_back=(Reply(HARU, MessageId(5), CANARY),),
        draft=Draft(1, "thanks", HARU, CANARY),
        transfer=Transfer(WARD, CANARY, HARU.work_name),
        kept=(said,),
    )
    cases.save(tx, visitor, case, NOW)
    messages.link(
        tx,
        visitor,
        WARD,
        visitor_message=MessageId(1),
        staff_message=MessageId(2),
        from_visitor=True,
        digest=messages.digest(tx, CANARY),
        at=NOW,
    )
    outbox.put(
        tx,
        lane=f"t:{visitor}",
        conversation_id=visitor,
        desk=None,
        holder=visitor,
        outgoing=Outgoing(Side.TOPIC, SendText(CANARY)),
        at=NOW,
    )


def _spellings(word: str) -> Iterator[bytes]:
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield word.encode("ascii", "backslashreplace")
    yield word.encode().hex().encode()
    for shift in range(3):  # wherever the word begins in what was encoded
        encoded = base64.b64encode(b"\0" * shift + word.encode())
        yield encoded[4:-4]


def _content(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def _swap(tx: Tx) -> None:
    statement = select(inbox_table.c.id, inbox_table.c.sealed).order_by(inbox_table.c.id)
    one, two = tx.connection.execute(statement).all()
    for row_id, sealed in ((one.id, two.sealed), (two.id, one.sealed)):
        change = update(inbox_table).where(inbox_table.c.id == row_id)
        tx.connection.execute(change.values(sealed=sealed))


def _copy_state(tx: Tx, source: ConversationId, target: ConversationId) -> None:
    table = conversation_table
    state = select(table.c.sealed_state).where(table.c.id == source).scalar_subquery()
    tx.connection.execute(update(table).where(table.c.id == target).values(sealed_state=state))
