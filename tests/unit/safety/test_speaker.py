"""Who seems to speak: a minor, a family, or anybody else."""

import pytest

from bot.model.danger import Danger, Level, Type
from bot.safety import Speaker, speaker


@pytest.mark.parametrize(
    "text",
    [
        "中2です。もう無理",
        "高校３年、つらい",
        "15歳です",
        "学校で毎日やられる",
        "先生にも言えない",
        "I'm 14 and I can't do this",
        "在学校被欺负，同学都不理我",
        "학교 가기 싫어",
        "em 15 tuổi",
    ],
)
def test_words_of_school_and_an_age_up_to_18_make_a_minor(text: str) -> None:
    assert speaker([text]) is Speaker.MINOR


@pytest.mark.parametrize(
    "text",
    [
        "死にたい",
        "38歳です。学校でのことがまだ消えない",
        "学校を出て二十年になります",
        "会社でいじめられている",
        "115歳まで生きるのか",
        "I want to die",
        "",
    ],
)
def test_everybody_else_is_spoken_to_as_a_person(text: str) -> None:
    assert speaker([text]) is Speaker.PERSON


@pytest.mark.parametrize(
    "text",
    ["息子が部屋で暴れて", "娘を手にかけそう", "my son wants to die", "제 딸이 죽고 싶대요"],
)
def test_who_writes_of_their_child_is_a_family(text: str) -> None:
    assert speaker([text]) is Speaker.FAMILY


def test_danger_of_another_is_told_by_a_family_whatever_the_words() -> None:
    danger = Danger(Level.AMBER, Type.THIRD_PARTY)

    assert speaker(["高校の友だちが死にたいって言う"], danger) is Speaker.FAMILY


def test_an_age_that_was_told_before_still_counts() -> None:
    assert speaker(["中1です", "もう消えたい"]) is Speaker.MINOR
