"""The demo plays its visit to the end by itself."""

import asyncio

import pytest

from bot import demo
from bot.simulator.state import Chat, Message, Numbers, Topic


async def test_the_visit_is_played_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "READING_SECONDS", 0)

    async with asyncio.timeout(20):
        await demo.demonstrate(0, once=True)

    told = capsys.readouterr().out
    assert "http://127.0.0.1:" in told
    assert "緑のカエデ" in told
    assert "相談員（" in told


def test_words_are_found_in_a_topic_or_not_at_all() -> None:
    chat = Chat(-1, "supergroup", Numbers())
    topic = Topic(5, "題", 1, chat=chat)
    chat.messages[6] = Message(chat, 6, {"text": "こんばんは"}, from_bot=True, thread=5)

    assert demo.said(topic, "こんばん") is chat.messages[6]
    assert demo.said(topic, "おはよう") is None
