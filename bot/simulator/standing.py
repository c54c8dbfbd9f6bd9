"""Who is in a chat with what rights: changes the bot hears of as my_chat_member or chat_member."""

from collections.abc import Iterable

from bot.simulator.members import bot_member, person_member, plain_member
from bot.simulator.state import Chat, Person
from bot.simulator.wire import Json
from bot.simulator.world import Draft, World

OUT = ("left", "kicked")


def change_bot(
    world: World, chat: Chat, by: Person, status: str, rights: Iterable[str] = ()
) -> None:
    """Give the bot another standing in a group."""
    old, was = bot_member(world, chat), chat.bot_status
    goes = status in OUT and was not in OUT
    if goes:
        world.post(Draft(chat, by, {"left_chat_member": world.bot.user()}))
    chat.bot_status, chat.bot_rights = status, set(rights)
    change = _change(world, chat, by, old, bot_member(world, chat))
    world.offer("my_chat_member", change, f"my_chat_member:{chat.id}")
    if was in OUT and not goes:
        newcomer = world.bot.user()
        world.post(Draft(chat, by, {"new_chat_members": [newcomer]}))
    world.tell({"type": "group", "group": chat.card()})


def set_blocked(world: World, person: Person, blocked: bool) -> None:
    """Let somebody block the bot, or unblock it."""
    if person.blocked == blocked:
        return
    person.blocked = blocked
    user, chat = world.bot.user(), world.chats[person.id]
    free, shut = plain_member(user, "member"), plain_member(user, "kicked")
    old, new = (free, shut) if blocked else (shut, free)
    change = _change(world, chat, person, old, new)
    world.offer("my_chat_member", change, f"my_chat_member:{chat.id}")
    world.tell({"type": "person", "person": person.card()})


def change_member(world: World, chat: Chat, person: Person, status: str) -> None:
    """Let somebody join, leave or be promoted."""
    old_status = chat.members.get(person.id, "left")
    old = person_member(person, old_status)
    if status in OUT:
        world.post(Draft(chat, person, {"left_chat_member": person.user()}))
        chat.members.pop(person.id, None)
    else:
        chat.members[person.id] = status
    change = _change(world, chat, person, old, person_member(person, status))
    if chat.bot_status == "administrator":
        world.offer("chat_member", change, f"chat_member:{chat.id}")
    if old_status in OUT and status not in OUT:
        world.post(Draft(chat, person, {"new_chat_members": [person.user()]}))


def migrate(world: World, chat: Chat, by: Person) -> Chat:
    """Turn a group into a new supergroup: another id, and its messages left behind."""
    new = world.add_group(chat.title, is_forum=chat.is_forum)
    world.groups.remove(new)
    world.groups[world.groups.index(chat)] = new
    new.members = dict(chat.members)
    new.bot_status, new.bot_rights = chat.bot_status, set(chat.bot_rights)
    world.post(Draft(chat, by, {"migrate_to_chat_id": new.id}))
    world.post(Draft(new, by, {"migrate_from_chat_id": chat.id}))
    chat.migrated_to = new.id
    world.tell({"type": "group", "group": new.card()})
    return new


def _change(world: World, chat: Chat, by: Person, old: Json, new: Json) -> Json:
    return {
        "chat": chat.face,
        "from": by.user(),
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
