"""What is made of the shares of labels."""

from dataclasses import replace

import numpy as np
import pytest

from bot.model.danger import HARMLESS, SOFT, Danger, Level, Type
from bot.model.weighed import NONE
from bot.safety.taught import LEAST, MOST_ALARMED, MOST_PIECES, PIECE, Taught, enough
from bot.understanding.learn import Phrase, learn
from bot.understanding.letters import Floats
from bot.understanding.vectors import Encoder

WORDS = {
    "suicide.amber": ("消えてしまいたい", "もう消えたい", "消えたいです"),
    "abuse.red": ("父に殴られた", "母に殴られた", "兄に殴られた"),
    SOFT: ("つらくてたまらない", "とてもつらい", "つらいです"),
    HARMLESS: ("天気がいい", "天気が悪い", "天気です"),
}
PHRASES = [Phrase(text, label) for label, texts in WORDS.items() for text in texts]
MODEL = replace(learn(PHRASES, {}), enough=0.5)
TAUGHT = Taught(MODEL, (), ())


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("私はもう消えてしまいたいです", Danger(Level.AMBER, Type.SUICIDE)),
        ("また父に殴られた", Danger(Level.RED, Type.ABUSE)),
        ("今日は天気がいいです", None),
        ("", None),
    ],
)
def test_a_text_is_what_it_is_most_like(text: str, seen: Danger | None) -> None:
    assert TAUGHT.danger(text) == seen


def test_a_text_written_downwards_is_read_downwards() -> None:
    from_the_left, from_the_right = "また殴\n父にら\n  れ\n  た", "らま\nれた\nた父\n に\n 殴"

    for text in (from_the_left, from_the_right):
        assert TAUGHT.danger(text) == Danger(Level.RED, Type.ABUSE)


def test_what_is_only_heavy_is_soft() -> None:
    seen = TAUGHT.danger("とてもつらくてたまらない")

    assert seen is not None
    assert seen.level is Level.SOFT


def test_a_few_lines_among_many_are_seen() -> None:
    around, line = "天気がいい。" * PIECE, "父に殴られた。" * 8

    assert TAUGHT.danger(f"{around}{line}{around}"[: 8 * PIECE]) == Danger(Level.RED, Type.ABUSE)


def test_a_text_without_end_costs_a_few_pieces() -> None:
    read = list[str]()

    def encode(text: str) -> Floats:
        read.append(text)
        return np.ones(1, np.float32)

    model = learn(PHRASES, {"e": np.ones((len(PHRASES), 1), np.int8)})
    Taught(model, (), [Encoder("e", 1, encode)]).danger("あい" * 4000)

    assert len(read) == MOST_PIECES


def test_so_much_is_enough_that_few_others_are_taken_for_danger() -> None:
    labels = ["suicide.amber", SOFT, HARMLESS, NONE]
    harmless = np.linspace(0, 0.99, 100, dtype=np.float32)
    found = np.stack([harmless, 0 * harmless, 1 - harmless, 0 * harmless], axis=1)

    least = enough(found, np.full(100, labels.index(HARMLESS)), labels)

    assert (harmless > least).sum() == MOST_ALARMED * 100


def test_however_plain_the_others_are_a_share_is_wanted() -> None:
    labels = ["suicide.amber", HARMLESS]

    assert enough(np.array([[0.0, 1.0]], np.float32), np.array([1]), labels) == LEAST
