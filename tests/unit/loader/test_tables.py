"""Facts, hotlines and nicknames."""

from datetime import date, time

import pytest

from bot.calendar import Block, Opening, YearEnd
from bot.conversation.content import Audience, Means
from tests.unit.conversation.small import FACTS, HOTLINES, NICKNAMES, loaded
from tests.unit.loader.wrong import serious


def test_tables_are_read_as_they_stand() -> None:
    content = loaded().content

    assert content.facts["phone"].what == "電話"
    assert content.facts["phone"].value == ""
    assert content.hotlines["line"].number == "000-000"
    assert content.hotlines["line"].proof.verified_on == date(2026, 10, 1)
    assert content.nicknames.first == ("緑の", "青い")


def test_the_hours_of_a_line_are_read_as_a_rule() -> None:
    rule = """\
    kind: chat
    for: [minors, families]
    open:
      weekly:
        月火: [12:00-5:30]
      monthly:
        10: [8:00-8:00]
      closed on holidays: yes
      year end: 12-29 – 01-03
"""

    line = loaded({"hotlines": HOTLINES + rule}).content.hotlines["line"]

    night = (Block(time(12), time(5, 30)),)
    assert line.means is Means.CHAT
    assert line.audiences == (Audience.MINORS, Audience.FAMILIES)
    assert line.opening == Opening(
        weekly=(night, night, (), (), (), (), ()),
        monthly={10: (Block(time(8), time(8)),)},
        closed_on_holidays=True,
        year_end=YearEnd((12, 29), (1, 3)),
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "problem"),
    [
        ("facts", "value:", "vlaue:", 4, "key_unknown"),
        ("facts", "    what: 電話\n", "", 3, "key_missing"),
        ("facts", "facts:", "fact:", 1, "key_unknown"),
        ("facts", "source:", "source: [a]", 5, "wrong_type_text"),
        ("hotlines", "2026-10-01", "10月1日", 7, "wrong_date"),
        ("hotlines", "    name: 見本の電話\n", "", 3, "key_missing"),
        ("hotlines", HOTLINES.partition("\n")[2], "  line: 110\n", 2, "wrong_type_mapping"),
        ("hotlines", "source", "kind: fax\n    source", 6, "choice_unknown"),
        ("hotlines", "source", "for: [men]\n    source", 6, "choice_unknown"),
        ("hotlines", "source", "open: sometimes\n    source", 6, "wrong_type_mapping"),
        ("hotlines", "source", "open: {weekly: {火: '25:00-3:00'}}\n    source", 6, "wrong_hours"),
        ("hotlines", "source", "open: {weekly: {X: '9:00-3:00'}}\n    source", 6, "wrong_day"),
        (
            "hotlines",
            "source",
            "open: {monthly: {32: '8:00-9:00'}}\n    source",
            6,
            "wrong_day_of_month",
        ),
        ("nicknames", "[緑の, 青い]", "[]", 1, "empty"),
        ("nicknames", "first: [緑の, 青い]\n", "", 1, "key_missing"),
        ("nicknames", "[緑の, 青い]", "緑の", 1, "wrong_type_list"),
    ],
)
def test_each_mistake_is_named_where_it_stands(
    name: str, old: str, new: str, line: int, problem: str
) -> None:
    tables = {"facts": FACTS, "hotlines": HOTLINES, "nicknames": NICKNAMES}
    broken = tables[name].replace(old, new)
    assert broken != tables[name]

    found = serious({name: broken})

    assert (f"flows/{name}.yaml", line, problem) in [(f, at, what) for f, at, _, what in found]
    assert {file for file, _, _, _ in found} == {f"flows/{name}.yaml"}
