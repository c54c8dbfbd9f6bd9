"""sendMediaGroup: several files as one album."""

from bot.simulator.methods.media import find_file
from bot.simulator.methods.messages import caption_fields, post
from bot.simulator.methods.places import find_place
from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.wire import Json, bad_request
from bot.simulator.world import World

MOST_ITEMS = 10
ALONE = ({"document"}, {"audio"})  # these do not mix with others
KINDS = frozenset({"photo", "video", "document", "audio"})


def album_weight(parameters: Parameters) -> int:
    """Weigh an album as many messages as it has items."""
    return max(1, len(parameters.objects("media")))


@method("sendMediaGroup", album_weight)
def send_media_group(world: World, parameters: Parameters) -> list[Json]:
    """Send an album."""
    place = find_place(world, parameters)
    items: list[Json] = parameters.objects("media")
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MOST_ITEMS:
        raise bad_request("too many messages to send as an album")
    kinds = {item.get("type") for item in items}
    mixed = len(kinds) > 1 and any(alone <= kinds for alone in ALONE)
    if mixed or not kinds <= KINDS:
        raise bad_request("can't use the media of the specified type in the album")
    contents = [_content(world, parameters, item) for item in items]
    if len(contents) > 1:
        album = str(world.album_numbers.take())
        contents = [{**content, "media_group_id": album} for content in contents]
    return [post(world, parameters, place, content).fields for content in contents]


def _content(world: World, parameters: Parameters, item: Json) -> Json:
    file = find_file(world, parameters, str(item.get("media") or ""), str(item["type"]))
    caption = str(item.get("caption") or "")
    mode, given = str(item.get("parse_mode") or ""), item.get("caption_entities") or []
    return {**file.as_media(), **caption_fields(caption, mode, given)}
