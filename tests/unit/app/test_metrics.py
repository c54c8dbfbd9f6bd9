"""What Prometheus is told, in its own format."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.metrics import Metrics, Standing
from bot.channels.console import Console
from bot.model.delivery import Delivered, Moved, Outcome, Priority, Reason, Refused, TryLater
from bot.model.ids import ChatId
from bot.store.figures import Figures
from tests.unit.app.test_house import closed, house_over

FIGURES = Figures(3, 4.5, 2, dict.fromkeys(Priority, 0) | {Priority.VISITOR: 7}, 600)


def read(page: bytes) -> dict[str, float]:
    """Give every sample by its name and labels, without buckets."""
    return {
        " ".join([sample.name, sample.labels["ward"], *_rest(sample.labels)]): sample.value
        for family in text_string_to_metric_families(page.decode())
        for sample in family.samples
        if not sample.name.endswith("_bucket")
    }


def _rest(labels: Mapping[str, str]) -> list[str]:
    return [value for name, value in labels.items() if name != "ward"]


async def counted(ward: str, *outcomes: Outcome) -> dict[str, float]:
    metrics = Metrics()
    house, vault = await house_over(Console(lambda _: None))
    metrics.count(ward, house)
    for outcome in outcomes:
        house.sender.tried(outcome)
    house.inbox.turned("done", timedelta(seconds=2))
    await closed(house, vault)
    return read(metrics.page([]))


async def test_what_has_not_happened_yet_is_nought_and_not_absent() -> None:
    told = await counted("bunkyo")

    assert told["engawa_turns_total bunkyo failed"] == 0
    assert told["engawa_sends_total bunkyo refused"] == 0
    assert told["engawa_too_many_requests_total bunkyo"] == 0


async def test_turns_are_counted_with_how_long_they_were_waited_for() -> None:
    told = await counted("bunkyo")

    assert told["engawa_turns_total bunkyo done"] == 1
    assert told["engawa_turn_lag_seconds_sum bunkyo"] == 2


@pytest.mark.parametrize(
    ("outcome", "name", "floods"),
    [
        (Delivered(), "delivered", 0),
        (TryLater(), "later", 0),
        (TryLater(after=30), "later", 1),
        (Moved(ChatId(-1), was=ChatId(-2)), "moved", 0),
        (Refused(Reason.BLOCKED, "whose words"), "refused", 0),
    ],
)
async def test_every_outcome_of_a_send_is_counted(
    outcome: Outcome, name: str, floods: int
) -> None:
    told = await counted("bunkyo", outcome)

    assert told[f"engawa_sends_total bunkyo {name}"] == 1
    assert told["engawa_too_many_requests_total bunkyo"] == floods


def test_how_each_ward_stands_is_told_under_its_name() -> None:
    standings = [Standing("bunkyo", (), 12.5, FIGURES), Standing("taito", ("not serving",))]

    told = read(Metrics().page(standings))

    assert told == {
        "engawa_ready bunkyo": 1,
        "engawa_ready taito": 0,
        "engawa_poll_age_seconds bunkyo": 12.5,
        "engawa_inputs_waiting bunkyo": 3,
        "engawa_oldest_input_seconds bunkyo": 4.5,
        "engawa_inputs_parked bunkyo": 2,
        "engawa_oldest_case_seconds bunkyo": 600,
        "engawa_outbox_waiting bunkyo alert": 0,
        "engawa_outbox_waiting bunkyo opening": 0,
        "engawa_outbox_waiting bunkyo visitor": 7,
        "engawa_outbox_waiting bunkyo staff": 0,
        "engawa_outbox_waiting bunkyo status": 0,
        "engawa_outbox_waiting bunkyo rename": 0,
    }
