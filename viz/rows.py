"""The rows of ladder and table: every origin of the answer and every flow, with the words of the map."""

from collections import defaultdict
from collections.abc import Mapping

from graphdb.answers import Hop
from graphdb.graph import Graph
from graphdb.questions.rows import OriginRow
from graphdb.questions.telling import tell_hop
from graphdb.sentences import mechanism_words, route_sentence, state_words
from viz.answered import Pictured
from viz.model import FlowRow, Ladder, Reference, Row, RowHop
from viz.sectors import Sector, sector_of
from viz.wording import blocked_words, display_name, line_of, standing_words, via_words

__all__ = ["flow_rows", "ladder", "organization_rows", "references"]


def ladder(graph: Graph, parts: Pictured, box_of: Mapping[str, str]) -> tuple[Ladder, ...]:
    """The rows of datasets: a section a sector, by hops and then name."""
    sections: defaultdict[Sector, list[Row]] = defaultdict(list)
    for row in parts.rows:
        if row.origin.kind == "dataset":
            sections[sector_of(graph, row.origin.id)].append(_row(graph, parts, row, box_of))
    return tuple(
        Ladder(sector=sector, rows=tuple(sorted(sections[sector], key=_order)))
        for sector in Sector
        if sector in sections
    )


def organization_rows(graph: Graph, parts: Pictured, box_of: Mapping[str, str]) -> tuple[Row, ...]:
    """The rows of organizations: unnamed data, told apart from databases."""
    rows = [_row(graph, parts, row, box_of) for row in parts.rows if row.origin.kind == "organization"]
    return tuple(sorted(rows, key=_order))


def _order(row: Row) -> tuple[int, str, str]:
    return len(row.hops), row.name.casefold(), row.origin


def _row(graph: Graph, parts: Pictured, row: OriginRow, box_of: Mapping[str, str]) -> Row:
    route, origin = row.route, row.origin
    blocked = [tell_hop(graph, graph.flow(id_), parts.filters.day) for id_ in row.blocked]
    return Row(
        origin=origin.id,
        box=box_of.get(origin.id),
        name=display_name(origin.name),
        kind=origin.kind,
        operator=display_name(origin.operator_name) if origin.operator_name else None,
        part_of=origin.part_of,
        sector=sector_of(graph, origin.id),
        standing=row.standing.value,
        standing_words=standing_words(row),
        sure=row.sure,
        grade=route.evidence.value,
        publishers=route.publishers,
        disputed=any(hop.disputes for hop in route.hops),
        weakest=route.weakest,
        line=line_of(route.hops[route.weakest])[0],
        via=via_words(route.hops),
        blocked=tuple(blocked_words(hop) for hop in blocked),
        sentence=route_sentence(route, parts.target, row.deciding),
        hops=tuple(_row_hop(hop) for hop in route.hops),
    )


def _row_hop(hop: Hop) -> RowHop:
    line, word = line_of(hop)
    return RowHop(
        flow=hop.flow,
        source=hop.source.id,
        source_name=display_name(hop.source.short),
        target=hop.target.id,
        target_name=display_name(hop.target.short),
        state=line,
        word=word,
        state_words=state_words(hop),
        mechanism=mechanism_words(hop.mechanism),
        leaves_copy=hop.leaves_copy,
        grade=hop.evidence.value,
        publishers=len(hop.publishers),
        disputes=len(hop.disputes),
        assumed=hop.assumed_join,
        agreement=hop.agreement,
        agreement_title=hop.agreement_title,
    )


def flow_rows(graph: Graph, parts: Pictured, arrow_of: Mapping[str, str]) -> tuple[FlowRow, ...]:
    """Every flow of the answer, in the order of the ids: those that are drawn, then those inside the target."""
    return tuple(_flow_row(graph, hop, arrow_of) for hop in (*parts.hops, *parts.inside))


def _flow_row(graph: Graph, hop: Hop, arrow_of: Mapping[str, str]) -> FlowRow:
    told = _row_hop(hop)
    return FlowRow(
        **told.model_dump(exclude={"assumed"}),
        arrow=arrow_of.get(hop.flow),
        categories=tuple(graph.categories[category].label for category in hop.categories),
        categories_complete=hop.categories_complete,
        quote=graph.flow(hop.flow).quote,
        disputes_told=tuple(f"{dispute.by}: {dispute.says}" for dispute in hop.disputes),
        sources=hop.sources,
    )


def references(graph: Graph, parts: Pictured) -> tuple[Reference, ...]:
    """The sources of all flows of the answer, in the order of their ids."""
    ids = sorted({id_ for hop in (*parts.hops, *parts.inside) for id_ in hop.sources})
    return tuple(
        Reference(
            id=source.id,
            publisher=source.publisher,
            title=source.title,
            date=str(source.date) if source.date else None,
            url=source.url,
            archived_url=source.archived_url,
        )
        for source in graph.sources(ids)
    )
