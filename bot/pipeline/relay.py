"""How words cross from one side to the other: what is sent for them, pure.

Text is sent anew under a header; what has a caption is copied with the header in it; the rest
is copied as it is. Nothing is ever forwarded, and nobody is named by an account (SAFETY.md P4).
"""

from dataclasses import replace

from bot.desk import words
from bot.model.delivery import Act, Copy, EditCaption, EditText, SendText, Side, Slot
from bot.model.effects import EditReply, RelayToStaff, RelayToVisitor
from bot.model.ids import MessageId
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed
from bot.pipeline.mask import masked
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
    text = written.caption if isinstance(written, Showed) else written.text
    piece = _nameless(text, written.entities)
    header = effect.header if piece.text == text else f"{effect.header}・{words.MASKED}"
    if not isinstance(written, Showed):
        return _texts(header, piece, reply_to)
    copy = Copy(written.message, Side.VISITOR, reply_to=reply_to)
    return _media(copy, header, piece, carries=written.kind in CAPTIONED and not written.album)


def to_visitor(
    effect: RelayToVisitor, header: str, reply_to: MessageId | None
) -> tuple[SendText | Copy, ...]:
    """Bring staff's words to the visitor, headed by the work name."""
    piece = _nameless(effect.text, effect.entities)
    if effect.media is None:
        return _texts(header, piece, reply_to)
    copy = Copy(effect.message, Side.TOPIC, reply_to=reply_to)
    return _media(copy, header, piece, carries=effect.media in CAPTIONED and not effect.album)


def changed(effect: EditReply, header: str) -> tuple[EditText | EditCaption, ...]:
    """Change the visitor's copy of a reply; several acts where it no longer fits into one."""
    piece = _nameless(effect.text, effect.entities)
    whole = headed(header, piece.text, piece.entities)
    if not effect.caption:
        parts = split(whole)
        return tuple(EditText(Slot.TWIN, each.text, entities=each.entities) for each in parts)
    parts = split(whole, CAPTION_LIMIT)
    return tuple(EditCaption(Slot.TWIN, each.text, each.entities) for each in parts)


def marked(act: Act) -> Act:
    """Say on a text or caption that it may be a second copy; a full one stays as it is."""
    mark = f"\n（{words.MAYBE_REPEATED}）"
    match act:
        case SendText(text) if units(text + mark) <= TEXT_LIMIT:
            return replace(act, text=text + mark)
        case Copy(caption=str(caption)) if caption and units(caption + mark) <= CAPTION_LIMIT:
            return replace(act, caption=caption + mark)
        case _:
            return act


def filtered(entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Keep the formatting that names nobody."""
    return tuple(replace(each, url="") for each in entities if each.kind in HARMLESS)


def _nameless(text: str, entities: tuple[Entity, ...]) -> Piece:
    """Take words over without whoever they name or point at."""
    return Piece(masked(text, entities), filtered(entities))


def _texts(header: str, piece: Piece, reply_to: MessageId | None) -> tuple[SendText, ...]:
    parts = split(headed(header, piece.text, piece.entities))
    return tuple(
        SendText(part.text, part.entities, reply_to=None if index else reply_to)
        for index, part in enumerate(parts)
    )


def _media(
    copy: Copy, header: str, caption: Piece, *, carries: bool
) -> tuple[SendText | Copy, ...]:
    """Copy a message with header and caption; what cannot carry them has its caption go ahead.

    What is part of an album cannot, and what takes no caption. Without one it needs no header:
    in a topic, as in the visitor's chat, it is clear from whom it comes.
    """
    if not carries and not caption.text:
        return (copy,)
    if not carries:
        ahead = _texts(header, caption, copy.reply_to)
        return (*ahead, replace(copy, caption="", reply_to=None))
    whole = headed(header, caption.text, caption.entities)
    if units(whole.text) <= CAPTION_LIMIT:
        return (replace(copy, caption=whole.text, entities=whole.entities),)
    alone = headed(header, "", ())
    first = replace(copy, caption=alone.text, entities=alone.entities)
    return (first, *_texts(header, caption, None))
