"""sendMessage and sendChatAction, and how every sending method posts what it built."""

from bot.simulator.entities import formatted
from bot.simulator.methods.keyboards import read_markup
from bot.simulator.methods.places import THREAD_GONE, Place, find_chat, find_place, find_topic
from bot.simulator.methods.places import writable as check_writable
from bot.simulator.methods.registry import method, one
from bot.simulator.parameters import Parameters
from bot.simulator.state import Message
from bot.simulator.wire import Json, bad_request, units, words
from bot.simulator.world import Draft, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
ACTIONS = frozenset(
    words(
        "typing upload_photo record_video upload_video record_voice upload_voice upload_document "
        "choose_sticker find_location record_video_note upload_video_note"
    )
)


def read_text(parameters: Parameters, name: str = "text") -> Json:
    """Read a text with its entities; 400 when it is empty or too long."""
    given = parameters.text(name)
    if units(given.strip()) > LONGEST_TEXT and not parameters.has("parse_mode"):
        raise bad_request("message is too long")
    text, entities = formatted(
        given, parameters.text("parse_mode"), parameters.objects("entities")
    )
    if not text:
        raise bad_request("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    shown: Json = {"text": text}
    return {**shown, "entities": entities} if entities else shown


def read_caption(parameters: Parameters) -> Json:
    """Read a caption with its entities; 400 when it is too long."""
    if not parameters.has("caption"):
        return {}
    return caption_fields(
        parameters.text("caption"),
        parameters.text("parse_mode"),
        parameters.objects("caption_entities"),
    )


def caption_fields(caption: str, parse_mode: str, given: list[Json]) -> Json:
    """Build the fields of a caption; none when it is empty."""
    text, entities = formatted(caption, parse_mode, given)
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    shown: Json = {"caption": text} if text else {}
    return {**shown, "caption_entities": entities} if entities else shown


def post(world: World, parameters: Parameters, place: Place, content: Json) -> Message:
    """Post what the bot sends, with the keyboard and the protection the call asks for."""
    inline, keyboard = read_markup(parameters)
    extra: Json = {**(place.extra or {}), **inline}
    if parameters.flag("protect_content") or place.chat.protected:
        extra["has_protected_content"] = True
    draft = Draft(
        place.chat, world.bot, {**content, **extra}, place.thread, place.reply_to, keyboard
    )
    return world.post(draft)


@method("sendMessage", one)
def send_message(world: World, parameters: Parameters) -> Json:
    """Send a text."""
    content = read_text(parameters)
    return post(world, parameters, find_place(world, parameters), content).fields


@method("sendChatAction")
def send_chat_action(world: World, parameters: Parameters) -> bool:
    """Show people that the bot is busy."""
    if parameters.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = check_writable(find_chat(world, parameters))
    thread = parameters.integer("message_thread_id")
    if thread:
        find_topic(chat, thread, THREAD_GONE)
    world.tell(
        {"type": "typing", "chat_id": chat.id, "message_thread_id": thread if thread else None}
    )
    return True
