"""The one door through which staff's words go out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import replies, words
from bot.desk.replies import TELLING
from bot.desk.scene import Sent
from bot.desk.state import Case, Reply, Stage
from bot.model.effects import (
    Button,
    EditReply,
    OfferUndo,
    PostToTopic,
    React,
    RelayToVisitor,
)
from bot.model.ids import MessageId
from bot.model.inputs import Entity, MediaKind, StaffEdited
from tests.unit.desk.given import (
    IN_HOURS,
    KAEDE,
    OURS,
    SAKURA,
    THEIRS,
    a_case,
    a_scene,
    closed,
    held,
)

BOLD = (Entity("bold", 0, 2),)
UNDO = OfferUndo(OURS, words.SENT, (Button(words.UNDO, f"undo:12:{OURS}"),))


def test_a_reply_goes_out_under_the_work_name_with_its_formatting() -> None:
    case, effects = replies.send(
        held(waiting_since=IN_HOURS), Reply(SAKURA, OURS, "はい", BOLD, THEIRS), a_scene()
    )

    assert effects[0] == RelayToVisitor(OURS, "さくら", "はい", BOLD, reply_to=THEIRS)
    assert effects[1:] == (UNDO,)
    assert case is not None
    assert case.waiting_since is None


def test_the_first_reply_claims_before_it_goes_out() -> None:
    case, effects = replies.send(a_case(), Reply(KAEDE, OURS, "はい"), a_scene())

    assert case is not None
    assert case.stage is Stage.HELD
    assert isinstance(effects[-2], RelayToVisitor)
    assert len(effects) == 6


@pytest.mark.parametrize("kind", sorted(set(MediaKind) - TELLING))
def test_what_tells_nothing_of_staff_goes_out(kind: MediaKind) -> None:
    _, effects = replies.send(held(), Reply(SAKURA, OURS, "", media=kind), a_scene())

    assert effects == (RelayToVisitor(OURS, "さくら", "", media=kind), UNDO)


@pytest.mark.parametrize("kind", sorted(TELLING))
def test_what_may_tell_who_or_where_staff_are_stays_in_the_group(kind: MediaKind) -> None:
    case, effects = replies.send(a_case(), Reply(SAKURA, OURS, "", media=kind), a_scene())

    told = PostToTopic(words.CANNOT_SEND, reply_to=OURS)
    assert (case, effects) == (a_case(), (React(OURS, "😢"), told))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (closed(), words.CASE_CLOSED),
        (held(unreachable_since=IN_HOURS), words.UNREACHABLE_REPLY),
    ],
)
def test_a_reply_that_cannot_arrive_says_why_and_changes_nothing(case: Case, why: str) -> None:
    unchanged, effects = replies.send(case, Reply(SAKURA, OURS, "はい"), a_scene())

    assert unchanged == case
    assert effects == (React(OURS, "😢"), PostToTopic(why, reply_to=OURS))


def test_an_album_is_one_reply_with_one_offer_to_take_it_back() -> None:
    first = Reply(SAKURA, OURS, "", media=MediaKind.PHOTO, album="a")
    second = replace(first, message=MessageId(OURS + 1))

    case, _ = replies.send(held(), first, a_scene())
    assert case is not None
    _, effects = replies.send(case, second, a_scene())

    assert [type(effect) for effect in effects] == [RelayToVisitor]


def test_a_colleagues_album_asks_once_whether_to_send_it() -> None:
    first = Reply(KAEDE, OURS, "", media=MediaKind.PHOTO, album="a")
    second = replace(first, message=MessageId(OURS + 1))

    case, asked = replies.send(held(), first, a_scene())
    assert case is not None
    case, asked_again = replies.send(case, second, a_scene())

    assert len(asked) == 1
    assert asked_again == ()
    assert case is not None
    assert case.held_back == (first, second)


def test_a_changed_reply_changes_the_visitors_copy() -> None:
    changed = StaffEdited(SAKURA, OURS, "訂正", BOLD)

    _, effects = replies.edited(held(), changed, SAKURA, a_scene(sent=Sent(IN_HOURS)))

    assert effects == (EditReply(OURS, "さくら", "訂正", BOLD),)


@pytest.mark.parametrize("caption", [True, False])
def test_of_a_changed_picture_the_words_may_be_gone_but_never_all_there_is(caption: bool) -> None:
    changed = StaffEdited(SAKURA, OURS, "", caption=caption)

    _, effects = replies.edited(held(), changed, SAKURA, a_scene(sent=Sent(IN_HOURS)))

    refused = PostToTopic(words.EDIT_NOT_SENT, reply_to=OURS)
    assert effects == ((EditReply(OURS, "さくら", "", caption=True),) if caption else (refused,))


def test_a_changed_note_is_nobodys_business() -> None:
    assert replies.edited(held(), StaffEdited(SAKURA, OURS, "訂正"), SAKURA, a_scene())[1] == ()


@pytest.mark.parametrize("case", [closed(), held(unreachable_since=IN_HOURS)])
def test_a_change_that_cannot_arrive_is_called_undelivered(case: Case) -> None:
    changed = StaffEdited(SAKURA, OURS, "訂正")

    _, effects = replies.edited(case, changed, SAKURA, a_scene(sent=Sent(IN_HOURS)))

    assert effects == (PostToTopic(words.EDIT_NOT_SENT, reply_to=OURS),)


def test_a_reply_that_waits_for_its_authors_second_word_goes_out_as_last_written() -> None:
    waiting = held(held_back=(Reply(KAEDE, OURS, "代わりに"),))

    case, effects = replies.edited(
        waiting, StaffEdited(KAEDE, OURS, "失礼します"), KAEDE, a_scene()
    )

    assert effects == ()
    assert case is not None
    assert case.held_back[0].text == "失礼します"


@pytest.mark.parametrize(
    ("ago", "fresh", "deletable"),
    [
        (timedelta(seconds=10), True, True),
        (timedelta(seconds=11), False, True),
        (timedelta(hours=47, minutes=59), False, True),
        (timedelta(hours=48), False, False),
    ],
)
def test_ten_seconds_need_no_question_and_two_days_leave_none(
    ago: timedelta, fresh: bool, deletable: bool
) -> None:
    sent, scene = Sent(IN_HOURS - ago), a_scene()

    assert replies.is_fresh(sent, scene) is fresh
    assert replies.may_be_taken_back(sent, scene) is deletable
