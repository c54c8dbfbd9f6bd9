"""Writing, sending, editing and deleting, as people do it."""

from bot.simulator.acts.registry import BadAct, act, chat_of, message_of, topic_of
from bot.simulator.entities import trimmed
from bot.simulator.files import SHAPES
from bot.simulator.methods.media import CAPTIONED, DICE, poll_of
from bot.simulator.standing import set_blocked
from bot.simulator.state import ANONYMOUS_ADMIN, Chat, Person
from bot.simulator.wire import Json
from bot.simulator.world import Draft, World

SHIBUYA = {"latitude": 35.6595, "longitude": 139.7005}  # a public square, for samples
NO_PHONE = "+00000000000"


@act("start")
def start(world: World, person: Person, wishes: Json) -> object:
    """Press Start, with the payload of a deep link if there is one."""
    set_blocked(world, person, False)
    payload = str(wishes.get("payload") or "")
    return say(world, person, {"chat": person.id, "text": f"/start {payload}".strip()})


@act("write")
def say(world: World, person: Person, wishes: Json) -> Json:
    """Write a text; an unstarted private chat begins with it."""
    text, entities = trimmed(wishes["text"], wishes.get("entities") or [])
    if not text:
        raise BadAct("an empty message cannot be sent")
    content: Json = {"text": text, "entities": entities} if entities else {"text": text}
    return _post(world, person, wishes, content)


@act("send")
def send(world: World, person: Person, wishes: Json) -> Json:
    """Send something that is not a text."""
    kind = str(wishes["kind"])
    content = {**sample(world, kind, person), **_caption(kind, wishes)}
    content.update(wishes.get("fields") or {})
    draft_wishes = {**wishes, "silent": wishes.get("view_once")}
    return _post(world, person, draft_wishes, content)


@act("album")
def album(world: World, person: Person, wishes: Json) -> list[Json]:
    """Send several files as one album, with the caption under the first."""
    number = str(world.album_numbers.take())
    posted = []
    for index, kind in enumerate(wishes["kinds"]):
        caption = _caption(str(kind), wishes) if index == 0 else {}
        content = {**sample(world, str(kind), person), **caption, "media_group_id": number}
        posted.append(_post(world, person, wishes, content))
    return posted


@act("edit")
def edit(world: World, person: Person, wishes: Json) -> Json:
    """Edit a text or a caption of one's own."""
    message = message_of(chat_of(world, person, wishes), wishes["message_id"])
    if message.fields["from"]["id"] not in (person.id, ANONYMOUS_ADMIN["id"]) or message.from_bot:
        raise BadAct("people edit only what they wrote themselves")
    text, entities = trimmed(wishes["text"], wishes.get("entities") or [])
    is_text = message.kind == "text"
    name, entities_name = ("text", "entities") if is_text else ("caption", "caption_entities")
    world.revise(message, {name: text, entities_name: entities or None}, person)
    return message.seen()


@act("delete")
def delete(world: World, person: Person, wishes: Json) -> bool:
    """Delete a message for everybody."""
    chat = chat_of(world, person, wishes)
    message = message_of(chat, wishes["message_id"])
    is_own = message.fields["from"]["id"] == person.id
    if not (is_own or chat.is_private or person.role == "staff"):
        raise BadAct("visitors delete only their own messages in a group")
    world.remove(chat, [message.id])
    return True


def sample(world: World, kind: str, person: Person) -> Json:
    """Build the content of a sample message of that kind."""
    if kind in SHAPES:
        return world.files.add(kind).as_media()
    if kind == "contact":
        contact = {"phone_number": NO_PHONE, "first_name": person.first_name, "user_id": person.id}
        return {"contact": contact}
    if kind == "venue":
        venue = {"location": SHIBUYA, "title": "広場", "address": "駅前"}
        return {"location": SHIBUYA, "venue": venue}
    if kind == "poll":
        return {"poll": poll_of(world, "どちらにしますか", ["はい", "いいえ"])}
    if kind == "dice":
        return {"dice": {"emoji": "🎲", "value": world.chance.between(1, DICE["🎲"])}}
    simple: Json = {
        "location": SHIBUYA,
        "story": {"chat": world.chats[person.id].face, "id": 1},
    }
    return {kind: simple[kind]}


def _caption(kind: str, wishes: Json) -> Json:
    given = str(wishes.get("caption") or "")
    if not given or kind not in CAPTIONED:
        return {}
    text, entities = trimmed(given, [])
    shown: Json = {"caption": text}
    return {**shown, "caption_entities": entities} if entities else shown


def _post(world: World, person: Person, wishes: Json, content: Json) -> Json:
    chat = chat_of(world, person, wishes)
    _check_open(chat, person, wishes)
    if chat.is_private:
        person.started = True
    thread = wishes.get("thread")
    answered = wishes.get("reply_to")
    reply_to = message_of(chat, answered) if answered is not None else None
    if thread is None and reply_to is not None:
        thread = reply_to.thread
    if thread is not None:
        thread = topic_of(chat, thread).thread_id
    if chat.protected:
        content = {**content, "has_protected_content": True}
    silent = bool(wishes.get("silent"))
    draft = Draft(chat, person, content, thread, reply_to, silent=silent)
    return world.post(draft).seen()


def _check_open(chat: Chat, person: Person, wishes: Json) -> None:
    if person.blocked and chat.is_private:
        raise BadAct("this person has blocked the bot; unblock first")
    if chat.migrated_to is not None:
        raise BadAct(f"this group has become {chat.migrated_to}")
    topic = chat.topics.get(int(wishes.get("thread") or 0))
    is_admin = chat.members.get(person.id) in ("administrator", "creator")
    if topic is not None and topic.closed and not is_admin:
        raise BadAct("this topic is closed")
