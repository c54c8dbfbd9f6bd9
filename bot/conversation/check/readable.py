"""How Japanese reads: long sentences, many kanji, the passive, the words of offices.

Figures of ours, by eye: what a tired reader takes in at one glance on a phone.
"""

import re
from collections.abc import Iterator

from bot.conversation.check.finding import Finding, Where, finding
from bot.i18n import PLACEHOLDER
from bot.model.errors import Severity

LONGEST = 60
KANJI_SHARE = 0.5
FEWEST = 12  # in shorter sentences one name is half of it
KANJI = re.compile(r"[一-鿿々]")
SENTENCE = re.compile(r"[^。\n？?！!]+")
PASSIVE = re.compile(r"[一-鿿](?:さ|ら)れ(?:ます|ました|ません|ている|ています)")
OFFICE_WORDS = {
    "並びに": "と",
    "及び": "と",
    "又は": "か",
    "若しくは": "か",
    "当該": "この",
    "に係る": "の",
    "に資する": "に役立つ",
    "鑑み": "考え",
    "速やかに": "すぐに",
    "つきましては": "それで",
    "において": "で",
    "に際し": "のときに",
    "にて": "で",
    "賜り": "いただき",
    "ご査収": "お受けとり",
    "ご遠慮": "しないで",
    "お申し付け": "言って",
    "可能です": "できます",
    "不可": "できません",
    "要する": "いる",
    "必要となります": "いります",
    "対象者": "使える人",
    "該当する": "あてはまる",
    "実施": "行うこと",
    "来所": "来ること",
    "傾聴": "聞くこと",
    "ご利用いただけます": "使えます",
    "以下のとおり": "次のように",
}
"""A word of offices, and a plain one for it."""
OFFICE = re.compile("|".join(OFFICE_WORDS))


def hard_to_read(text: str, where: Where) -> Iterator[Finding]:
    """Name each sentence that could be plainer, and how."""
    plain = PLACEHOLDER.sub("", text)
    for found in OFFICE.finditer(plain):
        word = found[0]
        yield finding(where, "office_word", Severity.WARNING, word=word, plain=OFFICE_WORDS[word])
    for sentence in SENTENCE.findall(plain):
        yield from _sentence(sentence.strip(), where)


def _sentence(sentence: str, where: Where) -> Iterator[Finding]:
    length = len(sentence)
    if length > LONGEST:
        most = str(LONGEST)
        yield _hint(where, "sentence_long", sentence, length=str(length), most=most)
    if length >= FEWEST and len(KANJI.findall(sentence)) > KANJI_SHARE * length:
        yield _hint(where, "kanji_many", sentence)
    passive = PASSIVE.search(sentence)
    if passive:
        yield _hint(where, "passive", sentence, word=passive[0])


def _hint(where: Where, problem: str, sentence: str, **values: str) -> Finding:
    return finding(where, problem, Severity.HINT, text=sentence, **values)
