"""What is seen in which texts; the shipped signs where it is about words, small ones elsewhere."""

from functools import cache
from time import process_time

import pytest

from bot.model.danger import Danger, Level, Type
from bot.safety import Signs, sign_of, verdict
from tests.accuracy.disguises import DISGUISES
from tests.accuracy.phrases import phrases
from tests.accuracy.safety import changed, signs

WISH = sign_of("（死に/しに）たい", Type.SUICIDE, Level.AMBER)
NOTE = sign_of("遺書…書い", Type.SUICIDE, Level.RED)
CUT = sign_of("手首…切", Type.SELF_HARM, Level.AMBER)
SMALL = Signs.of([WISH, NOTE, CUT], [sign_of("にたいする")], [sign_of("ゲーム")])

shipped = cache(signs)


def seen(*texts: str, signs: Signs = SMALL) -> tuple[Level | None, Type | None]:
    found = verdict(texts, signs)
    return (found.level, found.type) if found else (None, None)


@pytest.mark.parametrize("texts", [(), ("",), ("   ",), ("今日はいい天気です",)])
def test_where_there_is_no_sign_there_is_nothing(texts: tuple[str, ...]) -> None:
    assert verdict(texts, SMALL) is None


def test_a_sign_tells_its_level_its_type_and_how_the_editors_wrote_it() -> None:
    found = verdict(["もう死にたいです"], SMALL)

    assert found == Danger(Level.AMBER, Type.SUICIDE, ("（死に/しに）たい",))


def test_the_graver_of_two_signs_counts_and_both_are_named() -> None:
    found = verdict(["手首を切った。遺書も書いた"], SMALL)

    assert found is not None
    assert (found.level, found.type) == (Level.RED, Type.SUICIDE)
    assert set(found.signs) == {"遺書…書い", "手首…切"}


def test_what_only_looks_like_a_sign_is_none() -> None:
    assert seen("おかしにたいする答え") == (None, None)


def test_a_figure_of_speech_is_soft_and_never_nothing() -> None:
    assert seen("ゲームで負けて死にたい") == (Level.SOFT, Type.SUICIDE)


def test_a_figure_of_speech_lowers_nothing_when_a_second_sign_is_there() -> None:
    assert seen("ゲームもつまらない。死にたい。手首も切った") == (Level.AMBER, Type.SUICIDE)


def test_two_names_of_one_sign_are_one_sign() -> None:
    again = sign_of("にたい", Type.SUICIDE, Level.AMBER)
    twice = Signs.of([WISH, again], [], [sign_of("ゲーム")])

    assert seen("ゲームで負けて死にたい", signs=twice) == (Level.SOFT, Type.SUICIDE)


@pytest.mark.parametrize("text", ["死にたいわけじゃない", "死にたいとは思わないです"])
def test_what_is_denied_is_soft(text: str) -> None:
    assert seen(text) == (Level.SOFT, Type.SUICIDE)


def test_a_sign_told_of_somebody_else_is_of_the_third_party() -> None:
    assert seen("娘が死にたいと言います") == (Level.AMBER, Type.THIRD_PARTY)


def test_who_tells_why_they_wish_it_is_not_taken_for_somebody_else() -> None:
    assert seen("父が怒るから死にたい") == (Level.AMBER, Type.SUICIDE)


def test_a_word_sent_letter_by_letter_is_seen_with_its_last_letter() -> None:
    assert seen("し", "に", "た") == (None, None)
    assert seen("し", "に", "た", "い") == (Level.AMBER, Type.SUICIDE)


def test_what_was_judged_before_is_not_judged_again() -> None:
    assert seen("死にたい", "今日はいい天気です") == (None, None)


# ── the shipped signs ────────────────────────────────────────────────────────


def test_a_word_that_holds_a_person_tells_of_nobody() -> None:
    assert seen("もう大丈夫じゃない、死にたい", signs=shipped())[1] is Type.SUICIDE


def test_a_parent_at_their_limit_is_asked_gently_and_staff_are_not_alerted() -> None:
    assert seen("弟のことでもう限界です", signs=shipped())[0] is Level.SOFT


def test_a_disguise_changes_no_verdict_99_times_of_100() -> None:
    dangerous = [phrase for phrase in phrases() if phrase.dangerous]

    # every fourth phrase; `python -m tests.accuracy.safety --disguises` takes all of them
    pairs, other = changed(dangerous[::4], shipped())

    assert len(DISGUISES) >= 34
    assert pairs > 3000
    assert len(other) <= pairs // 100, other


@pytest.mark.parametrize("name", DISGUISES)
def test_every_disguise_changes_some_phrase(name: str) -> None:
    assert any(DISGUISES[name](phrase.text) != phrase.text for phrase in phrases())


@pytest.mark.parametrize(
    "unit",
    ["死にたくないあいうえお", "手首を", "i want to ", "（。・ω・。）", "ロープ", "죽고 ", "□"],
)
def test_the_longest_message_costs_no_more_than_its_length(unit: str) -> None:
    shipped()
    long = (unit * 4000)[:4000]

    before = process_time()
    verdict([long], shipped())
    took = process_time() - before

    assert took < 0.2  # ten times what it should take: this is about patterns that explode
