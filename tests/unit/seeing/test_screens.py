"""The flows cut into screens."""

from bot.conversation.content import CASE
from bot.conversation.state import Place
from bot.model.ids import BASE_LANGUAGE, FlowId, Language, StepId
from bot.seeing.screens import Screen, screens_of, title_of
from tests.unit.conversation.small import small


def screens(flow: str, language: Language = BASE_LANGUAGE) -> tuple[Screen, ...]:
    return screens_of(small(), small().flows[FlowId(flow)], language)


def place(flow: str, step: str) -> Place:
    return Place(FlowId(flow), StepId(step))


def test_what_is_said_together_is_one_screen_with_the_buttons_below_it() -> None:
    first = screens("person")[0]

    assert [each.step for each in first.places] == ["say", "name"]
    assert first.text == "これからつなぎます。\nなんとお呼びしますか。"
    assert "名前なし" in [way.label for way in first.ways]


def test_a_step_that_a_button_leads_to_begins_a_screen() -> None:
    cut = screens("menu")

    assert [screen.first.step for screen in cut] == ["say", "questions", "more"]
    assert [way.target for way in cut[1].ways][-1] == place("menu", "more")


def test_after_a_question_the_way_leads_below() -> None:
    asked = next(screen for screen in screens("person") if screen.first.step == "about")

    assert asked.ways[-1].label == ""
    assert asked.ways[-1].target == place("person", "age")


def test_a_jump_is_a_way_without_words() -> None:
    (only,) = screens("start")

    assert [(way.label, way.target) for way in only.ways] == [("", place("menu", "questions"))]


def test_notices_of_the_desk_are_each_a_screen_that_leads_nowhere() -> None:
    notices = screens(CASE)

    assert len(notices) == len(small().flows[CASE].steps)
    assert not any(screen.ways for screen in notices)
    assert "［職員の呼び名］が読みます。" in [screen.text for screen in notices]


def test_screens_and_titles_speak_the_language_that_is_asked_for() -> None:
    english = Language("en")

    assert screens("anonymity", english)[0].text != screens("anonymity")[0].text
    assert title_of(small(), FlowId("anonymity"), english) != "本名はいりますか"
