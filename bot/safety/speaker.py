"""Who seems to be speaking, by a few words: a minor, a family, or anybody else.

It only chooses which panel comes first; from each of them the others are one tap away.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from bot.model.danger import Danger, Type


class Speaker(StrEnum):
    """For whom the panel is worded."""

    PERSON = "here"
    MINOR = "minor"
    FAMILY = "family"


MINOR = re.compile(
    r"""
      (?<!\d)(?:[6-9]|1[0-8])\s*(?:歳|才|さい|岁|살)
    | [小中高][1-6一二三四五六](?!\d) | [小中高]学?生(?!活) | 学校 | 高校 | クラスの | 担任 | 先生
    | いじめ | 部活 | 教室 | 保健室 | 同級生
    | \b(?:i'?m|i\ am|age)\ (?:[6-9]|1[0-8])\b | \b(?:[6-9]|1[0-8])\ years?\ old\b
    | \b(?:my\ (?:school|teacher|class)|at\ school|classmates?|bull(?:y|ied|ying)|high\ school)\b
    | 老师 | 班主任 | 初[一二三中] | 高[一二三中] | 小学 | 同学
    | 학교 | 선생님 | 중학생 | 고등학생 | 초등학생 | [중고][1-3](?!\d)
    | (?<!\d)(?:[6-9]|1[0-8])\s*tuổi | \btrường\b | \bthầy\b | \bcô\ giáo\b | \blớp\ \d
    """,
    re.VERBOSE | re.IGNORECASE,
)
GROWN = re.compile(
    r"""
      (?<!\d)(?:19|[2-9]\d)\s*(?:歳|才|さい|代|岁|살|tuổi)
    | 大学 | 会社 | 職場 | 仕事 | 年前 | 年間 | 学校を出て
    | \b(?:at\ work|my\ job|my\ boss|college|university)\b
    | 公司 | 工作 | 회사 | 대학 | \bcông\ ty\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
CHILD_OF_MINE = re.compile(
    r"""
      (?:息子|娘|うちの子|長男|長女|次男|次女|子ども|子供)(?:が|は|の|を|に|も|と|から)
    | \bmy\ (?:son|daughter|child|kid)\b | 我(?:的)?(?:儿子|女儿|孩子)
    | (?:아들|딸|우리\ 아이)(?:이|가|은|는|을|를|의|에) | \bcon\ (?:trai|gái|tôi)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def speaker(texts: Sequence[str], danger: Danger | None = None) -> Speaker:
    """Guess who wrote the texts; the newest stands last, and all of them count."""
    said = unicodedata.normalize("NFKC", "\n".join(texts))
    of_others = danger is not None and danger.type is Type.THIRD_PARTY
    if of_others or CHILD_OF_MINE.search(said):
        return Speaker.FAMILY
    if MINOR.search(said) and not GROWN.search(said):
        return Speaker.MINOR
    return Speaker.PERSON
