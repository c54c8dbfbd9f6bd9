"""The one door through which staff's words go out."""

import pytest

from bot.desk import replies, words
from bot.desk.replies import TELLING, Reply
from bot.desk.state import Case, Stage
from bot.model.effects import PostToTopic, React, RelayToVisitor
from bot.model.inputs import Entity, MediaKind
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


def test_a_reply_goes_out_under_the_work_name_with_its_formatting() -> None:
    case, effects = replies.send(
        held(waiting_since=IN_HOURS), Reply(SAKURA, OURS, "はい", BOLD, THEIRS), a_scene()
    )

    assert effects == (RelayToVisitor(OURS, "さくら", "はい", BOLD, reply_to=THEIRS),)
    assert case is not None
    assert case.waiting_since is None


def test_the_first_reply_claims_before_it_goes_out() -> None:
    case, effects = replies.send(a_case(), Reply(KAEDE, OURS, "はい"), a_scene())

    assert case is not None
    assert case.stage is Stage.HELD
    assert isinstance(effects[-1], RelayToVisitor)
    assert len(effects) == 5


@pytest.mark.parametrize("kind", sorted(set(MediaKind) - TELLING))
def test_what_tells_nothing_of_staff_goes_out(kind: MediaKind) -> None:
    _, effects = replies.send(held(), Reply(SAKURA, OURS, "", media=kind), a_scene())

    assert effects == (RelayToVisitor(OURS, "さくら", "", media=kind),)


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
