"""Updates as Telegram writes them, made by hand; every free string in them is a canary."""

from collections.abc import Mapping

Json = dict[str, object]
CHAT = 4711
GROUP = -1001234
THREAD = 300
BOT = 6_000_000_001
SOMEONE = 987654321
ANONYMOUS = 1087968824


def canary(name: str) -> str:
    """Give a string that is known again wherever it turns up."""
    return f"canary<{name}>"


def without_none(fields: Json) -> Json:
    """Leave out what is None."""
    return {name: value for name, value in fields.items() if value is not None}


def person(number: int = SOMEONE, *, is_bot: bool = False) -> Json:
    """Give an account with everything that tells who it is."""
    return {
        "id": number,
        "is_bot": is_bot,
        "first_name": canary("first_name"),
        "last_name": canary("last_name"),
        "username": canary("username"),
        "language_code": "en-GB",
        "is_premium": True,
    }


def private() -> Json:
    """Give a visitor's chat."""
    return {
        "id": CHAT,
        "type": "private",
        "first_name": canary("chat.first_name"),
        "last_name": canary("chat.last_name"),
        "username": canary("chat.username"),
    }


def group() -> Json:
    """Give the desk's group."""
    return {"id": GROUP, "type": "supergroup", "title": canary("title"), "is_forum": True}


def message(**fields: object) -> Json:
    """Give a message in a visitor's chat; None takes a field away."""
    return without_none(
        {"message_id": 41, "date": 1_790_000_000, "chat": private(), "from": person(), **fields}
    )


def in_topic(**fields: object) -> Json:
    """Give a message in a topic of the group, with the reply that every one of them bears."""
    birth = {"name": canary("topic"), "icon_color": 7322096}
    return message(
        **{
            "message_id": 52,
            "chat": group(),
            "message_thread_id": THREAD,
            "is_topic_message": True,
            "reply_to_message": {
                "message_id": THREAD,
                "date": 1_790_000_000,
                "chat": group(),
                "from": person(BOT, is_bot=True),
                "forum_topic_created": birth,
            },
            **fields,
        }
    )


def update(kind: str, payload: Json, number: int = 860) -> Json:
    """Give an update of a kind."""
    return {"update_id": number, kind: payload}


def press(data: str | None = "go:menu", *, on: Mapping[str, object] | None = None) -> Json:
    """Give a press of a button."""
    return without_none(
        {
            "id": "77001",
            "from": person(),
            "chat_instance": canary("chat_instance"),
            "data": data,
            "message": on or message(**{"from": person(BOT, is_bot=True), "text": "はい"}),
        }
    )


def reaction(
    chat: Json, *emoji: object, by: Json | None = None, instead_of: tuple[object, ...] = ()
) -> Json:
    """Give a change of the reactions that one person has on a message; `by` None: a group's."""
    who: Json = {"user": by} if by else {"actor_chat": chat}
    return {
        "chat": chat,
        "message_id": 52,
        **who,
        "date": 1_790_000_000,
        "old_reaction": [a_reaction(each) for each in instead_of],
        "new_reaction": [a_reaction(each) for each in emoji],
    }


def a_reaction(what: object) -> object:
    """Give one reaction: an emoji, or whatever is written out."""
    return {"type": "emoji", "emoji": what} if isinstance(what, str) else what


def membership(chat: Json, status: str, was: str = "member") -> Json:
    """Give a change of the bot's own place in a chat."""
    bot = person(BOT, is_bot=True)
    return {
        "chat": chat,
        "from": person(),
        "date": 1_790_000_000,
        "old_chat_member": {"user": bot, "status": was, **STANDING.get(was, {})},
        "new_chat_member": {"user": bot, "status": status, **STANDING.get(status, {})},
    }


RIGHTS = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_manage_topics"
)
STANDING: Mapping[str, Json] = {
    "kicked": {"until_date": 0},
    "administrator": dict.fromkeys(RIGHTS.split(), False),
}
"""What else is told of somebody of that standing."""


def file(**more: object) -> Json:
    """Give a file of any kind."""
    return {"file_id": canary("file_id"), "file_unique_id": canary("file_unique_id"), **more}


SIZE = {"width": 1, "height": 1}
LONG = {**SIZE, "duration": 1}
STICKER = {"type": "regular", "is_animated": False, "is_video": False}
PLACE = {"latitude": 35.7, "longitude": 139.7}
MEDIA: Mapping[str, object] = {
    "photo": [file(**SIZE)],
    "sticker": file(**SIZE, **STICKER, emoji=canary("emoji"), set_name=canary("set_name")),
    "voice": file(duration=1, mime_type=canary("mime_type")),
    "video": file(**LONG, file_name=canary("file_name")),
    "video_note": file(length=1, duration=1),
    "animation": file(**LONG, file_name=canary("file_name")),
    "audio": file(duration=1, performer=canary("performer"), title=canary("audio")),
    "document": file(file_name=canary("file_name"), mime_type=canary("mime_type")),
    "contact": {
        "phone_number": canary("phone_number"),
        "first_name": canary("contact"),
        "user_id": SOMEONE,
        "vcard": canary("vcard"),
    },
    "location": PLACE,
    "venue": {"location": PLACE, "title": canary("venue"), "address": canary("address")},
    "poll": {
        "id": canary("poll_id"),
        "question": canary("question"),
        "options": [{"text": canary("option"), "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
    "dice": {"emoji": canary("dice"), "value": 3},
    "story": {"id": 1, "chat": private()},
    "game": {
        "title": canary("game"),
        "description": canary("description"),
        "photo": [file(**SIZE)],
    },
}
DRESSING: Json = {
    "author_signature": canary("author_signature"),
    "sender_chat": {"id": -5, "type": "channel", "title": canary("sender_chat")},
    "forward_origin": {
        "type": "hidden_user",
        "date": 1_790_000_000,
        "sender_user_name": canary("sender_user_name"),
    },
    "via_bot": person(5, is_bot=True),
    "quote": {"text": canary("quote"), "position": 0},
    "external_reply": {
        "origin": {
            "type": "user",
            "date": 1_790_000_000,
            "sender_user": person(6),
        },
        "chat": {"id": -6, "type": "supergroup", "title": canary("external")},
    },
    "reply_to_message": message(text=canary("replied")),
    "sender_tag": canary("sender_tag"),
    "effect_id": canary("effect_id"),
    "connected_website": canary("website"),
    "unknown_to_us": {"deep": [canary("unknown")]},
}
"""What a message may wear besides its content."""
