"""What an editor is told of a text that somebody typed."""

import pytest

from bot.conversation.content import Content
from bot.conversation.state import Conversation, Place
from bot.model.ids import FlowId, StepId
from bot.model.weighed import Weighed
from bot.preview.why import why
from tests.unit.conversation.small import loaded, stub

ASKED = {"cost": stub("cost").replace("steps:", "asked as:\n  - 料金はいくらですか\nsteps:")}


@pytest.fixture(scope="module")
def content() -> Content:
    return loaded(ASKED).content


def weighed(cost: float, who: float, none: float) -> Weighed:
    return Weighed({"who": who, "cost": cost, "none": none}, 0.7, is_short=False)


@pytest.mark.parametrize(
    ("text", "weighed_", "reason", "title"),
    [
        ("料金は、いくらですか？", None, "known", "題 cost"),
        ("おかねのはなし", None, "unlearnt", ""),
        ("おかねのはなし", weighed(0.8, 0.1, 0.1), "sure", "題 cost"),
        ("おかねのはなし", weighed(0.6, 0.2, 0.2), "unsure", ""),
        ("おかねのはなし", weighed(0.2, 0.2, 0.6), "none", ""),
    ],
)
def test_the_reason_is_the_one_by_which_the_bot_answers(
    content: Content, text: str, weighed_: Weighed | None, reason: str, title: str
) -> None:
    told = why(text, Conversation(), content, weighed_)

    assert (told["reason"], told["title"]) == (reason, title)


def test_on_the_way_to_a_person_nothing_is_guessed(content: Content) -> None:
    standing = Conversation(place=Place(FlowId("person"), StepId("about")))

    told = why("料金はいくらですか", standing, content, weighed(0.9, 0.1, 0.0))

    assert told["reason"] == "person"


def test_the_likeliest_stand_first_with_their_titles(content: Content) -> None:
    told = why("おかねのはなし", Conversation(), content, weighed(0.6, 0.1, 0.3))

    assert [(each["title"], each["share"]) for each in told["shares"]] == [
        ("題 cost", 60),
        ("", 30),
        ("題 who", 10),
    ]
    assert told["enough"] == 70


def test_phrases_that_are_alike_are_named_with_their_flow(content: Content) -> None:
    told = why("料金はいくら", Conversation(), content, None)

    assert [(each["phrase"], each["flow"]) for each in told["near"]] == [
        ("料金はいくらですか", "cost")
    ]
    assert 50 <= told["near"][0]["alike"] < 100


def test_signs_without_a_letter_are_like_nothing(content: Content) -> None:
    assert why("！？", Conversation(), content, None)["near"] == []
