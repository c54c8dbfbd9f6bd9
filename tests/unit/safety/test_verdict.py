"""What is seen in which texts; the shipped signs where it is about words, small ones elsewhere."""

from functools import cache
from time import process_time

import pytest

from bot.loader.load import load
from bot.model.danger import Danger, Level, Type
from bot.safety import Signs, sign_of, verdict
from bot.settings import HOME
from tests.accuracy.disguises import DISGUISES
from tests.accuracy.phrases import phrases
from tests.accuracy.safety import changed, shipped

WISH = sign_of("（死に/しに）たい", Type.SUICIDE, Level.AMBER)
NOTE = sign_of("遺書…書い", Type.SUICIDE, Level.RED)
CUT = sign_of("手首…切", Type.SELF_HARM, Level.AMBER)
SMALL = Signs.of([WISH, NOTE, CUT], [sign_of("にたいする")], [sign_of("ゲーム")])

judge = cache(shipped)


@cache
def signs() -> Signs:
    return load(HOME / "flows", HOME / "locales").content.signs


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


# ── what texts are like ──────────────────────────────────────────────────────


def like(*texts: str) -> tuple[Level, Type] | None:
    """Judge by small signs, where a text with ゴミ is like one of danger."""
    seen = Danger(Level.AMBER, Type.SUICIDE)
    found = verdict(texts, SMALL, lambda text: seen if "ゴミ" in text.replace("\n", "") else None)
    return (found.level, found.type) if found else None


def test_what_is_like_danger_is_seen_without_a_sign() -> None:
    assert like("自分はゴミだ") == (Level.AMBER, Type.SUICIDE)


def test_likeness_lowers_nothing_and_names_no_other_type() -> None:
    assert like("遺書を書いた。ゴミみたいだ") == (Level.RED, Type.SUICIDE)
    assert like("手首を切った。ゴミみたいだ") == (Level.AMBER, Type.SELF_HARM)
    assert like("手首を切った") == (Level.AMBER, Type.SELF_HARM)


@pytest.mark.parametrize("text", ["ゲームのゴミ装備", "死にたいとは思わないけど部屋はゴミだらけ"])
def test_likeness_alarms_nobody_about_a_figure_of_speech_or_what_is_denied(text: str) -> None:
    assert like(text) == (Level.SOFT, Type.SUICIDE)


def test_a_scrap_is_read_with_what_came_before_it() -> None:
    assert like("自分はゴ", "ミだ") == (Level.AMBER, Type.SUICIDE)


def test_a_scrap_after_danger_does_not_alarm_again() -> None:
    assert like("自分はゴミだ", "はい") is None


# ── the shipped signs ────────────────────────────────────────────────────────


def test_a_word_that_holds_a_person_tells_of_nobody() -> None:
    assert seen("もう大丈夫じゃない、死にたい", signs=signs())[1] is Type.SUICIDE


def test_a_parent_at_their_limit_is_asked_gently_and_staff_are_not_alerted() -> None:
    assert seen("弟のことでもう限界です", signs=signs())[0] is Level.SOFT


def test_a_disguise_changes_no_verdict_99_times_of_100() -> None:
    dangerous = [each for each in phrases() if each.dangerous and not each.counted_only]

    # every sixth phrase; `make accuracy` dresses up what the judge was taught without
    pairs, other = changed(dangerous[::6], judge())

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
    judge()
    long = (unit * 4000)[:4000]

    before = process_time()
    judge()([long])
    took = process_time() - before

    assert took < 0.2  # ten times what it should take: this is about patterns that explode


@pytest.mark.parametrize("text", ["?!…", "？", "?", "…？", "☆"])
def test_marks_without_a_letter_hide_nothing(text: str) -> None:
    assert verdict([text], signs()) is None
