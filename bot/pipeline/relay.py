"""How words cross from one side to the other: what is sent for them, pure.

Text is sent anew under a header; what has a caption is copied with the header in it; the rest
is copied as it is. Nothing is ever forwarded (SAFETY.md P4).
"""

from dataclasses import replace

from bot.desk import words
from bot.model.delivery import Act, Copy, SendText, Side
from bot.model.effects import RelayToStaff, RelayToVisitor
from bot.model.ids import MessageId
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed
from bot.pipeline.split import CAPTION_LIMIT, TEXT_LIMIT, Piece, headed, split, units

CAPTIONED = frozenset(
    {
        MediaKind.PHOTO,
        MediaKind.VIDEO,
        MediaKind.ANIMATION,
        MediaKind.VOICE,
        MediaKind.AUDIO,
        MediaKind.DOCUMENT,
    }
)
HARMLESS = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
    }
)
"""Formatting that names nobody: links, mentions and custom emoji stay behind as plain text."""


def points_at(written: Said | Showed | Edited) -> MessageId:
    """Find the visitor's message that the relayed one hangs on: the edited or the answered."""
    if isinstance(written, Edited):
        return written.message
    return written.reply_to if written.reply_to is not None else MessageId(0)


def to_staff(effect: RelayToStaff, reply_to: MessageId | None) -> tuple[SendText | Copy, ...]:
    """Bring a visitor's words into the topic; `reply_to` is the staff-side twin, if any."""
    written = effect.written
    if isinstance(written, Showed):
        copy = Copy(written.message, Side.VISITOR, reply_to=reply_to)
        caption = Piece(written.caption, filtered(written.entities))
        return _media(copy, effect.header, caption if written.kind in CAPTIONED else None)
    return _texts(effect.header, Piece(written.text, filtered(written.entities)), reply_to)


def to_visitor(
    effect: RelayToVisitor, header: str, reply_to: MessageId | None
) -> tuple[SendText | Copy, ...]:
    """Bring staff's words to the visitor, headed by the work name."""
    piece = Piece(effect.text, filtered(effect.entities))
    if effect.media:
        copy = Copy(effect.message, Side.TOPIC, reply_to=reply_to)
        return _media(copy, header, piece if effect.media in CAPTIONED else None)
    return _texts(header, piece, reply_to)


def marked(act: Act) -> Act:
    """Say on a relayed text that it may be a second copy; one that is full stays as it is."""
    if not isinstance(act, SendText):
        return act
    text = f"{act.text}\n（{words.MAYBE_REPEATED}）"
    return replace(act, text=text) if units(text) <= TEXT_LIMIT else act


def filtered(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Keep the formatting that names nobody."""
    return tuple(replace(each, url="") for each in entities if each.kind in HARMLESS)


def _texts(header: str, piece: Piece, reply_to: MessageId | None) -> tuple[SendText, ...]:
    parts = split(headed(header, piece.text, piece.entities))
    return tuple(
        SendText(part.text, part.entities, reply_to=None if index else reply_to)
        for index, part in enumerate(parts)
    )


def _media(copy: Copy, header: str, caption: Piece | None) -> tuple[SendText | Copy, ...]:
    """Copy a message; `caption` is None for kinds that take none, and then there is no header."""
    if caption is None:
        return (copy,)
    whole = headed(header, caption.text, caption.entities)
    if units(whole.text) <= CAPTION_LIMIT:
        return (replace(copy, caption=whole.text, entities=whole.entities),)
    alone = headed(header, "", ())
    first = replace(copy, caption=alone.text, entities=alone.entities)
    return (first, *_texts(header, caption, None))
