"""What the content in force has taught of its flows, to whoever weighs a typed text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.app.learning import Lesson, learnt
from bot.conversation.content import SYSTEM_FLOWS, Content
from bot.model.weighed import Weighed
from bot.understanding.learn import Model, Phrase
from bot.understanding.vectors import Encoder, vectors_of
from bot.understanding.weighing import weigh

log = structlog.get_logger()

FILE = Path("phrases") / "learned.npz"
"""Within the folder of flows: it belongs to the content, and goes where that goes."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """Weighs typed texts; may be asked from any thread."""

    encoders: tuple[Encoder, ...]
    models: Sequence[Model]
    """With all encoders, then by letters alone."""

    def weigh(self, text: str) -> Weighed | None:
        """Weigh a text; None where nothing could be learnt."""
        for model in self.models:
            its = [each for each in self.encoders if each.name in model.encoders]
            try:
                return weigh(model, text, vectors_of(text, its))
            except Exception as error:  # an encoder that fails must not keep an answer back
                log.warning("a text could not be weighed", error=type(error).__name__)
        return None


def phrases_of(content: Content) -> tuple[Phrase, ...]:
    """List what is learnt from: titles, `asked as` and wordings, each once, in a fixed order."""
    found = dict[str, Phrase]()
    for label, text in _texts(content):
        found.setdefault(text, Phrase(text, label))
    return tuple(sorted(found.values(), key=lambda phrase: (phrase.label, phrase.text)))


def understanding(
    content: Content, flows: Path, encoders: Sequence[Encoder], *, serving: bool = False
) -> Understanding:
    """Take up what is kept beside the flows, and learn the rest; see `learnt`."""
    lesson = Lesson(phrases_of(content), [encoders, ()], flows / FILE)
    return Understanding(tuple(encoders), learnt(lesson, serving=serving))


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for flow in content.flows.values():
        if flow.id not in SYSTEM_FLOWS:
            for text in (flow.title, *flow.asked_as):
                yield flow.id, text
    for label, wordings in content.wordings.items():
        for text in wordings:
            yield label, text
