"""Full-width signs: read as they were meant, and left alone in what visitors read."""

import pytest

from bot.conversation.content import Content
from bot.conversation.steps.say import SayStep
from bot.loader.report import Report
from bot.loader.tree import Table, Text, read_tree
from bot.loader.vocabulary import WRITTEN
from bot.loader.widths import narrowed
from bot.model.ids import FlowId
from tests.unit.conversation.small import ANONYMITY, DESKS, HOTLINES, MENU, loaded, small
from tests.unit.loader.wrong import mistakes, remarks, serious


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("title: 本名", "title：本名", 2, "wide_sign"),
        ("title: 本名", "title： 本名", 2, "wide_sign"),
        ("title: 本名", "title：　本名", 2, "wide_sign"),
        ("title: 本名", "title:　本名", 2, "wide_space"),
        ("title: 本名じゃないとだめ？", "title: “本名じゃないとだめ？”", 2, "wide_sign"),
        ("title: 本名じゃないとだめ？", "title: ＂本名じゃないとだめ？＂", 2, "wide_sign"),
        ("title:", "ｔｉｔｌｅ:", 2, "wide_letters"),
        ("hurdle: 2", "hurdle: ２", 3, "wide_letters"),
        ("asked as:", "asked as：", 4, "wide_sign"),
        ("  - 匿名で", "　- 匿名で", 6, "wide_space"),
        ("  - 匿名で", "  -　匿名で", 6, "wide_space"),
        ("  - 匿名で", "  － 匿名で", 6, "wide_sign"),
        ("steps:", "steps：", 7, "wide_sign"),
        ("- say: |", "- say: ｜", 8, "wide_sign"),
        ("- say: |", "- say：|", 8, "wide_sign"),
        ("      本名は", "　　　本名は", 9, "wide_space"),
        ("      好きな", "　　　好きな", 10, "wide_space"),
        ("守られる？: conf", "守られる？：conf", 12, "wide_sign"),
        ("  - details:\n", "  - details：\n", 14, "wide_sign"),
    ],
)
def test_each_is_read_as_it_was_meant_and_remarked_on(
    old: str, new: str, line: int, problem: str
) -> None:
    written = ANONYMITY.replace(old, new, 1)
    assert written != ANONYMITY

    assert remarks({"anonymity": written}) == [("flows/anonymity.yaml", line, problem)]
    assert _like_small(loaded({"anonymity": written}).content)


def _like_small(content: Content) -> bool:
    return content.version == small().version


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("desks", "weekly:", "weekly："),
        ("desks", "月火水木金: [", "月火水木金：["),
        ("desks", "13:00-17:00", "１３：００-１７：００"),
        ("desks", "2027-02-10: closed", "２０２７-０２-１０: closed"),
        ("hotlines", "000-000", "０００-０００"),
        ("hotlines", "2026-10-01", "２０２６-10-01"),
        ("menu", "本名はいる？: anonymity", "本名はいる？：anonymity"),
    ],
)
def test_so_are_the_numbers_and_labels_of_other_files(table: str, old: str, new: str) -> None:
    plain = {"desks": DESKS, "hotlines": HOTLINES, "menu": MENU}[table]
    written = plain.replace(old, new, 1)
    assert written != plain

    assert [problem for _, _, problem in remarks({table: written})]
    assert _like_small(loaded({table: written}).content)


def test_the_column_is_that_of_the_sign() -> None:
    _, [warning] = narrowed("  - title：あ", "f.yaml", WRITTEN)

    assert (warning.line, warning.column) == (1, 10)


def test_what_visitors_read_stays_as_it_is_written() -> None:
    said = "電話：03\n　一字下げた文\ntitle：あ\n“ここ”\n｜"
    lines = "".join(f"      {line}\n" for line in said.split("\n"))
    flow = f"flow: cost\ntitle: お金\nasked as:\n  - 値段：いくら\nsteps:\n  - say: |\n{lines}"

    found = loaded({"cost": flow})

    [step] = found.content.flows[FlowId("cost")].steps
    assert isinstance(step, SayStep)
    assert step.text == said
    assert found.content.flows[FlowId("cost")].asked_as == ("値段：いくら",)
    assert "wide_sign" not in [problem for _, _, problem in remarks({"cost": flow})]


def test_a_text_directly_behind_a_hyphen_stays_as_it_is_written() -> None:
    report = Report("flows", "locales")

    tree = read_tree("a:\n  - |\n    title：あ\n", "f.yaml", report, WRITTEN)

    assert isinstance(tree, Table)
    assert report.mistakes == []


def test_a_sentence_that_yaml_takes_as_it_is_is_not_taken_apart() -> None:
    report = Report("flows", "locales")

    tree = read_tree("say: あ\n  例：abc\n", "f.yaml", report, WRITTEN)

    assert isinstance(tree, Table)
    assert [value.text for _, value in tree.pairs if isinstance(value, Text)] == ["あ 例：abc"]
    assert report.mistakes == []


def test_what_is_wrong_beside_a_wide_sign_is_told_with_it() -> None:
    broken = ANONYMITY.replace("title: 本名", "title：[本名")

    assert [(line, what) for _, line, _, what in serious({"anonymity": broken})] == [
        (2, "yaml_bracket")
    ]


def test_a_tab_in_a_text_does_not_make_keys_of_the_sentences_below() -> None:
    broken = ANONYMITY.replace("      本名は", "\t本名は").replace("好きな", "電話：{facts.phone}")

    assert [(line, what) for _, line, _, what in told({"anonymity": broken})] == [(9, "yaml_tab")]


def told(changed: dict[str, str]) -> list[tuple[str, int, int, str]]:
    return [(each.file, each.line, each.column, each.problem) for each in mistakes(changed)]
