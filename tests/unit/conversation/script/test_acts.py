"""What a line lets happen."""

from datetime import datetime

import pytest

from bot.conversation.script.acts import happens
from bot.conversation.script.visitor import OURS, Visitor
from bot.i18n import TOKYO
from bot.model.ids import NO_DESK, MessageId, StaffRef
from bot.model.inputs import (
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    Invited,
    MediaKind,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Staff,
    Started,
    VisitorInput,
)
from tests.unit.conversation.script.written import script
from tests.unit.conversation.small import small

SECOND = MessageId(2)


@pytest.mark.parametrize(
    ("line", "happened"),
    [
        ("opens:", Started("", "en")),
        ("opens: cost", Started("cost", "en")),
        ("presses: い", Pressed(OURS, "go:menu", language_hint="en")),
        ("old button: go:cost", Pressed(OURS, "go:cost", language_hint="en")),
        ("writes: yes", Said(SECOND, "yes")),
        ("writes: {ja: はい, en: yes}", Said(SECOND, "はい")),
        ("edits: いいえ", Edited(OURS, "いいえ")),
        ("{shows: photo, caption: 空}", Showed(SECOND, MediaKind.PHOTO, "空")),
        ("reacts: 🙏", Reacted(OURS, "🙏")),
        ("command: menu", Commanded("menu")),
        ("desk: closes", CaseEnded()),
        ("desk: resumes", CaseResumed()),
        ("{desk: invited, values: {name: 杉}}", Invited(Staff(StaffRef(""), "杉"), NO_DESK)),
        ("{desk: claimed, values: {name: 杉}}", Notified("claimed", {"name": "杉"})),
    ],
)
def test_each_act_is_an_input(line: str, happened: VisitorInput) -> None:
    visitor = Visitor(small(), "en")

    assert happens(script(f"- {line}").talk[0], visitor, "go:menu") == happened


def test_a_time_without_a_zone_is_one_of_tokyo() -> None:
    line = script('- {desk: out-of-hours, values: {next_opening: "2026-11-24T09:00"}}').talk[0]

    notified = happens(line, Visitor(small()))

    opening = datetime(2026, 11, 24, 9, tzinfo=TOKYO)
    assert notified == Notified("out-of-hours", {"next_opening": opening})


def test_an_edit_changes_what_was_written_last() -> None:
    visitor = Visitor(small())
    wrote, changed = script("- writes: い\n- edits: ろ\n").talk

    happens(wrote, visitor)

    assert happens(changed, visitor) == Edited(SECOND, "ろ")
