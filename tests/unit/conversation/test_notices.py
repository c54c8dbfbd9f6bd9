"""What is said beside the flows."""

from dataclasses import replace

import pytest

from bot.conversation import interface
from bot.conversation.content import Content
from bot.conversation.flow import Flow
from bot.conversation.kinds import RULES
from bot.conversation.notices import declined, notice, passed_on, passing, spoken
from bot.conversation.scene import Setting
from bot.conversation.state import Conversation, Standing
from bot.conversation.steps.say import SayStep
from bot.model.effects import Button, PassOn, Say, Toast
from bot.model.ids import FlowId, Language, StepId
from bot.model.inputs import MediaKind, Said, Showed
from tests.unit.conversation.small import MESSAGE, small

WITHIN = Conversation(standing=Standing.CASE)
OUTSIDE = Conversation()
END = Button("相談を終わる", "stop:")
CRISIS = Button("いま、とてもつらい", "go:crisis")
WAYS_OUT = (Button("人と話す", "go:person"), Button("メニュー", "go:menu"))


def setting(**values: str) -> Setting:
    """Bring these values along."""
    return Setting(small(), 0, values)


def saying(text: str) -> Content:
    """Let the one notice say this."""
    case = Flow(FlowId("case"), "題", (SayStep(StepId("thanks"), text),))
    return replace(small(), flows={**small().flows, case.id: case})


def test_a_notice_has_the_buttons_that_fit_where_the_visitor_is() -> None:
    question = Button("はい", "x:1:yes")

    assert notice(WITHIN, "received", setting()) == Say("届きました。", (END,))
    assert notice(OUTSIDE, "received", setting()) == Say("届きました。", WAYS_OUT)
    assert notice(WITHIN, "received", setting(), crisis=True).buttons == (END, CRISIS)
    assert notice(WITHIN, "received", setting(), asking=(question,)).buttons == (question, END)


@pytest.mark.parametrize("text", ["{name}", " "])
def test_a_notice_without_words_says_its_title_and_never_nothing(text: str) -> None:
    said = notice(WITHIN, "thanks", Setting(saying(text), 0, {"name": ""}))

    assert said.text == "題"


def test_a_notice_whose_values_are_there_says_them() -> None:
    said = notice(WITHIN, "thanks", Setting(saying("{name}"), 0, {"name": "さくら"}))

    assert said.text == "さくら"


def test_a_declined_thing_is_named_with_its_reason() -> None:
    poll = declined(WITHIN, Showed(MESSAGE, MediaKind.POLL), setting())
    contact = declined(OUTSIDE, Showed(MESSAGE, MediaKind.CONTACT), setting())

    assert poll.text == f"アンケートは届けられません。{RULES[MediaKind.POLL].why}"
    assert contact.text == f"連絡先は届けられません。{interface.LATER}"


def test_only_the_first_words_of_a_case_are_acknowledged() -> None:
    said = Said(MESSAGE, "あ")

    once, first = passed_on(WITHIN, said, setting())
    _, second = passed_on(once, said, setting())

    assert first == (PassOn(said), Say("届きました。", (END,), silent=True))
    assert second == (PassOn(said),)


def test_a_passing_line_is_in_the_visitors_language_and_short_enough() -> None:
    english = Conversation(Language("en"))

    assert passing(english, interface.MENU, setting()) == Toast("Menu")
    assert len(passing(english, "あ" * 300, setting()).text) == 200
    assert spoken(OUTSIDE, interface.MENU, setting()) == "メニュー"
