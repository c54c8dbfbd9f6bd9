"""The book that the ward signs."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from html import escape

from bot.conversation.check.reach import starts
from bot.i18n import translate
from bot.model.ids import Language
from bot.seeing.book import book
from tests.unit.loader.shipped import shipped

TODAY = date(2026, 11, 24)


@lru_cache(maxsize=1)
def page() -> str:
    return book(shipped(), TODAY, "body {}")


def test_every_screen_stands_in_it_in_every_language() -> None:
    content = shipped()
    headings = re.findall(r"<h3>([\w.-]+)", page())

    wanted = {f"{place.flow}.{place.step}" for place in starts(content)}
    assert wanted <= set(headings)
    articles = page().count("<article>")
    assert articles == (len(wanted) + len(content.canned)) * len(content.languages())


def test_every_text_of_an_author_stands_in_it() -> None:
    told = re.sub(r"<br>|\s", "", page())
    for flow, step in shipped().every_step():
        for words in step.texts():
            for language in shipped().languages():
                context = f"{flow.id}.{step.id}"
                said = translate(shipped().catalogues.get(language), context, words.text)
                for piece in re.split(r"\{[^}]*\}|\s", said):
                    assert escape(piece) in told, (context, language)


def test_the_chapters_stand_in_the_order_in_which_a_visitor_meets_them() -> None:
    chapters = re.findall(r"<section class='chapter' id='([\w-]+)'", page())

    assert chapters[:3] == ["start", "menu", "who"]
    assert sorted(chapters) == sorted((*shipped().flows, "canned", "facts"))


def test_every_link_leads_to_a_chapter() -> None:
    anchors = set(re.findall(r" id='([\w-]+)'", page()))

    assert set(re.findall(r"href='#([\w-]+)'", page())) <= anchors
    assert {*shipped().flows, "facts", "canned"} <= anchors


def test_facts_stand_there_with_source_and_dates_or_as_missing() -> None:
    assert "全国共通の緊急番号（公開されている窓口の一覧）" in page()
    assert "2027年1月5日" in page()
    assert "<td>文京区ひきこもり支援センターの電話番号</td><td>（未記入）</td>" in page()


def test_it_carries_date_and_version_and_fetches_nothing() -> None:
    assert "2026年11月24日" in page()
    assert shipped().version[:12] in page()
    assert not re.search(r"<(?:script|link|img|iframe)\b|url\(", page())


def test_what_has_no_translation_yet_is_marked() -> None:
    english = shipped().catalogues[Language("en")]
    lacking = replace(english, exact={}, by_flow={})
    content = replace(shipped(), catalogues={Language("en"): lacking})

    screens = len(list(starts(content)))
    assert book(content, TODAY, "").count("まだ訳がなく") == screens
    assert "まだ訳がなく" not in page()
