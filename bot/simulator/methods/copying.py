"""copyMessage(s) and forwardMessage(s): the same content again, without or with its origin."""

from itertools import pairwise

from bot.simulator.methods.messages import post, read_caption
from bot.simulator.methods.places import Place, find_chat, find_place, reachable
from bot.simulator.methods.registry import method, one
from bot.simulator.parameters import Parameters
from bot.simulator.state import Chat, Message
from bot.simulator.wire import Json, bad_request, words
from bot.simulator.world import World

COPIED = words(
    "text entities link_preview_options caption caption_entities show_caption_above_media "
    "has_media_spoiler photo document sticker voice video video_note animation audio location "
    "venue contact poll dice"
)
COPIED_KINDS = frozenset(
    words(
        "text photo document sticker voice video video_note animation audio location venue "
        "contact poll dice"
    )
)
CAPTIONED = frozenset(words("photo document voice video animation audio"))
MOST_AT_ONCE = 100


def many_weight(parameters: Parameters) -> int:
    """Weigh as many messages as the call names."""
    return max(1, len(parameters.items("message_ids")))


@method("copyMessage", one)
def copy_message(world: World, parameters: Parameters) -> Json:
    """Send the content of a message anew, with another caption if one is given."""
    message = _find_source(world, parameters, "copy")
    place = find_place(world, parameters)
    if not is_copyable(world, message):
        raise bad_request("the message can't be copied")
    content = copied_content(message)
    if parameters.has("caption") and message.kind in CAPTIONED:
        content = {k: v for k, v in content.items() if k not in ("caption", "caption_entities")}
        content = {**content, **read_caption(parameters)}
    return {"message_id": post(world, parameters, place, content).id}


@method("copyMessages", many_weight)
def copy_messages(world: World, parameters: Parameters) -> list[Json]:
    """Copy several messages; what cannot be copied is left out, and albums stay together."""
    found = _find_sources(world, parameters, "copy")
    place = find_place(world, parameters)
    copyable = [message for message in found if is_copyable(world, message)]
    contents = [copied_content(message) for message in copyable]
    if parameters.flag("remove_caption"):
        gone = ("caption", "caption_entities")
        contents = [{k: v for k, v in c.items() if k not in gone} for c in contents]
    return _post_many(world, parameters, place, list(zip(copyable, contents, strict=True)))


@method("forwardMessage", one)
def forward_message(world: World, parameters: Parameters) -> Json:
    """Forward a message with its origin."""
    message = _find_source(world, parameters, "forward")
    place = find_place(world, parameters)
    if not is_forwardable(message):
        raise bad_request("the message can't be forwarded")
    return post(world, parameters, place, forwarded_content(message)).fields


@method("forwardMessages", many_weight)
def forward_messages(world: World, parameters: Parameters) -> list[Json]:
    """Forward several messages; what cannot be forwarded is left out."""
    found = _find_sources(world, parameters, "forward")
    place = find_place(world, parameters)
    pairs = [(message, forwarded_content(message)) for message in found if is_forwardable(message)]
    return _post_many(world, parameters, place, pairs)


def is_copyable(world: World, message: Message) -> bool:
    """Say whether the bot may copy a message: not service, no quiz it cannot solve, no secret.

    The bot may copy its own protected messages, but not those of a protected chat.
    """
    fields = message.fields
    quiz = fields.get("poll", {}).get("type") == "quiz" and not message.from_bot
    if message.kind not in COPIED_KINDS or quiz or message.chat.protected:
        return False
    return message.from_bot or not fields.get("has_protected_content")


def is_forwardable(message: Message) -> bool:
    """Say whether a message may be forwarded: nothing protected, no service message."""
    secret = message.chat.protected or message.fields.get("has_protected_content")
    return not message.is_service and not secret


def copied_content(message: Message) -> Json:
    """Take what a copy repeats of a message: the content and nothing of its sender."""
    return {name: message.fields[name] for name in COPIED if name in message.fields}


def forwarded_content(message: Message) -> Json:
    """Take what a forward repeats: the content and where it came from."""
    fields = message.fields
    origin: Json = {"type": "user", "sender_user": fields["from"], "date": fields["date"]}
    if "sender_chat" in fields:
        origin = {"type": "chat", "sender_chat": fields["sender_chat"], "date": fields["date"]}
    content = copied_content(message) or {"story": fields.get("story", {})}
    return {**content, "forward_origin": fields.get("forward_origin", origin)}


def _source_chat(world: World, parameters: Parameters) -> Chat:
    return reachable(find_chat(world, parameters, "from_chat_id"))


def _find_source(world: World, parameters: Parameters, verb: str) -> Message:
    chat = _source_chat(world, parameters)
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {verb} not found")
    return message


def _find_sources(world: World, parameters: Parameters, verb: str) -> list[Message]:
    chat = _source_chat(world, parameters)
    ids = parameters.integers("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_AT_ONCE:
        raise bad_request(f"too many message identifiers to {verb}")
    if any(later <= earlier for earlier, later in pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [chat.messages[number] for number in ids if number in chat.messages]
    if not found:
        raise bad_request(f"there are no messages to {verb}")
    return found


def _post_many(
    world: World, parameters: Parameters, place: Place, pairs: list[tuple[Message, Json]]
) -> list[Json]:
    albums: dict[str, str] = {}
    sent: list[Json] = []
    for message, content in pairs:
        album = message.fields.get("media_group_id")
        if album is not None:
            new = albums.setdefault(album, str(world.album_numbers.take()))
            content = {**content, "media_group_id": new}
        sent.append({"message_id": post(world, parameters, place, content).id})
    return sent
