"""The boxes and arrows of a scene: what is drawn, how large, where, and what it says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphdb.answers import Hop, Place
from graphdb.errors import BadParameter
from graphdb.graph import Graph
from graphdb.questions.parameters import Question
from viz.answered import Pictured
from viz.grouping import MOST_BOXES, MOST_STORY_BOXES, Flows, Spot, spots
from viz.layout import Layout, Size, lay_out
from viz.lettering import ELLIPSIS, text_width, wrapped
from viz.model import Arrow, Box, BoxKind, Frame, LineState, Member, Variant
from viz.sectors import Sector, sector_of
from viz.wording import box_tooltip, display_name, hop_tooltip, line_of, standing_words

__all__ = ["Drawn", "place_boxes"]

_TYPE = 12.0
_STORY_TYPE = 14.0
_CHARACTERS = 17
_MOST_LINES = 4
_MOST_PINNED_ORIGINS = 25
_LEAST_WIDTH = 72.0
_FRAME = 10.0
_FRAME_TITLE = 22.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """``left_out``: origins that a story does not draw. ``too_many``: how many boxes a map would have that is not drawn."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    frame: Frame | None
    width: float
    height: float
    type_size: float
    left_out: int = 0
    too_many: int = 0


@dataclass(frozen=True, slots=True)
class _Traced:
    """``steps``: the place of each flow on the pinned route; a flow with none is traced without a number."""

    steps: Mapping[str, int | None]
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One arrow before it is placed. ``join``: an assumed step at a place, which is no flow."""

    source: int
    target: int
    hops: tuple[Hop, ...]
    copy_kept: bool
    traced: bool
    join: bool = False


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the boxes are made from: one entry a box in ``chosen``, ``texts``, ``sizes`` and in the layout."""

    graph: Graph
    parts: Pictured
    chosen: Sequence[Spot]
    texts: Sequence[tuple[str, ...]]
    sizes: Sequence[Size]
    layout: Layout
    pinned: str | None
    traced: _Traced


def place_boxes(
    graph: Graph,
    parts: Pictured,
    variant: Variant,
    *,
    pinned: str | None,
    flow: str | None,
    opened: frozenset[str],
    program: str | None,
) -> Drawn:
    """Draw the flows of an answer.

    Raises:
        BadParameter: the answer has no origin ``pinned`` or no flow ``flow``.
        PictureFailed: Graphviz is missing or fails.
    """
    traced = _traced(graph, parts, pinned, flow)
    type_size = _STORY_TYPE if variant == Variant.story else _TYPE
    hops, left_out = _story_hops(parts, pinned) if variant == Variant.story else (parts.hops, 0)
    chosen = spots(Flows(graph, hops, parts.target, parts.own), traced.places | opened)
    if not hops and parts.origin is not None:
        chosen = (Spot((parts.origin,), False), Spot((parts.target,), True))
    if len(chosen) > MOST_BOXES:
        return Drawn((), (), None, 0.0, 0.0, type_size, left_out, too_many=len(chosen))
    number = {place.id: at for at, spot in enumerate(chosen) for place in spot.places}
    lines = _lines(parts, hops, chosen, number, traced)
    texts = [_text(spot, parts.target, alone=sum(one.target for one in chosen) == 1) for spot in chosen]
    sizes = _sizes(chosen, texts, lines, type_size)
    origins = {line.source for line in lines} - {line.target for line in lines}
    layout = lay_out(
        sizes,
        [(line.source, line.target) for line in lines],
        origins_first=variant == Variant.pinned and len(origins) <= _MOST_PINNED_ORIGINS,
        program=program,
    )
    plan = _Plan(graph, parts, chosen, texts, sizes, layout, graph.resolve(pinned) if pinned else None, traced)
    boxes = tuple(_box(plan, at) for at in range(len(chosen)))
    frame = _frame(boxes, parts.target)
    arrows = tuple(_arrow(plan, at, line, boxes) for at, line in enumerate(lines))
    room = _FRAME if frame else 0.0
    top = -frame.y if frame and frame.y < 0 else 0.0
    drawn = Drawn(boxes, arrows, frame, layout.width + room, layout.height + room, type_size, left_out)
    return _lowered(drawn, top)


def _traced(graph: Graph, parts: Pictured, pinned: str | None, flow: str | None) -> _Traced:
    steps: dict[str, int | None] = {}
    places: set[str] = set()
    if pinned is not None:
        row = parts.rows_by_origin.get(graph.resolve(pinned))
        if row is None:
            raise BadParameter(
                f"{pinned!r} is no origin of this answer.", "Pin one of its rows, or ask another question or day."
            )
        steps |= dict.fromkeys(row.blocked)
        steps |= {hop.flow: at for at, hop in enumerate(row.route.hops, start=1)}
        places |= {place.id for hop in row.route.hops for place in (hop.source, hop.target)}
    if flow is not None:
        found = next((hop for hop in parts.hops if hop.flow == graph.resolve(flow)), None)
        if found is None:
            raise BadParameter(f"{flow!r} is no flow of this picture.", "Choose one of the flows in its table.")
        steps = {found.flow: steps.get(found.flow)}
        places |= {found.source.id, found.target.id}
    return _Traced(steps, frozenset(places))


def _story_hops(parts: Pictured, pinned: str | None) -> tuple[tuple[Hop, ...], int]:
    """The flows of the first rows by the ranking, of datasets before organizations, as many as an article can show, with
    the other flows between their places; and how many rows that leaves out."""
    by_flow = {hop.flow: hop for hop in parts.hops}
    rows = sorted(parts.rows, key=lambda row: (row.origin.id != pinned, row.origin.kind != "dataset"))
    places: set[str] = set()
    for drawn, row in enumerate(rows):
        hops = [*row.route.hops, *(by_flow[id_] for id_ in row.blocked)]
        more = places | {place.id for hop in hops for place in (hop.source, hop.target)}
        if len(more) > MOST_STORY_BOXES:
            return _between(parts, places), len(rows) - drawn
        places = more
    return _between(parts, places), 0


def _between(parts: Pictured, places: set[str]) -> tuple[Hop, ...]:
    return tuple(hop for hop in parts.hops if {hop.source.id, hop.target.id} <= places)


def _lines(
    parts: Pictured, hops: Sequence[Hop], chosen: Sequence[Spot], number: Mapping[str, int], traced: _Traced
) -> list[_Line]:
    """The arrows: parallel flows keep lines of their own, those of a group are merged, one line a state."""
    merged: defaultdict[tuple[object, ...], list[Hop]] = defaultdict(list)
    held = parts.filters.question == Question.held
    for hop in hops:
        source, target = number[hop.source.id], number[hop.target.id]
        if source == target:
            continue
        group = len(chosen[source].places) > 1 or len(chosen[target].places) > 1
        kept = held and hop.flow in parts.counted and hop.leaves_copy and not hop.open
        alike = (line_of(hop)[0].value, hop.leaves_copy, hop.assumed_join) if group else (hop.flow,)
        merged[source, target, kept, hop.flow in traced.steps, alike].append(hop)
    lines = [
        _Line(source, target, tuple(own), kept, is_traced)  # type: ignore[arg-type]
        for (source, target, kept, is_traced, _), own in merged.items()
    ]
    joins = {
        (number[before.target.id], number[after.source.id])
        for row in parts.rows
        for before, after in zip(row.route.hops, row.route.hops[1:], strict=False)
        if after.assumed_join and {before.target.id, after.source.id} <= number.keys()
    }
    lines += [_Line(source, target, (), False, False, join=True) for source, target in joins if source != target]
    return sorted(lines, key=lambda line: (line.source, line.target, [hop.flow for hop in line.hops]))


def _text(spot: Spot, target: Place, *, alone: bool) -> tuple[str, ...]:
    """What stands in a box: the short name, or the whole name with it where that is not long."""
    if spot.name is not None:
        return wrapped(spot.name, _CHARACTERS, _MOST_LINES)
    place = spot.places[0]
    if spot.target and place.id == target.id and not alone:
        return (*wrapped(place.short, _CHARACTERS, _MOST_LINES - 1), "(no part named)")
    name, short = display_name(place.name), display_name(place.short)
    if short in name:
        return wrapped(name, _CHARACTERS, _MOST_LINES)
    both = wrapped(f"{name} ({short})", _CHARACTERS, _MOST_LINES)
    return wrapped(short, _CHARACTERS, _MOST_LINES) if both[-1].endswith(ELLIPSIS) else both


def _sizes(
    chosen: Sequence[Spot], texts: Sequence[tuple[str, ...]], lines: Sequence[_Line], type_size: float
) -> list[Size]:
    left: defaultdict[int, int] = defaultdict(int)
    right: defaultdict[int, int] = defaultdict(int)
    onward = _onward(lines)
    for line in lines:
        right[line.source] += 1
        left[line.target] += 1
        if line.source in onward[line.target]:  # on a circle: it may have to go back, from left to right
            left[line.source] += 1
            right[line.target] += 1
    scale = type_size / _TYPE
    return [
        Size(
            width=max(
                _LEAST_WIDTH, *(round(text_width(one, type_size, bold=spot.target) + 18 * scale + 2, 1) for one in text)
            ),
            height=max(round(len(text) * 14.4 * scale + 9 * scale, 1), 7.0 * max(left[at], right[at]) + 6),
            last=spot.target,
        )
        for at, (spot, text) in enumerate(zip(chosen, texts, strict=True))
    ]


def _onward(lines: Sequence[_Line]) -> dict[int, set[int]]:
    """Where the arrows lead to from each box, over any number of them."""
    heads: defaultdict[int, set[int]] = defaultdict(set)
    for line in lines:
        heads[line.source].add(line.target)
    onward = {}
    for box in {end for line in lines for end in (line.source, line.target)}:
        found: set[int] = set()
        waiting = list(heads.get(box, ()))
        while waiting:
            following = waiting.pop()
            if following not in found:
                found.add(following)
                waiting += heads.get(following, ())
        onward[box] = found
    return onward


def _frame(boxes: Sequence[Box], target: Place) -> Frame | None:
    """Around the boxes of the target, unless it is one box that has its name."""
    own = [box for box in boxes if box.kind == BoxKind.target]
    if len(own) < 2 and all(box.record == target.id for box in own):
        return None
    top, left = min(box.y for box in own), min(box.x for box in own)
    bottom, right = max(box.y + box.height for box in own), max(box.x + box.width for box in own)
    return Frame(
        x=left - _FRAME,
        y=round(top - _FRAME - _FRAME_TITLE, 1),
        width=round(right - left + 2 * _FRAME, 1),
        height=round(bottom - top + 2 * _FRAME + _FRAME_TITLE, 1),
        name=target.short,
    )


def _box(plan: _Plan, at: int) -> Box:
    graph, parts, layout, spot = plan.graph, plan.parts, plan.layout, plan.chosen[at]
    place, group = spot.places[0], len(spot.places) > 1
    row = None if group else parts.rows_by_origin.get(place.id)
    sector = None if spot.target else _sector(graph, spot)
    operator = display_name(place.operator_name) if place.operator_name and not group else None
    name = spot.name or display_name(place.name)
    standing = standing_words(row) if row else None
    members = tuple(Member(id=member.id, name=display_name(member.name)) for member in spot.places)
    tooltip = (
        (
            name,
            *(member.name for member in members[:12]),
            *((f"and {len(members) - 12} more",) if len(members) > 12 else ()),
        )
        if group
        else box_tooltip(graph, place, row, target=spot.target)
    )
    label = [
        name,
        *([operator] if operator else []),
        *([sector.value] if sector else []),
        *([standing] if standing else []),
    ]
    return Box(
        id=f"n{at}",
        record=None if group else place.id,
        kind=_kind(spot),
        column=layout.columns[at],
        x=layout.corners[at][0],
        y=layout.corners[at][1],
        width=layout.widths[at],
        height=plan.sizes[at].height,
        lines=plan.texts[at],
        name=name,
        operator=operator,
        sector=sector,
        members=members,
        pinned=place.id == plan.pinned and not group,
        standing=row.standing.value if row else None,
        standing_words=standing,
        grade=row.route.evidence.value if row else None,
        tooltip=tooltip,
        label=", ".join(label),
    )


def _kind(spot: Spot) -> BoxKind:
    if spot.target:
        return BoxKind.target
    group, organization = len(spot.places) > 1, spot.places[0].kind == "organization"
    if organization:
        return BoxKind.organizations if group else BoxKind.organization
    return BoxKind.group if group else BoxKind.dataset


def _sector(graph: Graph, spot: Spot) -> Sector:
    sectors = {sector_of(graph, place.id) for place in spot.places}
    return sectors.pop() if len(sectors) == 1 else Sector.other


def _arrow(plan: _Plan, at: int, line: _Line, boxes: Sequence[Box]) -> Arrow:
    source, target = boxes[line.source], boxes[line.target]
    if line.join:
        state, word = LineState.active, "assumed"
        tooltip: tuple[str, ...] = (f"{source.name} → {target.name}", "assumed: no source says that this data goes on")
    else:
        state, word = line_of(line.hops[0])
        tooltip = hop_tooltip(plan.graph, line.hops[0])
    if len(line.hops) > 1:
        tooltip = (
            f"{source.name} → {target.name}",
            f"{len(line.hops)} flows, {word}",
            *(f"{display_name(hop.source.short)} → {display_name(hop.target.short)}" for hop in line.hops[:4]),
            *(("Select for all of them",) if len(line.hops) > 4 else ("Select for the sources",)),
        )
    steps = tuple(step for hop in line.hops if (step := plan.traced.steps.get(hop.flow)) is not None)
    return Arrow(
        id=f"a{at}",
        flows=tuple(hop.flow for hop in line.hops),
        source=source.id,
        target=target.id,
        points=plan.layout.lines[at],
        state=state,
        word=word,
        leaves_copy=not line.join and line.hops[0].leaves_copy,
        copy_kept=line.copy_kept,
        assumed=line.join or any(hop.assumed_join for hop in line.hops),
        count=len(line.hops),
        traced=line.traced,
        steps=steps,
        tooltip=tooltip,
        label=f"{source.name} to {target.name}: {word}",
    )


def _lowered(drawn: Drawn, by: float) -> Drawn:
    """Everything moved down, so that the frame's title has room."""
    if not by:
        return drawn

    def down(y: float) -> float:
        return round(y + by, 1)

    return replace(
        drawn,
        boxes=tuple(box.model_copy(update={"y": down(box.y)}) for box in drawn.boxes),
        arrows=tuple(
            arrow.model_copy(update={"points": tuple((x, down(y)) for x, y in arrow.points)}) for arrow in drawn.arrows
        ),
        frame=drawn.frame.model_copy(update={"y": down(drawn.frame.y)}) if drawn.frame else None,
        height=down(drawn.height),
    )
