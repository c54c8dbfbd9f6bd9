"""Which version answers a visitor: who stands on a step that is gone has its flow as it was.

A conversation is pinned to the version of its last screen. Where the step still exists it is moved
to the version in force without a word. One that is gone is kept, with the rest of its flow, until
the visitor leaves it or `former` is given no more; all around it is of the version in force.
"""

from dataclasses import replace
from functools import lru_cache

from bot.conversation.content import Content
from bot.conversation.state import Conversation, Place, Standing
from bot.i18n import Catalogue
from bot.model.ids import FlowId, Language
from bot.model.inputs import Edited, Pressed, Said, Showed, VisitorInput

MOST_AT_HAND = 64  # pairs of versions and a flow; each is two small tables


def answering(
    conversation: Conversation, happened: VisitorInput, content: Content, former: Content | None
) -> Content:
    """Give the content that takes an input; `former` is what the last screen was made of."""
    place = _wanted(conversation, happened, content, former) if former else None
    if former is None or place is None or _is_there(place, former, content):
        return content
    return _with_flow(content, former, place.flow) if former.step(place) else content


def version_of(turned: Conversation, answered: Content, content: Content) -> str:
    """Name the version that a conversation is pinned to after its turn."""
    if turned.place is None or _is_there(turned.place, answered, content):
        return content.version
    return turned.version if answered is content else answered.version


def _wanted(
    conversation: Conversation, happened: VisitorInput, content: Content, former: Content
) -> Place | None:
    """Find the place that an input is about: where a button leads, or where the visitor stands."""
    if not isinstance(happened, Pressed | Said | Showed | Edited):
        return None
    verb, _, target = happened.press.partition(":") if isinstance(happened, Pressed) else ("",) * 3
    if verb == "go":
        return None if content.find(target) else former.find(target)
    return conversation.place if conversation.standing is Standing.FLOWS else None


def _is_there(place: Place, before: Content, now: Content) -> bool:
    """Say whether a step still exists: one of another kind understands none of its answers."""
    was, is_now = before.step(place), now.step(place)
    return is_now is not None and (was is None or type(was) is type(is_now))


@lru_cache(maxsize=MOST_AT_HAND)
def _with_flow(content: Content, former: Content, flow: FlowId) -> Content:
    """Put one flow back as it was; facts stay those of today, since one may have been wrong."""
    return replace(
        content,
        flows={**content.flows, flow: former.flows[flow]},
        catalogues=_both(content, former),
        version=former.version,
    )


def _both(content: Content, former: Content) -> dict[Language, Catalogue]:
    """Have the old sentences translated, too; where a language has both, today's goes first."""
    nothing = Catalogue(content.languages()[0])
    return {
        language: Catalogue(
            language,
            former.catalogues.get(language, nothing).exact | now.exact,
            former.catalogues.get(language, nothing).by_flow | now.by_flow,
        )
        for language, now in content.catalogues.items()
    }
