"""The flows and catalogues that are shipped."""

import re
from functools import lru_cache
from pathlib import Path

import pytest

from bot.conversation import interface
from bot.conversation.check.reach import MAX_TAPS, starts, taps
from bot.conversation.content import CONTENT_FLOWS, MENU, NOT_UNDERSTOOD, START, SYSTEM_FLOWS
from bot.conversation.kept import MOST
from bot.conversation.known import known_phrases
from bot.conversation.match import match
from bot.conversation.scene import Setting
from bot.conversation.screen import show
from bot.conversation.state import Conversation, Place
from bot.desk.state import Rules
from bot.i18n import placeholders, translate, units
from bot.loader.desks import OUTCOMES
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.model.errors import Severity
from bot.model.ids import BASE_LANGUAGE, Language, MessageId
from bot.model.inputs import Said
from bot.pipeline.canned import canned_replies

ROOT = Path(__file__).parents[3]


@lru_cache(maxsize=1)
def shipped() -> Loaded:
    """Load what is shipped; a serious mistake fails every test here."""
    return load(ROOT / "flows", ROOT / "locales")


def test_nothing_serious_is_wrong_and_every_flow_is_there() -> None:
    found = shipped()

    assert {*SYSTEM_FLOWS, *CONTENT_FLOWS} <= set(found.content.flows)
    assert not [remark for remark in found.remarks if remark.severity is Severity.SERIOUS]


def test_the_ward_speaks_six_languages() -> None:
    spoken = ("ja", "ja@easy", "en", "ko", "vi", "zh_Hans")

    assert shipped().content.languages() == spoken
    assert set(shipped().desks[0].languages) == {*spoken}


def test_every_language_says_everything_and_nothing_that_is_out_of_date() -> None:
    wrong = [r for r in shipped().remarks if r.problem.startswith(("translation", "label"))]

    assert wrong == []


@pytest.mark.parametrize("language", shipped().content.catalogues)
def test_every_translation_is_of_the_same_phrases_and_has_the_same_blanks(
    language: Language,
) -> None:
    catalogues = shipped().content.catalogues
    exact = catalogues[language].exact

    assert exact.keys() == catalogues[Language("en")].exact.keys()
    for (context, text), translation in exact.items():
        assert placeholders(translation) == placeholders(text), context
        assert not re.search("[!！]", translation), context


def test_every_hurdle_is_answered_within_two_taps() -> None:
    content = shipped().content
    counted = taps(content)

    hurdles = {flow.hurdle: content.first(flow.id) for flow in content.flows.values()}

    for number in range(1, 6):
        place = hurdles[number]
        assert place is not None
        assert counted[place] <= MAX_TAPS


@pytest.mark.parametrize("language", shipped().content.languages())
def test_every_screen_can_be_sent_and_leads_to_a_person(language: Language) -> None:
    content = shipped().content
    visitor = Conversation(language)

    screens = {place: show(visitor, place, Setting(content, 0))[1] for place in starts(content)}

    person = translate(content.catalogues.get(language), interface.CONTEXT, interface.PERSON)
    for place, said in screens.items():
        assert said.text.strip(), place
        assert units(said.text) <= 4096, place
        assert any(person in button.label for button in said.buttons), place
        assert all(len(button.press.encode()) <= 64 for button in said.buttons), place


@pytest.mark.parametrize("language", shipped().content.languages())
def test_whoever_has_sent_something_reads_that_it_is_kept_and_may_go_along(
    language: Language,
) -> None:
    content = shipped().content
    unread = tuple(Said(MessageId(number), "あ") for number in range(MOST))
    visitor = Conversation(language, unread=unread)
    places = [content.first(NOT_UNDERSTOOD), content.find("person.confirm")]

    without = [show(Conversation(language), each, Setting(content, 0))[1] for each in places]
    keeping = [show(visitor, each, Setting(content, 0))[1] for each in places]

    for before, said in zip(without, keeping, strict=True):
        added = set(said.text.splitlines()) - set(before.text.splitlines())
        assert len(added) == 1
        assert str(MOST) in added.pop()
        assert "" not in before.text.splitlines()
    assert len(keeping[1].buttons) == len(without[1].buttons) + 1


@pytest.mark.parametrize("language", shipped().content.languages())
def test_how_many_things_are_kept_is_told_as_it_is(language: Language) -> None:
    content = shipped().content

    said = show(Conversation(language), content.find("forget.details"), Setting(content, 0))[1]

    assert ("five" if language == "en" else str(MOST)) in said.text
    assert "/stop" in said.text


@pytest.mark.parametrize("language", shipped().content.languages())
@pytest.mark.parametrize("flow", [START, MENU])
def test_the_first_screens_show_the_way_to_help_and_to_other_languages(
    flow: str, language: Language
) -> None:
    content = shipped().content
    places = [place for place in starts(content) if place.flow == flow]

    screens = [show(Conversation(language), place, Setting(content, 0))[1] for place in places]

    for said in screens:
        presses = [button.press for button in said.buttons]
        assert "go:crisis" in presses
        assert "go:language" in presses


@pytest.mark.parametrize("language", shipped().content.languages())
def test_every_canned_reply_is_calm_and_has_its_blanks_in_every_language(
    language: Language,
) -> None:
    replies = canned_replies(shipped().content, language)

    assert 6 <= len(replies) <= 8
    for reply in replies:
        assert not re.search("[!！]|頑張|がんばって|絶対", reply.for_visitor), reply.id
        assert placeholders(reply.for_visitor) == {*reply.blanks}, reply.id
        assert language == BASE_LANGUAGE or reply.for_visitor != reply.for_staff, reply.id


def test_the_rules_that_are_shipped_are_the_usual_ones() -> None:
    [desk] = shipped().desks

    assert desk.rules == Rules()
    assert desk.outcomes == OUTCOMES
    assert desk.ward


def test_every_phrase_of_the_editors_leads_to_its_own_flow() -> None:
    content = shipped().content
    known = known_phrases(content, BASE_LANGUAGE)

    lost = [
        (phrase, flow.id)
        for flow in content.flows.values()
        for phrase in flow.asked_as
        if not _leads_to(match(phrase, known), flow.id)
    ]

    assert lost == []


def _leads_to(place: Place | None, flow: str) -> bool:
    return place is not None and place.flow == flow
