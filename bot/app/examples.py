"""What the examples of danger have taught, and the questions that are none."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.app.learning import Lesson, learnt
from bot.conversation.content import Content
from bot.model.weighed import NONE
from bot.safety import Likeness
from bot.safety.sentence import sentence, words_of
from bot.safety.taught import Taught, enough
from bot.understanding.learn import Phrase, fold
from bot.understanding.vectors import Encoder

FILE = Path("danger") / "learned.npz"
"""Within the folder of flows."""
ASKED = 2
"""Of so many questions to the ward one is learnt from: they are many.

Of what flows say themselves none is, so that nothing is learnt anew when an answer changes.
"""


def likenesses(
    content: Content, flows: Path, encoders: Sequence[Encoder], *, serving: bool = False
) -> tuple[Likeness, ...]:
    """Learn from the examples of a content: with the encoders, then by letters alone."""
    if not content.danger:
        return ()
    examples = dict(_examples(content))
    words = words_of(examples)
    phrases = [Phrase(text, label) for text, label in sorted(examples.items())]
    read = partial(sentence, words=words)
    lesson = Lesson(phrases, [encoders, ()], flows / FILE, enough, read)
    known = lesson.encoders
    return tuple(
        Taught(model, words, [known[name] for name in model.encoders]).danger
        for model in learnt(lesson, serving=serving)
    )


def _examples(content: Content) -> Iterator[tuple[str, str]]:
    """List the examples of danger and what looks like it, and questions to the ward."""
    for label, texts in content.danger.items():
        for text in texts:
            yield text, label
    for texts in content.wordings.values():
        for text in texts:
            if fold(text, ASKED) == 0:
                yield text, NONE
