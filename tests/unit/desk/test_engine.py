"""What happens on the staff's side, whoever it comes from."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk import words
from bot.desk.engine import advance, is_thanks, opens_case
from bot.desk.scene import Aim, Scene
from bot.desk.state import Case, Stage
from bot.model.effects import (
    Notify,
    OpenTopic,
    Popup,
    PostCard,
    PostToTopic,
    React,
    RelayToStaff,
    RelayToVisitor,
    ReleaseVisitor,
    ResumeVisitor,
)
from bot.model.ids import CaseNumber, ThreadId
from bot.model.inputs import (
    About,
    DeskInput,
    Edited,
    MediaKind,
    OutgoingArrived,
    OutgoingRefused,
    Said,
    Showed,
    StaffCommanded,
    StaffEdited,
    StaffPressed,
    StaffShowed,
    StaffWrote,
    TopicClosed,
    TopicLost,
    TopicMade,
    TopicReopened,
    TurnFailed,
    VisitorLeft,
    VisitorReachable,
    VisitorUnreachable,
    VisitorWrote,
)
from tests.unit.desk.given import (
    AT_NIGHT,
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    THEIRS,
    a_case,
    a_scene,
    after,
    closed,
    held,
    only,
    request,
)

WORDS = Said(THEIRS, "夜ねむれません")
THANKS = Said(THEIRS, "ありがとうございました！")
CHANGED = Edited(THEIRS, "夜、ねむれません")


# ── before there is a case ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("happened", "effects"),
    [
        (StaffPressed(SAKURA, "claim:1"), (Popup(words.NO_CASE),)),
        (StaffCommanded(SAKURA, OURS, "claim"), (PostToTopic(words.NO_CASE, reply_to=OURS),)),
        (StaffWrote(SAKURA, OURS, "?"), ()),
        (VisitorWrote(WORDS), ()),
        (VisitorLeft(), ()),
        (VisitorUnreachable(), ()),
        (TopicLost(), ()),
        (TurnFailed(), ()),
    ],
)
def test_without_a_case_nothing_is_done_and_a_question_is_answered(
    happened: DeskInput, effects: tuple[object, ...]
) -> None:
    assert advance(None, happened, a_scene()) == (None, effects)


# ── what the visitor writes ──────────────────────────────────────────────────


def test_the_visitors_words_are_relayed_under_a_running_number() -> None:
    case, first = after(a_case(), VisitorWrote(WORDS), a_scene())
    case, second = after(case, VisitorWrote(WORDS), a_scene())

    assert first == [RelayToStaff("みどり 1", WORDS)]
    assert second == [RelayToStaff("みどり 2", WORDS)]
    assert case.written == 2


def test_a_change_is_relayed_as_one() -> None:
    _, effects = after(a_case(written=4), VisitorWrote(CHANGED), a_scene())

    assert effects == [RelayToStaff("みどり 5・書き直し", CHANGED)]


def test_a_visitor_who_writes_after_an_answer_waits_again() -> None:
    case, _ = after(held(), VisitorWrote(WORDS), a_scene())

    assert case.waiting_since == IN_HOURS


def test_a_visitor_who_writes_more_has_waited_since_the_first_word() -> None:
    later = a_scene(IN_HOURS + timedelta(hours=1))

    case, _ = after(a_case(), VisitorWrote(WORDS), later)

    assert case.waiting_since == IN_HOURS


def test_a_change_of_earlier_words_makes_nobody_wait() -> None:
    case, _ = after(held(), VisitorWrote(CHANGED), a_scene())

    assert case.waiting_since is None


def test_at_night_the_next_opening_is_told_once_until_the_desk_has_been_open() -> None:
    case, first = after(held(), VisitorWrote(WORDS), a_scene(AT_NIGHT))
    case, second = after(case, VisitorWrote(WORDS), a_scene(AT_NIGHT + timedelta(hours=1)))
    _, next_night = after(case, VisitorWrote(WORDS), a_scene(AT_NIGHT + timedelta(days=1)))

    opening = IN_HOURS.replace(day=25, hour=9)
    assert first[1:] == [Notify("out-of-hours", {"next_opening": opening})]
    assert second[1:] == []
    assert next_night[1:] == [
        Notify("out-of-hours", {"next_opening": opening + timedelta(days=1)})
    ]


def test_thanks_after_the_end_are_brought_along_and_open_nothing() -> None:
    case, effects = after(closed(), VisitorWrote(THANKS), a_scene())

    assert case.stage is Stage.CLOSED
    assert effects == [
        RelayToStaff("みどり 1・終了後のひとこと", THANKS),
        Notify("thanks"),
    ]


def test_a_change_after_the_end_opens_nothing() -> None:
    case, effects = after(closed(), VisitorWrote(CHANGED), a_scene())

    assert case.stage is Stage.CLOSED
    assert effects == [RelayToStaff("みどり 1・終了後のひとこと・書き直し", CHANGED)]


def test_other_words_after_the_end_open_a_new_case_in_the_old_topic() -> None:
    case, effects = after(closed(written=9), VisitorWrote(WORDS), a_scene())

    assert (case.number, case.stage, case.nickname) == (13, Stage.WAITING, "みどり")
    assert not any(isinstance(effect, OpenTopic) for effect in effects)
    assert ResumeVisitor() in effects
    assert Notify("reopened") in effects
    assert effects[-1] == RelayToStaff("みどり 1", WORDS)


def test_thanks_two_days_later_open_a_new_case() -> None:
    case, _ = after(closed(), VisitorWrote(THANKS), a_scene(IN_HOURS + timedelta(hours=48)))

    assert case.number == 13


@pytest.mark.parametrize(
    "text",
    [
        "ありがとう",
        "ありがとうございました。助かりました！",
        "了解です",
        "Thank you so much!!",
        "おやすみなさい🌙",
        "🙏",
        "はい",
    ],
)
def test_a_thank_you_or_a_nod_is_known(text: str) -> None:
    assert is_thanks(Said(THEIRS, text))


@pytest.mark.parametrize(
    "text",
    ["ありがとう、でも死にたい", "はい、でもこわいです", "thank you but no", "1", "助けて"],
)
def test_words_with_anything_more_in_them_are_no_thanks(text: str) -> None:
    assert not is_thanks(Said(THEIRS, text))


def test_a_sticker_is_a_nod_and_a_picture_is_not() -> None:
    assert is_thanks(Showed(THEIRS, MediaKind.STICKER))
    assert not is_thanks(Showed(THEIRS, MediaKind.PHOTO, caption="ありがとう"))


def test_a_long_text_full_of_thanks_is_looked_at_in_no_time() -> None:
    assert not is_thanks(Said(THEIRS, "ありがとう、" * 600 + "でも"))


# ── the visitor comes and goes ───────────────────────────────────────────────


def test_a_visitor_who_leaves_ends_the_case_and_is_not_told_so() -> None:
    case, effects = after(held(), VisitorLeft(), a_scene())

    assert case.stage is Stage.CLOSED
    assert only(PostToTopic, (case, effects)) == [words.CLOSED_BY_VISITOR]
    assert not any(isinstance(effect, ReleaseVisitor) for effect in effects)


def test_a_visitor_leaves_once() -> None:
    assert after(closed(), VisitorLeft(), a_scene()) == (closed(), [])


def test_staff_read_once_that_nothing_reaches_the_visitor_and_once_that_it_does_again() -> None:
    silent, went = after(held(), VisitorUnreachable(), a_scene())
    silent, again = after(silent, VisitorUnreachable(), a_scene())
    back, came = after(silent, VisitorReachable(), a_scene())
    back, twice = after(back, VisitorReachable(), a_scene())

    assert went[0] == PostToTopic(words.WENT_SILENT)
    assert came[0] == PostToTopic(words.CAME_BACK)
    assert again == twice == []
    assert back.unreachable_since is None


def test_a_closed_case_tells_nothing_of_who_comes_and_goes() -> None:
    silent, went = after(closed(), VisitorUnreachable(), a_scene())
    back, came = after(silent, VisitorReachable(), a_scene())

    assert went == came == []
    assert silent.unreachable_since == IN_HOURS
    assert back.unreachable_since is None


# ── staff, by hand ───────────────────────────────────────────────────────────


def test_closing_the_topic_by_hand_closes_the_case() -> None:
    case, effects = after(held(), TopicClosed(SAKURA), a_scene())

    assert case.stage is Stage.CLOSED
    assert ReleaseVisitor() in effects


def test_opening_the_topic_by_hand_opens_the_case_for_whoever_did() -> None:
    case, effects = after(closed(), TopicReopened(KAEDE), a_scene())

    assert case.holder is not None
    assert case.holder.work_name == "かえで"
    assert ResumeVisitor() in effects


def test_an_anonymous_hand_opens_the_case_for_nobody() -> None:
    case, _ = after(closed(), TopicReopened(None), a_scene())

    assert (case.stage, case.holder, case.waiting_since) == (Stage.WAITING, None, IN_HOURS)


@pytest.mark.parametrize(
    ("case", "happened"), [(closed(), TopicClosed(None)), (held(), TopicReopened(None))]
)
def test_the_echo_of_our_own_closing_and_opening_does_nothing(
    case: Case, happened: DeskInput
) -> None:
    unchanged, effects = after(case, happened, a_scene())

    assert effects == []
    assert unchanged.stage is case.stage


@pytest.mark.parametrize("went_out", [True, False])
def test_a_change_of_words_that_went_out_is_called_undelivered(went_out: bool) -> None:
    happened = StaffEdited(SAKURA, OURS, "訂正")

    _, effects = after(held(), happened, a_scene(went_out=went_out))

    told = PostToTopic(words.EDIT_NOT_SENT, reply_to=OURS, silent=True)
    assert effects == ([told] if went_out else [])


@pytest.mark.parametrize("press", ["claim:11", "claim", "claim:", "nonsense:12", "", ":12"])
def test_a_button_of_another_card_does_nothing(press: str) -> None:
    case, effects = after(a_case(), StaffPressed(SAKURA, press), a_scene())

    assert case == a_case()
    assert effects == [Popup(words.OLD_CARD, alert=True)]


# ── what the world answers ───────────────────────────────────────────────────


def test_a_reply_that_arrived_is_marked_so() -> None:
    _, effects = after(held(), OutgoingArrived(About.REPLY, OURS), a_scene())

    assert effects == [React(OURS, "👌")]


def test_only_replies_are_marked() -> None:
    assert after(held(), OutgoingArrived(About.CARD, OURS), a_scene())[1] == []


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("message_gone", "元のメッセージが消されていました。"),
        ("unsure", "送れたかどうか確かめられませんでした。"),
        ("other", "Telegramが受け付けませんでした。"),
    ],
)
def test_a_reply_that_was_refused_is_marked_with_the_reason(reason: str, told: str) -> None:
    _, effects = after(held(), OutgoingRefused(About.REPLY, reason, OURS), a_scene())

    assert effects == [React(OURS, "😢"), PostToTopic(f"届いていません。{told}", reply_to=OURS)]


def test_a_refusal_because_of_a_block_makes_the_visitor_unreachable() -> None:
    case, effects = after(held(), OutgoingRefused(About.REPLY, "blocked", OURS), a_scene())

    assert case.unreachable_since == IN_HOURS
    assert PostToTopic(words.WENT_SILENT) in effects


def test_words_of_the_visitor_that_cannot_be_relayed_are_asked_for_again() -> None:
    _, effects = after(a_case(), OutgoingRefused(About.RELAY, "message_gone"), a_scene())

    assert effects == [PostToTopic(words.RELAY_FAILED)]


def test_a_visitor_is_told_once_that_the_desk_is_out_of_reach() -> None:
    refused = OutgoingRefused(About.RELAY, "no_rights", THEIRS)
    case, first = after(a_case(), refused, a_scene())
    _, second = after(case, refused, a_scene())

    assert first == [Notify("unreachable-staff")]
    assert second == []


def test_a_refused_mark_is_nobodys_business() -> None:
    assert after(held(), OutgoingRefused(About.NOTICE, "other"), a_scene())[1] == []


def test_a_topic_that_is_gone_is_made_anew_with_its_card() -> None:
    case, effects = after(held(), TopicLost(), a_scene(has_topic=False))

    assert case == held()
    assert [type(effect) for effect in effects] == [OpenTopic, PostCard]
    assert words.TOPIC_WAS_LOST in only(PostCard, (case, effects))[0]


def test_a_topic_that_was_made_again_in_the_meantime_is_made_once() -> None:
    assert after(held(), TopicLost(), a_scene(has_topic=True)) == (held(), [])


def test_staff_read_that_an_input_could_not_be_taken() -> None:
    assert after(held(), TurnFailed(), a_scene())[1] == [PostToTopic(words.TURN_FAILED)]


def test_a_topic_that_is_made_needs_nothing_more() -> None:
    assert after(held(), TopicMade(ThreadId(5)), a_scene()) == (held(), [])


# ── whatever happens, in whatever order ──────────────────────────────────────

texts = st.sampled_from(["ありがとう", "つらい", "はい"])
people = st.sampled_from([SAKURA, KAEDE, None])
written = st.one_of(
    st.builds(Said, st.just(THEIRS), texts),
    st.builds(Edited, st.just(THEIRS), texts),
    st.builds(Showed, st.just(THEIRS), st.sampled_from(MediaKind)),
)
names = st.sampled_from(["claim", "release", "close", "reopen", "r", "help", "what"])
inputs: st.SearchStrategy[DeskInput] = st.one_of(
    st.builds(request),
    st.builds(VisitorWrote, written),
    st.just(VisitorLeft()),
    st.just(VisitorUnreachable()),
    st.just(VisitorReachable()),
    st.builds(StaffWrote, people, st.just(OURS), texts),
    st.builds(StaffShowed, people, st.just(OURS), st.sampled_from(MediaKind)),
    st.builds(StaffCommanded, people, st.just(OURS), names, texts),
    st.builds(StaffPressed, people, st.builds("{}:{}".format, names, st.integers(1, 3))),
    st.builds(TopicClosed, people),
    st.builds(TopicReopened, people),
    st.builds(OutgoingArrived, st.sampled_from(About), st.just(OURS)),
    st.builds(
        OutgoingRefused,
        st.sampled_from(About),
        st.sampled_from(["blocked", "no_rights", "unsure", "other"]),
        st.just(OURS),
    ),
    st.just(TopicLost()),
    st.just(TurnFailed()),
)
scenes = st.builds(
    lambda hours, aim, has_topic, went_out: a_scene(
        IN_HOURS + timedelta(hours=hours), aim=aim, has_topic=has_topic, went_out=went_out
    ),
    st.integers(0, 100),
    st.sampled_from(Aim),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(st.tuples(inputs, scenes), max_size=25))
def test_a_case_is_sound_whatever_happens(happenings: list[tuple[DeskInput, Scene]]) -> None:
    case: Case | None = None
    for happened, scene in happenings:
        scene = _with_a_number(scene, case)
        expected = opens_case(case, happened, scene.moment.now)
        before = case
        case, effects = advance(case, happened, scene)

        opened = case is not None and (before is None or case.number != before.number)
        assert opened == expected
        if case is None:
            continue
        assert (case.holder is not None) == (case.stage is Stage.HELD)
        assert (case.closed_at is not None) == (case.stage is Stage.CLOSED)
        assert case.stage is not Stage.WAITING or case.waiting_since is not None
        went_out = [effect for effect in effects if isinstance(effect, RelayToVisitor)]
        meant = isinstance(happened, StaffCommanded) or scene.aim in {Aim.VISITOR, Aim.CARD}
        assert not went_out or (meant and before and before.stage is not Stage.CLOSED)
        assert len(went_out) <= 1


def _with_a_number(scene: Scene, case: Case | None) -> Scene:
    number = CaseNumber(case.number + 1 if case else 1)
    return replace(scene, fresh=replace(scene.fresh, number=number))
