"""What a visitor sent before a person was there, kept so that the first words are never lost.

Only what was not understood is kept: it goes to a person with the handoff, if the visitor wishes.
"""

from dataclasses import replace

from bot.conversation.state import Conversation
from bot.model.ids import MessageId
from bot.model.inputs import Edited, Said, Showed

MOST = 5  # newer ones take the place of the oldest; the flow `forget` names this number


def keep(conversation: Conversation, written: Said | Showed) -> Conversation:
    """Keep this too, and let the oldest go where there are too many."""
    unread = (*conversation.unread, written)
    first = _beginnings(unread)[-MOST:][0]
    return replace(conversation, unread=unread[first:])


def count(unread: tuple[Said | Showed, ...]) -> int:
    """Count as the visitor sees it: an album is one."""
    return len(_beginnings(unread))


def joins(unread: tuple[Said | Showed, ...], written: Said | Showed) -> bool:
    """Say whether this is one more piece of the album that was kept last."""
    album = _album(written)
    return bool(album and unread) and _album(unread[-1]) == album


def waits(conversation: Conversation, message: MessageId) -> bool:
    """Say whether a message waits here for the visitor's word, and no person has it."""
    pending = conversation.to_confirm
    if pending is not None and pending.message == message:
        return True
    return any(each.message == message for each in conversation.unread)


def corrected(conversation: Conversation, edited: Edited) -> Conversation:
    """Change a kept text or caption as the visitor changed it; words taken back are gone."""
    changed = (_changed(each, edited) for each in conversation.unread)
    return replace(conversation, unread=tuple(each for each in changed if each is not None))


def _beginnings(unread: tuple[Said | Showed, ...]) -> list[int]:
    return [at for at, each in enumerate(unread) if not joins(unread[:at], each)]


def _album(written: Said | Showed) -> str:
    return written.album if isinstance(written, Showed) else ""


def _changed(written: Said | Showed, edited: Edited) -> Said | Showed | None:
    if written.message != edited.message:
        return written
    if isinstance(written, Showed):
        return replace(written, caption=edited.text, entities=edited.entities)
    if not edited.text.strip():
        return None
    return replace(written, text=edited.text, entities=edited.entities)
