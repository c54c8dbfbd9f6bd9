"""The table of Bot API methods: name, what it does, and what it weighs against the flood limits.

A method is a plain function `(world, parameters) -> result`; it raises a Refusal to say no.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.parameters import Parameters
from bot.simulator.world import World

Handler = Callable[[World, Parameters], object]
Weight = Callable[[Parameters], int]


@dataclass(frozen=True, slots=True)
class Method:
    """One method; `weight` counts the messages a call stands for, where it counts at all."""

    name: str
    run: Handler
    weight: Weight | None = None


METHODS: dict[str, Method] = {}


def one(_: Parameters) -> int:
    """Weigh one message."""
    return 1


def method(name: str, weight: Weight | None = None) -> Callable[[Handler], Handler]:
    """Register a function as a Bot API method, found whatever the case of its name."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, handler, weight)
        return handler

    return register
