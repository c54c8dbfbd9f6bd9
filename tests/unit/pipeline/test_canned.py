"""Canned replies as staff are shown them."""

import pytest

from bot.conversation.content import Content
from bot.desk.scene import Canned
from bot.model.ids import Language
from bot.pipeline.canned import canned_replies
from tests.unit.conversation.small import ENGLISH, FACTS, loaded

CANNED = """\
canned:
  - canned: read
    title: 読みました
    text: 読みました。
  - canned: meet
    title: 会う日の相談
    text: |
      {日にち}、{場所}で。{日にち}でなくても。
      電話：{facts.phone} {hotlines.line.number}
"""
IN_ENGLISH = """
msgctxt "canned.meet"
msgid ""
"{日にち}、{場所}で。{日にち}でなくても。\\n"
"電話：{facts.phone} {hotlines.line.number}"
msgstr "At {場所} on {日にち}. Phone: {facts.phone} {hotlines.line.number}"

msgctxt "interface"
msgid "（準備中です）"
msgstr "(not available yet)"

msgctxt "facts.phone"
msgid "{電話}です"
msgstr "({電話})"
"""
EN = "locales/en/LC_MESSAGES/engawa.po"
JA, ENG, OTHER = Language("ja"), Language("en"), Language("xx")


def content(value: str = "") -> Content:
    """Give two canned replies; `value` is the one fact's."""
    facts = FACTS.replace("value:", f'value: "{value}"')
    return loaded({"canned": CANNED, "facts": facts, EN: ENGLISH + IN_ENGLISH}).content


def test_the_visitor_reads_their_language_and_staff_their_own() -> None:
    read, meet = canned_replies(content("03"), ENG)

    assert read == Canned("read", "読みました", "読みました。", "読みました。")
    assert (meet.id, meet.title) == ("meet", "会う日の相談")
    assert meet.for_staff == "{日にち}、{場所}で。{日にち}でなくても。\n電話：03 000-000"
    assert meet.for_visitor == "At {場所} on {日にち}. Phone: 03 000-000"


def test_blanks_stand_in_the_order_of_the_japanese_each_once() -> None:
    for language in (JA, ENG):
        assert canned_replies(content(), language)[1].blanks == ("日にち", "場所")


def test_a_fact_that_is_not_known_is_said_to_be_so_in_each_language() -> None:
    meet = canned_replies(content(), ENG)[1]

    assert "電話：（準備中です） 000-000" in meet.for_staff
    assert "Phone: (not available yet) 000-000" in meet.for_visitor


@pytest.mark.parametrize("language", [JA, OTHER])
def test_without_a_translation_both_read_japanese(language: Language) -> None:
    meet = canned_replies(content("03"), language)[1]

    assert meet.for_visitor == meet.for_staff


def test_a_fact_is_told_in_the_visitors_language_and_its_braces_are_no_blank() -> None:
    meet = canned_replies(content("{電話}です"), ENG)[1]

    assert "Phone: ({電話}) 000-000" in meet.for_visitor
    assert "電話：{電話}です 000-000" in meet.for_staff
    assert meet.blanks == ("日にち", "場所")


def test_without_canned_replies_there_is_nothing_to_show() -> None:
    assert canned_replies(loaded().content, JA) == ()
