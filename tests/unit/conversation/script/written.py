"""A script as an editor writes it, read and played on the small content."""

from bot.conversation.content import Content
from bot.conversation.script.player import Played, play
from bot.conversation.script.script import Script
from bot.loader.report import Report
from bot.loader.scripts import read_script
from tests.unit.conversation.small import small

FILE = "flows/scripts/s.yaml"


def script(talk: str, head: str = "") -> Script:
    """Read a script of these lines, without their indentation."""
    lines = "".join(f"  {line}\n" for line in talk.strip("\n").splitlines())
    report = Report("", "")
    read = read_script(f"script: 見本\n{head}talk:\n{lines}", FILE, report)
    assert read, report.mistakes
    return read


def played(talk: str, head: str = "", content: Content | None = None) -> Played:
    """Play these lines."""
    return play(script(talk, head), content or small())


def problems(talk: str, head: str = "", content: Content | None = None) -> list[tuple[int, str]]:
    """List (line of the file, problem) of what differs; the talk begins on line 3."""
    found = played(talk, head, content).differences
    return [(each.mistake.line, each.mistake.problem) for each in found]


TO_A_PERSON = """
- opens:
- presses: 人と話す
- presses: 名前なし
- presses: 自分のこと
- presses: いいたくない
- presses: つなぐ
"""
