"""The flows as a whole."""

import pytest

from bot.conversation.content import NOTICES
from tests.unit.conversation.small import ANONYMITY, CASE, MENU, OUT_OF_HOURS, PERSON, stub
from tests.unit.loader.wrong import remarks, serious

QUESTION = "  - q: {ask: あ, options: {い: a}}\n"


def test_nothing_is_wrong_with_the_small_content() -> None:
    assert remarks({}) == []


@pytest.mark.parametrize("notice", NOTICES)
def test_every_notice_must_be_there(notice: str) -> None:
    broken = {"case": CASE.replace(f"- {notice}:", "- another:")}

    assert serious(broken) == [("flows/case.yaml", 1, 7, "notice_missing")]


def test_a_notice_is_said_and_nothing_else() -> None:
    asking = CASE.replace("say: また届けました。", "choose: {あ: who}")

    assert serious({"case": asking}) == [("flows/case.yaml", 12, 5, "notice_not_said")]


@pytest.mark.parametrize("flow", ["not-understood", "out-of-hours"])
def test_a_screen_that_moves_nobody_cannot_ask(flow: str) -> None:
    text = OUT_OF_HOURS if flow == "out-of-hours" else stub(flow)

    assert serious({flow: text + QUESTION}) == [(f"flows/{flow}.yaml", 5, 5, "question_in_aside")]


@pytest.mark.parametrize(
    "target", ["who", "details", "anonymity.details", "menu.questions", "case.ended"]
)
def test_a_target_that_is_there_is_fine(target: str) -> None:
    assert serious({"anonymity": ANONYMITY.replace(": confidentiality", f": {target}")}) == []


@pytest.mark.parametrize("target", ["nowhere", "menu.gone", "who.details", "questions", "who."])
def test_a_target_that_is_not_there_is_named_at_its_label(target: str) -> None:
    broken = {"anonymity": ANONYMITY.replace(": confidentiality", f": {target}")}

    assert serious(broken) == [("flows/anonymity.yaml", 12, 7, "target_unknown")]


def test_a_jump_to_nowhere_is_named() -> None:
    broken = {"start": "flow: start\ntitle: はじめ\nsteps:\n  - go: nowhere\n"}

    assert serious(broken) == [("flows/start.yaml", 4, 9, "target_unknown")]


def test_two_flows_of_one_title_are_refused_at_the_second() -> None:
    same = stub("cost").replace("題 cost", "本名じゃないとだめ")

    assert serious({"cost": same}) == [("flows/cost.yaml", 2, 8, "title_twice")]


def test_a_phrase_that_two_flows_are_asked_by_is_refused() -> None:
    same = stub("cost").replace("steps:", "asked as: [お金, 匿名で相談できますか？]\nsteps:")

    assert serious({"cost": same}) == [("flows/cost.yaml", 3, 16, "asked_as_twice")]


def test_two_questions_of_one_name_are_refused() -> None:
    same = stub("what_happens") + QUESTION.replace("q:", "about:")

    assert serious({"what_happens": same}) == [("flows/what_happens.yaml", 6, 5, "question_twice")]


def test_each_hurdle_is_answered_by_one_flow() -> None:
    none = stub("who").replace("hurdle: 1\n", "")
    two = stub("cost").replace("steps:", "hurdle: 1\nsteps:")

    assert serious({"who": none}) == [("flows/who.yaml", 1, 7, "hurdle_missing")]
    assert ("flows/who.yaml", 3, 9, "hurdle_twice") in serious({"cost": two})


def test_a_button_that_sends_too_much_is_refused() -> None:
    long = PERSON.replace("自分のこと: self", f"自分のこと: {'s' * 60}")
    most = PERSON.replace("自分のこと: self", f"自分のこと: {'s' * 40}")

    assert serious({"person": long}) == [("flows/person.yaml", 12, 9, "press_long")]
    assert serious({"person": most}) == []


def test_a_label_that_a_phone_would_cut_is_remarked_on() -> None:
    long = MENU.replace("だれが使える？", "だれ" * 11)

    assert remarks({"menu": long})[0] == ("flows/menu.yaml", 7, "label_long")
