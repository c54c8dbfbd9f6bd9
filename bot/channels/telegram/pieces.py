"""What is taken out of a message for an input; what tells of accounts stays where it is."""

from collections.abc import Mapping

from telegram import Message, MessageEntity

from bot.model.ids import ChatId, MessageId
from bot.model.inputs import Entity

LARGEST = 2**63 - 1


def command(message: Message) -> tuple[str, str]:
    """Split a command to us from what stands behind it; the name is empty where there is none."""
    text = message.text or ""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return "", ""
    name, _, called = text[1 : first.length].lower().partition("@")
    if called and called != message.get_bot().username.lower():
        return "", ""
    return name, text[first.length :].lstrip()


def behind(text: str, rest: str, formatting: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Move the formatting along when the command in front is cut off."""
    shift = len(text[: len(text) - len(rest)].encode("utf-16-le", "surrogatepass")) // 2
    return tuple(
        Entity(each.kind, each.offset - shift, each.length, each.url, each.language)
        for each in formatting
        if each.offset >= shift
    )


def reply_to(message: Message) -> MessageId | None:
    """Find what a message answers; every message in a topic seems to answer the topic's birth."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    return MessageId(replied.message_id)


def quoted(message: Message) -> str:
    """Give the first line of what a message answers, if that is the bot's."""
    replied = message.reply_to_message
    author = replied.from_user if replied else None
    if replied is None or author is None or author.id != message.get_bot().id:
        return ""
    return (replied.text or replied.caption or "").partition("\n")[0]


def entities(given: tuple[MessageEntity, ...]) -> tuple[Entity, ...]:
    """Take formatting over, without the accounts that mentions point at."""
    return tuple(
        Entity(str(each.type), each.offset, each.length, each.url or "", each.language or "")
        for each in given
    )


def hint(account: object) -> str:
    """Give the language of the app, where it is told."""
    return getattr(account, "language_code", None) or ""


def fits(part: object) -> bool:
    """Say whether every number fits into 64 bits, as Telegram's do and as a database asks."""
    if isinstance(part, Mapping):
        return all(fits(each) for each in part.values())
    if isinstance(part, list):
        return all(fits(each) for each in part)
    return not isinstance(part, int) or -LARGEST <= part <= LARGEST


def chat_of(raw: Mapping[str, object]) -> ChatId | None:
    """Find the private chat in an update that cannot be read; a press has it in its message."""
    for part in raw.values():
        for place in (part, _in(part, "message")):
            number = _in(_in(place, "chat"), "id")
            if isinstance(number, int) and number > 0:
                return ChatId(number)
    return None


def _in(part: object, name: str) -> object:
    return part.get(name) if isinstance(part, Mapping) else None
