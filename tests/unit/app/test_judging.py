"""What is judged to be danger, with the content that is shipped."""

from bot.app.judging import judge_of
from bot.loader.load import load
from bot.model.danger import Danger, Level, Type
from bot.settings import HOME

CONTENT = load(HOME / "flows", HOME / "locales").content


def test_danger_is_told_with_its_level_and_type() -> None:
    danger = judge_of(CONTENT)(["もう死にたい"])

    assert danger is not None
    assert (danger.level, danger.type) == (Level.AMBER, Type.SUICIDE)


def test_a_word_that_is_sent_in_pieces_is_read_as_one() -> None:
    assert judge_of(CONTENT)(["死に", "たい"]) is not None


def test_what_holds_no_danger_is_none() -> None:
    assert judge_of(CONTENT)(["お金はかかりますか"]) is None


def test_what_is_like_danger_is_judged_where_no_sign_is() -> None:
    seen = Danger(Level.AMBER, Type.ABUSE)

    assert judge_of(CONTENT, [lambda _: seen])(["お金はかかりますか"]) == seen


def test_where_one_way_to_read_a_text_fails_the_next_one_counts() -> None:
    seen = Danger(Level.AMBER, Type.ABUSE)

    def fail(_: str) -> Danger | None:
        raise OSError

    assert judge_of(CONTENT, [fail, lambda _: seen])(["お金はかかりますか"]) == seen
    assert judge_of(CONTENT, [fail])(["もう死にたい"]) is not None
    assert judge_of(CONTENT, [fail])(["お金はかかりますか"]) is None


def test_a_wish_to_die_as_a_measure_of_sleepiness_is_asked_gently_and_of_pain_is_not() -> None:
    judge = judge_of(CONTENT)

    sleepy, in_pain = judge(["死にたいくらい眠い"]), judge(["死にたいくらい辛い"])

    assert sleepy is not None
    assert sleepy.level is Level.SOFT
    assert in_pain is not None
    assert in_pain.level is Level.AMBER
