"""What is made of a guess."""

import pytest

from bot.conversation.engine import advance
from bot.model.effects import Say
from bot.model.ids import MessageId
from bot.model.inputs import Moment, Said
from bot.model.weighed import Weighed
from tests.unit.conversation.small import MESSAGE, NOW, small
from tests.unit.conversation.visitor import Visitor


def _writes(
    visitor: Visitor, text: str = "xyzzy", *, is_short: bool = False, **shares: float
) -> Say:
    """Write a text that was weighed like this, and give what is said."""
    return _weighed(visitor, text, Weighed(shares, 0.7, is_short))


def _weighed(visitor: Visitor, text: str, weighed: Weighed) -> Say:
    moment = Moment(NOW, 0, weighed)
    said = Said(MessageId(MESSAGE + visitor.standing.serial), text)
    visitor.standing, visitor.effects = advance(visitor.standing, said, small(), moment)
    return visitor.said[-1]


def test_what_is_sure_is_answered_and_the_answer_admits_that_it_may_be_wrong() -> None:
    visitor = Visitor()

    said = _writes(visitor, cost=0.8, family=0.1, who=0.05, none=0.05)

    assert said.text == "文 cost"
    assert (said.buttons[-1].label, said.buttons[-1].press) == (
        "ちがいましたか",
        "near:family,who",
    )
    assert visitor.place == ("cost", "say")
    assert len(visitor.standing.unread) == 1  # a person may read it: it may be no question


def test_whose_answer_was_wrong_is_shown_the_next_best_and_stays_where_they_are() -> None:
    visitor = Visitor()
    _writes(visitor, cost=0.8, family=0.1, who=0.05, none=0.05)

    visitor.presses("ちがいましたか")

    assert visitor.text == "文 suggestions"
    assert visitor.labels == ["題 family", "題 who", "人と話す", "メニュー"]
    assert visitor.place == ("cost", "say")


def test_what_is_not_sure_is_offered_by_title_and_kept_for_a_person() -> None:
    visitor = Visitor()

    _writes(visitor, cost=0.4, family=0.3, who=0.2, forget=0.05, none=0.05)

    assert visitor.text == "文 suggestions"
    assert visitor.labels == ["題 cost", "題 family", "題 who", "人と話す", "メニュー"]
    assert len(visitor.standing.unread) == 1


def test_an_offer_leads_to_its_flow() -> None:
    visitor = Visitor()
    _writes(visitor, cost=0.4, family=0.3, none=0.3)

    visitor.presses("題 family")

    assert visitor.text == "文 family"


def test_when_nothing_is_near_it_says_so() -> None:
    visitor = Visitor()

    said = _writes(visitor, cost=0.1, none=0.9)

    assert said.text == "文 not-understood"


def test_after_the_second_time_a_person_comes_first() -> None:
    visitor = Visitor()
    _writes(visitor, "xyzzy", cost=0.4, family=0.4, none=0.2)
    once = visitor.labels[0]

    _writes(visitor, "plugh", cost=0.4, family=0.4, none=0.2)

    assert once == "題 cost"
    assert visitor.labels[:2] == ["人と話す", "題 cost"]


def test_a_known_phrase_goes_before_a_guess() -> None:
    visitor = Visitor()

    _writes(visitor, "匿名で相談できますか", cost=0.9, none=0.1)

    assert visitor.place is not None
    assert visitor.place[0] == "anonymity"


def test_a_short_text_asks_about_what_was_just_read() -> None:
    visitor = Visitor()
    visitor.sends("go:events")

    _writes(visitor, "いつ？", is_short=True, events=0.4, place_hours=0.5, none=0.1)

    assert visitor.text == "文 events"


def test_on_the_way_to_a_person_nothing_is_guessed() -> None:
    visitor = Visitor()
    visitor.sends("go:person")
    visitor.sends("nick:1:none")

    said = _writes(visitor, cost=0.99, none=0.01)

    assert said.text == "文 not-understood"
    assert visitor.place == ("person", "about")


@pytest.mark.parametrize("gone", ["gone", "menu", "person", "crisis"])
def test_what_was_learnt_of_another_version_leads_nowhere_wrong(gone: str) -> None:
    visitor = Visitor()

    shares = {gone: 0.9, "none": 0.05, "cost": 0.05}
    _weighed(visitor, "xyzzy", Weighed(shares, 0.7, is_short=False))

    assert visitor.labels == ["題 cost", "人と話す", "メニュー"]


def test_a_button_of_an_older_version_offers_what_is_still_there() -> None:
    visitor = Visitor()

    visitor.sends("near:gone,cost")

    assert visitor.labels == ["題 cost", "人と話す", "メニュー"]


def test_a_button_holds_no_more_than_telegram_lets_it() -> None:
    visitor = Visitor()

    said = _writes(visitor, confidentiality=0.8, what_happens=0.1, reservation=0.1)

    assert len(said.buttons[-1].press.encode()) <= 64
