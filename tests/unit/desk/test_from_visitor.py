"""What a visitor does, as the desk meets it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import words
from bot.desk.from_visitor import is_thanks
from bot.desk.scene import Fresh
from bot.desk.state import Stage, Transfer
from bot.model.effects import (
    Notify,
    OpenTopic,
    PostAside,
    PostCard,
    PostQueueLine,
    PostToTopic,
    ReactToStaff,
    RelayToStaff,
    ReleaseVisitor,
    ResumeVisitor,
)
from bot.model.ids import CaseId, CaseNumber, DeskId
from bot.model.inputs import (
    Edited,
    MediaKind,
    Said,
    Showed,
    VisitorAgreed,
    VisitorLeft,
    VisitorRated,
    VisitorReachable,
    VisitorReacted,
    VisitorUnreachable,
    VisitorWrote,
)
from tests.unit.desk.given import (
    AT_NIGHT,
    DESK,
    DESKS,
    ELSEWHERE,
    IN_HOURS,
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
THREE_DAYS_LATER = IN_HOURS + timedelta(days=3)


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


def test_a_visitor_who_leaves_ends_the_case_and_is_not_told_so() -> None:
    case, effects = after(held(), VisitorLeft(), a_scene())

    assert case.stage is Stage.CLOSED
    assert only(PostToTopic, (case, effects))[0].startswith(words.CLOSED_BY_VISITOR)
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


# ── what ends a snooze or a closing that was to come ─────────────────────────


def test_new_words_call_off_a_closing_and_end_a_snooze() -> None:
    waiting = held(closing_at=IN_HOURS, snoozed_until=IN_HOURS)

    case, effects = after(waiting, VisitorWrote(WORDS), a_scene())

    assert (case.closing_at, case.snoozed_until) == (None, None)
    assert words.CLOSING_CANCELLED in only(PostToTopic, (case, effects))


def test_a_change_of_earlier_words_calls_nothing_off() -> None:
    waiting = held(closing_at=IN_HOURS)

    case, _ = after(waiting, VisitorWrote(CHANGED), a_scene())

    assert case.closing_at == IN_HOURS


# ── in a crowd ───────────────────────────────────────────────────────────────


def test_in_a_crowd_a_case_without_words_gets_no_topic_and_one_with_words_does() -> None:
    case, opening = after(None, request(), a_scene(crowded=True, has_topic=False))
    later, effects = after(case, VisitorWrote(WORDS), a_scene(has_topic=False))

    assert case.aside
    assert not any(isinstance(effect, OpenTopic) for effect in opening)
    assert not later.aside
    assert [type(e) for e in effects] == [OpenTopic, PostCard, PostQueueLine, RelayToStaff]


def test_in_a_crowd_words_from_before_the_handoff_deserve_a_topic_too() -> None:
    asked = replace(request(), earlier=(WORDS,))

    case, effects = after(None, asked, a_scene(crowded=True, has_topic=False))

    assert not case.aside
    assert RelayToStaff("みどり 1・つなぐ前に書いたもの", WORDS) in effects


def test_in_a_crowd_what_is_not_worth_a_topic_is_kept_where_staff_see_it() -> None:
    aside = a_case(aside=True)

    sticker = Showed(THEIRS, MediaKind.STICKER)

    case, effects = after(aside, VisitorWrote(sticker), a_scene(has_topic=False))

    assert case.kept == (sticker,)
    [line] = effects
    assert isinstance(line, PostAside)
    assert [button.press for button in line.buttons] == ["promote:12"]


def test_a_visitor_who_has_a_topic_keeps_it_in_a_crowd() -> None:
    case, _ = after(closed(), request(), a_scene(crowded=True, has_topic=True))

    assert not case.aside


def test_what_was_written_before_comes_along_first() -> None:
    asked = replace(request(), earlier=(WORDS, WORDS))

    case, effects = after(None, asked, a_scene(has_topic=False))

    relayed = [effect.header for effect in effects if isinstance(effect, RelayToStaff)]
    assert relayed == ["みどり 1・つなぐ前に書いたもの", "みどり 2・つなぐ前に書いたもの"]
    assert case.written == 2


def test_a_note_stays_with_its_case() -> None:
    case, _ = after(closed(note="午後に電話"), VisitorWrote(WORDS), a_scene(THREE_DAYS_LATER))

    assert case.note == ""


# ── to another desk ──────────────────────────────────────────────────────────


def test_to_another_wards_desk_only_after_the_visitor_agreed() -> None:
    asked = held(transfer=Transfer(ELSEWHERE.id, "台東区の方", "さくら"))
    booth = DeskId("elsewhere#2")
    scene = a_scene(desks=DESKS, fresh=Fresh(CaseId("new-case"), CaseNumber(13), booth))

    moved, effects = after(asked, VisitorAgreed(agreed=True), scene)
    stayed, said = after(asked, VisitorAgreed(agreed=False), scene)

    assert (moved.desk, moved.note, moved.number) == (booth, "台東区の方", 13)
    assert OpenTopic("🔴 みどり ・13", reuse=True) in effects
    assert (stayed.desk, stayed.transfer) == (DESK.id, None)
    assert said == [PostToTopic(words.TRANSFER_DECLINED)]


def test_an_answer_that_nobody_asked_for_moves_nothing() -> None:
    assert after(held(), VisitorAgreed(agreed=True), a_scene(desks=DESKS)) == (held(), [])


# ── reactions and the one question at the end ────────────────────────────────


def test_a_reaction_is_shown_on_the_words_it_is_about() -> None:
    assert after(held(), VisitorReacted(THEIRS, "❤"), a_scene())[1] == [ReactToStaff(THEIRS, "❤")]


def test_what_the_visitor_said_of_the_case_counts_once() -> None:
    case, _ = after(closed(), VisitorRated(helped=True), a_scene())
    again, effects = after(case, VisitorRated(helped=False), a_scene())

    assert again.helped is True
    assert effects == []
