"""Scripts played on a content."""

from dataclasses import replace

from bot.conversation.content import Content
from bot.conversation.flow import Flow
from bot.conversation.script.player import play, rehearse
from bot.conversation.steps.say import SayStep
from bot.model.ids import FlowId, StepId
from tests.unit.conversation.script.written import FILE, played, problems, script
from tests.unit.conversation.small import small


def changed(flow: str, text: str) -> Content:
    """Give the small content with one flow saying something else."""
    made = Flow(FlowId(flow), "題", (SayStep(StepId("say"), text),))
    return replace(small(), flows={**small().flows, made.id: made})


def test_a_talk_that_goes_as_written_differs_in_nothing() -> None:
    talk = """
- opens:
- bot: ようこそ
- presses: だれが使える？
- bot: 文 who
  buttons: [人と話す, メニュー]
"""

    assert problems(talk) == []


def test_a_button_that_was_never_shown_ends_the_talk_and_names_those_that_were() -> None:
    found = played("- opens:\n- presses: ないボタン\n- bot: 文\n").differences

    assert [each.mistake.problem for each in found] == ["script_no_button"]
    assert found[0].expected == ("[ないボタン]",)
    assert "[本名はいる？]" in found[0].got


def test_a_button_that_was_never_shown_is_told_once_whatever_the_languages() -> None:
    talk = "- opens:\n- presses: ない\n"

    assert problems(talk, "languages: all\n") == [(5, "script_no_button")]


def test_the_newest_button_of_a_label_is_pressed() -> None:
    talk = "- opens:\n- presses: 本名はいる？\n- presses: メニュー\n- bot: 何から\n"

    assert problems(talk) == []


def test_a_script_in_several_languages_is_played_by_a_visitor_in_each() -> None:
    talk = "- opens:\n- presses: 本名はいる？\n- bot: 本名はいりません\n"

    visited = played(talk, "languages: [ja, en]\n").visited

    assert {language for language, step in visited if step == "anonymity.say"} == {"ja", "en"}


def test_a_text_may_be_expected_for_each_language() -> None:
    talk = "- opens: anonymity\n- bot: よう\n- bot: {ja: 本名はいりません, en: No real name}\n"

    assert problems(talk, "languages: all\n") == []
    assert problems(talk.replace("No real", "Some"), "languages: all\n") == [
        (6, "script_text_other")
    ]


def test_what_is_written_in_each_language_must_lead_the_same_way() -> None:
    talk = "- opens: who\n- writes: {ja: 本名はいる？, en: Must I say my name}\n- bot: 本名\n"

    assert problems(talk, "languages: [ja, en]\n") == [(6, "script_ways_other")]
    assert (
        problems(talk.replace("Must I say my name", "匿名で相談できますか"), "languages: all\n")
        == []
    )


def test_a_button_that_another_language_never_showed_is_pressed_by_nobody() -> None:
    talk = """
- writes: {ja: 本名はいる？, en: うまく言えないこと}
- presses: もう少しくわしく
- bot: 電話
"""

    found = played(talk, "languages: [ja, en]\n").differences

    assert [(each.mistake.problem, each.language) for each in found] == [
        ("script_no_button", "en")
    ]


def test_a_language_that_there_is_not_is_told() -> None:
    found = played("- opens:\n", "languages: [ja, fr]\n").differences

    assert [(each.mistake.problem, each.language) for each in found] == [
        ("script_language_unknown", "fr")
    ]
    assert ("known", "ja、en") in found[0].mistake.values
    assert (found[0].mistake.line, found[0].mistake.column) == (2, 17)


def test_a_text_for_a_language_that_there_is_not_is_told_where_it_stands() -> None:
    talk = "- opens:\n- bot: {jp: ようこそ}\n"

    assert problems(talk) == [(4, "script_language_unknown")]


def test_the_language_of_the_app_is_only_a_hint() -> None:
    assert problems("- opens: anonymity\n- bot: よう\n- bot: No real", "language: en-GB\n") == []


def test_all_scripts_are_rehearsed_on_a_content_before_it_goes_live() -> None:
    scripts = [script("- opens: cost\n- bot: よう\n- bot: 文 cost\n"), script("- opens:\n")]

    sound = rehearse(scripts, small())
    other = rehearse(scripts, changed("cost", "ほかの文"))

    assert sound.differences == ()
    assert sound.visited > play(scripts[1], small()).visited
    assert [(each.mistake.file, each.got) for each in other.differences] == [(FILE, ("ほかの文",))]
