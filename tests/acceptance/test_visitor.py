"""What a visitor sees before anybody is called: the greeting, the answers, the languages."""

import pytest

from bot.conversation.content import CONTENT_FLOWS
from bot.conversation.flow import Flow
from bot.loader.load import load
from bot.settings import HOME
from bot.simulator import Message, Visitor
from tests.acceptance.ward import Ward

HURDLES = [
    "私が使ってもいいの？",
    "本名を言わなくてはだめ？",
    "相談すると何が起きるの？",
    "予約は必要？",
    "秘密は守られる？",
]
MENU = [*HURDLES, "人と話す", "そのほか", "いま、とてもつらい", "ことば・Language"]
GREETING = "ここでは、名前を言わなくても大丈夫です。"
ASKED = "何から知りたいですか。"
PERSON_FIRST_LINE = "ここから、人につなぎます。"
LONGEST_LINE = 30  # letters that a small phone shows without breaking the line twice


@pytest.fixture
def visitor(ward: Ward) -> Visitor:
    return ward.simulator.visitor("やまだはなこ")


async def test_start_greets_in_three_short_lines_above_one_column_of_buttons(
    ward: Ward, visitor: Visitor
) -> None:
    screen = await ward.at_menu(visitor)

    greeting = screen.text.split("\n\n")[0].splitlines()
    assert greeting[0] == GREETING
    assert len(greeting) == 3
    assert all(len(line) <= LONGEST_LINE for line in greeting)
    assert screen.buttons == MENU
    assert all(len(row) == 1 for row in screen.rows)
    assert len(visitor.inbox) == 1


async def test_a_link_to_a_topic_greets_and_answers(ward: Ward, visitor: Visitor) -> None:
    visitor.start("confidentiality")
    await ward.quiet()

    greeting, answer = visitor.inbox
    assert greeting.text.startswith(GREETING)
    assert "ご近所に伝えることはありません" in answer.text


@pytest.mark.parametrize("payload", ["what_happens", "what-happens"])
async def test_a_link_may_be_written_with_a_line_above_or_below(
    ward: Ward, visitor: Visitor, payload: str
) -> None:
    visitor.start(payload)

    assert "窓口の人が読みます" in (await ward.after(visitor)).text


@pytest.mark.parametrize("payload", ["leaflet-2026", "crisis", "case", "person", "x" * 64])
async def test_a_link_that_leads_to_no_topic_only_greets(
    ward: Ward, visitor: Visitor, payload: str
) -> None:
    visitor.start(payload)
    await ward.quiet()

    [greeting] = visitor.inbox
    assert greeting.text.startswith(GREETING)
    assert greeting.buttons == MENU


async def test_every_topic_is_reached_by_taps_and_every_screen_has_the_ways_out(
    ward: Ward, visitor: Visitor
) -> None:
    flows = load(HOME / "flows", HOME / "locales").content.flows

    seen = await _walk(ward, visitor)

    told = "\n".join(screen.text for screen in seen)
    assert [flow for flow in CONTENT_FLOWS if _first_line(flows[flow]) not in told] == []
    for screen in seen:
        assert any("人と話す" in label for label in screen.buttons), screen.text
        is_menu = screen.buttons == MENU
        assert is_menu or any("メニュー" in label for label in screen.buttons), screen.text


async def _walk(ward: Ward, visitor: Visitor) -> list[Message]:
    """Press every button that leads somewhere, once."""
    waiting = [await ward.at_menu(visitor)]
    seen, known = list[Message](), set[str]()
    while waiting:
        screen = waiting.pop()
        seen.append(screen)
        for button in (button for row in screen.rows for button in row):
            onward = button["callback_data"]
            if onward.startswith("go:") and onward not in known:
                known.add(onward)
                visitor.tap(onward, screen)
                waiting.append(await ward.after(visitor))
    return seen


def _first_line(flow: Flow) -> str:
    return flow.steps[0].texts()[0].text.partition("\n")[0]


async def test_more_is_told_to_whoever_asks(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)
    await ward.tap(visitor, "私が使ってもいいの？")

    screen = await ward.tap(visitor, "もう少しくわしく")

    assert "いろいろな方が来ています" in screen.text


async def test_the_crisis_screen_names_lines_that_are_open_now(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)

    screen = await ward.tap(visitor, "いま、とてもつらい")

    assert all(number in screen.text for number in ("119", "110", "0120-279-338"))
    assert "人と話す" in screen.buttons


async def test_what_is_not_known_yet_is_said_to_be_on_its_way(
    ward: Ward, visitor: Visitor
) -> None:
    visitor.start("place_hours")

    screen = await ward.after(visitor)

    assert "電話：（準備中です）" in screen.text
    assert "{" not in screen.text


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ja", GREETING),
        ("en", "You don't have to say who you are here"),
        ("en-GB", "You don't have to say who you are here"),
        ("tlh", GREETING),
        (None, GREETING),
    ],
)
async def test_the_language_of_the_app_is_the_first_guess(
    ward: Ward, code: str | None, words: str
) -> None:
    visitor = ward.simulator.visitor("Alex", language_code=code)

    screen = await ward.at_menu(visitor)

    assert screen.text.replace("’", "'").startswith(words)


async def test_the_language_can_be_changed_from_every_menu(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)

    choice = await ward.tap(visitor, "ことば・Language")
    english = await ward.tap(visitor, "English")
    await ward.tap(visitor, "Menu" if "Menu" in english.buttons else "ことば・Language")
    easy = [label for label in choice.buttons if "やさしい" in label]
    visitor.tap(easy[0], choice)
    easy_menu = await ward.after(visitor)

    assert {"日本語", "English"} <= set(choice.buttons)
    assert "Talk to a person" in english.buttons
    assert "人と 話す" in easy_menu.buttons
    assert "ことば・Language" in easy_menu.buttons


async def test_a_chosen_language_stays_whatever_the_app_says(ward: Ward) -> None:
    visitor = ward.simulator.visitor("Alex", language_code="en")
    await ward.at_menu(visitor)
    await ward.tap(visitor, "ことば・Language")
    await ward.tap(visitor, "日本語")

    screen = await ward.at_menu(visitor)

    assert screen.buttons == MENU


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("匿名で相談できますか", "本名はいりません"),
        ("　匿名で、相談できますか？！", "本名はいりません"),
        ("匿名で相談でますか", "本名はいりません"),
        ("ﾒﾆｭｰ", ASKED),
        ("人と話す", PERSON_FIRST_LINE),
        ("いま、とてもつらい", "119"),
        ("can i stay anonymous", "本名はいりません"),
    ],
)
async def test_typed_words_are_understood_as_written_and_nearly_as_written(
    ward: Ward, visitor: Visitor, typed: str, words: str
) -> None:
    await ward.at_menu(visitor)

    screen = await ward.write(visitor, typed)

    assert words in screen.text


async def test_other_words_are_answered_kindly(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)

    for typed in ("あしたの天気は", "?!…", "🐈", "x" * 4096, "/nosuchcommand"):
        screen = await ward.write(visitor, typed)

        assert "あなたの書き方のせいではありません" in screen.text, typed
        assert {"人と話す", "メニュー"} <= set(screen.buttons)


async def test_a_picture_is_answered_kindly_where_no_person_is(
    ward: Ward, visitor: Visitor
) -> None:
    await ward.at_menu(visitor)

    visitor.send("photo", caption="")

    assert "これは、まだ人には届いていません" in (await ward.after(visitor)).text


async def test_a_command_of_the_menu_works_from_anywhere(ward: Ward, visitor: Visitor) -> None:
    await ward.at_menu(visitor)
    await ward.tap(visitor, "予約は必要？")

    menu = await ward.write(visitor, "/menu")
    languages = await ward.write(visitor, "/language")
    nobody = await ward.write(visitor, "/stop")

    assert menu.buttons == MENU
    assert "English" in languages.buttons
    assert "いまは、だれともつながっていません" in nobody.text


async def test_an_old_button_still_leads_where_it_says(ward: Ward, visitor: Visitor) -> None:
    first = await ward.at_menu(visitor)
    await ward.tap(visitor, "予約は必要？")

    visitor.tap("秘密は守られる？", first)

    assert "ご近所に伝えることはありません" in (await ward.after(visitor)).text


async def test_a_tapped_button_never_stays_waiting(ward: Ward, visitor: Visitor) -> None:
    first = await ward.at_menu(visitor)

    visitor.tap("予約は必要？", first)
    await ward.quiet()

    assert len(ward.simulator.calls("answerCallbackQuery")) == 1
