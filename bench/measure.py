"""Timing: the median of repeated runs, in milliseconds."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Timed", "timed"]

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Timed(Generic[_T]):
    """What a function returned, and the median of the times that it took."""

    value: _T
    milliseconds: float


def timed(function: Callable[[], _T], repeats: int, *, warm: bool = True) -> Timed[_T]:
    """Runs a function ``repeats`` times, and once before that where it shall be ``warm``."""
    value = function() if warm else None
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        value = function()
        times.append((time.perf_counter() - start) * 1_000)
    assert value is not None
    return Timed(value, statistics.median(times))
