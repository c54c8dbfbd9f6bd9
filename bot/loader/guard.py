"""`crisis_signs.txt`: the record by which a sign or an example that was taken away is seen.

`engawa check --yes-remove-safety` writes it; a line for each sign, with digests for words, and
one for each list of examples, with their number.
"""

import re
from collections import Counter
from datetime import datetime
from pathlib import Path

from bot.loader.danger import FOLDER, danger_files, read_danger
from bot.loader.report import Report, Spot
from bot.loader.signs import FILE, read_signs
from bot.loader.tree import read_tree
from bot.loader.vocabulary import WRITTEN
from bot.model.errors import Severity
from bot.safety import Examples, Signs, lines_of, record_of, weaker

RECORD = "crisis_signs.txt"
LINE = re.compile(r"[a-z_]+ (soft|amber|red|-) [0-9a-f]{16}|examples [a-z_.]+ [0-9]{1,6}")
HEAD = """\
# あぶないサインの控え。手で直さないでください。
# サインを消す、弱める、danger の例を減らすと、ここと合わなくなり、点検と公開が止まります。
# わざと消すときは、二人で確かめてから engawa check --yes-remove-safety を実行してください。
# {at}"""


def check_record(text: str | None, signs: Signs, examples: Examples, report: Report) -> None:
    """Compare signs and examples with their record; what is weaker does not go live."""
    spot = Spot(f"{report.flows_folder}/{FILE}")
    if text is None:
        if signs.signs.signs:
            report.add(spot, "signs_unrecorded", Severity.WARNING, name=RECORD)
        return
    lines = lines_of(text)
    if not all(LINE.fullmatch(line) for line in lines):
        report.add(Spot(f"{report.flows_folder}/{RECORD}"), "signs_record_odd")
        return
    found = weaker(signs, examples, lines)
    if found.lost:
        where = "、".join(f"{name} {count}" for name, count in Counter(found.lost).items())
        report.add(spot, "signs_lost", count=str(len(found.lost)), where=where)
    for name, written in found.softening:
        report.add(spot, "signs_softened", word=name, text=written)
    for label, was, now in found.examples:
        file = Spot(f"{report.flows_folder}/{FOLDER}/{label}.txt")
        problem = "examples_more" if now > was else "examples_fewer"
        report.add(file, problem, was=str(was), now=str(now))


def record_anew(flows: Path, at: datetime) -> bool:
    """Record signs and examples as they are; False where they cannot be read."""
    report = Report(flows.name, "")
    try:
        text = (flows / FILE).read_text(encoding="utf-8-sig")
        lists = {path.stem: path.read_text(encoding="utf-8-sig") for path in danger_files(flows)}
    except (OSError, UnicodeDecodeError):
        return False
    node = read_tree(text, f"{flows.name}/{FILE}", report, WRITTEN)
    signs = read_signs(node, report) if node is not None else Signs()
    examples = read_danger(lists, report)
    if node is None or report.serious:
        return False
    lines = (HEAD.format(at=at.isoformat(timespec="seconds")), *record_of(signs, examples))
    (flows / RECORD).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return True
