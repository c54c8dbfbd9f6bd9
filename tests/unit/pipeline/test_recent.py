"""The last few texts of a visitor: few, in order, and gone after some minutes."""

from bot.model.ids import ChatId, MessageId
from bot.pipeline.recent import MOST_CHATS, Recent
from bot.safety.verdict import WINDOW

SOMEBODY, ANOTHER = ChatId(1), ChatId(2)


def test_texts_stand_in_their_order_with_the_newest_last() -> None:
    recent = Recent()
    recent.read(SOMEBODY, MessageId(1), "死", 0.0)

    assert recent.read(SOMEBODY, MessageId(2), "にたい", 1.0) == ("死", "にたい")


def test_nobody_is_read_together_with_somebody_else() -> None:
    recent = Recent()
    recent.read(SOMEBODY, MessageId(1), "死", 0.0)

    assert recent.read(ANOTHER, MessageId(2), "にたい", 1.0) == ("にたい",)


def test_a_changed_message_stands_once_as_the_newest() -> None:
    recent = Recent()
    recent.read(SOMEBODY, MessageId(1), "元気", 0.0)
    recent.read(SOMEBODY, MessageId(2), "です", 0.0)

    assert recent.read(SOMEBODY, MessageId(1), "つらい", 1.0) == ("です", "つらい")


def test_only_so_many_are_kept_of_one_visitor() -> None:
    recent = Recent()
    texts = [
        recent.read(SOMEBODY, MessageId(number), str(number), 0.0) for number in range(WINDOW + 5)
    ]

    assert len(texts[-1]) == WINDOW
    assert texts[-1][-1] == str(WINDOW + 4)


def test_after_some_minutes_they_are_gone() -> None:
    recent = Recent()
    recent.read(SOMEBODY, MessageId(1), "死", 0.0)

    assert recent.read(SOMEBODY, MessageId(2), "にたい", 601.0) == ("にたい",)


def test_only_so_many_visitors_are_kept() -> None:
    recent = Recent()
    for number in range(MOST_CHATS + 10):
        recent.read(ChatId(number), MessageId(1), "死", 0.0)

    assert recent.read(ChatId(0), MessageId(2), "にたい", 1.0) == ("にたい",)
    assert recent.read(ChatId(MOST_CHATS), MessageId(2), "にたい", 1.0) == ("死", "にたい")
