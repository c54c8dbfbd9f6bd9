"""While the flows answer."""

import pytest

from bot.conversation import interface
from bot.conversation.kinds import RULES, Way
from bot.conversation.state import Conversation, Place, Standing
from bot.model.effects import Say, Settle, Toast
from bot.model.ids import FlowId, Language, MessageId, StepId
from bot.model.inputs import Commanded, Edited, MediaKind, Pressed, Said, Showed, Started
from tests.unit.conversation.small import MESSAGE
from tests.unit.conversation.visitor import Visitor


def test_a_newcomer_is_greeted_with_the_questions_of_the_menu() -> None:
    visitor = Visitor()

    visitor.starts()

    assert visitor.text == "ようこそ。"
    assert visitor.labels == [
        "だれが使える？",
        "本名はいる？",
        "そのほか",
        "人と話す",
        "いま、とてもつらい",
        "ことば・Language",
    ]
    assert visitor.place == ("menu", "questions")


@pytest.mark.parametrize("payload", ["what-happens", "what_happens"])
def test_a_link_to_a_topic_shows_it_after_the_greeting(payload: str) -> None:
    visitor = Visitor()

    visitor.starts(payload)

    assert [said.text for said in visitor.said] == ["ようこそ。", "文 what_happens"]
    assert visitor.place == ("what_happens", "say")


@pytest.mark.parametrize("payload", ["", "nowhere", "person", "case", "crisis", "a.b:c\x00"])
def test_any_other_link_is_greeted_and_no_more(payload: str) -> None:
    visitor = Visitor()

    visitor.starts(payload)

    assert [said.text for said in visitor.said] == ["ようこそ。"]


def test_starting_again_keeps_the_path_and_the_language() -> None:
    visitor = Visitor()
    visitor.starts("anonymity", "en-GB")

    visitor.starts("", "ja")

    assert visitor.standing.path == (FlowId("anonymity"),)
    assert visitor.standing.language == Language("en")


@pytest.mark.parametrize(
    ("hint", "language"),
    [("en-GB", "en"), ("EN", "en"), ("ja", "ja"), ("tlh", "ja"), ("en@x", "ja")],
)
def test_the_language_is_guessed_once(hint: str, language: str) -> None:
    visitor = Visitor()

    visitor.does(Said(MESSAGE, "?", language_hint=hint))

    assert visitor.standing.language == Language(language)


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("menu", "何から知りたいですか。"),
        ("help", "ようこそ。"),
        ("language", "ことばを選んでください。"),
        ("stop", "だれともつながっていません。"),
        ("settings", "文 not-understood"),
    ],
)
def test_commands_lead_to_their_screens(command: str, text: str) -> None:
    visitor = Visitor()

    visitor.does(Commanded(command))

    assert visitor.text == text


def test_a_button_of_any_age_leads_where_it_says() -> None:
    visitor = Visitor()
    visitor.starts()

    visitor.sends("go:anonymity.details")

    assert visitor.text == "電話は（準備中です）です。"
    assert visitor.place == ("anonymity", "details")


@pytest.mark.parametrize("press", ["go:gone", "go:menu.gone", "go:", "go:case.closed", "lang:xx"])
def test_a_button_to_a_place_that_is_gone_leads_back_in_kindly(press: str) -> None:
    visitor = Visitor()

    visitor.sends(press)

    assert visitor.text == "文 resume"


def test_a_button_with_an_effect_works_once() -> None:
    visitor = Visitor()
    visitor.sends("go:person")
    press = visitor.said[-1].buttons[0].press

    visitor.does(Pressed(MessageId(11), press))
    first = visitor.effects
    visitor.does(Pressed(MessageId(11), press))

    assert first[0] == Settle(MessageId(11))
    assert isinstance(first[1], Say)
    assert visitor.effects == (Toast("この質問はもう終わっています"),)


@pytest.mark.parametrize("press", ["an:1:self", "nick:1:take", "nick:2:maybe", "hand:2", "?", ""])
def test_a_button_of_another_question_is_only_told_so(press: str) -> None:
    visitor = Visitor()
    visitor.sends("go:menu")
    visitor.sends("go:person")
    before = visitor.standing

    visitor.sends(press)

    assert visitor.effects == (Toast("この質問はもう終わっています"),)
    assert visitor.standing == before


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("名前を言わないといけませんか", ("anonymity", "choose")),
        (" 名前を、言わないと いけませんか？ ", ("anonymity", "choose")),
        ("名前を言わないといけませんか?！", ("anonymity", "choose")),
        ("名前言わないといけませか", ("anonymity", "choose")),
        ("本名じゃないとだめ", ("anonymity", "choose")),
        ("だれが使える", ("who", "say")),
        ("メニュー", ("menu", "questions")),
        ("ﾒﾆｭｰ", ("menu", "questions")),
        ("人と話す", ("person", "name")),
        ("いま、とてもつらい", ("crisis", "say")),
        ("もう少しくわしく", None),
    ],
)
def test_a_typed_question_finds_its_topic(text: str, place: tuple[str, str] | None) -> None:
    visitor = Visitor()

    visitor.writes(text)

    assert visitor.place == place


def test_a_typed_label_of_the_screen_is_as_good_as_its_button() -> None:
    visitor = Visitor()
    visitor.sends("go:anonymity")

    visitor.writes("もう少しくわしく")

    assert visitor.place == ("anonymity", "details")


def test_stopping_without_a_case_says_that_nobody_is_there() -> None:
    visitor = Visitor()
    visitor.starts()

    visitor.writes("やめる")

    assert visitor.text == "だれともつながっていません。"
    assert visitor.labels == ["人と話す", "メニュー"]


def test_an_old_button_to_end_a_case_says_that_nobody_is_there() -> None:
    visitor = Visitor()

    visitor.sends("stop:")

    assert visitor.text == "だれともつながっていません。"


def test_what_is_not_understood_leaves_the_question_open() -> None:
    visitor = Visitor()
    visitor.sends("go:person")
    visitor.sends("nick:1:none")
    open_question = visitor.said[-1].buttons[0].press

    visitor.writes("xyzzy")
    puzzled = visitor.text
    visitor.sends(open_question)

    assert puzzled == "文 not-understood"
    assert visitor.place == ("person", "age")
    assert visitor.standing.answers == {"about": "self"}


def test_misunderstood_twice_a_person_comes_first() -> None:
    visitor = Visitor()

    visitor.writes("xyzzy")
    once = visitor.labels
    visitor.writes("plugh")

    assert once == ["人と話す", "メニュー"]
    assert visitor.standing.unmatched == 2
    assert visitor.labels[0] == "人と話す"


def test_understanding_ends_the_count_of_misunderstandings() -> None:
    visitor = Visitor()
    visitor.writes("xyzzy")

    visitor.writes("メニュー")

    assert visitor.standing.unmatched == 0


def test_a_picture_is_not_understood_and_an_edit_needs_no_answer() -> None:
    visitor = Visitor()

    visitor.does(Showed(MESSAGE, MediaKind.PHOTO))
    puzzled = visitor.text
    visitor.does(Edited(MESSAGE, "メニュー"))

    assert puzzled == "文 not-understood"
    assert visitor.effects == ()


@pytest.mark.parametrize("kind", [kind for kind in MediaKind if not RULES[kind].name])
def test_what_a_person_may_have_is_kept_for_one(kind: MediaKind) -> None:
    visitor, showed = Visitor(), Showed(MESSAGE, kind, "これ")

    visitor.does(showed)

    assert visitor.text == "文 not-understood"
    assert visitor.standing.unread == (showed,)


@pytest.mark.parametrize("kind", [kind for kind in MediaKind if RULES[kind].name])
def test_what_a_person_may_not_have_is_declined_and_not_kept(kind: MediaKind) -> None:
    visitor = Visitor()

    visitor.does(Showed(MESSAGE, kind))

    rule = RULES[kind]
    reason = interface.LATER if rule.way is Way.CONFIRMED else rule.why
    assert visitor.text == f"{rule.name}は届けられません。{reason}"
    assert visitor.labels == ["人と話す", "メニュー"]
    assert visitor.standing.unread == ()


@pytest.mark.parametrize("kind", [MediaKind.DOCUMENT, MediaKind.CONTACT])
def test_words_that_came_with_it_are_kept_all_the_same(kind: MediaKind) -> None:
    visitor = Visitor()

    visitor.does(Showed(MESSAGE, kind, "これを読んでほしい"))

    declined, puzzled = visitor.text.split("\n\n")
    assert declined.startswith(f"{RULES[kind].name}は届けられません。")
    assert puzzled == "文 not-understood"
    assert visitor.standing.unread == (Said(MESSAGE, "これを読んでほしい"),)


def test_an_album_of_files_is_declined_once_and_the_next_one_again() -> None:
    visitor = Visitor()
    albums = ("a", "a", "b", "", "")

    answers = [
        len(visitor.does(Showed(MESSAGE, MediaKind.DOCUMENT, album=album))) for album in albums
    ]

    assert answers == [1, 0, 1, 1, 1]


def test_an_unknown_command_is_not_kept() -> None:
    visitor = Visitor()

    visitor.does(Commanded("nonsense"))

    assert visitor.standing.unread == ()


def test_a_place_that_is_gone_is_met_with_the_resume_screen() -> None:
    gone = Conversation(place=Place(FlowId("old"), StepId("say")), serial=3)

    visitor = Visitor(standing=gone)
    visitor.writes("xyzzy")
    typed = visitor.text
    visitor = Visitor(standing=gone)
    visitor.sends("an:3:self")

    assert typed == "文 resume"
    assert visitor.text == "文 resume"


def test_a_known_question_is_answered_even_where_the_place_is_gone() -> None:
    visitor = Visitor(standing=Conversation(place=Place(FlowId("old"), StepId("say"))))

    visitor.writes("匿名で相談できますか")

    assert visitor.place == ("anonymity", "choose")


def test_the_path_names_topics_once_and_in_order() -> None:
    visitor = Visitor()
    visitor.starts()

    for flow in ("who", "anonymity", "menu", "who", "crisis", "person", "resume"):
        visitor.sends(f"go:{flow}")

    assert visitor.standing.path == ("who", "anonymity", "crisis")


def test_navigating_ends_the_time_after_a_case() -> None:
    ended = Conversation(standing=Standing.ENDED, had_case=True)

    by_start = Visitor(standing=ended)
    by_start.does(Started())
    by_button = Visitor(standing=ended)
    by_button.sends("go:menu")
    by_command = Visitor(standing=ended)
    by_command.does(Commanded("menu"))

    assert by_start.standing.standing is Standing.FLOWS
    assert by_button.standing.standing is Standing.FLOWS
    assert by_command.standing.standing is Standing.FLOWS
