"""Numbers, hours and addresses in a text."""

import pytest

from bot.conversation.check.finding import InTable
from bot.conversation.check.sources import unsourced

HERE = InTable("canned", "x")


def told(text: str) -> list[str]:
    return [found.problem for found in unsourced(text, HERE)]


@pytest.mark.parametrize(
    "text",
    [
        "電話は03-1234-5678です。",
        "電話は０３（１２３４）５６７８です。",
        "0120-279-338へ。",
        "0570064556",
        "+81 3 1234 5678",
        "119番へ。",
        "Please call 110 now.",
        "#9999",
    ],
)
def test_a_telephone_number_is_refused(text: str) -> None:
    assert told(text) == ["number_in_text"]


@pytest.mark.parametrize(
    "text",
    [
        "9:00-17:00です。",
        "１０時〜１７時です。",
        "10時から開きます。",
        "午後3時です。",
        "24時間、出ます。",
        "月〜金です。",
        "We open at 9 am.",
        "open 24 hours",
    ],
)
def test_hours_are_refused(text: str) -> None:
    assert "hours_in_text" in told(text)


@pytest.mark.parametrize(
    "text",
    ["〒112-0003", "春日1丁目です。", "https://example.org/", "mail@example.org まで"],
)
def test_an_address_is_refused(text: str) -> None:
    assert "address_in_text" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "電話：{facts.phone}",
        "のべ497人が使いました。",
        "令和6年度は、のべ119人でした。",
        "10の区や市が加わっていました。",
        "10代から50代以上まで",
        "ご家族が58％、ご本人が23％です。",
        "2時間くらい話せます。",
        "夜中でも、今すぐでも書けます。",
        "new ones: up to 5",
    ],
)
def test_other_numbers_are_left_in_peace(text: str) -> None:
    assert told(text) == []
