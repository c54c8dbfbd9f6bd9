"""What a locked phone shows: nothing in it tells the family what this chat is about."""

import re
from collections.abc import Iterator

from bot.conversation.check.finding import Finding, Where, finding
from bot.model.ids import Language

SHOWN = 40  # letters of a message that a notification shows (SAFETY.md, P6)
TELLING = re.compile(
    r"""
      (?:ひき|引き|引)[こ籠]も?り | 不登校 | ニート | 自殺 | 自傷 | 死に?たい | 消えたい | 希死
    | 精神 | うつ病 | 鬱 | 障害 | 障がい | 生活保護 | 虐待 | 福祉 | 支援センター | カウンセリング
    | hikikomori | suicid | self-harm | mental\ (?:health|illness) | depress | psychiatr
    | social\ (?:withdrawal|welfare) | 自杀 | 蛰居 | 家里蹲 | 精神科 | 자살 | 은둔 | 우울
    | tự\ tử | trầm\ cảm
    """,
    re.VERBOSE | re.IGNORECASE,
)


def telling(text: str, where: Where, language: Language) -> Iterator[Finding]:
    """Refuse telling words where a notification would show them, or on a button."""
    found = TELLING.search(text[:SHOWN])
    if found:
        yield finding(where, "telling_word", word=found[0], language=language)
