"""A talk written down as a script."""

from datetime import UTC, datetime

import pytest

from bot.conversation.script.player import play
from bot.conversation.script.record import quoted, record
from bot.loader.report import Report
from bot.loader.scripts import read_script
from bot.loader.tree import Items, Text, read_tree
from bot.model.ids import MessageId
from bot.model.inputs import (
    BecameUnreachable,
    CaseEnded,
    CaseResumed,
    Commanded,
    Edited,
    MediaKind,
    Notified,
    Pressed,
    Reacted,
    Said,
    Showed,
    Started,
    VisitorInput,
)
from tests.unit.conversation.small import small

PRESSES = ("go:person", "nick:2:take", "an:3:self", "an:4:", "hand:5")
AT_A_DESK = (
    Said(MessageId(102), "見て: これ #1"),
    Edited(MessageId(102), "見て"),
    Edited(MessageId(7), "むかしの文"),
    Showed(MessageId(103), MediaKind.DOCUMENT, "言葉"),
    Showed(MessageId(104), MediaKind.CONTACT),
    Pressed(MessageId(1), "give:104:no"),
    Reacted(MessageId(1), "🙏"),
    Notified("claimed", {"name": "さくら"}),
    Notified("out-of-hours", {"next_opening": datetime(2026, 11, 24, tzinfo=UTC)}),
    Notified("transfer-asked", {"desk": "となり"}),
    Pressed(MessageId(1), "agree:7:yes"),
    BecameUnreachable(),
    CaseEnded(),
    Pressed(MessageId(1), "rate:8:yes"),
    CaseResumed(),
    Commanded("stop"),
)
WHOLE: tuple[VisitorInput, ...] = (
    Started("", "ja"),
    Said(MessageId(101), "うまく言えないこと"),
    *(Pressed(MessageId(1), press) for press in PRESSES),
    *AT_A_DESK,
)


def lines(text: str) -> list[str]:
    """Strip the lines of a script."""
    return [line.strip() for line in text.splitlines()]


def test_a_script_names_what_was_done_and_what_the_bot_answered() -> None:
    written = record("名前のこと", [Started("anonymity", "ja")], small())

    assert written.startswith("script: 名前のこと\nlanguage: ja\ntalk:\n  - opens: anonymity\n")
    assert "  - bot: 本名はいりません。\n    buttons: [" in written


def test_a_whole_talk_written_down_goes_as_it_went() -> None:
    written = record("人と話す", WHOLE, small())

    report = Report("", "")
    script = read_script(written, "f", report)
    assert script, report.mistakes
    assert play(script, small()).differences == ()
    assert len({line.key for line in script.talk}) >= 14


def test_buttons_are_pressed_by_their_labels() -> None:
    written = lines(record("人", WHOLE, small()))

    assert "- presses: 「緑のカエデ」にする" in written
    assert "- presses: つなぐ" in written
    assert "nickname: 緑のカエデ" in written


def test_a_button_that_was_never_seen_is_written_by_what_it_sends() -> None:
    pressed = Pressed(MessageId(1), "go:gone")

    assert '- old button: "go:gone"' in lines(record("古い", [pressed], small()))


def test_what_no_line_can_say_is_left_out() -> None:
    assert record("無", [BecameUnreachable()], small()) == "script: 無\ntalk:\n"


def test_only_a_change_of_what_was_written_last_can_be_said() -> None:
    written = lines(record("人", WHOLE, small()))

    assert "- edits: 見て" in written
    assert "- edits: むかしの文" not in written


@pytest.mark.parametrize(
    "text",
    [
        "はい",
        "yes",
        "119",
        "- い",
        "い: ろ",
        "い #は",
        "「い」",
        "a, b",
        "[い]",
        "*い",
        '"い"',
        "い\nろ",
        "い ",
        "{い}",
        "？",
    ],
)
def test_whatever_was_written_is_read_again(text: str) -> None:
    report = Report("", "")

    tree = read_tree(f"- {quoted(text)}\n- [{quoted(text)}, b]\n", "f", report)

    assert isinstance(tree, Items)
    whole, within = tree.items
    assert isinstance(whole, Text)
    assert isinstance(within, Items)
    assert [whole.text, len(within.items)] == [text.rstrip(), 2], report.mistakes
