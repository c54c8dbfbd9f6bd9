"""Those who come in a crowd: whether they have something to say, and their line until then.

Nobody is asked to prove anything, and when in doubt a case gets its topic.
"""

import unicodedata

from bot.desk import card
from bot.desk.state import Case
from bot.model.inputs import Edited, Entity, MediaKind, Said, Showed

EMPTY = frozenset({MediaKind.STICKER, MediaKind.DICE})
"""What says nothing by itself. A picture or a voice does, and what we do not know may."""
NOT_WORDS = frozenset({"url", "mention", "bot_command"})
"""Stretches of a text that Telegram marked as a bare link, a name or a command."""
ENOUGH = 2
MOST_LETTERS = 60
SHOWN_AS = {
    MediaKind.PHOTO: "写真",
    MediaKind.STICKER: "スタンプ",
    MediaKind.VOICE: "音声",
    MediaKind.VIDEO: "動画",
    MediaKind.VIDEO_NOTE: "動画",
    MediaKind.ANIMATION: "動く絵",
    MediaKind.AUDIO: "音声",
    MediaKind.DOCUMENT: "ファイル",
    MediaKind.CONTACT: "連絡先",
    MediaKind.LOCATION: "場所",
    MediaKind.POLL: "アンケート",
    MediaKind.DICE: "サイコロ",
    MediaKind.STORY: "ストーリー",
    MediaKind.OTHER: "ほかの種類のもの",
}


def is_worth_a_topic(written: Said | Showed | Edited) -> bool:
    """Say whether there is something to read: two letters beyond links, names and commands."""
    if isinstance(written, Showed):
        return written.kind not in EMPTY
    plain = unicodedata.normalize("NFKC", _without_links(written.text, written.entities))
    return sum(_weight(letter) for letter in plain) >= ENOUGH


def line(case: Case, written: Said | Showed | Edited) -> str:
    """Write the case's line in the topic for those set aside: number, name, how it begins."""
    shown = f"［{SHOWN_AS[written.kind]}］" if isinstance(written, Showed) else ""
    text = written.caption if isinstance(written, Showed) else written.text
    said = " ".join(text.split())
    cut = f"{said[:MOST_LETTERS]}…" if len(said) > MOST_LETTERS else said
    return f"No. {case.number} {card.called(case)}：{shown}{cut}"


def _without_links(text: str, entities: tuple[Entity, ...]) -> str:
    """Cut out what is no words; entities count in UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    for each in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        if each.kind in NOT_WORDS:
            units = units[: 2 * each.offset] + units[2 * (each.offset + each.length) :]
    return units.decode("utf-16-le", "replace")


def _weight(letter: str) -> int:
    """Count a letter; a single 漢字 can be all that somebody is able to write."""
    if "一" <= letter <= "鿿":
        return ENOUGH
    return 1 if letter.isalpha() else 0
