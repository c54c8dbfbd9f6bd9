"""What a script looks for: each look comes true, and fails when it does not."""

import pytest

from tests.unit.conversation.script.written import TO_A_PERSON, played, problems

ANSWERED = "[[どなたのことですか。, 自分のこと], [おいくつくらいですか。, 答えない]]"


@pytest.mark.parametrize(
    ("talk", "look", "wrong", "problem"),
    [
        ("- opens:", "bot: ようこそ", "bot: さようなら", "script_text_other"),
        ("- opens: who\n- bot: よう\n- bot: 文", "silent: yes", "bot: 文", "script_nothing_said"),
        (
            "- command: stop",
            "{bot: だれとも, buttons: [人と話す, メニュー]}",
            "{bot: だれとも, buttons: [メニュー, 人と話す]}",
            "script_buttons_other",
        ),
        ("- old button: hand:9", "passing: もう終わって", "passing: まだ", "script_passing_other"),
        ("- opens:", "bot: よう", "passing: よう", "script_passing_other"),
        ("- reacts: 🙏", "silent: yes", "staff see: 🙏", "script_staff_other"),
        (f"{TO_A_PERSON}- writes: あ", "staff read: あ", "staff read: い", "script_staff_other"),
        (f"{TO_A_PERSON}- reacts: 🙏", "staff see: 🙏", "staff see: 🎉", "script_staff_other"),
        (f"{TO_A_PERSON}- presses: 相談を終わる", "case: left", "silent: y", "script_not_silent"),
        (TO_A_PERSON, "bot: つなぎました", "case: left", "script_case_other"),
        (
            f"{TO_A_PERSON}- presses: 相談を終わる\n- presses: 役に立った",
            "desk told: helped",
            "desk told: not helped",
            "script_told_other",
        ),
        (
            TO_A_PERSON,
            f"case: {{answers: {ANSWERED}}}",
            "case: {nickname: ねこ}",
            "script_case_other",
        ),
    ],
)
def test_a_look_comes_true_or_tells_at_its_line(
    talk: str, look: str, wrong: str, problem: str
) -> None:
    before = talk.strip("\n")

    assert problems(f"{before}\n- {look}") == []
    assert problems(f"{before}\n- {wrong}") == [(3 + before.count("\n") + 1, problem)]


def test_in_place_of_a_text_stands_the_line_that_is_most_like_it() -> None:
    (found,) = played("- opens: anonymity\n- bot: よう\n- bot: 本名はいりますか\n").differences

    assert found.got == ("本名はいりません。", "好きな名前でどうぞ。")
    assert found.instead == "本名はいりません。"


def test_in_place_of_several_lines_stands_the_whole_text() -> None:
    (found,) = played("- opens: anonymity\n- bot: よう\n- bot: |\n    い\n    ろ\n").differences

    assert found.instead == "本名はいりません。\n好きな名前でどうぞ。"


def test_other_buttons_are_shown_as_buttons() -> None:
    (found,) = played("- command: stop\n- bot: だれ\n  buttons: [人と話す]\n").differences

    assert found.expected == ("[人と話す]",)
    assert found.got == ("[人と話す]", "[メニュー]")
    assert found.instead == ("人と話す", "メニュー")


def test_japanese_for_want_of_a_translation_is_no_new_wording_of_the_script() -> None:
    talk = "- opens: cost\n- bot: Welcome\n- bot: free of charge\n"

    found = [
        each for each in played(talk, "language: en\n").differences if each.got == ("文 cost",)
    ]

    assert [each.mistake.problem for each in found] == ["script_untranslated"]
    assert found[0].instead is None
