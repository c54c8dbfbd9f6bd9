"""What was sent before a person was there."""

import pytest

from bot.conversation.kept import MOST, corrected, count, joins, keep, waits
from bot.conversation.state import Conversation, Place
from bot.model.effects import OpenCase, Toast
from bot.model.ids import FlowId, MessageId, StepId
from bot.model.inputs import CaseEnded, Commanded, Edited, Entity, MediaKind, Said, Showed
from tests.unit.conversation.visitor import Visitor, in_a_case

FIRST, SECOND = MessageId(11), MessageId(12)
PHOTO = Showed(FIRST, MediaKind.PHOTO, "これ")
WORDS = Said(SECOND, "ねむれません")


def piece(number: int, album: str = "a") -> Showed:
    """Make one picture of an album."""
    return Showed(MessageId(number), MediaKind.PHOTO, album=album)


def keeping(*written: Said | Showed) -> Conversation:
    """Keep these, one after another."""
    conversation = Conversation()
    for each in written:
        conversation = keep(conversation, each)
    return conversation


def at_the_summary(visitor: Visitor) -> Visitor:
    """Lead a visitor to the screen that asks for the last word."""
    visitor.sends("go:person")
    for label in ("名前なし", "答えない", "いいたくない"):
        visitor.presses(label)
    return visitor


def handed_over(visitor: Visitor) -> tuple[Said | Showed, ...]:
    """Give what went along with the handoff."""
    opened = [effect for effect in visitor.effects if isinstance(effect, OpenCase)]
    assert len(opened) == 1
    return opened[0].request.earlier


def test_the_oldest_goes_when_there_are_too_many() -> None:
    written = [Said(MessageId(number), "あ") for number in range(MOST + 2)]

    kept = keeping(*written)

    assert kept.unread == tuple(written[2:])
    assert count(kept.unread) == MOST


def test_an_album_is_one_thing_and_stays_whole() -> None:
    pieces = [piece(number) for number in range(1, 8)]
    others = [Said(MessageId(number), "あ") for number in range(20, 20 + MOST - 1)]

    whole = keeping(*pieces, *others)
    gone = keep(whole, Said(MessageId(30), "い"))

    assert whole.unread == (*pieces, *others)
    assert count(whole.unread) == MOST
    assert gone.unread[0] == others[0]


def test_two_albums_are_two_and_pictures_without_one_are_each_their_own() -> None:
    assert count((piece(1, "a"), piece(2, "b"))) == 2
    assert count((piece(1, ""), piece(2, ""))) == 2
    assert count(()) == 0


def test_only_the_next_piece_of_the_same_album_joins() -> None:
    assert joins((piece(1),), piece(2))
    assert not joins((piece(1),), piece(2, "b"))
    assert not joins((piece(1), WORDS), piece(2))
    assert not joins((piece(1, ""),), piece(2, ""))
    assert not joins((), piece(1))


def test_a_changed_text_or_caption_is_kept_as_changed() -> None:
    bold = (Entity("bold", 0, 1),)
    kept = keeping(PHOTO, WORDS)

    kept = corrected(kept, Edited(FIRST, "それ", caption=True))
    kept = corrected(kept, Edited(SECOND, "ねむい", bold))

    assert kept.unread == (
        Showed(FIRST, MediaKind.PHOTO, "それ"),
        Said(SECOND, "ねむい", bold),
    )


def test_words_that_are_taken_back_are_gone_but_the_picture_stays() -> None:
    kept = keeping(PHOTO, WORDS)

    kept = corrected(corrected(kept, Edited(FIRST, "", caption=True)), Edited(SECOND, " "))

    assert kept.unread == (Showed(FIRST, MediaKind.PHOTO),)


def test_what_waits_is_known_by_its_message() -> None:
    kept = keeping(WORDS)
    asking = Conversation(to_confirm=Showed(FIRST, MediaKind.CONTACT))

    assert waits(kept, SECOND)
    assert not waits(kept, FIRST)
    assert waits(asking, FIRST)
    assert not waits(asking, SECOND)


def test_first_words_and_pictures_go_along_with_the_handoff_in_order_and_once() -> None:
    visitor = Visitor()
    visitor.does(PHOTO)
    visitor.does(WORDS)
    at_the_summary(visitor)

    visitor.presses("つなぐ")

    assert handed_over(visitor) == (PHOTO, WORDS)
    assert visitor.standing.unread == ()


def test_what_was_understood_does_not_go_along() -> None:
    visitor = Visitor()
    visitor.writes("匿名で相談できますか")
    at_the_summary(visitor)

    visitor.presses("つなぐ")

    assert handed_over(visitor) == ()


def test_the_hint_of_the_language_is_not_kept() -> None:
    visitor = Visitor()

    visitor.does(Said(FIRST, "xyzzy", language_hint="en"))
    visitor.does(Showed(SECOND, MediaKind.PHOTO, language_hint="en"))

    assert visitor.standing.unread == (Said(FIRST, "xyzzy"), Showed(SECOND, MediaKind.PHOTO))


def test_an_edit_of_what_is_kept_changes_it_without_an_answer() -> None:
    visitor = Visitor()
    visitor.does(WORDS)

    visitor.does(Edited(SECOND, "ねむい"))

    assert visitor.effects == ()
    assert visitor.standing.unread == (Said(SECOND, "ねむい"),)


def test_an_edit_of_what_no_person_has_does_not_reach_one_in_a_case_either() -> None:
    visitor = in_a_case()
    visitor.standing = keep(visitor.standing, WORDS)

    visitor.does(Edited(SECOND, "ねむい"))

    assert visitor.effects == ()


@pytest.mark.parametrize("way", ["/stop", "button", "word"])
def test_stopping_lets_go_of_what_is_kept_and_says_so(way: str) -> None:
    visitor = Visitor()
    visitor.does(WORDS)

    if way == "/stop":
        visitor.does(Commanded("stop"))
    elif way == "button":
        visitor.sends("stop:")
    else:
        visitor.writes("やめる")

    assert visitor.standing.unread == ()
    assert visitor.text == "預かっていたものは、消しました。\n\nだれともつながっていません。"


def test_leaving_a_case_lets_go_of_it_too() -> None:
    visitor = in_a_case()
    visitor.standing = keep(visitor.standing, WORDS)

    visitor.sends("stop:")

    assert visitor.standing.unread == ()


def test_what_is_written_in_a_case_or_after_it_is_not_kept() -> None:
    visitor = in_a_case()
    visitor.writes("こんにちは")
    visitor.does(CaseEnded())
    visitor.writes("まだあります")

    assert visitor.standing.unread == ()


def test_what_is_written_at_a_place_that_is_gone_is_kept() -> None:
    gone = Conversation(place=Place(FlowId("old"), StepId("say")))
    visitor = Visitor(standing=gone)

    visitor.does(WORDS)

    assert visitor.text == "文 resume"
    assert visitor.standing.unread == (WORDS,)


def test_what_is_written_at_the_summary_is_shown_there_before_the_last_word() -> None:
    visitor = at_the_summary(Visitor())
    old = visitor.said[-1].buttons[0].press

    visitor.does(WORDS)
    asked, labels = visitor.text, visitor.labels
    visitor.sends(old)
    by_old_button = visitor.effects
    visitor.does(PHOTO)
    visitor.presses("つなぐ")

    assert asked.endswith("先に送ってくださったもの（1件）も、いっしょに渡します。")
    assert labels == ["つなぐ", "先に送ったものは渡さない", "人と話す", "メニュー"]
    assert by_old_button == (Toast("この質問はもう終わっています"),)
    assert handed_over(visitor) == (WORDS, PHOTO)


def test_one_answer_is_enough_for_an_album() -> None:
    visitor = Visitor()

    answers = [len(visitor.does(piece(number))) for number in (1, 2, 3)]

    assert answers == [1, 0, 0]
    assert visitor.standing.unread == (piece(1), piece(2), piece(3))
