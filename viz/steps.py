"""A step chart: a count over days, as the coordinates of a picture. No words but those given, no decision."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["StepChart", "step_chart"]

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 960, 260, 40, 24, 10


@dataclass(frozen=True, slots=True)
class StepChart:
    """``path`` and ``area``: SVG path data. ``years``: x and text. ``rules``: y and text of the lines across."""

    width: int
    height: int
    left: int
    path: str
    area: str
    years: tuple[tuple[float, str], ...]
    rules: tuple[tuple[float, str], ...]
    words: str


def step_chart(points: Sequence[tuple[datetime.date, int]], until: datetime.date) -> StepChart | None:
    """The chart of the counts from each day on (ascending), up to ``until``; none for fewer than two days."""
    if len(points) < 2 or until <= points[0][0]:
        return None
    first, days = points[0][0], (until - points[0][0]).days
    most = max(1, *(count for _, count in points))

    def x(day: datetime.date) -> float:
        return round(_LEFT + (_WIDTH - _LEFT) * (day - first).days / days, 1)

    def y(count: int) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _BOTTOM - _TOP) * count / most, 1)

    path = f"M{x(first)} {y(0)}" + "".join(f"H{x(day)}V{y(count)}" for day, count in points) + f"H{x(until)}"
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**9) if most / size <= 5)
    span = max(1, (until.year - first.year) // 8 + 1)
    years = range(first.year + 1, until.year + 1)
    return StepChart(
        width=_WIDTH,
        height=_HEIGHT,
        left=_LEFT,
        path=path,
        area=f"{path}V{y(0)}Z",
        years=tuple((x(datetime.date(year, 1, 1)), str(year)) for year in years if (until.year - year) % span == 0),
        rules=tuple((y(count), str(count)) for count in range(0, most + 1, step)),
        words=f"From {points[0][1]} on {first.isoformat()} to {points[-1][1]} on {until.isoformat()}; at most {most}.",
    )
