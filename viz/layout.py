"""Boxes and arrows to columns, positions and bends. Graphviz places, in two passes; the lines are ours. It knows no words.

Pass 1 chooses the columns: Graphviz breaks circles and keeps arrows short. Columns that became much higher than the others
give boxes to which nothing comes to the columns left of them. Pass 2 orders each column: every arrow that crosses columns
is cut into pieces, with a waypoint in each column between, so that it keeps room of its own and no line runs through a box.
Same input, same bytes; all lengths in pixels, rounded to a tenth.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from viz.dot_program import plain

__all__ = ["COLUMN_GAP", "Layout", "Point", "Size", "lay_out"]

Point = tuple[float, float]

COLUMN_GAP = 56.0
_ROW_GAP = 7.0
_PORT_GAP = 9.0
_PORT_MARGIN = 4.0
_INCH = 72.0
_MOST_HIGHER = 1.15
"""How much higher than the mean a column may be before boxes are moved out of it."""


@dataclass(frozen=True, slots=True)
class Size:
    """A box before it is placed. ``last``: it stands in the last column (the target)."""

    width: float
    height: float
    last: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """``corners``: the upper left corner of each box. ``widths``: of each box, the same in a column. ``lines``: for each
    arrow the points from its tail to its head; a curve from the 1st to the 2nd, level from the 2nd to the 3rd, and so on."""

    columns: tuple[int, ...]
    corners: tuple[Point, ...]
    widths: tuple[float, ...]
    lines: tuple[tuple[Point, ...], ...]
    width: float
    height: float


def lay_out(
    sizes: Sequence[Size], arrows: Sequence[tuple[int, int]], *, origins_first: bool = False, program: str | None = None
) -> Layout:
    """Place boxes and draw arrows between them. ``arrows``: from which box to which, by number, none from a box to itself.
    ``origins_first``: boxes to which nothing comes stand in the first column. ``program``: another Graphviz.

    Raises:
        PictureFailed: Graphviz is missing or fails.
    """
    columns = _columns(sizes, arrows, origins_first, program)
    if not origins_first:
        columns = _evened(sizes, arrows, columns)
    return _Placing(sizes, arrows, columns, program).layout()


def _columns(
    sizes: Sequence[Size], arrows: Sequence[tuple[int, int]], origins_first: bool, program: str | None
) -> list[int]:
    """Pass 1: the column of each box."""
    heads = {head for _, head in arrows}
    lines = [_node(f"n{number}", size.width, size.height) for number, size in enumerate(sizes)]
    lines += [f"n{tail}->n{head};" for tail, head in sorted(set(arrows))]
    last = [f"n{number};" for number, size in enumerate(sizes) if size.last]
    lines += [f"{{rank=max;{''.join(last)}}}"] if last else []
    if origins_first:
        first = [f"n{number};" for number, size in enumerate(sizes) if number not in heads and not size.last]
        lines += [f"{{rank=min;{''.join(first)}}}"] if first else []
    across = {int(words[1][1:]): float(words[2]) for words in plain(_graph(lines), program) if words[0] == "node"}
    order = {x: column for column, x in enumerate(sorted(set(across.values())))}
    columns = [order[across[number]] for number in range(len(sizes))]
    end = max(columns, default=0)
    if any(size.last for size in sizes) and any(not size.last for size in sizes):
        # A target without arrows shares no column with the others.
        end = max((column for column, size in zip(columns, sizes, strict=True) if not size.last), default=-1) + 1
    return [end if size.last else column for column, size in zip(columns, sizes, strict=True)]


def _evened(sizes: Sequence[Size], arrows: Sequence[tuple[int, int]], columns: list[int]) -> list[int]:
    """The columns, with boxes to which nothing comes moved left out of those that are too high. Those move first whose
    arrows are the fewest: each of them passes another column."""
    columns = list(columns)
    room: defaultdict[int, float] = defaultdict(float)
    for size, column in zip(sizes, columns, strict=True):
        if not size.last:
            room[column] += size.height + _ROW_GAP
    if len(room) < 2:
        return columns
    heads = {head for _, head in arrows}
    leaving: defaultdict[int, int] = defaultdict(int)
    for tail, _ in arrows:
        leaving[tail] += 1
    most = sum(room.values()) / len(room) * _MOST_HIGHER
    for column in sorted(room, reverse=True):
        movable = sorted(
            (
                n
                for n, own in enumerate(columns)
                if own == column and n not in heads and leaving[n] and not sizes[n].last
            ),
            key=lambda n: (leaving[n], -n),
        )
        for number in movable:
            if room[column] <= most:
                break
            to = min((one for one in room if one < column), key=lambda one: (room[one], -one), default=None)
            need = sizes[number].height + _ROW_GAP
            if to is None or room[to] + need > room[column]:
                break
            columns[number] = to
            room[column] -= need
            room[to] += need
            for between in range(to + 1, column + 1):
                room[between] += leaving[number] * (_ROW_GAP + 1)
    return columns


class _Placing:
    """Pass 2 and the lines."""

    def __init__(
        self, sizes: Sequence[Size], arrows: Sequence[tuple[int, int]], columns: list[int], program: str | None
    ) -> None:
        self.sizes, self.arrows, self.columns, self.program = sizes, arrows, columns, program
        self.count = max(columns, default=-1) + 1
        self.wide = [
            max(size.width for size, own in zip(sizes, columns, strict=True) if own == c) for c in range(self.count)
        ]
        self.left = [sum(self.wide[:column]) + column * COLUMN_GAP for column in range(self.count)]
        self.chains = [self._chain(number) for number in range(len(arrows))]

    def _chain(self, number: int) -> list[str]:
        """The names of what an arrow passes, from its tail to its head."""
        tail, head = self.arrows[number]
        start, end = self.columns[tail], self.columns[head]
        step = 1 if end > start else -1
        return [f"n{tail}", *(f"w{number}_{column}" for column in range(start + step, end, step)), f"n{head}"]

    def layout(self) -> Layout:
        """Everything in its place."""
        middle = self._middles()
        tops = [middle[f"n{number}"] - size.height / 2 for number, size in enumerate(self.sizes)]
        shift = -min([*tops, *(y for name, y in middle.items() if name[0] == "w")], default=0.0)
        middle = {name: y + shift for name, y in middle.items()}
        corners = [
            (_round(self.left[column]), _round(middle[f"n{number}"] - size.height / 2))
            for number, (size, column) in enumerate(zip(self.sizes, self.columns, strict=True))
        ]
        lines = tuple(self._lines(middle))
        bottoms = [corner[1] + size.height for corner, size in zip(corners, self.sizes, strict=True)]
        lowest = max([*bottoms, *(y for line in lines for _, y in line)], default=0.0)
        return Layout(
            columns=tuple(self.columns),
            corners=tuple(corners),
            widths=tuple(_round(self.wide[column]) for column in self.columns),
            lines=lines,
            width=_round(self.left[-1] + self.wide[-1]) if self.count else 0.0,
            height=_round(lowest),
        )

    def _middles(self) -> dict[str, float]:
        """How far down the middle of each box and waypoint is."""
        ranks: list[list[str]] = [[] for _ in range(self.count)]
        lines = []
        for number, (size, column) in enumerate(zip(self.sizes, self.columns, strict=True)):
            lines.append(_node(f"n{number}", self.wide[column], size.height))
            ranks[column].append(f"n{number}")
        joined = set()
        for number, chain in enumerate(self.chains):
            forwards = (
                chain if self.columns[self.arrows[number][0]] < self.columns[self.arrows[number][1]] else chain[::-1]
            )
            for name in forwards[1:-1]:
                column = int(name.split("_")[1])
                lines.append(_node(name, self.wide[column], 1))
                ranks[column].append(name)
            for at, (one, other) in enumerate(pairwise(forwards)):
                weight = (at > 0) + (at < len(forwards) - 2)
                lines.append(f"{one}->{other}[weight={(1, 2, 2)[weight] if weight < 2 else 4}];")
            joined |= {self._column_of(name) for name in forwards[:-1]}
        lines += [f"{{rank=same;{';'.join(names)}}}" for names in ranks]
        lines += [
            f"{ranks[column][0]}->{ranks[column + 1][0]}[style=invis,weight=0];"
            for column in range(self.count - 1)
            if column not in joined
        ]
        return {
            words[1]: -float(words[3]) * _INCH for words in plain(_graph(lines), self.program) if words[0] == "node"
        }

    def _column_of(self, name: str) -> int:
        return int(name.split("_")[1]) if name[0] == "w" else self.columns[int(name[1:])]

    def _lines(self, middle: dict[str, float]) -> list[tuple[Point, ...]]:
        ports = self._ports(middle)
        lines = []
        for number, chain in enumerate(self.chains):
            tail, head = self.arrows[number]
            backwards = self.columns[tail] >= self.columns[head]
            points = [(self._edge(tail, right=not backwards), ports[number, True])]
            for name in chain[1:-1]:
                column = self._column_of(name)
                level = [(self.left[column], middle[name]), (self.left[column] + self.wide[column], middle[name])]
                points += level[::-1] if backwards else level
            points.append((self._edge(head, right=backwards), ports[number, False]))
            lines.append(tuple((_round(x), _round(y)) for x, y in points))
        return lines

    def _edge(self, number: int, *, right: bool) -> float:
        column = self.columns[number]
        return self.left[column] + (self.wide[column] if right else 0.0)

    def _ports(self, middle: dict[str, float]) -> dict[tuple[int, bool], float]:
        """How far down each end of an arrow is (tail: True), spread on its side in the order of where it goes."""
        sides: defaultdict[tuple[int, bool], list[tuple[float, int, bool]]] = defaultdict(list)
        for number, chain in enumerate(self.chains):
            tail, head = self.arrows[number]
            backwards = self.columns[tail] >= self.columns[head]
            sides[tail, not backwards].append((middle[chain[1]], number, True))
            sides[head, backwards].append((middle[chain[-2]], number, False))
        ports = {}
        for (box, _), ends in sides.items():
            room = self.sizes[box].height - 2 * _PORT_MARGIN
            gap = min(_PORT_GAP, room / max(1, len(ends) - 1)) if len(ends) > 1 else 0.0
            for at, (_, number, is_tail) in enumerate(sorted(ends)):
                ports[number, is_tail] = middle[f"n{box}"] + (at - (len(ends) - 1) / 2) * gap
        return ports


def _graph(lines: list[str]) -> str:
    attributes = f"rankdir=LR;splines=false;nodesep={_ROW_GAP / _INCH:.4f};ranksep={COLUMN_GAP / _INCH:.4f};"
    return (
        f'digraph{{{attributes}node[shape=box,fixedsize=true,label=""];edge[arrowhead=none];\n'
        + "\n".join(lines)
        + "\n}\n"
    )


def _node(name: str, width: float, height: float) -> str:
    return f"{name}[width={width / _INCH:.4f},height={height / _INCH:.4f}];"


def _round(length: float) -> float:
    return round(length, 1) + 0.0
