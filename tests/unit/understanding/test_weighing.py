"""What a text says by itself."""

import subprocess
import sys

from bot.understanding.vectors import vectors_of
from bot.understanding.weighing import weigh
from tests.unit.understanding.small import ENCODER, model


def test_the_shares_are_those_of_the_model_and_so_is_what_is_enough() -> None:
    learnt = model()

    weighed = weigh(learnt, "費用について", {})

    assert max(weighed.shares, key=lambda label: weighed.shares[label]) == "cost"
    assert abs(sum(weighed.shares.values()) - 1) < 1e-5
    assert weighed.enough == learnt.enough


def test_a_text_is_short_by_its_letters() -> None:
    learnt = model()

    assert weigh(learnt, " お金は？ ", {}).is_short
    assert not weigh(learnt, "お金はいくらですか", {}).is_short


def test_vectors_tell_what_the_letters_do_not() -> None:
    text = "家のお金"

    both = weigh(model(ENCODER), text, vectors_of(text, [ENCODER]))

    assert both.shares["cost"] > weigh(model(), text, {}).shares["cost"]


def test_the_bot_is_there_before_numpy_is() -> None:
    said = "import sys, bot.cli; print('numpy' in sys.modules)"

    ran = subprocess.run([sys.executable, "-c", said], capture_output=True, check=True)

    assert ran.stdout == b"False\n"
