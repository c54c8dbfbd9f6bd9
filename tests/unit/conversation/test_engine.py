"""Whatever happens, in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import kept
from bot.conversation.content import NOTICES as NOTICE_STEPS
from bot.conversation.engine import advance
from bot.conversation.kinds import is_relayed
from bot.conversation.state import Conversation, Standing
from bot.i18n import units
from bot.model.effects import (
    ConversationEffect,
    OpenCase,
    PassOn,
    PassReaction,
    Say,
    Toast,
)
from bot.model.ids import MessageId
from bot.model.inputs import (
    BecameReachable,
    BecameUnreachable,
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    MediaKind,
    Moment,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Started,
    VisitorInput,
)
from tests.unit.conversation.small import NOW, small
from tests.unit.conversation.visitor import Visitor, in_a_case

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["メニュー", "人と話す", "やめる", "自分のこと", "名前なし", "匿名で相談できますか"]
    ),
)
SERIALS = st.integers(min_value=0, max_value=12)
PRESSES = st.one_of(
    st.sampled_from(["go:person", "go:menu", "go:crisis", "go:anonymity.details", "go:language"]),
    st.sampled_from(["lang:en", "lang:ja", "lang:?", "stop:", "go:gone"]),
    st.builds(lambda s, w: f"nick:{s}:{w}", SERIALS, st.sampled_from(["take", "other", "none"])),
    st.builds(lambda s, w: f"an:{s}:{w}", SERIALS, st.sampled_from(["self", "10s", ""])),
    st.builds(lambda s: f"hand:{s}", SERIALS),
    st.builds(lambda s: f"hand:{s}:without", SERIALS),
    st.builds(
        lambda p, s, w: f"{p}:{s}:{w}",
        st.sampled_from(["give", "agree", "rate"]),
        SERIALS,
        st.sampled_from(["yes", "no", "", "?"]),
    ),
    st.sampled_from(["give", "give:", "agree::yes", "rate:x:no"]),
    st.text(max_size=64),
)
HINTS = st.sampled_from(["", "ja", "en-GB", "xx"])
MESSAGES = st.integers(min_value=1, max_value=9).map(MessageId)
NOTICES = st.sampled_from(["out-of-hours", "error", "?", *NOTICE_STEPS])
VALUES = st.dictionaries(
    st.sampled_from(["name", "desk", "next_opening"]), st.text() | st.just(NOW)
)
INPUTS: st.SearchStrategy[VisitorInput] = st.one_of(
    st.builds(Started, st.sampled_from(["", "who", "x"]) | st.text(max_size=64), HINTS),
    st.builds(Commanded, st.sampled_from(["menu", "stop", "language", "help", "x"]), HINTS),
    st.builds(Said, MESSAGES, TEXTS, language_hint=HINTS),
    st.builds(
        Showed,
        MESSAGES,
        st.sampled_from(MediaKind),
        st.sampled_from(["", " ", "見てください"]),
        album=st.sampled_from(["", "a"]),
        language_hint=HINTS,
    ),
    st.builds(Reacted, MESSAGES, st.sampled_from(["", "🙏"])),
    st.builds(Edited, MESSAGES, TEXTS),
    st.builds(Pressed, MESSAGES, PRESSES, HINTS),
    st.builds(Notified, NOTICES, VALUES),
    st.builds(CaseEnded, st.booleans()),
    st.sampled_from([BecameUnreachable(), BecameReachable(), CaseResumed()]),
)
BEGINNINGS = st.sampled_from([Conversation(), in_a_case().standing])
CHANCES = st.integers(min_value=0, max_value=2**64 - 1)


@settings(max_examples=300, deadline=None)
@given(BEGINNINGS, st.lists(st.tuples(INPUTS, CHANCES), max_size=25))
def test_every_screen_leads_to_a_person_and_a_case_is_silent(
    visitor: Conversation, inputs: list[tuple[VisitorInput, int]]
) -> None:
    for happened, chance in inputs:
        before = visitor

        visitor, effects = advance(before, happened, small(), Moment(NOW, chance))

        assert_sendable(effects)
        if visitor.standing is not Standing.CASE:
            assert_a_way_to_a_person(effects)
        if before.standing is Standing.CASE and before.acknowledged:
            assert_silent(before, happened, effects)
        assert_only_kept_words_wait(visitor)
        assert len(set(visitor.path)) == len(visitor.path)


def assert_sendable(effects: tuple[ConversationEffect, ...]) -> None:
    for effect in effects:
        if isinstance(effect, Say):
            assert effect.text.strip()
            assert units(effect.text) <= 4096
            assert all(len(b.press.encode()) <= 64 and b.label.strip() for b in effect.buttons)
            presses = [button.press for button in effect.buttons]
            assert len(set(presses)) == len(presses)
        if isinstance(effect, Toast):
            assert 0 < units(effect.text) <= 200


def assert_a_way_to_a_person(effects: tuple[ConversationEffect, ...]) -> None:
    for said in (effect for effect in effects if isinstance(effect, Say)):
        labels = [button.label for button in said.buttons]
        assert any("人と話す" in label or "Talk to a person" in label for label in labels)


def assert_only_kept_words_wait(visitor: Conversation) -> None:
    assert kept.count(visitor.unread) <= kept.MOST
    assert all(is_relayed(written) and not written.language_hint for written in visitor.unread)
    assert visitor.to_confirm is None or visitor.standing is Standing.CASE
    assert visitor.asked == 0 or visitor.standing is Standing.CASE


def assert_silent(
    before: Conversation, happened: VisitorInput, effects: tuple[ConversationEffect, ...]
) -> None:
    if isinstance(happened, Edited) and kept.waits(before, happened.message):
        assert effects == ()
    elif is_relayed(happened):
        assert [type(effect) for effect in effects] == [PassOn]
    assert not any(isinstance(effect, OpenCase) for effect in effects)


def test_an_input_is_judged_by_its_arguments_alone() -> None:
    visitor, happened = Conversation(), Pressed(MessageId(1), "go:person")

    once = advance(visitor, happened, small(), Moment(NOW, 3))
    twice = advance(visitor, happened, small(), Moment(NOW, 3))

    assert once == twice


def test_a_reaction_in_a_case_and_after_it_is_passed_to_the_desk() -> None:
    visitor = in_a_case()
    within = visitor.does(Reacted(MessageId(3), "🙏"))

    visitor.does(CaseEnded())
    after = visitor.does(Reacted(MessageId(3), ""))

    assert within == (PassReaction(MessageId(3), "🙏"),)
    assert after == (PassReaction(MessageId(3), ""),)


def test_a_reaction_of_a_visitor_whom_the_flows_answer_concerns_nobody() -> None:
    newcomer, moved_on = Visitor(), in_a_case()
    moved_on.does(CaseEnded())
    moved_on.sends("go:menu")

    assert newcomer.does(Reacted(MessageId(3), "🙏")) == ()
    assert moved_on.does(Reacted(MessageId(3), "🙏")) == ()


def test_the_language_of_the_app_goes_no_further_than_the_first_guess() -> None:
    visitor = in_a_case()

    visitor.does(Said(MessageId(3), "こんにちは", language_hint="en-GB"))

    assert visitor.effects[0] == PassOn(Said(MessageId(3), "こんにちは"))
