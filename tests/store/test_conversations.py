"""Conversations: found by chat, never by reading."""

import asyncio
from datetime import timedelta

import pytest

from bot.conversation.state import Conversation, Place, Standing
from bot.model.ids import ChatId, ConversationId, FlowId, Language, StepId
from bot.store import conversations
from bot.store.connect import Database
from bot.store.schema import conversations as table
from bot.store.sealing import SealingError
from tests.store.conftest import NOW, VISITOR, Run

CHAT = ChatId(7_000_000_001)  # longer than 32 bits, as Telegram's are


async def test_a_stranger_is_not_found(run: Run) -> None:
    assert await run(conversations.find, CHAT) is None


async def test_a_visitor_who_entered_is_found_again(run: Run) -> None:
    entered = await run(conversations.enter, CHAT, VISITOR, NOW)
    again = await run(conversations.enter, CHAT, ConversationId("other"), NOW)

    assert entered == again == await run(conversations.find, CHAT) == VISITOR
    assert await run(conversations.chat, VISITOR) == CHAT


async def test_of_many_who_enter_one_chat_at_once_all_get_the_same(run: Run) -> None:
    names = [ConversationId(f"name{number}") for number in range(12)]

    entered = await asyncio.gather(*(run(conversations.enter, CHAT, name, NOW) for name in names))

    assert len(set(entered)) == 1


async def test_a_newcomer_stands_at_the_beginning(run: Run, visitor: ConversationId) -> None:
    assert await run(conversations.load, visitor) == Conversation()


async def test_a_saved_state_comes_back_the_same(run: Run, visitor: ConversationId) -> None:
    state = Conversation(
        language=Language("ja@easy"),
        place=Place(FlowId("who"), StepId("age")),
        serial=4,
        answers={"age": "20s"},
        nickname="つばめ",
        path=(FlowId("who"), FlowId("cost")),
        standing=Standing.CASE,
    )

    await run(conversations.save, visitor, state, NOW + timedelta(minutes=1))

    assert await run(conversations.load, visitor) == state


async def test_nobody_stands_where_nobody_entered(run: Run) -> None:
    nobody = ConversationId("nobody")

    with pytest.raises(LookupError):
        await run(conversations.load, nobody)
    with pytest.raises(LookupError):
        await run(conversations.save, nobody, Conversation(), NOW)
    with pytest.raises(LookupError):
        await run(conversations.chat, nobody)


async def test_a_visitor_whose_key_is_forgotten_is_beyond_reach(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    await run(conversations.save, visitor, Conversation(nickname="つばめ"), NOW)
    await database.write(lambda tx: tx.vault.forget(visitor))

    with pytest.raises(SealingError):
        await run(conversations.load, visitor)
    with pytest.raises(SealingError):
        await run(conversations.chat, visitor)


async def test_the_chat_stands_nowhere_in_the_row(
    run: Run, visitor: ConversationId, database: Database
) -> None:
    row = await database.read(lambda tx: tx.connection.execute(table.select()).one())

    assert all(b"4711" not in str(value).encode() for value in row)
    assert b"4711" not in row.sealed_chat


async def test_who_was_here_of_late_is_found_the_newest_first(run: Run) -> None:
    for minute, nickname in enumerate(("つばめ", "かえで", "さくら")):
        name = ConversationId(nickname)
        await run(conversations.enter, ChatId(minute + 1), name, NOW)
        state = Conversation(nickname=nickname)
        await run(conversations.save, name, state, NOW + timedelta(minutes=minute))
    await run(conversations.enter, ChatId(9), ConversationId("new"), NOW + timedelta(hours=1))

    lately = await run(conversations.lately, NOW + timedelta(minutes=1), 9)
    newest = await run(conversations.lately, NOW, 1)

    assert [each.nickname for each in lately] == ["さくら", "かえで"]
    assert [each.nickname for each in newest] == ["さくら"]


async def test_how_many_are_pinned_to_a_version_is_known_without_opening_any(run: Run) -> None:
    for number, version in enumerate(("a", "b", "a")):
        name = ConversationId(f"{number}")
        await run(conversations.enter, ChatId(number + 1), name, NOW)
        await run(conversations.save, name, Conversation(version=version), NOW)
    await run(conversations.enter, ChatId(9), ConversationId("new"), NOW)

    assert await run(conversations.pinned) == {"a": 2, "b": 1}
