"""The signs of danger, with everything that can be wrong in their file."""

import pytest

from bot.conversation.content import Content
from bot.model.danger import Level, Type
from bot.safety import verdict
from tests.unit.conversation.small import loaded
from tests.unit.loader.wrong import serious

SIGNS = """\
suicide:
  red:
    - 遺書…書い
  amber:
    - （死に/しに）たい
self_harm:
  amber:
    - 手首…切
abuse: {}
medical: {}
third_party: {}
harmless:
  - にたいする
figures:
  - ゲーム
"""


def content(signs: str | None = SIGNS) -> Content:
    return loaded({"crisis_signs": signs}).content


@pytest.mark.parametrize(
    ("text", "level", "type"),
    [
        ("遺書を書いた", Level.RED, Type.SUICIDE),
        ("死にたい", Level.AMBER, Type.SUICIDE),
        ("手首を切った", Level.AMBER, Type.SELF_HARM),
        ("ゲームで死にたい", Level.SOFT, Type.SUICIDE),
    ],
)
def test_a_sign_counts_as_it_is_listed(text: str, level: Level, type: Type) -> None:
    found = verdict([text], content().signs)

    assert found is not None
    assert (found.level, found.type) == (level, type)


def test_what_only_looks_like_a_sign_is_listed_apart() -> None:
    assert verdict(["わたしにたいする"], content().signs) is None


def test_without_the_file_there_are_no_signs() -> None:
    assert verdict(["死にたい"], content(None).signs) is None


def test_a_changed_sign_makes_a_new_version() -> None:
    assert content().version != content(SIGNS.replace("遺書", "遺言")).version
    assert content().version == content(SIGNS + "\n").version


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("suicide", "suicid", "key_unknown"),
        ("  red:", "  rot:", "key_unknown"),
        ("third_party: {}\n", "", "key_missing"),
        ("（死に/しに）たい", "（/しに）", "sign_empty"),
        ("にたいする", "…", "sign_empty"),
        ("{}", "死にたい", "wrong_type_mapping"),
    ],
)
def test_what_is_wrong_is_told(before: str, after: str, mistake: str) -> None:
    told = serious({"crisis_signs": SIGNS.replace(before, after, 1)})

    assert mistake in [problem for *_, problem in told]
