"""A script as it is written down."""

from bot.conversation.script.script import ANY, Line, Piece, Script, told
from bot.model.ids import Language, MessageId
from bot.model.inputs import CaseRequested, MediaKind, Said, Showed

JA, EN = Language("ja"), Language("en")


def test_a_text_of_a_language_goes_before_one_for_all() -> None:
    line = Line("bot", {ANY: Piece("い", 1, 1), "en": Piece("a", 2, 1)})

    assert line.piece("en") == Piece("a", 2, 1)
    assert line.piece("ja") == Piece("い", 1, 1)


def test_without_a_text_for_a_language_the_first_one_stands_for_it() -> None:
    line = Line("writes", {"ja": Piece("い", 1, 1), "en": Piece("a", 2, 1)})

    assert line.piece("ko") == Piece("い", 1, 1)


def test_it_is_played_in_the_languages_it_names_or_in_all() -> None:
    english, every = Piece("en", 2, 13), Piece("all", 2, 12)

    assert Script("f", "題", (), languages=(english,)).spoken((JA, EN)) == (EN,)
    assert Script("f", "題", (), languages=(every,)).spoken((JA, EN)) == (JA, EN)
    assert Script("f", "題", ()).spoken((JA, EN)) == ()


def test_a_case_is_told_in_lines() -> None:
    number = MessageId(2)
    earlier = (Said(number, "あ"), Showed(number, MediaKind.PHOTO))

    assert told(CaseRequested("ねこ", JA, (("だれ", "自分"),), ("お金",), earlier)) == (
        "nickname: ねこ",
        "answer: だれ = 自分",
        "path: お金",
        "earlier: あ",
        "earlier: photo",
    )
