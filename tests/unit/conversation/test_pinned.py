"""A visitor on a step that is gone goes on in its flow as it was; all else is as it is now."""

from collections.abc import Mapping

from bot.conversation.content import Content
from bot.conversation.engine import advance
from bot.conversation.state import Conversation, Place
from bot.model.effects import ConversationEffect, Say
from bot.model.ids import FlowId, StepId
from bot.model.inputs import Commanded, Moment, Pressed, Reacted, Said, Started, VisitorInput
from tests.unit.conversation.small import (
    ANONYMITY,
    ENGLISH,
    FACTS,
    MESSAGE,
    NOW,
    PERSON,
    loaded,
    small,
)

WITHOUT_ABOUT = PERSON.replace("- about:", "- whom:").replace("{about}", "{whom}")
WITHOUT_DETAILS = ANONYMITY[: ANONYMITY.index("      もう少し")] + "      人と話す: person\n"


def changed(files: Mapping[str, str]) -> Content:
    return loaded(files).content


def advanced(
    conversation: Conversation,
    happened: VisitorInput,
    content: Content,
    former: Content | None = None,
) -> tuple[Conversation, str]:
    """Give one input; come back with the standing and what was said."""
    turned, effects = advance(conversation, happened, content, Moment(NOW, 0), former)
    return turned, said(effects)


def said(effects: tuple[ConversationEffect, ...]) -> str:
    return "\n".join(effect.text for effect in effects if isinstance(effect, Say))


def asked_about(content: Content, language: str = "") -> Conversation:
    """Bring a visitor to the question `person.about`."""
    here = Conversation()
    for happened in (
        Started("", language),
        Pressed(MESSAGE, "go:person"),
        Pressed(MESSAGE, "nick:2:none"),
    ):
        here, _ = advanced(here, happened, content)
    assert here.place == Place(FlowId("person"), StepId("about"))
    return here


def test_a_step_that_still_exists_is_moved_without_a_word() -> None:
    new = changed({"person": PERSON.replace("おいくつくらいですか", "何歳ですか")})
    here = asked_about(small())

    moved, words = advanced(here, Pressed(MESSAGE, f"an:{here.serial}:self"), new, small())

    assert here.version == small().version
    assert moved.version == new.version
    assert words == "何歳ですか。"


def test_a_step_that_is_gone_takes_its_answer_and_the_next_one_is_of_today() -> None:
    new = changed(
        {"person": WITHOUT_ABOUT, "who": "flow: who\ntitle: 題\nhurdle: 1\nsteps:\n  - say: 新\n"}
    )
    here = asked_about(small())

    moved, words = advanced(here, Pressed(MESSAGE, f"an:{here.serial}:family"), new, small())

    assert moved.answers == {"about": "family"}
    assert words == "おいくつくらいですか。"
    assert moved.version == new.version


def test_who_writes_something_else_meanwhile_stays_on_the_step() -> None:
    new = changed({"person": WITHOUT_ABOUT})
    here = asked_about(small())

    still, _ = advanced(here, Said(MESSAGE, "なんだろう"), new, small())
    answered, _ = advanced(still, Said(MESSAGE, "家族のこと"), new, small())

    assert still.place == here.place
    assert still.version == small().version
    assert answered.answers == {"about": "family"}


def test_once_its_time_is_over_comes_the_kind_sentence() -> None:
    new = changed({"person": WITHOUT_ABOUT})
    here = asked_about(small())

    led, words = advanced(here, Pressed(MESSAGE, f"an:{here.serial}:family"), new)

    assert words == "文 resume"
    assert led.version == new.version


def test_a_button_to_a_step_that_is_gone_is_followed_for_a_while() -> None:
    new = changed({"anonymity": WITHOUT_DETAILS})
    here, _ = advanced(Conversation(), Started("anonymity", ""), small())

    there, words = advanced(here, Pressed(MESSAGE, "go:anonymity.details"), new, small())
    _, later = advanced(here, Pressed(MESSAGE, "go:anonymity.details"), new)

    assert words.startswith("電話は")
    assert there.version == small().version
    assert later == "文 resume"


def test_whoever_leaves_the_flow_sees_what_is_in_force() -> None:
    new = changed(
        {"person": WITHOUT_ABOUT, "cost": "flow: cost\ntitle: 題\nsteps:\n  - say: 無料です。\n"}
    )
    here = asked_about(small())

    by_button, button = advanced(here, Pressed(MESSAGE, "go:cost"), new, small())
    by_command, _ = advanced(here, Commanded("menu"), new, small())

    assert button == "無料です。"
    assert {by_button.version, by_command.version} == {new.version}


def test_a_step_that_became_another_kind_takes_the_answers_that_it_offered() -> None:
    another = PERSON.replace(
        "      ask: |\n        どなたのことですか。\n        答えなくても大丈夫です。\n"
        "      options:\n        自分のこと: self\n        家族のこと: family\n"
        "      skip: 答えない\n",
        "      say: どなたのことでも。\n",
    ).replace("{about}", "")
    new = changed({"person": another})
    here = asked_about(small())

    moved, words = advanced(here, Pressed(MESSAGE, f"an:{here.serial}:self"), new, small())

    assert words == "おいくつくらいですか。"
    assert moved.answers == {"about": "self"}


def test_old_sentences_keep_their_translation_and_facts_are_those_of_today() -> None:
    english = ENGLISH.replace('msgctxt "anonymity.say"', 'msgctxt "anonymity.details"').replace(
        'msgid ""\n"本名はいりません。\\n"\n"好きな名前でどうぞ。\\n"',
        'msgid "電話は{facts.phone}です。"',
    )
    english = english.replace("No real name is needed.", "Call {facts.phone}.")
    old = changed({"locales/en/LC_MESSAGES/engawa.po": english})
    facts = FACTS.replace("value:\n    source:", "value: 000-111\n    source: 見本")
    new = changed({"anonymity": WITHOUT_DETAILS, "facts": facts})
    here, _ = advanced(Conversation(), Started("", "en"), old)

    _, words = advanced(here, Pressed(MESSAGE, "go:anonymity.details"), new, old)

    assert words == "Call 000-111."


def test_what_shows_no_screen_leaves_the_visitor_pinned() -> None:
    new = changed({"person": WITHOUT_ABOUT})
    here = asked_about(small())

    for happened in (Reacted(MESSAGE, ""), Pressed(MESSAGE, "an:1:self")):
        still, _ = advanced(here, happened, new, small())
        assert still.version == small().version
