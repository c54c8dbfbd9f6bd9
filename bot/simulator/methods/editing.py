"""Editing what the bot has sent."""

from bot.simulator.methods.keyboards import read_markup
from bot.simulator.methods.media import find_file
from bot.simulator.methods.messages import caption_fields, read_caption, read_text
from bot.simulator.methods.places import find_chat, writable
from bot.simulator.methods.registry import method, one
from bot.simulator.parameters import Parameters
from bot.simulator.state import Message
from bot.simulator.wire import Json, bad_request, words
from bot.simulator.world import World

CAPTIONED = frozenset(words("photo document voice video animation audio"))
REPLACEABLE = frozenset(words("text photo video animation audio document"))
SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


@method("editMessageText", one)
def edit_text(world: World, parameters: Parameters) -> Json:
    """Put another text into a text message."""
    content = read_text(parameters)
    message = find_own(world, parameters)
    if message.kind != "text":
        raise bad_request("there is no text in the message to edit")
    changes = {"text": content["text"], "entities": content.get("entities")}
    return _apply(world, parameters, message, changes)


@method("editMessageCaption", one)
def edit_caption(world: World, parameters: Parameters) -> Json:
    """Put another caption under a file, or none."""
    message = find_own(world, parameters)
    if message.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    content = read_caption(parameters)
    names = ("caption", "caption_entities")
    return _apply(world, parameters, message, {name: content.get(name) for name in names})


@method("editMessageReplyMarkup", one)
def edit_reply_markup(world: World, parameters: Parameters) -> Json:
    """Put other buttons under a message, or none."""
    return _apply(world, parameters, find_own(world, parameters), {})


@method("editMessageMedia", one)
def edit_media(world: World, parameters: Parameters) -> Json:
    """Put another file in the place of a file."""
    item = parameters.mapping("media") or {}
    message = find_own(world, parameters)
    kind = str(item.get("type") or "")
    if message.kind not in REPLACEABLE or kind not in REPLACEABLE - {"text"}:
        raise bad_request("message media can't be edited")
    file = find_file(world, parameters, str(item.get("media") or ""), kind)
    mode, given = str(item.get("parse_mode") or ""), item.get("caption_entities") or []
    caption = caption_fields(str(item.get("caption") or ""), mode, given)
    names = (*REPLACEABLE, "entities", "caption", "caption_entities")
    emptied: Json = dict.fromkeys(names)
    return _apply(world, parameters, message, {**emptied, **file.as_media(), **caption})


def find_own(world: World, parameters: Parameters) -> Message:
    """Find a message of the bot's own that it may edit."""
    chat = writable(find_chat(world, parameters))
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    fields = message.fields
    is_fixed = message.keyboard is not None or "forward_origin" in fields or message.is_service
    if not message.from_bot or is_fixed:
        raise bad_request("message can't be edited")
    return message


def _apply(world: World, parameters: Parameters, message: Message, changes: Json) -> Json:
    """Edit; an edit without buttons takes the old ones away."""
    inline, _ = read_markup(parameters)
    wanted = {**changes, "reply_markup": inline.get("reply_markup")}
    fields = message.fields
    if all(fields.get(name) == value for name, value in wanted.items()):
        raise bad_request(SAME)
    world.revise(message, wanted, world.bot)
    return message.fields
