"""Blocking, leaving and changing what the bot may do."""

from bot.simulator.acts.registry import BadAct, act
from bot.simulator.standing import change_bot, change_member, migrate, set_blocked
from bot.simulator.state import EVERY_RIGHT, Chat, Person
from bot.simulator.wire import Json
from bot.simulator.world import World


@act("block")
def block(world: World, person: Person, _: Json) -> bool:
    """Block the bot."""
    set_blocked(world, person, True)
    return True


@act("unblock")
def unblock(world: World, person: Person, _: Json) -> bool:
    """Unblock the bot."""
    set_blocked(world, person, False)
    return True


@act("deactivate")
def deactivate(world: World, person: Person, _: Json) -> bool:
    """Delete one's account; the bot is told nothing."""
    person.deactivated = True
    world.tell({"type": "person", "person": person.card()})
    return True


@act("join")
def join(world: World, person: Person, wishes: Json) -> bool:
    """Join the group."""
    chat = _group_of(world, wishes)
    change_member(world, chat, person, str(wishes.get("status") or "member"))
    return True


@act("leave")
def leave(world: World, person: Person, wishes: Json) -> bool:
    """Leave the group."""
    change_member(world, _group_of(world, wishes), person, "left")
    return True


@act("set_rights")
def set_rights(world: World, person: Person, wishes: Json) -> list[str]:
    """Change the bot's rights: a list of those it has, or single ones switched on and off."""
    chat = _group_of(world, wishes)
    given = wishes.get("rights")
    if isinstance(given, dict):
        off = {right for right, on in given.items() if not on}
        on = {right for right, on in given.items() if on}
        rights = (chat.bot_rights | on) - off
    else:
        rights = set(given if given is not None else EVERY_RIGHT)
    unknown = rights - set(EVERY_RIGHT)
    if unknown:
        raise BadAct(f"there is no right {', '.join(sorted(unknown))}")
    change_bot(world, chat, person, str(wishes.get("status") or "administrator"), rights)
    return sorted(chat.bot_rights)


@act("kick_bot")
def kick_bot(world: World, person: Person, wishes: Json) -> bool:
    """Throw the bot out of the group."""
    chat = _group_of(world, wishes)
    change_bot(world, chat, person, "kicked")
    return True


@act("add_bot")
def add_bot(world: World, person: Person, wishes: Json) -> bool:
    """Let the bot in again, as an administrator unless told otherwise."""
    chat = _group_of(world, wishes)
    status = str(wishes.get("status") or "administrator")
    rights = set(EVERY_RIGHT) - {"can_promote_members"} if status == "administrator" else set()
    change_bot(world, chat, person, status, rights)
    return True


@act("migrate_group")
def migrate_group(world: World, person: Person, _: Json) -> Json:
    """Turn the group into a new supergroup with another id."""
    return migrate(world, world.group, person).card()


@act("set_forum")
def set_forum(world: World, _: Person, wishes: Json) -> bool:
    """Switch topics on or off."""
    world.group.is_forum = bool(wishes["on"])
    world.group.changed()
    world.tell({"type": "group", "group": world.group.card()})
    return world.group.is_forum


@act("raw")
def raw(world: World, _: Person, wishes: Json) -> bool:
    """Hand the bot an update exactly as written, but for its update_id."""
    for kind, payload in wishes["update"].items():
        if kind != "update_id":
            world.offer(kind, payload, f"{kind}:raw")
    return True


def _group_of(world: World, wishes: Json) -> Chat:
    """Find the group that is meant, which need not have the person in it yet."""
    chat = world.chats.get(int(wishes.get("chat") or world.group.id))
    if chat is None or chat.is_private:
        raise BadAct(f"there is no group {wishes.get('chat')}")
    return chat
