"""What a typed text is compared with."""

from bot.conversation.content import MENU, PERSON, STOP
from bot.conversation.known import is_known, known_phrases, plain_words
from bot.conversation.match import normalise
from bot.model.ids import FlowId, Language
from tests.unit.conversation.small import small

JAPANESE, ENGLISH = Language("ja"), Language("en")


def leads(phrases: object, text: str) -> FlowId | None:
    assert isinstance(phrases, tuple)
    wanted = normalise(text)
    return next((known.place.flow for known in phrases if known.phrase == wanted), None)


def test_plain_words_work_everywhere() -> None:
    words = plain_words(small(), JAPANESE)

    assert [leads(words, text) for text in ("メニュー", "人と話す", "やめる")] == [
        MENU,
        PERSON,
        STOP,
    ]


def test_a_visitor_may_type_in_their_language_or_in_japanese() -> None:
    words = plain_words(small(), ENGLISH)

    assert leads(words, "Talk to a person") == leads(words, "人と話す") == PERSON


def test_titles_questions_and_labels_of_the_menu_are_known() -> None:
    phrases = known_phrases(small(), JAPANESE)

    assert leads(phrases, "本名じゃないとだめ？") == "anonymity"
    assert leads(phrases, "匿名で相談できますか") == "anonymity"
    assert leads(phrases, "なにをするの？") == "what_happens"


def test_the_titles_of_system_flows_lead_nowhere() -> None:
    assert leads(known_phrases(small(), JAPANESE), "時間外") is None


def test_a_phrase_is_known_as_it_stands_and_not_when_it_is_only_near() -> None:
    assert is_known("本名 じゃないとだめ", small())
    assert not is_known("本名じゃないとむり", small())
    assert not is_known("", small())
