"""Sending files, places, contacts, polls and dice."""

from collections.abc import Callable

from bot.simulator.files import LARGEST_DOWNLOAD, StoredFile
from bot.simulator.methods.messages import post, read_caption
from bot.simulator.methods.places import find_place
from bot.simulator.methods.registry import method, one
from bot.simulator.parameters import Parameters, Upload
from bot.simulator.wire import Json, bad_request
from bot.simulator.world import World

CAPTIONED = frozenset({"photo", "document", "voice", "video", "animation", "audio"})
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_FILE = 50 * 1024 * 1024
FILES = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendSticker": "sticker",
    "sendVoice": "voice",
    "sendVideo": "video",
    "sendVideoNote": "video_note",
    "sendAnimation": "animation",
    "sendAudio": "audio",
}
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
OPTIONS = range(2, 13)  # a poll has two to twelve answers


def find_file(world: World, parameters: Parameters, given: str, kind: str) -> StoredFile:
    """Find the file a call names by upload, attach://name, URL or file_id."""
    upload = parameters.uploads.get(given.removeprefix("attach://"))
    if upload is not None:
        return _keep(world, upload, kind)
    if given.startswith(("http://", "https://")):
        return world.files.add(kind, name=given.rsplit("/", 1)[-1])  # nothing is fetched
    if not given or given.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    return world.files.of_kind(given, kind)


def _keep(world: World, upload: Upload, kind: str) -> StoredFile:
    limit = LARGEST_PHOTO if kind == "photo" else LARGEST_FILE
    if len(upload.content) > limit:
        raise bad_request(f"file of size {len(upload.content)} bytes is too big for a {kind}")
    if not upload.content:
        raise bad_request("file must be non-empty")
    return world.files.add(kind, upload.content, upload.name, upload.mime_type)


def _file_sender(kind: str) -> Callable[[World, Parameters], Json]:
    def send(world: World, parameters: Parameters) -> Json:
        place = find_place(world, parameters)
        given = kind if kind in parameters.uploads else parameters.text(kind)
        file = find_file(world, parameters, given, kind)
        content = file.as_media()
        if kind in CAPTIONED:
            content = {**content, **read_caption(parameters)}
        return post(world, parameters, place, content).fields

    return send


for _name, _kind in FILES.items():
    method(_name, one)(_file_sender(_kind))


def location_of(parameters: Parameters) -> Json:
    """Read a point on the map."""
    latitude, longitude = parameters.number("latitude"), parameters.number("longitude")
    if not (parameters.has("latitude") and parameters.has("longitude")):
        raise bad_request("latitude and longitude must be specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendLocation", one)
def send_location(world: World, parameters: Parameters) -> Json:
    """Send a point on the map."""
    place = find_place(world, parameters)
    return post(world, parameters, place, {"location": location_of(parameters)}).fields


@method("sendVenue", one)
def send_venue(world: World, parameters: Parameters) -> Json:
    """Send a point on the map with a name and an address."""
    place = find_place(world, parameters)
    location = location_of(parameters)
    title, address = parameters.text("title"), parameters.text("address")
    venue = {"location": location, "title": title, "address": address}
    return post(world, parameters, place, {"location": location, "venue": venue}).fields


@method("sendContact", one)
def send_contact(world: World, parameters: Parameters) -> Json:
    """Send a contact card."""
    place = find_place(world, parameters)
    names = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: parameters.text(name) for name in names if parameters.has(name)}
    if not contact.get("phone_number") or not contact.get("first_name"):
        raise bad_request("phone number and first name must be specified")
    return post(world, parameters, place, {"contact": contact}).fields


def poll_of(world: World, question: str, options: list[str], kind: str = "regular") -> Json:
    """Build a poll nobody has voted in."""
    return {
        "id": str(world.query_numbers.take()),
        "question": question,
        "options": [
            {"persistent_id": str(index), "text": text, "voter_count": 0}
            for index, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": kind,
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }


@method("sendPoll", one)
def send_poll(world: World, parameters: Parameters) -> Json:
    """Send a poll."""
    place = find_place(world, parameters)
    given = parameters.items("options")
    options = [option["text"] if isinstance(option, dict) else str(option) for option in given]
    if len(options) not in OPTIONS:
        few = "at least 2 options" if len(options) < OPTIONS.start else "no more than 12 options"
        raise bad_request(f"poll must have {few}")
    question = parameters.text("question")
    if not question:
        raise bad_request("poll question must be non-empty")
    poll = poll_of(world, question, options, parameters.text("type") or "regular")
    if parameters.has("correct_option_id"):
        poll["correct_option_id"] = parameters.integer("correct_option_id")
    return post(world, parameters, place, {"poll": poll}).fields


@method("sendDice", one)
def send_dice(world: World, parameters: Parameters) -> Json:
    """Throw a die."""
    place = find_place(world, parameters)
    emoji = parameters.text("emoji") or "🎲"
    if emoji not in DICE:
        raise bad_request("invalid dice emoji specified")
    dice = {"emoji": emoji, "value": world.chance.between(1, DICE[emoji])}
    return post(world, parameters, place, {"dice": dice}).fields


@method("getFile")
def get_file(world: World, parameters: Parameters) -> Json:
    """Tell where a file can be downloaded."""
    file = world.files.find(parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.shown()
