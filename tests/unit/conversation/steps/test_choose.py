"""Offering places to go on to."""

from bot.model.effects import Button
from tests.unit.conversation.small import loaded
from tests.unit.conversation.visitor import Visitor

OWN_WAYS = """\
flow: cost
title: お金
steps:
  - say: 一。
  - choose:
      窓口の人と話す: person
      はじめのメニュー: menu.questions
      二枚目: more
  - more:
      say: 二。
"""


def test_choices_stand_above_the_ways_out() -> None:
    visitor = Visitor()

    visitor.sends("go:anonymity")

    assert visitor.said[0].buttons == (
        Button("秘密は守られる？", "go:confidentiality"),
        Button("もう少しくわしく", "go:anonymity.details"),
        Button("人と話す", "go:person"),
        Button("メニュー", "go:menu"),
    )


def test_a_way_out_that_the_author_offers_is_not_offered_twice() -> None:
    visitor = Visitor(loaded({"cost": OWN_WAYS}).content)

    visitor.sends("go:cost")

    assert visitor.labels == ["窓口の人と話す", "はじめのメニュー", "二枚目", "メニュー"]


def test_a_choice_never_falls_through() -> None:
    visitor = Visitor(loaded({"cost": OWN_WAYS}).content)

    visitor.sends("go:cost")

    assert "二。" not in visitor.text
