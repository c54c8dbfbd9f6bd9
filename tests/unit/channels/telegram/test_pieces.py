"""What is taken out of a message, piece by piece."""

import pytest
from telegram import Message

from bot.channels.telegram import pieces
from bot.channels.telegram.client import Client
from bot.model.inputs import Entity
from tests.unit.channels.telegram.updates import (
    BOT,
    Json,
    group,
    in_topic,
    message,
    person,
)


def read(client: Client, raw: Json) -> Message:
    return Message.de_json(raw, client)


def commanding(text: str, length: int, offset: int = 0) -> Json:
    entity = {"type": "bot_command", "offset": offset, "length": length}
    return message(text=text, entities=[entity])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (commanding("/close", 6), ("close", "")),
        (commanding("/r  はい\nどうぞ", 2), ("r", "はい\nどうぞ")),
        (commanding("/R@simulated_bot はい", 16), ("r", "はい")),
        (commanding("/r@another_bot はい", 14), ("", "")),
        (commanding("x /r", 2, offset=2), ("", "")),
        (message(text="/r"), ("", "")),
        (message(text="はい", entities=[{"type": "bold", "offset": 0, "length": 2}]), ("", "")),
        (message(), ("", "")),
    ],
    ids=lambda each: str(each.get("text", ""))[:12] if isinstance(each, dict) else "",
)
def test_a_command_to_us_is_split_from_its_words(
    client: Client, given: Json, expected: tuple[str, str]
) -> None:
    assert pieces.command(read(client, given)) == expected


@pytest.mark.parametrize("front", ["/r ", "/r🌸 ", "/r \ud83c"])
def test_formatting_moves_with_the_words_behind_a_command(front: str) -> None:
    shift = len(front.encode("utf-16-le", "surrogatepass")) // 2
    formatting = (
        Entity("bot_command", 0, 2),
        Entity("text_link", shift, 2, url="https://example.org"),
        Entity("pre", shift + 2, 1, language="py"),
    )

    moved = pieces.behind(f"{front}はいは", "はいは", formatting)

    assert moved == (
        Entity("text_link", 0, 2, url="https://example.org"),
        Entity("pre", 2, 1, language="py"),
    )


def test_every_message_of_a_topic_seems_to_answer_its_birth_and_does_not(client: Client) -> None:
    plain = read(client, in_topic(text="x"))
    answer = read(client, message(reply_to_message=message(message_id=40, text="?")))

    assert pieces.reply_to(plain) is None
    assert pieces.reply_to(answer) == 40
    assert pieces.reply_to(read(client, message())) is None


@pytest.mark.parametrize(
    ("number", "expected"), [(BOT, "みどり 3"), (5, "")], ids=["ours", "another's"]
)
def test_only_our_own_words_are_quoted_and_of_them_the_first_line(
    client: Client, number: int, expected: str
) -> None:
    for words in ("text", "caption"):
        theirs = message(chat=group(), **{words: "みどり 3\nひみつ", "from": person(number)})
        reply = read(client, in_topic(text="はい", reply_to_message=theirs))

        assert pieces.quoted(reply) == expected


def test_a_language_of_the_app_may_be_missing(client: Client) -> None:
    told = read(client, message())
    silent = read(client, message(**{"from": {"id": 1, "is_bot": False, "first_name": "x"}}))

    assert pieces.hint(told.from_user) == "en-GB"
    assert pieces.hint(silent.from_user) == ""
    assert pieces.hint(None) == ""
