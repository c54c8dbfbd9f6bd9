"""What is compiled, and its digest."""

import pytest

from bot.conversation.content import fingerprint
from bot.model.ids import FlowId, Language
from tests.unit.conversation.small import ANONYMITY, DESKS, ENGLISH, loaded, small


def test_the_same_files_give_the_same_version() -> None:
    assert loaded().content.version == small().version
    assert len(small().version) == 64


@pytest.mark.parametrize(
    "changed",
    [
        {"anonymity": ANONYMITY.replace("いりません", "要りません")},
        {"anonymity": ANONYMITY.replace("匿名で", "名無しで")},
        {"locales/en/LC_MESSAGES/engawa.po": ENGLISH.replace("Menu", "The menu")},
        {"nicknames": "first: [白い]\nsecond: [カエデ]\n"},
    ],
)
def test_any_other_word_gives_another_version(changed: dict[str, str]) -> None:
    assert loaded(changed).content.version != small().version


def test_the_hours_of_a_desk_belong_to_the_version_so_that_they_come_back_with_it() -> None:
    assert loaded({"desks": DESKS.replace("9:00", "10:00")}).content.version != small().version


def test_the_order_of_keys_makes_no_difference_to_a_digest() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint(("a", "b")) != fingerprint(("b", "a"))


@pytest.mark.parametrize(
    ("target", "within", "place"),
    [
        ("who", None, ("who", "say")),
        ("details", "anonymity", ("anonymity", "details")),
        ("details", "who", None),
        ("anonymity.details", None, ("anonymity", "details")),
        ("anonymity.", None, None),
        (".", None, None),
        ("", "anonymity", None),
        ("case.ended", None, ("case", "ended")),
    ],
)
def test_a_target_is_a_step_here_a_flow_or_both(
    target: str, within: str | None, place: tuple[str, str] | None
) -> None:
    found = small().find(target, FlowId(within) if within else None)

    assert (found and (found.flow, found.step)) == place


def test_the_languages_are_those_that_are_spoken() -> None:
    content = small()

    assert all(content.speaks(language) for language in content.languages())
    assert not content.speaks(Language("fr"))
    assert not content.speaks(None)
