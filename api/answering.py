"""Fills the public JSON from the answers of the questions."""

from collections.abc import Iterable

from api import answers as public
from api.parameters import Asked
from graphdb.answers import Deciding, Hop, LegalTouch, Place, Route
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence, outward_sentence
from graphdb.model import Dispute, Law, Source
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.rows import OriginRow
from graphdb.rules.categories import CategoryOnRoute
from graphdb.sentences import hop_words, route_sentence

__all__ = ["from_answer", "public_source", "reach_answer", "route_answer"]


def reach_answer(graph: Graph, answer: ReachAnswer, asked: Asked) -> public.ReachAnswer:
    """The public form of what reaches a target."""
    filler = _Filler(graph)
    counts = answer.counts
    datasets = filler.rows(answer.datasets, answer.target)
    organizations = filler.rows(answer.organizations, answer.target)
    above = [
        public.ParentReach(parent=_place(reach.parent), rows=filler.rows(reach.rows, reach.parent))
        for reach in answer.reaches_parent
    ]
    return public.ReachAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=answer_sentence(answer),
        parameters=_parameters(answer.parameters.filters, asked, target=answer.target, limit=answer.parameters.limit),
        coverage=_coverage(answer),
        truncated=answer.truncated,
        sources=filler.sources,
        target=_place(answer.target),
        stands_for=[_place(place) for place in answer.stands_for],
        counts=public.Counts(
            databases=counts.databases,
            rows=counts.rows,
            organizations=counts.organizations,
            possible=counts.possible,
            flowing=counts.flowing,
            held=counts.held,
            ever=counts.ever,
            flows=counts.flows,
        ),
        datasets=datasets,
        organizations=organizations,
        reaches_parent=above,
        held_only=[_place(place) for place in answer.held_only],
        past_only=[_place(place) for place in answer.past_only],
        inside=list(answer.inside),
        people=[
            public.People(
                what=one.what.value,
                lower=one.lower,
                upper=one.upper,
                figures=[
                    public.PeopleFigure(
                        dataset=id_,
                        count=figure.count,
                        as_of=str(figure.as_of) if figure.as_of else None,
                        sources=list(figure.sources or getattr(graph.records[id_], "sources", ())),
                    )
                    for id_, figure in one.figures
                ],
            )
            for one in answer.people
        ],
    )


def from_answer(graph: Graph, answer: OutwardAnswer, asked: Asked) -> public.FromAnswer:
    """The public form of what an origin reaches."""
    filler = _Filler(graph)
    places = [
        public.PlaceReached(place=_place(reached.place), row=filler.row(reached.row, reached.place))
        for reached in answer.places
    ]
    return public.FromAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=outward_sentence(answer),
        parameters=_parameters(answer.parameters.filters, asked, origin=answer.origin, limit=answer.parameters.limit),
        coverage=_coverage(answer),
        truncated=answer.truncated,
        sources=filler.sources,
        origin=_place(answer.origin),
        places=places,
        count=answer.count,
        operates=list(answer.operates),
        parts=list(answer.parts),
    )


def route_answer(graph: Graph, answer: RouteAnswer, asked: Asked) -> public.RouteAnswer:
    """The public form of how an origin reaches a target."""
    filler = _Filler(graph)
    row = filler.row(answer.row, answer.target) if answer.row else None
    direct = [filler.hop(hop) for hop in answer.direct]
    above = [
        public.ParentReach(parent=_place(reach.parent), rows=filler.rows(reach.rows, reach.parent))
        for reach in answer.reaches_parent
    ]
    said = filler.rows((answer.unconfirmed,), answer.target) if answer.unconfirmed else []
    return public.RouteAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=row.sentence if row else answer.coverage.note,
        parameters=_parameters(answer.parameters.filters, asked, target=answer.target, origin=answer.origin),
        coverage=_coverage(answer),
        truncated=answer.truncated,
        sources=filler.sources,
        origin=_place(answer.origin),
        target=_place(answer.target),
        row=row,
        direct=direct,
        reaches_parent=above,
        unconfirmed=said[0] if said else None,
    )


def public_source(source: Source) -> public.Source:
    """The public form of a source."""
    return public.Source(
        id=source.id,
        publisher=source.publisher,
        title=source.title,
        kind=source.kind.value,
        date=_text(source.date),
        url=source.url,
        archived_url=source.archived_url,
        via=source.via,
    )


class _Filler:
    """Fills rows and hops, and gathers the sources that they name."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._laws = {law.id: law.label for law in graph.release.of_kind("law") if isinstance(law, Law)}
        self.sources: dict[str, public.Source] = {}

    def rows(self, rows: Iterable[OriginRow], target: Place) -> list[public.Row]:
        return [self.row(row, target) for row in rows]

    def row(self, row: OriginRow, target: Place) -> public.Row:
        first = row.first_reached
        return public.Row(
            origin=_place(row.origin),
            standing=row.standing.value,
            sure=row.sure,
            deciding=_deciding(row.deciding),
            evidence=row.route.evidence.value,
            publishers=row.route.publishers,
            sentence=route_sentence(row.route, target, row.deciding),
            route=self._route(row.route),
            first_reached=public.FirstReached(
                earliest=first.earliest, latest=first.latest, start_known=first.start_known
            ),
            categories=self._categories(row.categories),
            blocked=list(row.blocked),
        )

    def hop(self, hop: Hop) -> public.Hop:
        return public.Hop(
            flow=hop.flow,
            from_place=_place(hop.source),
            to_place=_place(hop.target),
            sentence=hop_words(hop),
            mechanism=hop.mechanism.value,
            leaves_copy=hop.leaves_copy,
            basis=hop.basis.value,
            evidence=hop.evidence.value,
            publishers=list(hop.publishers),
            assumed_join=hop.assumed_join,
            state=hop.state,
            state_since=hop.state_since,
            state_renewed=hop.state_renewed,
            state_sure=hop.state_sure,
            state_why=hop.state_why,
            state_by=hop.state_by,
            state_attested=hop.state_attested,
            rests_on=hop.rests_on,
            stretches=[
                public.Stretch(
                    start=stretch.start,
                    start_known=stretch.start_known,
                    ended=stretch.ended,
                    ended_state=stretch.ended_state,
                    ended_by=stretch.ended_by,
                )
                for stretch in hop.stretches
            ],
            start=hop.start,
            start_known=hop.start_known,
            ended=hop.ended,
            last_attested=hop.last_attested,
            agreement=hop.agreement,
            agreement_title=hop.agreement_title,
            agreement_state=hop.agreement_state,
            agreement_ran_out=hop.agreement_ran_out,
            categories=list(hop.categories),
            categories_complete=hop.categories_complete,
            use_barred_since=hop.use_barred_since,
            use_barred_sure=hop.use_barred_sure,
            use_barred_by=hop.use_barred_by,
            use_barred_case=hop.use_barred_case,
            use_barred_why=hop.use_barred_why,
            legal_actions=[_legal_touch(touch) for touch in hop.legal_actions],
            disputes=[self._dispute(dispute) for dispute in hop.disputes],
            sources=self._named(hop.sources),
            note=hop.note,
        )

    def _route(self, route: Route) -> public.Route:
        return public.Route(
            id=route.id,
            standing=route.standing.value,
            evidence=route.evidence.value,
            publishers=route.publishers,
            weakest_flow=route.hops[route.weakest].flow,
            assumed_joins=route.assumed_joins,
            last_attested=route.last_attested,
            hops=[self.hop(hop) for hop in route.hops],
            categories=self._categories(route.categories),
            laws=[
                public.Law(law=law.law, label=self._laws.get(law.law, law.law), ends_at=law.ends_at)
                for law in route.laws
            ],
        )

    def _categories(self, fates: Iterable[CategoryOnRoute]) -> list[public.Category]:
        known = self._graph.categories
        return [
            public.Category(
                category=fate.category,
                label=known[fate.category].label if fate.category in known else fate.category,
                fate=fate.fate.value,
                decided_by=fate.decided_by,
            )
            for fate in fates
        ]

    def _dispute(self, dispute: Dispute) -> public.Dispute:
        return public.Dispute(
            by=dispute.by, says=dispute.says, date=_text(dispute.date), sources=self._named(dispute.sources)
        )

    def _named(self, ids: tuple[str, ...]) -> list[str]:
        for source in self._graph.sources(id_ for id_ in ids if id_ not in self.sources):
            self.sources[source.id] = public_source(source)
        return list(ids)


def _place(place: Place) -> public.Place:
    return public.Place(
        id=place.id,
        name=place.name,
        short_name=place.short,
        kind=place.kind,
        operator_id=place.operator,
        operator_name=place.operator_name,
        part_of=place.part_of,
        topic=place.topic,
    )


def _legal_touch(touch: LegalTouch) -> public.LegalTouch:
    return public.LegalTouch(
        id=touch.id, name=touch.name, on=touch.on, state=touch.state, since=touch.since, why=touch.why
    )


def _deciding(deciding: Deciding | None) -> public.Deciding | None:
    return public.Deciding(flow=deciding.flow, date=deciding.date, state=deciding.state) if deciding else None


def _coverage(answer: ReachAnswer | OutwardAnswer | RouteAnswer) -> public.Coverage:
    coverage = answer.coverage
    return public.Coverage(
        sources=coverage.sources,
        publishers=coverage.publishers,
        flows=coverage.flows,
        last_attested=coverage.last_attested,
        note=coverage.note,
    )


def _parameters(
    filters: Filters,
    asked: Asked,
    *,
    target: Place | None = None,
    origin: Place | None = None,
    limit: int | None = None,
) -> public.Parameters:
    return public.Parameters(
        target=target.id if target else None,
        origin=origin.id if origin else None,
        question=filters.question.value,
        as_of=filters.as_of.isoformat(),
        known_at=asked.known_at,
        basis=sorted(filters.basis),
        evidence=filters.evidence.value if filters.evidence else None,
        joins=filters.joins.value,
        category=list(filters.categories),
        mechanism=sorted(filters.mechanisms),
        state=sorted(filters.states),
        attested_since=filters.attested_since,
        limit=limit,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
