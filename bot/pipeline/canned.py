"""Canned replies as staff are shown them: in both languages, with the facts filled in."""

from bot.conversation import interface
from bot.conversation.content import CannedReply, Content
from bot.desk.scene import Canned
from bot.i18n import fill, translate
from bot.model.ids import BASE_LANGUAGE, Language


def canned_replies(content: Content, language: Language) -> tuple[Canned, ...]:
    """List the canned replies for a visitor of this language; blanks stay as `{name}`."""
    return tuple(
        Canned(
            reply.id,
            reply.title,
            for_staff=_text(content, reply, BASE_LANGUAGE),
            for_visitor=_text(content, reply, language),
            blanks=reply.blanks(),
        )
        for reply in content.canned
    )


def _text(content: Content, reply: CannedReply, language: Language) -> str:
    known = content.catalogues.get(language)
    blanks = reply.blanks()

    def value_of(name: str) -> str:
        if name in blanks:
            return f"{{{name}}}"
        not_ready = translate(known, interface.CONTEXT, interface.NOT_READY)
        return content.value(name, language) or not_ready

    return fill(translate(known, f"canned.{reply.id}", reply.text), value_of)
