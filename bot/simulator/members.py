"""How a member of a chat is shown, the bot included."""

from bot.simulator.state import EVERY_RIGHT, Chat, Person
from bot.simulator.wire import Json, words
from bot.simulator.world import World

RESTRICTIONS = words(
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_react_to_messages can_change_info can_invite_users "
    "can_pin_messages can_manage_topics can_edit_tag"
)
PERMISSIONS = dict.fromkeys(RESTRICTIONS, True)


def bot_member(world: World, chat: Chat) -> Json:
    """Render the bot's own ChatMember."""
    user = world.bot.user()
    if chat.bot_status == "administrator":
        rights = {right: right in chat.bot_rights for right in EVERY_RIGHT}
        return _administrator(user, rights)
    return plain_member(user, chat.bot_status)


def person_member(person: Person, status: str) -> Json:
    """Render the ChatMember of a person."""
    if status == "creator":
        return {"user": person.user(), "status": status, "is_anonymous": person.is_anonymous}
    if status == "administrator":
        member = _administrator(person.user(), dict.fromkeys(EVERY_RIGHT, True))
        return {**member, "is_anonymous": person.is_anonymous}
    return plain_member(person.user(), status)


def plain_member(user: Json, status: str) -> Json:
    """Render a ChatMember without rights of its own."""
    if status == "kicked":
        return {"user": user, "status": status, "until_date": 0}
    if status == "restricted":
        shut = dict.fromkeys(RESTRICTIONS, False)
        return {"user": user, "status": status, "is_member": True, "until_date": 0, **shut}
    return {"user": user, "status": status}


def _administrator(user: Json, rights: dict[str, bool]) -> Json:
    return {
        "user": user,
        "status": "administrator",
        "can_be_edited": False,
        "is_anonymous": False,
        **rights,
    }
