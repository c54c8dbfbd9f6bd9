"""People as objects for tests: what they do is done at once, what they see can be read."""

from collections.abc import Callable

from bot.simulator.state import Chat, Message, Person, Topic
from bot.simulator.wire import Json
from bot.simulator.world import World

Doer = Callable[[Person, str, Json], object]


class Somebody:
    """What visitors and staff have in common; `chat` None is the person's usual place."""

    def __init__(self, world: World, person: Person, do: Doer) -> None:
        self.world = world
        self.person = person
        self._do = do

    @property
    def id(self) -> int:
        """The account's id."""
        return self.person.id

    @property
    def private_chat(self) -> Chat:
        """This person's chat with the bot."""
        return self.world.chats[self.person.id]

    @property
    def inbox(self) -> list[Message]:
        """What the bot has written to this person and is still there, oldest first."""
        held = self.private_chat.messages.values()
        return [message for message in held if message.from_bot and not message.is_service]

    @property
    def screen(self) -> Message | None:
        """The newest of that."""
        held = self.private_chat.messages.values()
        return next((m for m in reversed(held) if m.from_bot and not m.is_service), None)

    @property
    def toasts(self) -> list[str]:
        """What answers to taps have said."""
        return self.person.toasts

    def act(self, name: str, /, **wishes: object) -> object:
        """Do any act by its name; wishes that are None are left out."""
        kept = {key: value for key, value in wishes.items() if value is not None}
        return self._do(self.person, name, kept)

    def block(self) -> None:
        """Block the bot."""
        self.act("block")

    def unblock(self) -> None:
        """Unblock the bot."""
        self.act("unblock")

    def deactivate(self) -> None:
        """Delete the account."""
        self.act("deactivate")

    def _said(self, chat: Chat, outcome: object) -> Message:
        if not isinstance(outcome, dict):
            raise TypeError("an act that says something gives a message")
        return chat.messages[outcome["message_id"]]


class Visitor(Somebody):
    """Somebody who writes to the bot in private."""

    def start(self, payload: str = "") -> Message:
        """Press Start."""
        return self._said(self.private_chat, self.act("start", payload=payload))

    def write(self, text: str, reply_to: Message | int | None = None, **more: object) -> Message:
        """Write a text."""
        outcome = self.act("write", text=text, reply_to=number_of(reply_to), **more)
        return self._said(self.private_chat, outcome)

    def send(
        self,
        kind: str,
        caption: str | None = None,
        reply_to: Message | int | None = None,
        **more: object,
    ) -> Message:
        """Send a photo, a sticker, a place or whatever else."""
        answered = number_of(reply_to)
        outcome = self.act("send", kind=kind, caption=caption, reply_to=answered, **more)
        return self._said(self.private_chat, outcome)

    def album(
        self,
        *kinds: str,
        caption: str | None = None,
        reply_to: Message | int | None = None,
    ) -> list[Message]:
        """Send several files as one album."""
        answered = number_of(reply_to)
        outcome = self.act("album", kinds=list(kinds), caption=caption, reply_to=answered)
        items = outcome if isinstance(outcome, list) else []
        return [self._said(self.private_chat, item) for item in items]

    def tap(self, data: str, message: Message | int | None = None) -> object:
        """Tap the newest button with that label or data, or the one under a given message."""
        return self.act("tap", data=data, message_id=number_of(message))

    def edit(self, message: Message | int, text: str) -> None:
        """Edit what was written."""
        self.act("edit", message_id=number_of(message), text=text)

    def delete(self, message: Message | int) -> None:
        """Delete a message for both."""
        self.act("delete", message_id=number_of(message))

    def react(self, message: Message | int, emoji: str | None) -> None:
        """React, or take the reaction back."""
        self.act("react", message_id=number_of(message), emoji=emoji)


class Staff(Somebody):
    """Somebody of the group; with `chat=staff.id` the acts happen in private with the bot."""

    def __init__(self, world: World, person: Person, do: Doer, group: Chat | None = None) -> None:
        super().__init__(world, person, do)
        self._group = group

    def at(self, group: Chat) -> "Staff":
        """Give the same person in another group, where they are an administrator, too."""
        group.members[self.id] = "administrator"
        return Staff(self.world, self.person, self._do, group)

    def act(self, name: str, /, **wishes: object) -> object:
        """Do any act by its name, in this person's group unless another chat is named."""
        group = self._group and self._group.id
        return super().act(name, **{**wishes, "chat": wishes.get("chat") or group})

    def write(
        self,
        text: str,
        topic: Topic | int | None = None,
        reply_to: Message | int | None = None,
        chat: int | None = None,
    ) -> Message:
        """Write into a topic, or into General."""
        outcome = self.act(
            "write", text=text, thread=thread_of(topic), reply_to=number_of(reply_to), chat=chat
        )
        return self._said(self._chat(chat), outcome)

    def send(
        self,
        kind: str,
        topic: Topic | int | None = None,
        caption: str | None = None,
        reply_to: Message | int | None = None,
    ) -> Message:
        """Send a photo, a sticker, a place or whatever else."""
        thread, answered = thread_of(topic), number_of(reply_to)
        outcome = self.act("send", kind=kind, thread=thread, caption=caption, reply_to=answered)
        return self._said(self._chat(None), outcome)

    def album(
        self,
        *kinds: str,
        topic: Topic | int | None = None,
        caption: str | None = None,
        reply_to: Message | int | None = None,
    ) -> list[Message]:
        """Send several files as one album."""
        outcome = self.act(
            "album",
            kinds=list(kinds),
            thread=thread_of(topic),
            caption=caption,
            reply_to=number_of(reply_to),
        )
        items = outcome if isinstance(outcome, list) else []
        return [self._said(self._chat(None), item) for item in items]

    def tap(
        self, data: str, message: Message | int | None = None, chat: int | None = None
    ) -> object:
        """Tap the newest button with that label or data, or the one under a given message."""
        return self.act("tap", data=data, message_id=number_of(message), chat=chat)

    def edit(self, message: Message | int, text: str) -> None:
        """Edit what was written."""
        self.act("edit", message_id=number_of(message), text=text)

    def delete(self, message: Message | int) -> None:
        """Delete a message of the group."""
        self.act("delete", message_id=number_of(message))

    def react(self, message: Message | int, emoji: str | None) -> None:
        """React, or take the reaction back."""
        self.act("react", message_id=number_of(message), emoji=emoji)

    def create_topic(self, name: str) -> Topic:
        """Open a topic."""
        self.act("create_topic", name=name)
        return next(reversed(self._chat(None).topics.values()))

    def close_topic(self, topic: Topic | int) -> None:
        """Close a topic."""
        self.act("close_topic", thread=thread_of(topic))

    def reopen_topic(self, topic: Topic | int) -> None:
        """Open a closed topic again."""
        self.act("reopen_topic", thread=thread_of(topic))

    def rename_topic(self, topic: Topic | int, name: str) -> None:
        """Give a topic another name."""
        self.act("rename_topic", thread=thread_of(topic), name=name)

    def delete_topic(self, topic: Topic | int) -> None:
        """Delete a topic with everything in it."""
        self.act("delete_topic", thread=thread_of(topic))

    def pin(self, message: Message | int) -> None:
        """Pin a message."""
        self.act("pin", message_id=number_of(message))

    def _chat(self, chat: int | None) -> Chat:
        if chat is not None:
            return self.world.chats[chat]
        return self._group or self.world.group


def number_of(message: Message | int | None) -> int | None:
    """Take the id of a message, or the id itself."""
    return message.id if isinstance(message, Message) else message


def thread_of(topic: Topic | int | None) -> int | None:
    """Take the id of a topic, or the id itself."""
    return topic.thread_id if isinstance(topic, Topic) else topic
