"""A small but complete content, written as an editor would."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.conversation.content import CONTENT_FLOWS, Content
from bot.loader.load import load
from bot.loader.loaded import Loaded
from bot.model.ids import MessageId

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
MESSAGE = MessageId(7)

START = """\
flow: start
title: はじめ
steps:
  - say: ようこそ。
  - go: menu.questions
"""
MENU = """\
flow: menu
title: メニュー
steps:
  - say: 何から知りたいですか。
  - questions:
      choose:
        だれが使える？: who
        本名はいる？: anonymity
        そのほか: more
  - more:
      say: ほかのことです。
  - choose:
      なにをするの？: what_happens
      予約はいる？: reservation
      秘密は守られる？: confidentiality
"""
PERSON = """\
flow: person
title: 人につなぐ
steps:
  - say: これからつなぎます。
  - name:
      nickname: なんとお呼びしますか。
  - about:
      ask: |
        どなたのことですか。
        答えなくても大丈夫です。
      options:
        自分のこと: self
        家族のこと: family
      skip: 答えない
  - age:
      ask: おいくつくらいですか。
      options:
        10代: 10s
        20代: 20s
      skip: いいたくない
  - handoff: |
      呼び名：{nickname}
      だれのこと：{about}
      年代：{age}
    button: つなぐ
    done: つなぎました。
"""
CASE = """\
flow: case
title: 人がいるあいだ
steps:
  - received:
      say: 届きました。
  - declined:
      say: "{kind}は届けられません。{reason}"
  - claimed:
      say: "{name}が読みます。"
  - closed:
      say: ひと区切りです。
  - reopened:
      say: また届けました。
  - unreachable-staff:
      say: いま届けられません。
  - still-here:
      say: 人とつながっています。
  - thanks:
      say: どういたしまして。
  - ended:
      say: だれともつながっていません。
  - words-only:
      say: "{kind}は届けられません。{reason}言葉だけ届きました。"
  - reveals:
      say: "{kind}：{shows}が見えます。"
  - kept-back:
      say: 渡していません。
  - transfer-asked:
      say: "{desk}に渡してもいいですか。"
  - transfer-agreed:
      say: そうします。
  - transfer-declined:
      say: いまのままです。
  - moved:
      say: "{desk}が読みます。"
  - handed-on:
      say: "{name}に代わります。"
  - invited:
      say: |
        {name}がいます。
        {earlier}
"""
ANONYMITY = """\
flow: anonymity
title: 本名じゃないとだめ？
hurdle: 2
asked as:
  - 名前を言わないといけませんか
  - 匿名で相談できますか
steps:
  - say: |
      本名はいりません。
      好きな名前でどうぞ。
  - choose:
      秘密は守られる？: confidentiality
      もう少しくわしく: details
  - details:
      say: 電話は{facts.phone}です。
"""
OUT_OF_HOURS = """\
flow: out-of-hours
title: 時間外
steps:
  - say: 次は{next_opening}です。
"""
LANGUAGE = """\
flow: language
title: ことば
steps:
  - language: ことばを選んでください。
"""
CRISIS = """\
flow: crisis
title: つらい
steps:
  - say: |
      つらいのですね。
      {hotlines.line.name} {hotlines.line.number}（{hotlines.line.hours}）
"""
FACTS = """\
facts:
  phone:
    what: 電話
    value:
    source:
    verified_on:
    expires_on:
"""
HOTLINES = """\
hotlines:
  line:
    name: 見本の電話
    number: 000-000
    hours: 24時間
    source: 見本
    verified_on: 2026-10-01
    verified_by: 見本
    expires_on: 2027-10-01
"""
NICKNAMES = """\
first: [緑の, 青い]
second: [カエデ, スズメ]
"""
DESKS = """\
desks:
  - desk: bunkyo
    name: 見本の窓口
    languages: [ja, en]
    work names: [さくら, かえで]
    hours:
      confirmed: yes
      weekly:
        月火水木金: [9:00-12:00, 13:00-17:00]
      closed on holidays: yes
      year end: 12-29 – 01-03
      exceptions:
        2026-12-28: [9:00-12:00]
        2027-02-10: closed
"""
ENGLISH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgctxt "language"
msgid "日本語"
msgstr "English"

msgctxt "interface"
msgid "人と話す"
msgstr "Talk to a person"

msgctxt "interface"
msgid "メニュー"
msgstr "Menu"

msgctxt "anonymity.say"
msgid ""
"本名はいりません。\\n"
"好きな名前でどうぞ。\\n"
msgstr "No real name is needed."

msgctxt "person.about"
msgid "家族のこと"
msgstr "My family"

msgctxt "out-of-hours.say"
msgid "次は{next_opening}です。"
msgstr "Next: {next_opening}."

msgctxt "menu.questions"
msgid "だれが使える？"
msgstr "  "
"""
PLAIN = ("stop", "not-understood", "suggestions", "error", "resume")
HURDLES = ("who", "anonymity", "what_happens", "reservation", "confidentiality")


def stub(flow: str) -> str:
    """Write the shortest flow there can be."""
    hurdle = f"hurdle: {HURDLES.index(flow) + 1}\n" if flow in HURDLES else ""
    return f"flow: {flow}\ntitle: 題 {flow}\n{hurdle}steps:\n  - say: 文 {flow}\n"


FLOWS: Mapping[str, str] = {
    **{flow: stub(flow) for flow in (*PLAIN, *CONTENT_FLOWS)},
    "start": START,
    "menu": MENU,
    "person": PERSON,
    "case": CASE,
    "anonymity": ANONYMITY,
    "out-of-hours": OUT_OF_HOURS,
    "language": LANGUAGE,
    "crisis": CRISIS,
    "facts": FACTS,
    "hotlines": HOTLINES,
    "nicknames": NICKNAMES,
    "desks": DESKS,
}


def write(folder: Path, changed: Mapping[str, str | bytes | None] | None = None) -> None:
    """Write the files; `changed` names flows by id and catalogues by language, None removes."""
    files: dict[str, str | bytes | None] = {
        f"flows/{name}.yaml": text for name, text in FLOWS.items()
    }
    files["locales/en/LC_MESSAGES/engawa.po"] = ENGLISH
    for name, text in (changed or {}).items():
        files[name if "/" in name else f"flows/{name}.yaml"] = text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text.encode() if isinstance(text, str) else text)


def loaded(
    changed: Mapping[str, str | bytes | None] | None = None, today: date | None = TODAY
) -> Loaded:
    """Write the files with some of them changed, and load them."""
    with TemporaryDirectory() as folder:
        write(Path(folder), changed)
        return load(Path(folder) / "flows", Path(folder) / "locales", today=today)


@lru_cache(maxsize=1)
def small() -> Content:
    """Give the content as it stands here."""
    return loaded().content
