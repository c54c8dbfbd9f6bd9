"""What may not be said to a visitor: promises nobody can keep, pushing, and who-are-you questions.

The law and the messenger's servers know exceptions, so nothing is kept from everybody for ever.
"""

import re
from collections.abc import Iterator

from bot.conversation.check.finding import Finding, Where, finding
from bot.model.errors import Severity

SAME_SENTENCE = r"[^。\n]*?"
PROMISE = re.compile(
    rf"""
      (?:絶対|ぜったい|何があっても|100\ ?[%％]|１００％) {SAME_SENTENCE} (?:ません|ないです|ます)
    | (?:必ず|かならず) {SAME_SENTENCE} (?:守|助け|返事|返信|お返し|解決|よくなり|良くなり|治り)
    | (?:誰|だれ)にも {SAME_SENTENCE} (?:知られ|言い|話し|伝え|もらし|漏らし|見せ)ません
    | (?:absolutely|100\ ?%)\ (?:no|never|safe|secret|private|confidential|anonymous)\b
    | \bno(?:body|\ ?\-?one)\ will\ ever\b | \bwill\ never\ (?:be\ told|tell|find\ out|know)\b
    | \bwe\ (?:promise|guarantee)\b | 绝对[^。\n]*?(?:不|没) | 절대[^.\n]*?않 | tuyệt\ đối\ không
    """,
    re.VERBOSE | re.IGNORECASE,
)
PUSHING = re.compile(r"頑張(?:って|れ|りま)|がんばって|がんばれ|甘え(?:ない|る)")
SHOUTING = re.compile(r"[!！]")
PERSONAL = (
    "(?:本名|実名|氏名|お名前|フルネーム|苗字|名字|ご?住所|家の場所|(?:お?電話|携帯)番号|生年月日)"
)
ASKING = re.compile(
    rf"""
      {PERSONAL}(?:と{PERSONAL})?[をはも、\ ]{{0,2}}[^。\n]{{0,8}}?
      (?:教え|おしえ|書い|入力|記入|送っ|うかが|伺|お聞か|聞か|知らせ|お願い|何ですか|ください|でしょうか)
    | \b(?:tell|give|send|write|enter|type)\ (?:us\ |me\ )?your\ (?:real\ |full\ |own\ )?
      (?:name|address|phone)
    | \bwhat\ is\ your\ (?:real\ |full\ )?(?:name|address|phone)
    """,
    re.VERBOSE | re.IGNORECASE,
)
DENIED = re.compile(
    r"ません(?!か)|いりま|なくて|必要は|なしで"
    r"|\b(?:do|does|need|will)(?: not|n['’]t)\b|\bwon['’]t\b|\bnever\b|\bno need\b|\bdo I\b",
    re.IGNORECASE,
)


def unsayable(text: str, where: Where) -> Iterator[Finding]:
    """Check one text, in whatever language, as a visitor would read it."""
    found = PROMISE.search(text)
    if found:
        yield finding(where, "promise", text=found[0])
    found = PUSHING.search(text)
    if found:
        yield finding(where, "pushing", text=found[0])
    if SHOUTING.search(text):
        yield finding(where, "shouting", Severity.WARNING)


def asks_who(text: str, where: Where) -> Iterator[Finding]:
    """Refuse to ask for what tells who the visitor is; to say that it is not asked is fine."""
    for sentence in re.split(r"[。\n]|\. ", text):
        found = ASKING.search(sentence)
        if found and not DENIED.search(sentence):
            yield finding(where, "asks_who", text=found[0])
            return
