"""From an answer to a Scene: which boxes and arrows, where, with which words. A pure function: the same answer and options
give the same scene for page, SVG, PNG, pyvis file, embed and command line. Nothing about reach is decided here."""

from graphdb.graph import Graph
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.sentences import day_words, number_words
from viz.answered import Pictured, pictured
from viz.boxes import Drawn, place_boxes
from viz.grouping import MOST_BOXES
from viz.model import (
    BoxKind,
    Credit,
    LegendEntry,
    LineState,
    Scene,
    Variant,
)
from viz.rows import flow_rows, ladder, organization_rows, references
from viz.sectors import Sector
from viz.wording import LINE_WORDS

__all__ = ["draw"]

_LICENCE = "CC BY 4.0"


def draw(
    graph: Graph,
    answer: ReachAnswer | RouteAnswer,
    *,
    variant: Variant = Variant.map,
    pinned: str | None = None,
    flow: str | None = None,
    opened: frozenset[str] = frozenset(),
    address: str = "",
    program: str | None = None,
) -> Scene:
    """The scene of an answer.

    ``pinned``: the id of an origin of the answer; its best route and its direct flows are traced. ``flow``: the id of a
    flow; it is traced. ``opened``: ids of places whose groups are shown one by one. ``address``: path and query of the
    answer, for the credit. ``program``: another Graphviz.

    Raises:
        BadParameter: the answer has no such origin or flow.
        PictureFailed: Graphviz is missing or fails.
    """
    parts = pictured(graph, answer)
    drawn = place_boxes(graph, parts, variant, pinned=pinned, flow=flow, opened=opened, program=program)
    box_of = {member.id: box.id for box in drawn.boxes for member in box.members}
    sections = ladder(graph, parts, box_of)
    organizations = organization_rows(graph, parts, box_of)
    release = graph.release.name
    return Scene(
        variant=variant,
        question=parts.filters.question.value,
        title=parts.title,
        subtitle=parts.counts,
        sentence=parts.sentence,
        alt=_alt(parts, drawn),
        description=_description(parts, drawn),
        target=parts.target.id,
        target_name=parts.target.short,
        width=drawn.width,
        height=drawn.height,
        type_size=drawn.type_size,
        boxes=drawn.boxes,
        arrows=drawn.arrows,
        frame=drawn.frame,
        legend=_legend(drawn),
        notes=_notes(parts, drawn),
        ladder=sections,
        organizations=organizations,
        flows=flow_rows(graph, parts, {id_: arrow.id for arrow in drawn.arrows for id_ in arrow.flows}),
        references=references(graph, parts),
        truncated=parts.truncated,
        credit=Credit(
            name="datareach",
            release=release[:12],
            as_of=day_words(parts.filters.as_of),
            licence=_LICENCE,
            address=address,
        ),
    )


def _alt(parts: Pictured, drawn: Drawn) -> str:
    what = f"Map of the data flows to {parts.target.short}" if parts.origin is None else parts.title
    size = f"{number_words(len(drawn.boxes), 'box', 'boxes')}, {number_words(len(drawn.arrows), 'arrow')}"
    return f"{what}: {size}. {parts.counts}."


def _description(parts: Pictured, drawn: Drawn) -> str:
    """What a reader who does not see the picture has to know: the answer, how much goes directly, what is blocked."""
    direct = [row for row in parts.rows if len(row.route.hops) == 1]
    blocked = [row for row in parts.rows if row.blocked]
    words = [parts.sentence, "Data moves from left to right."]
    if len(parts.rows) > 1:
        words.append(
            f"{number_words(len(direct), 'origin')} of {len(parts.rows):,} reach {parts.target.short} directly, the others "
            "over other places."
        )
    words += [
        f"{row.origin.name}: {number_words(len(row.blocked), 'direct flow')} blocked or suspended, another route is "
        f"{'open' if row.standing == 'flowing' else 'told in the table'}."
        for row in blocked
    ]
    return " ".join([*words, *_notes(parts, drawn)])


def _notes(parts: Pictured, drawn: Drawn) -> tuple[str, ...]:
    """What the picture leaves out, and what it merges."""
    notes = []
    if not drawn.boxes and drawn.too_many:
        notes.append(
            f"The map would have {drawn.too_many} boxes, and {MOST_BOXES} is the most that can be read: the list has every "
            "origin. Ask for fewer: by evidence, mechanism, category or a single origin."
        )
    grouped = [box for box in drawn.boxes if len(box.members) > 1]
    if grouped:
        places = sum(len(box.members) for box in grouped)
        notes.append(
            f"{number_words(len(grouped), 'box', 'boxes')} with a double outline "
            f"{'stands' if len(grouped) == 1 else 'stand'} for {places} places; the table lists each."
        )
    if drawn.left_out:
        shown = len(parts.rows) - drawn.left_out
        notes.append(
            f"{shown} of {len(parts.rows)} origins are drawn: databases first, those with the strongest evidence. The table "
            "has them all."
        )
    if parts.truncated:
        notes.append("The answer was cut by a limit: there are more origins than the table lists.")
    notes += [
        f"{number_words(len(above.rows), 'more origin')} {'is' if len(above.rows) == 1 else 'are'} known to reach "
        f"{above.parent.short}, and not {parts.target.short}: listed apart, not drawn."
        for above in parts.above
    ]
    return tuple(notes)


def _legend(drawn: Drawn) -> tuple[LegendEntry, ...]:
    """What occurs in the picture, in a fixed order."""
    sectors = {
        box.sector for box in drawn.boxes if box.sector is not None and box.kind in (BoxKind.dataset, BoxKind.group)
    }
    entries = [
        LegendEntry(kind="sector", key=sector.name, words=sector.value) for sector in Sector if sector in sectors
    ]
    kinds = {box.kind for box in drawn.boxes}
    if kinds & {BoxKind.organization, BoxKind.organizations}:
        entries.append(LegendEntry(kind="shape", key="organization", words="Organization: unnamed data"))
    if kinds & {BoxKind.group, BoxKind.organizations}:
        entries.append(LegendEntry(kind="shape", key="group", words="Several places"))
    states = {arrow.state for arrow in drawn.arrows}
    order = (LineState.active, LineState.planned, LineState.unconfirmed, LineState.blocked, LineState.ended)
    entries += [
        LegendEntry(kind="line", key=state.value, words=LINE_WORDS[state].capitalize())
        for state in order
        if state in states
    ]
    heads = {arrow.leaves_copy for arrow in drawn.arrows}
    entries += [LegendEntry(kind="head", key="copy", words="Leaves a copy")] if True in heads else []
    entries += (
        [LegendEntry(kind="head", key="window", words="Open window only, or not known")] if False in heads else []
    )
    if any(arrow.copy_kept for arrow in drawn.arrows):
        entries.append(LegendEntry(kind="head", key="copy_kept", words="Over; copy kept"))
    if any(arrow.assumed for arrow in drawn.arrows):
        entries.append(LegendEntry(kind="line", key="assumed", words="Assumed"))
    return tuple(entries)
