"""What is told of texts, line by line."""

import json
from collections.abc import Iterator

import pytest

from bot.app import answering
from bot.app.answering import answers
from bot.settings import HOME
from bot.understanding.vectors import Encoder

FLOWS, LOCALES = HOME / "flows", HOME / "locales"


@pytest.fixture(autouse=True)
def _by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without encoders: what is learnt from letters is shipped as well."""
    none: tuple[Encoder, ...] = ()
    for name in ("encoders", "quick_encoders"):
        monkeypatch.setattr(answering, name, lambda: none)


def _told(*lines: str) -> list[dict[str, object]]:
    return [json.loads(answer) for answer in answers(lines, FLOWS, LOCALES)]


def test_a_question_has_its_flow_first_and_three_to_choose_from() -> None:
    (told,) = _told("お金はかかりますか")

    assert (told["label"], told["crisis"], told["level"]) == ("cost", None, None)
    candidates = told["candidates"]
    assert isinstance(candidates, list)
    assert (candidates[0], len(set(candidates))) == ("cost", 3)


def test_what_an_editor_wrote_down_is_known_for_certain() -> None:
    (told,) = _told("私が使ってもいいの？")

    assert (told["label"], told["confidence"]) == ("who", 1.0)


@pytest.mark.parametrize("text", ["こんにちは", "", "   ", "粗大ごみの出し方", "\ud800"])
def test_what_no_flow_answers_is_left_alone(text: str) -> None:
    assert _told(text)[0]["label"] is None


def test_there_is_one_answer_for_each_line_in_order() -> None:
    labels = [
        told["label"] for told in _told("データを消してください", "こんにちは", "無料ですか？")
    ]

    assert labels == ["forget", None, "cost"]


def test_each_line_is_answered_before_the_next_is_read() -> None:
    read = list[str]()

    def lines() -> Iterator[str]:
        for line in ("一", "二"):
            read.append(line)
            yield line

    next(answers(lines(), FLOWS, LOCALES))

    assert read == ["一"]


def test_the_reason_is_told_on_request() -> None:
    (answer,) = answers(["無料ですか？"], FLOWS, LOCALES, explain=True)

    why = json.loads(answer)["why"]
    assert next(iter(why["shares"])) == "cost"
    assert 0 < why["enough"] <= 1


@pytest.mark.parametrize(
    ("text", "crisis", "level"),
    [
        ("もう死にたい", "suicide", "amber"),
        ("遺書を書いた", "suicide", "red"),
        ("ゲームで死にたい", "soft", "soft"),
        ("無料ですか？", None, None),
    ],
)
def test_danger_is_told_with_its_level(text: str, crisis: str | None, level: str | None) -> None:
    (told,) = _told(text)

    assert (told["crisis"], told["level"]) == (crisis, level)


def test_words_in_danger_are_given_no_answer_of_a_flow() -> None:
    (told,) = _told("死にたい。お金はかかりますか")

    assert (told["label"], told["crisis"]) == (None, "suicide")
