"""Tapping buttons and reacting."""

from bot.simulator.acts.registry import BadAct, act, chat_of, message_of
from bot.simulator.acts.talking import say, send
from bot.simulator.methods.reactions import is_reaction
from bot.simulator.state import Chat, Message, Person
from bot.simulator.wire import Json
from bot.simulator.world import Query, World


@act("tap")
def tap(world: World, person: Person, wishes: Json) -> object:
    """Tap a button, named by its data or its label.

    Without a message_id, the newest message with such a button is meant; with that of a deleted
    message, the tap raced the deletion, and `data` is the data. A link answers with its
    url, a button of a reply keyboard sends its label, any other becomes a callback query.
    """
    chat = chat_of(world, person, wishes)
    wanted, number = str(wishes["data"]), int(wishes.get("message_id") or 0)
    if number and number not in chat.messages and number <= chat.numbers.last:
        return _query(world, person, chat, _inaccessible(chat, number), wanted)
    message = _find(chat, wanted, number)
    button = _button(message, wanted)
    if message.keyboard is not None:
        return _press_reply_button(world, person, {**wishes, "chat": chat.id}, button)
    if "url" in button:
        return {"url": button["url"]}
    return _query(world, person, chat, message.fields, button.get("callback_data", ""))


@act("react")
def react(world: World, person: Person, wishes: Json) -> Json:
    """React with an emoji, or take the reaction back with none."""
    message = message_of(chat_of(world, person, wishes), wishes["message_id"])
    emoji = wishes.get("emoji")
    if emoji is not None and not is_reaction(emoji):
        raise BadAct("this emoji is no reaction")
    first = world.album_first(message)
    world.react(first, person, emoji)
    return {"message_id": first.id, "reactions": first.shown_reactions()}


def _inaccessible(chat: Chat, number: int) -> Json:
    """Render a message that was deleted while somebody tapped its button."""
    return {"chat": chat.face, "message_id": number, "date": 0}


def _find(chat: Chat, wanted: str, number: int) -> Message:
    if number:
        return message_of(chat, number)
    for message in reversed(chat.messages.values()):
        if message.from_bot and any(_matches(b, wanted) for row in message.rows for b in row):
            return message
    raise BadAct(f"no message in the chat {chat.id} has a button {wanted!r}")


def _button(message: Message, wanted: str) -> Json:
    for row in message.rows:
        for button in row:
            if _matches(button, wanted):
                return button
    raise BadAct(f"the message {message.id} has no button {wanted!r}; it has {message.buttons}")


def _matches(button: Json, wanted: str) -> bool:
    return wanted in (button.get("callback_data"), button.get("text"))


def _press_reply_button(world: World, person: Person, wishes: Json, button: Json) -> object:
    for asked, kind in (("request_contact", "contact"), ("request_location", "location")):
        if button.get(asked):
            return send(world, person, {**wishes, "kind": kind})
    return say(world, person, {**wishes, "text": button["text"]})


def _query(world: World, person: Person, chat: Chat, message: Json, data: str) -> Json:
    number = str(world.query_numbers.take())
    world.queries[number] = Query(person, world.clock.now())
    query = {
        "id": number,
        "from": person.user(),
        "message": message,
        "chat_instance": str(abs(chat.id)),
        "data": data,
    }
    world.offer("callback_query", query, f"callback_query:{person.id}")
    return {"callback_query_id": number}
