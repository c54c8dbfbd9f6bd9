"""What staff do with topics and pins."""

from bot.simulator.acts.registry import BadAct, act, chat_of, message_of, topic_of
from bot.simulator.state import DEFAULT_ICON_COLOR, Person
from bot.simulator.wire import Json
from bot.simulator.world import Draft, World


@act("create_topic")
def create_topic(world: World, person: Person, wishes: Json) -> Json:
    """Open a topic."""
    chat = chat_of(world, person, wishes)
    if not chat.is_forum:
        raise BadAct("this group has no topics")
    icon = {"icon_color": DEFAULT_ICON_COLOR}
    return world.open_topic(chat, person, str(wishes["name"]), icon).card()


@act("close_topic")
def close_topic(world: World, person: Person, wishes: Json) -> Json:
    """Close a topic."""
    return _set_closed(world, person, wishes, True)


@act("reopen_topic")
def reopen_topic(world: World, person: Person, wishes: Json) -> Json:
    """Open a closed topic again."""
    return _set_closed(world, person, wishes, False)


def _set_closed(world: World, person: Person, wishes: Json, closed: bool) -> Json:
    topic = topic_of(chat_of(world, person, wishes), wishes["thread"])
    if topic.closed != closed:
        topic.closed = closed
        news = "forum_topic_closed" if closed else "forum_topic_reopened"
        world.topic_changed(topic, person, {news: {}})
    return topic.card()


@act("rename_topic")
def rename_topic(world: World, person: Person, wishes: Json) -> Json:
    """Give a topic another name."""
    topic = topic_of(chat_of(world, person, wishes), wishes["thread"])
    topic.name = str(wishes["name"])
    world.topic_changed(topic, person, {"forum_topic_edited": {"name": topic.name}})
    return topic.card()


@act("delete_topic")
def delete_topic(world: World, person: Person, wishes: Json) -> Json:
    """Delete a topic with everything in it; the bot hears nothing of it."""
    topic = topic_of(chat_of(world, person, wishes), wishes["thread"])
    world.delete_topic(topic)
    return topic.card()


@act("pin")
def pin(world: World, person: Person, wishes: Json) -> bool:
    """Pin a message."""
    chat = chat_of(world, person, wishes)
    message = message_of(chat, wishes["message_id"])
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        world.post(Draft(chat, person, {"pinned_message": message.fields}, message.thread))
    return True
