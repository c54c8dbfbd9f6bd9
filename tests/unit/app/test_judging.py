"""What is judged to be danger, with the content that is shipped."""

from functools import cache

from bot.app.judging import judge_of
from bot.loader import load
from bot.model.danger import Level, Type
from bot.safety import Judge
from bot.settings import HOME


@cache
def shipped() -> Judge:
    return judge_of(load(HOME / "flows", HOME / "locales").content)


def test_danger_is_told_with_its_level_and_type() -> None:
    danger = shipped()(["もう死にたい"])

    assert danger is not None
    assert (danger.level, danger.type) == (Level.AMBER, Type.SUICIDE)


def test_a_word_that_is_sent_in_pieces_is_read_as_one() -> None:
    assert shipped()(["死に", "たい"]) is not None


def test_what_holds_no_danger_is_none() -> None:
    assert shipped()(["お金はかかりますか"]) is None
