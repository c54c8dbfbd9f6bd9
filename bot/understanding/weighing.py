"""From a text to what it says by itself, by what was learnt.

Apart from deciding, because a text is weighed before the turn in which it is known where its
visitor stands: weighing costs some 25 ms, and the database must not wait for it. And numpy is
loaded for weighing alone.
"""

from collections.abc import Mapping

from bot.model.weighed import Weighed
from bot.understanding.learn import Model
from bot.understanding.letters import normalise
from bot.understanding.vectors import Bytes

SHORT = 6  # letters: `いつ？` asks about what was just read


def weigh(model: Model, text: str, vectors: Mapping[str, Bytes]) -> Weighed:
    """Weigh a text; `vectors` by the encoders of the model."""
    rows = {name: vectors[name][None] for name in model.encoders}
    shares = map(float, model.shares([text], rows)[0])
    is_short = len(normalise(text)) <= SHORT
    return Weighed(dict(zip(model.labels, shares, strict=True)), model.enough, is_short)
