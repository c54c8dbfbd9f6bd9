"""What the content in force has taught of its flows, to whoever weighs a typed text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.app.learning import Learnt, Lesson, learnt
from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.model.weighed import Weighed
from bot.understanding.learn import Phrase
from bot.understanding.vectors import Encoder, vectors_of
from bot.understanding.weighing import weigh

log = structlog.get_logger()

FILE = Path("phrases") / "learned.npz"
"""Within the folder of flows: it belongs to the content, and goes where that goes."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Weighs typed texts; may be asked from any thread."""

    encoders: tuple[Encoder, ...]
    learnt: Learnt

    def weigh(self, text: str) -> Weighed | None:
        """Weigh a text; None where nothing could be learnt."""
        if self.learnt.whole:
            try:
                return weigh(self.learnt.whole, text, vectors_of(text, self.encoders))
            except Exception as error:  # an encoder that fails must not keep an answer back
                log.warning("an encoder failed", error=type(error).__name__)
        return weigh(self.learnt.by_letters, text, {}) if self.learnt.by_letters else None


def phrases_of(content: Content) -> tuple[Phrase, ...]:
    """List what is learnt from: titles, `asked as` and wordings, each once, in a fixed order."""
    found = dict[str, Phrase]()
    for label, text in _texts(content):
        found.setdefault(text, Phrase(text, label))
    return tuple(sorted(found.values(), key=lambda phrase: (phrase.label, phrase.text)))


def understanding(
    content: Content, flows: Path, encoders: Sequence[Encoder], *, keep: bool = True
) -> Understanding:
    """Take up what is kept beside the flows, and learn the rest; `keep`: write it down there."""
    lesson = Lesson(phrases_of(content), encoders, flows / FILE)
    return Understanding(tuple(encoders), learnt(lesson, keep=keep))


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for flow in content.flows.values():
        if flow.id not in SYSTEM_FLOWS:
            for text in (flow.title, *flow.asked_as):
                yield flow.id, text
    for label, wordings in content.wordings.items():
        for text in wordings:
            yield label, text
