"""Catalogues of `locales/`."""

import pytest

from bot.i18n import translate
from bot.model.ids import Language
from tests.unit.conversation.small import ENGLISH, loaded
from tests.unit.conversation.visitor import Visitor
from tests.unit.loader.wrong import mistakes, remarks, serious

EN = "locales/en/LC_MESSAGES/engawa.po"
EASY = "locales/ja@easy/LC_MESSAGES/engawa.po"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def test_a_new_language_is_a_folder_and_a_button() -> None:
    own_name = HEADER + 'msgctxt "language"\nmsgid "日本語"\nmsgstr "やさしい日本語"\n'
    visitor = Visitor(loaded({EASY: own_name}).content)

    visitor.sends("go:language")

    assert visitor.labels[:3] == ["日本語", "やさしい日本語", "English"]


def test_fuzzy_and_blank_translations_are_not_used() -> None:
    fuzzy = ENGLISH.replace(
        'msgctxt "interface"\nmsgid "メ', '#, fuzzy\nmsgctxt "interface"\nmsgid "メ'
    )

    content = loaded({EN: fuzzy}).content

    english = content.catalogues[Language("en")]
    assert translate(english, "interface", "メニュー") == "メニュー"
    assert translate(english, "menu.questions", "だれが使える？") == "だれが使える？"


def test_what_is_unfinished_in_a_catalogue_is_told_at_every_reading() -> None:
    fuzzy = ENGLISH.replace('msgctxt "interface"', '#, fuzzy\nmsgctxt "interface"', 1)

    first, second = (remarks({EN: fuzzy}) for _ in range(2))

    assert first == second
    assert "translation_stale" in [problem for _, _, problem in first]


def test_a_fuzzy_translation_is_told_where_it_stands() -> None:
    line = ENGLISH[: ENGLISH.index('msgid "メニュー"')].count("\n") + 1
    fuzzy = ENGLISH.replace(
        'msgctxt "interface"\nmsgid "メ', '#, fuzzy\nmsgctxt "interface"\nmsgid "メ'
    )

    assert (EN, line + 1, "translation_stale") in remarks({EN: fuzzy})


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (ENGLISH + "\ngarbage\n", ENGLISH.count("\n") + 2, "catalogue_broken"),
        (ENGLISH + 'msgid "a" b\n', ENGLISH.count("\n") + 1, "catalogue_broken"),
        ('msgid ""\nmsgstr "POT-Creation-Date: then\\n"\n', 1, "catalogue_header"),
        ("あ".encode("shift_jis"), 1, "wrong_encoding"),
    ],
)
def test_a_broken_catalogue_is_refused(text: str | bytes, line: int, problem: str) -> None:
    found = serious({EN: text})

    assert (EN, line, 1, problem) in found


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("locales/xx/LC_MESSAGES/engawa.po", HEADER, "locale_unknown"),
        ("locales/fr/notes.txt", "", "catalogue_missing"),
        ("locales/ja/LC_MESSAGES/engawa.po", HEADER, "catalogue_of_base"),
        (EASY, HEADER + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "catalogue_plural"),
    ],
)
def test_what_is_no_use_is_remarked_on(file: str, text: str, problem: str) -> None:
    found = mistakes({file: text})

    assert problem in [mistake.problem for mistake in found]
    assert all(mistake.severity.value != "serious" for mistake in found)
