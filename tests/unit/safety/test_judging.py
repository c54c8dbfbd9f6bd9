"""The judge: what the verdict finds, as the model says it."""

from bot.model.danger import Danger, Level, Type
from bot.safety import Signs, judge_by, sign_of

JUDGE = judge_by(Signs.of([sign_of("消えたい", Type.SUICIDE, Level.AMBER)], [], []))


def test_what_is_found_is_told_with_its_signs() -> None:
    assert JUDGE(["もう消えたい"]) == Danger(Level.AMBER, Type.SUICIDE, ("消えたい",))


def test_a_word_that_is_split_over_texts_is_found_in_the_newest() -> None:
    assert JUDGE(["消え", "たい"]) is not None


def test_nothing_is_nothing() -> None:
    assert JUDGE(["こんにちは"]) is None
    assert JUDGE([]) is None
