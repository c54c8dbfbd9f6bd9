"""What is there now, taken into a script that expected something else."""

from bot.conversation.script.player import play
from bot.loader.accepting import accepted
from bot.loader.report import Report
from bot.loader.scripts import read_script
from tests.unit.conversation.small import small

OLD = """\
# あいさつ
script: 見本
talk:
  - opens: anonymity     # QRコードから
  - bot: ようこそ        # ここは同じ
  - bot: 本名はいりますか    # 文が変わった
    buttons: [秘密は守られる？, メニュー]
  - opens: anonymity
  - bot: ようこそ。
    buttons:
      - 古いボタン         # 消えた
      - メニュー
  - bot: |
      本名はいります。
      好きな名前でどうぞ。
  - old button: an:1:x
  - passing: "もう: おそい"
"""
NEW = """\
# あいさつ
script: 見本
talk:
  - opens: anonymity     # QRコードから
  - bot: ようこそ        # ここは同じ
  - bot: 本名はいりません。    # 文が変わった
    buttons: [秘密は守られる？, もう少しくわしく, 人と話す, メニュー]
  - opens: anonymity
  - bot: ようこそ。
    buttons:
      - だれが使える？
      - 本名はいる？
      - そのほか
      - 人と話す
      - いま、とてもつらい
      - ことば・Language
  - bot: |
      本名はいりません。
      好きな名前でどうぞ。
  - old button: an:1:x
  - passing: この質問はもう終わっています
"""


def update(text: str) -> str:
    """Play a script, and take what differs."""
    script = read_script(text, "s.yaml", Report("", ""))
    assert script
    return accepted(text, play(script, small()).differences)


def test_only_what_differs_is_written_anew_and_all_else_stays() -> None:
    assert update(OLD) == NEW


def test_a_script_that_was_taken_differs_in_nothing() -> None:
    assert update(NEW) == NEW


def test_line_ends_of_windows_stay() -> None:
    assert update(OLD.replace("\n", "\r\n")).replace("\r\n", "\n") == NEW
    assert "\r\n" in update(OLD.replace("\n", "\r\n"))


def test_what_only_a_person_can_mend_is_left_alone() -> None:
    lost = "script: 見本\ntalk:\n  - opens:\n  - presses: ないボタン\n"

    assert update(lost) == lost
