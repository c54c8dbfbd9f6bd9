"""The canned replies."""

import pytest

from bot.conversation.check.canned import HEADER_ROOM
from bot.conversation.screen import MAX_TEXT
from tests.unit.conversation.small import ENGLISH
from tests.unit.loader.wrong import mistakes, serious, values

EN = "locales/en/LC_MESSAGES/engawa.po"
FITTING = MAX_TEXT - HEADER_ROOM


def saying(text: str) -> dict[str, str]:
    """Let the one canned reply say this."""
    return {"canned": f'canned:\n  - canned: one\n    title: 題\n    text: "{text}"\n'}


def translated(text: str, translation: str, flag: str = "") -> dict[str, str]:
    """Let it say this, with its English."""
    entry = f'\n{flag}msgctxt "canned.one"\nmsgid "{text}"\nmsgstr "{translation}"\n'
    return {**saying(text), EN: ENGLISH + entry}


def test_a_blank_may_have_any_name_and_a_table_is_looked_up() -> None:
    whole = saying("{日にち}に{any name}、{facts.phone}、{hotlines.line.hours}")

    assert serious(whole) == []


@pytest.mark.parametrize(
    "name", ["facts.gone", "fact.phone", "hotlines.gone.number", "hotlines.line.fax", "a.b"]
)
def test_what_looks_like_a_fact_is_never_taken_for_a_blank(name: str) -> None:
    broken = saying(f"あ{{{name}}}")

    assert serious(broken) == [("flows/canned.yaml", 4, 11, "placeholder_unknown")]
    assert values(broken, "placeholder_unknown")["name"] == name


def test_a_broken_table_does_not_make_its_names_unknown() -> None:
    broken = {**saying("あ{facts.phone}"), "facts": "facts: ["}

    assert {file for file, _, _, _ in serious(broken)} == {"flows/facts.yaml"}


@pytest.mark.parametrize("name", ["", " ", " 日にち", "日にち ", "あ" * 21])
def test_a_blank_that_cannot_be_named_to_staff_is_refused(name: str) -> None:
    broken = saying(f"あ{{{name}}}")

    assert serious(broken) == [("flows/canned.yaml", 4, 11, "blank_wrong")]
    assert values(broken, "blank_wrong") == {"name": name, "most": "20"}


def test_a_blank_of_twenty_letters_is_taken() -> None:
    assert serious(saying(f"あ{{{'い' * 20}}}")) == []


@pytest.mark.parametrize("text", ["｛日にち｝に", "{日にち に", "日にち}に", "{{日にち}}に"])
def test_a_blank_that_would_reach_the_visitor_unfilled_is_refused(text: str) -> None:
    assert serious(saying(text)) == [("flows/canned.yaml", 4, 11, "braces_stray")]


def test_a_reply_fits_into_one_message_with_its_header() -> None:
    too_long = serious(saying("あ" * (FITTING + 1)))

    assert serious(saying("あ" * FITTING)) == []
    assert set(too_long) == {("flows/canned.yaml", 4, 11, "canned_long")}


def test_a_reply_is_measured_with_its_facts_filled_in() -> None:
    long = saying("あ" * FITTING + "{hotlines.line.number}")

    assert values({**long, EN: None}, "canned_long")["length"] == str(FITTING + len("000-000"))


def test_a_translation_is_measured_too_as_telegram_counts() -> None:
    long = translated("あ", "👋" * (FITTING // 2 + 1))

    assert serious(long) == [("flows/canned.yaml", 4, 11, "canned_long")]
    assert values(long, "canned_long") == {"language": "en", "length": str(FITTING + 2)}


def test_a_promise_that_nobody_can_keep_is_refused() -> None:
    assert serious(saying("絶対に言いません。")) == [("flows/canned.yaml", 4, 11, "promise")]


def test_a_missing_translation_is_remarked_on_where_the_reply_stands() -> None:
    before = [m for m in mistakes(saying("読みました")) if m.problem == "translation_missing"]
    after = mistakes(translated("読みました", "Read"))

    assert [(m.file, m.line, m.column) for m in before] == [("flows/canned.yaml", 4, 11)]
    assert dict(before[0].values)["context"] == "canned.one"
    assert after == ()


def test_a_stale_translation_is_remarked_on() -> None:
    found = mistakes(translated("読みました", "Read", "#, fuzzy\n"))

    assert sorted(m.problem for m in found) == ["translation_missing", "translation_stale"]


def test_blanks_are_the_same_in_all_languages() -> None:
    broken = translated("{日にち}に{場所}で", "{day} at {場所}")

    assert [problem for _, _, _, problem in serious(broken)] == ["placeholders_differ"]
    assert values(broken, "placeholders_differ") == {"missing": "{日にち}", "added": "{day}"}
