"""Slips in the shipped content: none harms, none is a fall, all are told where they are."""

from dataclasses import replace

import pytest

from bot.conversation.step import Step
from bot.conversation.steps.choose import ChooseStep
from bot.conversation.steps.go import GoStep
from bot.conversation.steps.say import SayStep
from bot.loader.load import load
from bot.model.ids import FlowId, StepId
from bot.settings import HOME
from tests.mutations.mutants import SLIPS, mutant
from tests.mutations.oracle import harm
from tests.mutations.trial import shipped, tried

MUTANTS = 500
AT_ITS_LINE = 0.95


def test_no_slip_harms_and_each_is_told_at_its_line() -> None:
    tally = tried(range(1, MUTANTS + 1))

    print(tally)
    assert tally.mutants == MUTANTS
    assert tally.harmful == []
    assert tally.crashes == []
    assert tally.unclear == []
    assert tally.share >= AT_ITS_LINE, tally.elsewhere


def test_the_shipped_content_harms_nobody() -> None:
    assert harm(load(HOME / "flows", HOME / "locales")) == []


@pytest.mark.parametrize(
    ("flow", "steps"),
    [
        ("crisis", (SayStep(StepId("say"), "つらいですね。"),)),
        ("who", (SayStep(StepId("say"), "絶対に言いません。"),)),
        ("who", (SayStep(StepId("say"), "あ" * 5000),)),
        ("who", (SayStep(StepId("say"), "電話：{facts"),)),
        ("who", (GoStep(StepId("go"), "who"),)),
        ("who", (ChooseStep(StepId("choose"), (("あ", "nowhere"),)),)),
        ("person", (SayStep(StepId("say"), "だれもいません。"),)),
        ("menu", (SayStep(StepId("say"), "何もありません。"),)),
    ],
)
def test_what_harms_is_seen_without_the_checks(flow: FlowId, steps: tuple[Step, ...]) -> None:
    found = load(HOME / "flows", HOME / "locales")
    flows = dict(found.content.flows)
    flows[flow] = replace(flows[flow], steps=steps)

    assert harm(replace(found, content=replace(found.content, flows=flows))) != []


def test_every_slip_can_be_made() -> None:
    made = {mutant(seed, shipped()).how for seed in range(1, MUTANTS + 1)}

    assert made == set(SLIPS)
