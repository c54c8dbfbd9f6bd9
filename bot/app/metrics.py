"""What Prometheus is told. Counts begin with the process; how things stand is read when it asks.

The label `ward` is all that tells one series from another beside an outcome or a priority.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta

import prometheus_client
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.app.house import House
from bot.model.delivery import Delivered, Moved, Outcome, Refused, TryLater
from bot.store.figures import Figures

CONTENT_TYPE = prometheus_client.CONTENT_TYPE_LATEST
LAGS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
TURNS = ("done", "failed")
SENDS = {Delivered: "delivered", TryLater: "later", Moved: "moved", Refused: "refused"}
# else there is a series of birthdays beside each count
prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ward stands at the moment of asking."""

    ward: str
    troubles: tuple[str, ...]
    """What keeps it from serving."""
    unheard: float | None = None
    """Seconds since Telegram was heard; None when it never was."""
    figures: Figures | None = None
    """None when the store does not answer."""


class Metrics:
    """The counts of every ward of the process."""

    def __init__(self) -> None:
        """Begin to count."""
        self._counts = counts = CollectorRegistry()
        by = ["ward", "outcome"]
        self._turns = Counter("engawa_turns", "Turns taken", by, registry=counts)
        self._sends = Counter("engawa_sends", "What came of calls that send", by, registry=counts)
        self._floods = Counter(
            "engawa_too_many_requests", "Calls answered 429", ["ward"], registry=counts
        )
        self._lag = Histogram(
            "engawa_turn_lag_seconds",
            "From the arrival of an input to its turn",
            ["ward"],
            registry=counts,
            buckets=LAGS,
        )

    def count(self, ward: str, house: House) -> None:
        """Count what happens in a ward's house, from nought."""
        for outcome in TURNS:
            self._turns.labels(ward, outcome)
        for outcome in SENDS.values():
            self._sends.labels(ward, outcome)
        self._floods.labels(ward)

        def turned(outcome: str, lag: timedelta) -> None:
            self._turns.labels(ward, outcome).inc()
            self._lag.labels(ward).observe(lag.total_seconds())

        def tried(outcome: Outcome) -> None:
            self._sends.labels(ward, SENDS[type(outcome)]).inc()
            if isinstance(outcome, TryLater) and outcome.after is not None:
                self._floods.labels(ward).inc()

        house.inbox.turned, house.sender.tried = turned, tried

    def page(self, standings: Collection[Standing]) -> bytes:
        """Write it all down in Prometheus' format."""
        return generate_latest(self._counts) + generate_latest(_Gauges(standings))


class _Gauges(Collector):
    def __init__(self, standings: Collection[Standing]) -> None:
        self._standings = standings

    def collect(self) -> Iterator[Metric]:
        ready = _gauge("engawa_ready", "1 where a ward serves")
        unheard = _gauge(
            "engawa_poll_age_seconds", "Since Telegram answered a poll or named our webhook"
        )
        for each in self._standings:
            ready.add_metric([each.ward], not each.troubles)
            if each.unheard is not None:
                unheard.add_metric([each.ward], each.unheard)
        yield from (ready, unheard, *self._of_the_store())

    def _of_the_store(self) -> Iterator[Metric]:
        inputs = _gauge("engawa_inputs_waiting", "Inputs that wait for their turn")
        oldest = _gauge("engawa_oldest_input_seconds", "How long the first of them has waited")
        parked = _gauge("engawa_inputs_parked", "Inputs set aside after their last try")
        outbox = _gauge("engawa_outbox_waiting", "What is to be sent", "priority")
        case = _gauge("engawa_oldest_case_seconds", "How long a case has waited to be taken")
        for each in self._standings:
            if each.figures is None:
                continue
            ward, stored = each.ward, each.figures
            inputs.add_metric([ward], stored.inputs)
            oldest.add_metric([ward], stored.oldest_input)
            parked.add_metric([ward], stored.parked)
            case.add_metric([ward], stored.oldest_case)
            for priority, waiting in stored.outgoings.items():
                outbox.add_metric([ward, priority.partition("-")[2]], waiting)
        yield from (inputs, oldest, parked, outbox, case)


def _gauge(name: str, help_: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, help_, labels=["ward", *labels])
