"""What exists on the simulated servers: people, chats, topics and messages, as plain records.

A message's `fields` are never changed in place: an edit puts a new object there, so that updates
and journal entries may share the old one without copying it.
"""

from dataclasses import dataclass, field

from bot.simulator.wire import Json, words

ANONYMOUS_ADMIN: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
EVERY_RIGHT = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
DEFAULT_ICON_COLOR = 7322096


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with an account: a visitor, a member of staff, or the bot itself."""

    id: int
    first_name: str
    role: str = "visitor"
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "ja"
    is_premium: bool = False
    is_anonymous: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    toasts: list[str] = field(default_factory=list)

    def user(self) -> Json:
        """Render the Bot API's User."""
        shown: Json = {"id": self.id, "is_bot": self.role == "bot", "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                shown[name] = value
        if self.is_premium:
            shown["is_premium"] = True
        return shown

    def card(self) -> Json:
        """Render what the page shows of a person."""
        return {
            "id": self.id,
            "name": self.first_name,
            "role": self.role,
            "language_code": self.language_code,
            "blocked": self.blocked,
            "deactivated": self.deactivated,
        }


class Numbers:
    """A running series of message ids."""

    __slots__ = ("last",)

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def take(self) -> int:
        """Give the next one."""
        self.last += 1
        return self.last


@dataclass(slots=True, eq=False)
class Topic:
    """A topic of a forum; its thread id is the id of the message that opened it."""

    thread_id: int
    name: str
    creator_id: int
    icon_color: int = DEFAULT_ICON_COLOR
    icon_custom_emoji_id: str | None = None
    closed: bool = False
    deleted: bool = False
    chat: "Chat | None" = None

    def card(self) -> Json:
        """Render what the page shows of a topic."""
        return {
            "thread_id": self.thread_id,
            "name": self.name,
            "closed": self.closed,
            "deleted": self.deleted,
        }

    @property
    def messages(self) -> "list[Message]":
        """The messages in it that still exist, without the service ones, oldest first."""
        if self.chat is None:
            return []
        everything = self.chat.messages.values()
        return [m for m in everything if m.thread == self.thread_id and not m.is_service]


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat with the bot, or a group."""

    id: int
    type: str
    numbers: Numbers
    person: Person | None = None
    title: str = ""
    is_forum: bool = False
    protected: bool = False
    bot_status: str = "member"
    bot_rights: set[str] = field(default_factory=set)
    members: dict[int, str] = field(default_factory=dict)
    messages: "dict[int, Message]" = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    general_closed: bool = False
    general_hidden: bool = False
    migrated_to: int | None = None
    reactions_allowed: frozenset[str] | None = None
    _face: Json = field(default_factory=dict)

    @property
    def face(self) -> Json:
        """The Bot API's Chat, as it stands in every message."""
        if not self._face:
            self._face = self._draw_face()
        return self._face

    def changed(self) -> None:
        """Forget the drawn face after a change of title or kind."""
        self._face = {}

    def _draw_face(self) -> Json:
        if self.person is not None:
            user = self.person.user()
            names = ("first_name", "last_name", "username")
            shown = {name: user[name] for name in names if name in user}
            return {"id": self.id, **shown, "type": "private"}
        shown = {"id": self.id, "title": self.title, "type": self.type}
        return {**shown, "is_forum": True} if self.is_forum else shown

    @property
    def is_private(self) -> bool:
        """Whether this is a private chat."""
        return self.person is not None

    def bot_may(self, right: str) -> bool:
        """Say whether the bot, as an administrator, has that right."""
        return self.bot_status == "administrator" and right in self.bot_rights

    def card(self) -> Json:
        """Render what the page shows of a group."""
        return {
            "id": self.id,
            "title": self.title,
            "is_forum": self.is_forum,
            "topics": [topic.card() for topic in self.topics.values()],
        }


CONTENT = words(
    "text photo animation document sticker voice video video_note audio venue location contact "
    "poll dice story"
)


@dataclass(slots=True, eq=False)
class Message:
    """One message; `keyboard` is a reply keyboard, which only people see."""

    chat: Chat
    id: int
    fields: Json
    from_bot: bool
    thread: int | None = None
    keyboard: Json | None = None
    reactions: dict[int, str] = field(default_factory=dict)
    deleted: bool = False

    @property
    def text(self) -> str:
        """Its text or its caption, or nothing."""
        found: str = self.fields.get("text") or self.fields.get("caption") or ""
        return found

    @property
    def kind(self) -> str:
        """Its kind of content: text, photo, … or service."""
        return next((kind for kind in CONTENT if kind in self.fields), "service")

    @property
    def is_service(self) -> bool:
        """Whether it tells of something that happened instead of being said by somebody."""
        return self.kind == "service"

    @property
    def reply_to(self) -> int | None:
        """The id of the message it answers, unless that is only the topic's first one."""
        target = self.fields.get("reply_to_message")
        if target is None or "forum_topic_created" in target:
            return None
        number: int = target["message_id"]
        return number

    @property
    def rows(self) -> list[list[Json]]:
        """The buttons of either kind of keyboard, row by row."""
        markup = self.fields.get("reply_markup") or self.keyboard or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        # a button of a reply keyboard may be no more than its label
        return [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows]

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons."""
        return [button["text"] for row in self.rows for button in row]

    def seen(self) -> Json:
        """Render it as people see it, for the page."""
        shown = {**self.fields, "from_bot": self.from_bot, "reactions": self.shown_reactions()}
        if self.keyboard is not None:
            shown["reply_markup"] = self.keyboard
        return shown

    def shown_reactions(self) -> list[Json]:
        """List who reacted with what."""
        return [{"emoji": emoji, "from_id": who} for who, emoji in self.reactions.items()]
