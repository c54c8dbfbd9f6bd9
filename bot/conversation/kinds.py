"""What becomes of each kind of thing that a visitor shows: relayed, asked about, or declined.

Nothing is dropped in silence (SAFETY.md P4), so whatever is not relayed at once has its name and
its own true reason here, as they stand in Japanese and in the catalogues under `interface`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeGuard

from bot.model.inputs import Edited, MediaKind, Said, Showed


class Way(StrEnum):
    """How a kind goes on its way."""

    RELAYED = "relayed"
    CONFIRMED = "confirmed"
    """Only after the visitor has read what it shows, and within a case."""
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is done with one kind."""

    way: Way
    name: str = ""
    """As the visitor reads it; empty: it is relayed and needs none."""
    why: str = ""
    """What it would show, or why it is declined."""


RELAYED = Rule(Way.RELAYED)

RULES: Mapping[MediaKind, Rule] = {
    MediaKind.PHOTO: RELAYED,
    MediaKind.STICKER: RELAYED,
    MediaKind.VOICE: RELAYED,
    MediaKind.VIDEO: RELAYED,
    MediaKind.VIDEO_NOTE: RELAYED,
    MediaKind.ANIMATION: RELAYED,
    MediaKind.DICE: RELAYED,
    MediaKind.CONTACT: Rule(Way.CONFIRMED, "連絡先", "電話番号と、連絡先に書かれた名前"),
    MediaKind.LOCATION: Rule(Way.CONFIRMED, "位置情報", "地図の上の場所"),
    MediaKind.DOCUMENT: Rule(
        Way.DECLINED, "ファイル", "ファイルそのものに、名前などが入っていることがあるためです。"
    ),
    MediaKind.AUDIO: Rule(
        Way.DECLINED, "音楽", "音楽のファイルには、名前が入っていることがあるためです。"
    ),
    MediaKind.POLL: Rule(
        Way.DECLINED, "アンケート", "アンケートは、こちらから答えをお返しできないためです。"
    ),
    MediaKind.STORY: Rule(Way.DECLINED, "ストーリー", "だれのものかが、見えてしまうためです。"),
    MediaKind.OTHER: Rule(Way.DECLINED, "この種類のもの", "まだ、扱い方を知らないものでした。"),
}

PHRASES = tuple(text for rule in RULES.values() for text in (rule.name, rule.why) if text)


def is_relayed(happened: object) -> TypeGuard[Said | Showed | Edited]:
    """Say whether this is something that may reach staff as it is."""
    if isinstance(happened, Showed):
        return RULES[happened.kind].way is Way.RELAYED
    return isinstance(happened, Said | Edited)


def caption_of(showed: Showed) -> Said | None:
    """Take the words off a thing that does not go on its way; None where there are none."""
    if not showed.caption.strip():
        return None
    return Said(showed.message, showed.caption, showed.entities, showed.reply_to)
