"""The simulated world: what can happen in it, and to whom it is told.

Every change tells the page an event, and the bot an update where the real servers would. Whether
it may happen is checked before, by the methods (for the bot) and the acts (for people).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.simulator.clock import Chance, Clock
from bot.simulator.files import Files
from bot.simulator.state import (
    ANONYMOUS_ADMIN,
    EVERY_RIGHT,
    Chat,
    Message,
    Numbers,
    Person,
    Topic,
)
from bot.simulator.wire import Json

FIRST_PERSON = 7_000_001
FIRST_GROUP = 1_009_000_001
SUPERGROUP_BASE = 1_000_000_000_000
FIRST_QUERY = 4_000_000_000_000_001


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be posted; `author` is the bot for what the bot sends."""

    chat: Chat
    author: Person
    content: Json
    thread: int | None = None
    reply_to: Message | None = None
    keyboard: Json | None = None
    silent: bool = False


@dataclass(slots=True, eq=False)
class Query:
    """A tap on a button, until it is answered."""

    person: Person
    made: float


@dataclass(slots=True, eq=False)
class World:
    """All state, in memory; `offer` takes (kind, payload, source) of an update for the bot."""

    clock: Clock
    chance: Chance
    bot: Person
    tell: Callable[[Json], None]
    offer: Callable[[str, Json, str], None]
    reads_all_group_messages: bool = True
    private_reactions: bool = False
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    groups: list[Chat] = field(default_factory=list)
    queries: dict[str, Query] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    own_numbers: Numbers = field(default_factory=Numbers)
    person_numbers: Numbers = field(default_factory=lambda: Numbers(FIRST_PERSON - 1))
    album_numbers: Numbers = field(default_factory=lambda: Numbers(13_000_000_000_000_000))
    query_numbers: Numbers = field(default_factory=lambda: Numbers(FIRST_QUERY))
    account: Json = field(default_factory=dict)

    def now(self) -> int:
        """Tell the time as messages carry it."""
        return int(self.clock.now())

    def add_person(self, person: Person) -> Person:
        """Let somebody into the world; staff join the group, visitors get a private chat."""
        self.people[person.id] = person
        self.chats[person.id] = Chat(
            person.id, "private", self.own_numbers, person, bot_status="member"
        )
        if person.role == "staff":
            self.group.members[person.id] = "administrator"
        self.tell({"type": "person", "person": person.card()})
        return person

    @property
    def group(self) -> Chat:
        """The main group."""
        return self.groups[0]

    def add_group(self, title: str, *, is_forum: bool, basic: bool = False) -> Chat:
        """Found a group with the bot as an administrator."""
        number = FIRST_GROUP + len(self.chats)
        chat_id = -number if basic else -(SUPERGROUP_BASE + number)
        numbers = self.own_numbers if basic else Numbers(1)  # a supergroup begins with 1
        chat = Chat(chat_id, "group" if basic else "supergroup", numbers, title=title)
        chat.is_forum = is_forum and not basic
        chat.bot_status = "administrator"
        chat.bot_rights = set(EVERY_RIGHT) - {"can_promote_members"}
        self.chats[chat_id] = chat
        self.groups.append(chat)
        return chat

    def post(self, draft: Draft) -> Message:
        """Put a message into its chat, tell the page, and the bot if it hears such messages."""
        chat = draft.chat
        number = chat.numbers.take()
        thread = number if "forum_topic_created" in draft.content else draft.thread
        fields: Json = {
            "message_id": number,
            **self._sender(chat, draft.author),
            "chat": chat.face,
            "date": self.now(),
            **self._place(chat, thread, draft.reply_to),
            **draft.content,
        }
        from_bot = draft.author is self.bot
        message = Message(chat, number, fields, from_bot, thread, draft.keyboard)
        chat.messages[number] = message
        self.tell({"type": "message", "chat_id": chat.id, "message": message.seen()})
        if not draft.silent and (not from_bot or message.is_service) and self.hears(message):
            self.offer("message", fields, f"message:{chat.id}")
        return message

    def revise(self, message: Message, changes: Json, author: Person) -> None:
        """Change a message; a change to None takes the field away."""
        merged = {**message.fields, "edit_date": self.now(), **changes}
        message.fields = {name: value for name, value in merged.items() if value is not None}
        self.tell({"type": "edit", "chat_id": message.chat.id, "message": message.seen()})
        if author is not self.bot and self.hears(message):
            self.offer("edited_message", message.fields, f"message:{message.chat.id}")

    def remove(self, chat: Chat, ids: list[int]) -> None:
        """Delete messages; the bot is told nothing, as in reality."""
        for number in ids:
            message = chat.messages.pop(number, None)
            if message is not None:
                message.deleted = True
            if number in chat.pinned:
                chat.pinned.remove(number)
        self.tell({"type": "delete", "chat_id": chat.id, "message_ids": ids})

    def react(self, message: Message, actor: Person, emoji: str | None) -> None:
        """Put a reaction in the place of the actor's old one, or take it away."""
        old = message.reactions.get(actor.id)
        if emoji == old:
            return
        message.reactions.pop(actor.id, None)
        if emoji is not None:
            message.reactions[actor.id] = emoji
        self.tell(
            {
                "type": "reaction",
                "chat_id": message.chat.id,
                "message_id": message.id,
                "reactions": message.shown_reactions(),
            }
        )
        if actor is not self.bot and self._hears_reactions(message.chat):
            self._offer_reaction(message, actor, old, emoji)

    def open_topic(self, chat: Chat, author: Person, name: str, icon: Json) -> Topic:
        """Open a topic with its service message; `icon` has the icon's colour and emoji."""
        told = {"name": name, **icon}
        message = self.post(Draft(chat, author, {"forum_topic_created": told}))
        topic = Topic(message.id, name, author.id, chat=chat, **icon)
        chat.topics[topic.thread_id] = topic
        self.tell({"type": "topic", "topic": topic.card()})
        return topic

    def topic_changed(self, topic: Topic, author: Person, service: Json) -> None:
        """Tell everybody of a change of a topic by a service message within it."""
        if topic.chat is not None:
            self.post(Draft(topic.chat, author, service, topic.thread_id))
        self.tell({"type": "topic", "topic": topic.card()})

    def delete_topic(self, topic: Topic) -> None:
        """Delete a topic and all its messages; the bot is told nothing, as in reality."""
        topic.deleted = True
        if topic.chat is not None:
            held = topic.chat.messages.values()
            gone = [message.id for message in held if message.thread == topic.thread_id]
            self.remove(topic.chat, gone)
        self.tell({"type": "topic", "topic": topic.card()})

    def album_first(self, message: Message) -> Message:
        """Find the message that carries an album's reactions, which is its first."""
        album = message.fields.get("media_group_id")
        if album is None:
            return message
        held = message.chat.messages.values()
        return next(m for m in held if m.fields.get("media_group_id") == album)

    def hears(self, message: Message) -> bool:
        """Say whether the bot is told of a message: privacy mode, and being there at all."""
        chat = message.chat
        if chat.bot_status in ("left", "kicked") or (chat.person and chat.person.blocked):
            return False
        if chat.is_private or self.reads_all_group_messages or message.is_service:
            return True
        return chat.bot_status == "administrator" or self._is_addressed(message)

    def _is_addressed(self, message: Message) -> bool:
        fields = message.fields
        answered = fields.get("reply_to_message", {})
        if answered.get("from", {}).get("id") == self.bot.id and message.reply_to:
            return True
        name = f"@{self.bot.username}".lower()
        text = message.text.lower()
        is_command = text.startswith("/") and ("@" not in text.split()[0] or name in text)
        return is_command or name in text

    def _hears_reactions(self, chat: Chat) -> bool:
        return self.private_reactions if chat.is_private else chat.bot_status == "administrator"

    def _offer_reaction(
        self, message: Message, actor: Person, old: str | None, new: str | None
    ) -> None:
        face = message.chat.face
        who = {"actor_chat": face} if actor.is_anonymous else {"user": actor.user()}
        change = {
            "chat": face,
            "message_id": message.id,
            **who,
            "date": self.now(),
            "old_reaction": [{"type": "emoji", "emoji": old}] if old else [],
            "new_reaction": [{"type": "emoji", "emoji": new}] if new else [],
        }
        self.offer("message_reaction", change, f"message_reaction:{message.chat.id}")

    def _sender(self, chat: Chat, author: Person) -> Json:
        if author.is_anonymous and not chat.is_private:
            return {"from": ANONYMOUS_ADMIN, "sender_chat": chat.face}
        return {"from": author.user()}

    def _place(self, chat: Chat, thread: int | None, reply_to: Message | None) -> Json:
        """Say where a message stands: its topic, and what it answers."""
        place: Json = {}
        if thread is not None:
            place = {"message_thread_id": thread, "is_topic_message": True}
            root = chat.messages.get(thread)
            if root is not None:
                place["reply_to_message"] = root.fields
        if reply_to is None:
            return place
        answered = {k: v for k, v in reply_to.fields.items() if k != "reply_to_message"}
        place["reply_to_message"] = answered
        if thread is None and chat.type == "supergroup":
            # outside a topic this is only the first message of the answers: telegram-bot-api #447
            place["message_thread_id"] = reply_to.fields.get("message_thread_id", reply_to.id)
        return place
