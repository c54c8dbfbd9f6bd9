"""Forum topics: every change but a deletion posts a service message, which the bot hears too."""

from bot.simulator.methods.places import GENERAL, find_chat, find_topic, reachable
from bot.simulator.methods.registry import method, one
from bot.simulator.parameters import Parameters
from bot.simulator.state import DEFAULT_ICON_COLOR, Chat, Topic
from bot.simulator.wire import Json, bad_request
from bot.simulator.world import Draft, World

ICON_COLORS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
LONGEST_NAME = 128
ICONS = {
    "5417915203100613993": "💬",
    "5434144690511290129": "📰",
    "5312536423851630001": "💡",
    "5379748062124056162": "❗",
    "5377316857231450742": "❓",
    "5237699328843200968": "✅",
}
UNKNOWN = "TOPIC_ID_INVALID"
UNCHANGED = "TOPIC_NOT_MODIFIED"


@method("createForumTopic", one)
def create(world: World, parameters: Parameters) -> Json:
    """Open a topic."""
    chat = _find_forum(world, parameters)
    if not chat.bot_may("can_manage_topics"):
        raise bad_request("not enough rights to create a topic")
    name = parameters.text("name").strip()[:LONGEST_NAME]
    if not name:
        raise bad_request("title must be non-empty")
    color = parameters.integer("icon_color", DEFAULT_ICON_COLOR)
    if color not in ICON_COLORS:
        raise bad_request("invalid icon color specified")
    icon: Json = {"icon_color": color, **_read_icon(parameters)}
    topic = world.open_topic(chat, world.bot, name, icon)
    return {"message_thread_id": topic.thread_id, "name": topic.name, **icon}


@method("editForumTopic", one)
def edit(world: World, parameters: Parameters) -> bool:
    """Rename a topic or give it another icon."""
    topic = _find_own(world, parameters, "edit the topic")
    name = parameters.text("name").strip()[:LONGEST_NAME]
    if not name and not parameters.has("icon_custom_emoji_id"):
        return True  # nothing is asked for, so nothing is there to be refused
    told: Json = {}
    if name and name != topic.name:
        told["name"] = topic.name = name
    if parameters.has("icon_custom_emoji_id"):
        icon = _read_icon(parameters).get("icon_custom_emoji_id")
        if icon != topic.icon_custom_emoji_id:
            topic.icon_custom_emoji_id = icon
            told["icon_custom_emoji_id"] = icon or ""
    if not told:
        raise bad_request(UNCHANGED)
    world.topic_changed(topic, world.bot, {"forum_topic_edited": told})
    return True


@method("closeForumTopic", one)
def close(world: World, parameters: Parameters) -> bool:
    """Close a topic."""
    topic = _find_own(world, parameters, "close or open the topic")
    if topic.closed:
        raise bad_request(UNCHANGED)
    topic.closed = True
    world.topic_changed(topic, world.bot, {"forum_topic_closed": {}})
    return True


@method("reopenForumTopic", one)
def reopen(world: World, parameters: Parameters) -> bool:
    """Open a closed topic again."""
    topic = _find_own(world, parameters, "close or open the topic")
    if not topic.closed:
        raise bad_request(UNCHANGED)
    topic.closed = False
    world.topic_changed(topic, world.bot, {"forum_topic_reopened": {}})
    return True


@method("deleteForumTopic")
def delete(world: World, parameters: Parameters) -> bool:
    """Delete a topic with all its messages, however old."""
    chat = _find_forum(world, parameters)
    topic = _find(chat, parameters)
    if not chat.bot_may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    world.delete_topic(topic)
    return True


@method("getForumTopicIconStickers")
def icon_stickers(_: World, __: Parameters) -> list[Json]:
    """List the stickers that may be topics' icons."""
    return [
        {
            "file_id": f"SIMicon{emoji_id}",
            "file_unique_id": f"Simicon{emoji_id}",
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": False,
            "is_video": True,
            "emoji": emoji,
            "custom_emoji_id": emoji_id,
        }
        for emoji_id, emoji in ICONS.items()
    ]


@method("closeGeneralForumTopic", one)
def close_general(world: World, parameters: Parameters) -> bool:
    """Close General."""
    return _set_general(world, parameters, "general_closed", True)


@method("reopenGeneralForumTopic", one)
def reopen_general(world: World, parameters: Parameters) -> bool:
    """Open General again."""
    return _set_general(world, parameters, "general_closed", False)


@method("hideGeneralForumTopic", one)
def hide_general(world: World, parameters: Parameters) -> bool:
    """Hide General."""
    return _set_general(world, parameters, "general_hidden", True)


@method("unhideGeneralForumTopic", one)
def unhide_general(world: World, parameters: Parameters) -> bool:
    """Show General again."""
    return _set_general(world, parameters, "general_hidden", False)


@method("editGeneralForumTopic", one)
def edit_general(world: World, parameters: Parameters) -> bool:
    """Rename General."""
    chat = _find_forum(world, parameters)
    if not chat.bot_may("can_manage_topics"):
        raise bad_request("not enough rights to edit the topic")
    told = {"name": parameters.text("name").strip()[:LONGEST_NAME]}
    world.post(Draft(chat, world.bot, {"forum_topic_edited": told}))
    return True


GENERAL_NEWS = {
    ("general_closed", True): "forum_topic_closed",
    ("general_closed", False): "forum_topic_reopened",
    ("general_hidden", True): "general_forum_topic_hidden",
    ("general_hidden", False): "general_forum_topic_unhidden",
}


def _set_general(world: World, parameters: Parameters, name: str, value: bool) -> bool:
    chat = _find_forum(world, parameters)
    if not chat.bot_may("can_manage_topics"):
        raise bad_request("not enough rights to close or open the topic")
    if getattr(chat, name) == value:
        raise bad_request(UNCHANGED)
    setattr(chat, name, value)
    world.post(Draft(chat, world.bot, {GENERAL_NEWS[name, value]: {}}))
    return True


def _find_forum(world: World, parameters: Parameters) -> Chat:
    chat = reachable(find_chat(world, parameters))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _find(chat: Chat, parameters: Parameters) -> Topic:
    number = parameters.integer("message_thread_id")
    if number < GENERAL:
        raise bad_request("invalid forum topic identifier specified")
    return find_topic(chat, number, UNKNOWN)


def _find_own(world: World, parameters: Parameters, deed: str) -> Topic:
    chat = _find_forum(world, parameters)
    topic = _find(chat, parameters)
    if topic.creator_id != world.bot.id and not chat.bot_may("can_manage_topics"):
        raise bad_request(f"not enough rights to {deed}")
    return topic


def _read_icon(parameters: Parameters) -> Json:
    icon = parameters.text("icon_custom_emoji_id")
    if icon and icon not in ICONS:
        raise bad_request("DOCUMENT_INVALID")
    return {"icon_custom_emoji_id": icon} if icon else {}
