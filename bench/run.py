"""One run of everything, as numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bench import peers
from bench.further import Measured, on_generated, on_real_facts
from bench.generate import generate
from bench.measure import timed
from bench.processes import Process, command_line, large_network
from bench.rules import EVIDENCE, Rules, Sentences

__all__ = ["Further", "Results", "Sized", "further", "run"]

Say = Callable[[str], None]

_SLOW = 100_000
"""From this many flows on, what takes seconds is run only once or twice."""


@dataclass(frozen=True, slots=True)
class Sized:
    """Milliseconds on a network of one size. ``peers``: the set that flows, by other means."""

    flows: int
    reached: int
    prepare: float
    ours: dict[str, float]
    peers: dict[str, float]


@dataclass(frozen=True, slots=True)
class Further:
    """The further questions on the real facts, and on a network of so many flows."""

    real: list[Measured]
    generated: list[Measured]
    flows: int


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured. ``commands``: none where the command line does not run."""

    sizes: list[Sized] = field(default_factory=list)
    memory: dict[int, Process] = field(default_factory=dict)
    commands: dict[str, Process] | None = None
    further: Further | None = None


def run(sizes: list[int], repeats: int, say: Say) -> Results:
    """Measures every size, the memory at the largest, and the command line."""
    measured = []
    for flows in sizes:
        say(f"{flows:,} flows")
        measured.append(_sized(flows, repeats))
    say("memory")
    memory = {flows: large_network(flows) for flows in sizes[-1:]}
    say("the command line")
    return Results(measured, memory, command_line(repeats), further(min(sizes[-1], _SLOW), say))


def further(flows: int, say: Say) -> Further:
    """Measures the further questions."""
    say("the further questions")
    return Further(on_real_facts(), on_generated(flows), flows)


def _sized(flows: int, repeats: int) -> Sized:
    rules = Rules(generate(flows))
    few = max(1, repeats // 2) if flows >= _SLOW else repeats
    # The first question of a release builds the walk, and gathers what the filters need.
    prepare = timed(rules.flowing, 1, warm=False)
    flowing = timed(rules.flowing, 3 * repeats)
    outside = ~rules.target[rules.walk.place]
    others = _peers(rules, flowing.value & outside, outside, repeats)
    routes = timed(rules.routes, 1, warm=False)
    sentences = Sentences(rules.generated, routes.value)
    ours = {
        "flowing": flowing.milliseconds,
        "grades and categories": timed(rules.grades_and_categories, repeats).milliseconds,
        "held": timed(rules.held, repeats).milliseconds,
        "first reached": timed(rules.first_reached, few).milliseconds,
        "routes": routes.milliseconds,
        "sentences": timed(sentences.tell, few).milliseconds,
    }
    reached = flowing.value[: rules.generated.network.place_count] & ~rules.target
    return Sized(flows, int(reached.sum()), prepare.milliseconds, ours, others)


def _peers(rules: Rules, expected: NDArray[np.bool_], outside: NDArray[np.bool_], repeats: int) -> dict[str, float]:
    """The peers' times, and the check that they find the same set outside the target."""
    network, walk, targets, day = rules.generated.network, rules.walk, rules.targets, rules.generated.day
    few = 1 if len(walk.tail) >= _SLOW else repeats
    searches = {
        "networkx": (peers.networkx_ancestors(walk, targets, day, EVIDENCE), few),
        "NumPy frontier": (peers.numpy_frontier(network, walk, targets, day, EVIDENCE), repeats),
        "SciPy, filters done": (peers.scipy_search(rules.open_arcs(), targets), 3 * repeats),
    }
    times = {}
    for name, (search, runs) in searches.items():
        found = timed(search, runs)
        if not np.array_equal(found.value & outside, expected):
            raise RuntimeError(f"{name} finds another set.")
        times[name] = found.milliseconds
    return times
