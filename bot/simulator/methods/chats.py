"""What the bot may know of chats and their members."""

from bot.simulator.members import PERMISSIONS, bot_member, person_member, plain_member
from bot.simulator.methods.places import find_chat, reachable
from bot.simulator.methods.registry import method
from bot.simulator.parameters import Parameters
from bot.simulator.standing import change_bot
from bot.simulator.state import Chat
from bot.simulator.wire import Json, bad_request, words
from bot.simulator.world import World

GIFTS = words(
    "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
)
MOST_REACTIONS = 11


@method("getChat")
def get_chat(world: World, parameters: Parameters) -> Json:
    """Describe a chat."""
    chat = reachable(find_chat(world, parameters))
    shown = {
        **chat.face,
        "accent_color_id": 0,
        "max_reaction_count": MOST_REACTIONS,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
        **({} if chat.is_private else _group_details(chat)),
    }
    if chat.pinned:
        shown["pinned_message"] = chat.messages[max(chat.pinned)].fields
    return shown


def _group_details(chat: Chat) -> Json:
    details: Json = {"permissions": PERMISSIONS, "join_to_send_messages": True}
    if chat.protected:
        details["has_protected_content"] = True
    if chat.reactions_allowed is not None:
        allowed = [{"type": "emoji", "emoji": emoji} for emoji in sorted(chat.reactions_allowed)]
        details["available_reactions"] = allowed
    return details


@method("getChatMember")
def get_chat_member(world: World, parameters: Parameters) -> Json:
    """Describe one member of a chat."""
    chat = reachable(find_chat(world, parameters))
    number = parameters.integer("user_id")
    if number == world.bot.id:
        return bot_member(world, chat)
    if number <= 0:
        raise bad_request("invalid user_id specified")
    person = world.people.get(number)
    if person is None:
        raise bad_request("user not found")
    if chat.is_private:
        return plain_member(person.user(), "member")
    return person_member(person, chat.members.get(number, "left"))


@method("getChatAdministrators")
def get_chat_administrators(world: World, parameters: Parameters) -> list[Json]:
    """Describe those who run a group."""
    chat = reachable(find_chat(world, parameters))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    people = [
        person_member(world.people[number], status)
        for number, status in chat.members.items()
        if status in ("creator", "administrator")
    ]
    itself = [bot_member(world, chat)] if chat.bot_status == "administrator" else []
    return people + itself


@method("getChatMemberCount")
def get_chat_member_count(world: World, parameters: Parameters) -> int:
    """Count the members of a chat, the bot included."""
    chat = reachable(find_chat(world, parameters))
    return 2 if chat.is_private else len(chat.members) + 1


@method("leaveChat")
def leave_chat(world: World, parameters: Parameters) -> bool:
    """Leave a group."""
    chat = reachable(find_chat(world, parameters))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    change_bot(world, chat, world.bot, "left")
    return True
