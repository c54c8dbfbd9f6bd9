"""The canned replies: short enough, honest, and with nothing left in them by mistake."""

from collections.abc import Collection, Iterator

from bot.conversation.check.finding import Finding, InTable, finding, nearest
from bot.conversation.check.lockscreen import telling
from bot.conversation.check.readable import hard_to_read
from bot.conversation.check.sources import unsourced
from bot.conversation.check.texts import stray_braces, tabled
from bot.conversation.check.wording import unsayable
from bot.conversation.content import CannedReply, Content
from bot.conversation.screen import MAX_TEXT
from bot.i18n import fill, placeholders, translate, units
from bot.model.ids import Language

HEADER_ROOM = 64  # units for the line above a reply: who writes, and a line end
MAX_BLANK = 20  # letters; a blank is named to staff in one short line


def check_canned(content: Content, broken: Collection[str] = ()) -> Iterator[Finding]:
    """Check every canned reply; the tables named in `broken` could not be read."""
    for reply in content.canned:
        where = InTable("canned", reply.id)
        yield from unsayable(reply.text, where)
        yield from unsourced(reply.text, where)
        yield from hard_to_read(reply.text, where)
        yield from _unknown_names(content, reply, where, broken)
        yield from _wrong_blanks(reply, where)
        for language in content.languages():
            yield from _as_shown(content, reply, where, language)


def _unknown_names(
    content: Content, reply: CannedReply, where: InTable, broken: Collection[str]
) -> Iterator[Finding]:
    known = tabled(content)
    for name in sorted(placeholders(reply.text) - known - {*reply.blanks()}):
        if name.partition(".")[0] not in broken:
            yield finding(where, "placeholder_unknown", name=name, maybe=nearest(name, known))


def _wrong_blanks(reply: CannedReply, where: InTable) -> Iterator[Finding]:
    for name in reply.blanks():
        if not name or name != name.strip() or len(name) > MAX_BLANK:
            yield finding(where, "blank_wrong", name=name, most=str(MAX_BLANK))
    yield from stray_braces(reply.text, where)


def _as_shown(
    content: Content, reply: CannedReply, where: InTable, language: Language
) -> Iterator[Finding]:
    text = translate(content.catalogues.get(language), f"canned.{reply.id}", reply.text)
    filled = fill(text, lambda name: content.value(name, language) or f"{{{name}}}")
    yield from telling(filled, where, language)
    if units(filled) > MAX_TEXT - HEADER_ROOM:
        yield finding(where, "canned_long", language=language, length=str(units(filled)))
