"""What a message is besides text, by the fields it has; what is newer than we are is OTHER."""

from telegram import Message

from bot.model.inputs import MediaKind

KINDS = (
    ("animation", MediaKind.ANIMATION),  # before document: an animation carries both
    ("photo", MediaKind.PHOTO),
    ("sticker", MediaKind.STICKER),
    ("voice", MediaKind.VOICE),
    ("video_note", MediaKind.VIDEO_NOTE),
    ("video", MediaKind.VIDEO),
    ("audio", MediaKind.AUDIO),
    ("document", MediaKind.DOCUMENT),
    ("contact", MediaKind.CONTACT),
    ("location", MediaKind.LOCATION),
    ("venue", MediaKind.LOCATION),
    ("poll", MediaKind.POLL),
    ("dice", MediaKind.DICE),
    ("story", MediaKind.STORY),
)
SERVICE = (
    "forum_topic_created",
    "forum_topic_edited",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "pinned_message",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "migrate_from_chat_id",
    "message_auto_delete_timer_changed",
    "write_access_allowed",
    "chat_background_set",
    "boost_added",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "poll_option_added",
    "poll_option_deleted",
    "proximity_alert_triggered",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
)
"""Messages that Telegram itself writes: nobody said anything."""


def kind_of(message: Message) -> MediaKind:
    """Say what a message without text is."""
    known = (kind for name, kind in KINDS if getattr(message, name, None))
    return next(known, MediaKind.OTHER)


def is_service(message: Message) -> bool:
    """Say whether Telegram itself wrote it."""
    return any(getattr(message, name, None) for name in SERVICE)
