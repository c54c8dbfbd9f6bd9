"""Updates that nobody should have sent: parts of the wrong kind, of the wrong size, or missing."""

from bot.simulator import Topic, Visitor


def written(visitor: Visitor, **changed: object) -> dict[str, object]:
    """Make a message of the visitor's with some fields as given."""
    base = {
        "message_id": 9_000,
        "from": visitor.person.user(),
        "chat": visitor.private_chat.face,
        "date": 1_795_000_000,
    }
    return {**base, **changed}


def malformed(visitor: Visitor, topic: Topic) -> list[dict[str, object]]:
    """List one of each."""
    return [*_malformed_messages(visitor), *_malformed_others(visitor, topic)]


def _malformed_messages(visitor: Visitor) -> list[dict[str, object]]:
    changes: list[dict[str, object]] = [
        {"message_id": "sieben", "text": "x"},
        {"message_id": 2**70, "text": "x"},
        {"text": 5},
        {"text": ["x"]},
        {"text": "x", "entities": "bold"},
        {"text": "x", "entities": [{"type": "bold", "offset": -5}]},
        {"text": "x", "entities": [{"type": "bot_command", "offset": 0, "length": 2**40}]},
        {"text": "x", "from": None},
        {"text": "x", "chat": {"id": "zehn", "type": "private"}},
        {"text": "x", "chat": {"id": 2**70, "type": "private"}},
        {"photo": [], "caption": 7},
        {"photo": {"not": "a list"}},
        {},
    ]
    messages: list[object] = [written(visitor, **change) for change in changes]
    messages += [{"chat": {"id": visitor.id}, "text": "x"}, {"chat": "nowhere"}, {}, None]
    return [{"message": message} for message in messages]


def _malformed_others(visitor: Visitor, topic: Topic) -> list[dict[str, object]]:
    press = {"id": "1", "from": visitor.person.user(), "chat_instance": "1"}
    group = {**topic.messages[0].fields, "from": visitor.person.user()}
    return [
        {"edited_message": written(visitor)},
        {"edited_message": {}},
        {"callback_query": press},
        {"callback_query": {**press, "data": "x" * 5_000, "message": written(visitor)}},
        {"callback_query": {**press, "data": None, "message": written(visitor)}},
        {"callback_query": {**press, "data": "go:", "message": {"chat": {}, "date": 0}}},
        {"my_chat_member": {"chat": visitor.private_chat.face}},
        {"telepathy": {"from": visitor.person.user()}},
        {"message": {**group, "message_thread_id": 2**70, "text": "x"}},
        {"message": {**group, "message_id": "acht", "text": "/claim"}},
        {"message": {**group, "text": "x", "reply_to_message": {"message_id": 1}}},
    ]
