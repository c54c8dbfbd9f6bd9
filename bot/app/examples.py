"""What the examples of danger have taught, and the questions that are none."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app.learning import Lesson, learnt
from bot.app.understanding import phrases_of
from bot.conversation.content import Content
from bot.model.weighed import NONE
from bot.safety import Likeness
from bot.safety.sentence import sentence, words_of
from bot.safety.taught import Taught, enough
from bot.understanding.learn import Phrase, fold
from bot.understanding.vectors import Encoder

FILE = Path("danger") / "learned.npz"
"""Within the folder of flows."""
ASKED = 3
"""Of so many questions to the ward one is learnt from: they are many, and plain."""


def likenesses(
    content: Content, flows: Path, encoders: Sequence[Encoder], *, keep: bool = True
) -> tuple[Likeness, ...]:
    """Learn from the examples of a content: with the encoders, then by letters alone."""
    if not content.danger:
        return ()
    examples = dict(_examples(content))
    words = words_of(examples)
    labels = {sentence(text, words): label for text, label in reversed(examples.items())}
    phrases = [Phrase(text, label) for text, label in sorted(labels.items())]
    lesson = Lesson(phrases, encoders, flows / FILE, enough, folds=2, keeps_vectors=False)
    found = learnt(lesson, keep=keep)
    models = ((found.whole, encoders), (found.by_letters, ()))
    return tuple(Taught(model, words, read_by).danger for model, read_by in models if model)


def _examples(content: Content) -> Iterator[tuple[str, str]]:
    """List the examples of danger and what looks like it, and questions to the ward."""
    for label, texts in content.danger.items():
        for text in texts:
            yield text, label
    for phrase in phrases_of(content):
        if fold(phrase.text, ASKED) == 0:
            yield phrase.text, NONE
