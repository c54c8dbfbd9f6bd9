"""The texts."""

import pytest

from bot.conversation.check.texts import columns
from tests.unit.conversation.small import ANONYMITY, CASE, CRISIS, ENGLISH, OUT_OF_HOURS, stub
from tests.unit.loader.wrong import mistakes, remarks, serious, values

EN = "locales/en/LC_MESSAGES/engawa.po"


def saying(text: str) -> dict[str, str]:
    """Let one flow say this."""
    return {"cost": stub("cost").replace("文 cost", text)}


@pytest.mark.parametrize("count", [200, 190])
def test_a_calm_screen_has_about_two_hundred_letters(count: int) -> None:
    assert remarks(saying((("あ" * 49 + "。") * 4)[:count])) == []


def test_a_longer_screen_is_remarked_on_with_its_length() -> None:
    long = saying("あ" * 201)

    assert ("flows/cost.yaml", 5, "screen_long") not in remarks(long)
    assert ("flows/cost.yaml", 4, "screen_long") in remarks(long)


def test_the_texts_of_one_screen_count_together_and_a_notice_alone() -> None:
    together = {"cost": stub("cost") + "".join(f"  - say: {'あ' * 101}\n" for _ in range(2))}
    notices = {"case": CASE.replace("。", "あ" * 60 + "。")}

    assert "screen_long" in [problem for _, _, problem in remarks(together)]
    assert "screen_long" not in [problem for _, _, problem in remarks(notices)]


def test_what_cannot_be_sent_is_serious_and_counted_as_telegram_counts() -> None:
    assert "text_too_long" not in [m.problem for m in mistakes(saying("👋" * 2048))]
    assert serious(saying("👋" * 2049))[0] == ("flows/cost.yaml", 4, 5, "text_too_long")


def test_a_translation_that_cannot_be_sent_is_serious_too() -> None:
    long = ENGLISH + f'\nmsgctxt "cost.say"\nmsgid "文 cost"\nmsgstr "{"a" * 4097}"\n'

    assert serious({EN: long}) == [("flows/cost.yaml", 4, 5, "text_too_long")]
    assert values({EN: long}, "text_too_long") == {
        "language": "en",
        "length": "4097",
        "text": "a" * 20,
    }


@pytest.mark.parametrize(
    "text",
    [
        "絶対に言いません。",
        "絶対に誰にも知られません。",
        "秘密は絶対、外に出しません。",
        "ぜったいに もらしません。",
    ],
)
def test_a_promise_that_nobody_can_keep_is_serious(text: str) -> None:
    assert serious(saying(text)) == [("flows/cost.yaml", 4, 10, "promise")]


@pytest.mark.parametrize("text", ["伝えません。", "絶対です。でも、わかりません。"])
def test_other_sentences_are_not_taken_for_promises(text: str) -> None:
    assert serious(saying(text)) == []


def test_what_visitors_ask_is_no_promise_of_ours() -> None:
    asked = ANONYMITY.replace("匿名で相談できますか", "絶対に知られませんか")

    assert serious({"anonymity": asked}) == []


@pytest.mark.parametrize(
    ("flow", "text", "name"),
    [
        ("cost", "{fact.phone}", "fact.phone"),
        ("cost", "{facts.gone}", "facts.gone"),
        ("cost", "{hotlines.gone.number}", "hotlines.gone.number"),
        ("cost", "{hotlines.line.fax}", "hotlines.line.fax"),
        ("cost", "{next_opening}", "next_opening"),
        ("cost", "{desk}", "desk"),
        ("cost", "{reason}", "reason"),
        ("cost", "{shows}", "shows"),
        ("cost", "{ nickname }", " nickname "),
        ("cost", "{}", ""),
    ],
)
def test_a_placeholder_that_stands_for_nothing_is_serious(flow: str, text: str, name: str) -> None:
    broken = saying(f'"あ{text}"')

    assert serious(broken) == [(f"flows/{flow}.yaml", 4, 10, "placeholder_unknown")]
    assert values(broken, "placeholder_unknown")["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "{earlier}",
        "{kept}",
        "{nickname}",
        "{about}",
        "{age}",
        "{facts.phone}",
        "{hotlines.line.hours}",
    ],
)
def test_what_is_known_may_stand_in_any_flow(text: str) -> None:
    assert serious(saying(f"あ{text}")) == []


def test_what_the_desk_brings_may_stand_in_its_notices() -> None:
    assert "{name}" in CASE
    assert "{next_opening}" in OUT_OF_HOURS
    assert "{hotlines.line.name}" in CRISIS
    assert serious({}) == []


def test_a_japanese_letter_is_two_columns_wide() -> None:
    assert [columns(text) for text in ("a", "あ", "ｱ", "Ａ", "")] == [1, 2, 1, 2, 0]
