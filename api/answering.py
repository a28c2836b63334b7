"""Fills the public JSON from the answers of the questions."""

from collections.abc import Iterable

from api import answers as public
from api.parameters import Asked
from graphdb.answers import Coverage, Deciding, Hop, LegalTouch, Place, Route
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence, outward_sentence
from graphdb.model import Dispute, Source
from graphdb.questions.outward import OutwardAnswer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.route import RouteAnswer
from graphdb.questions.rows import OriginRow, ParentReach
from graphdb.rules.categories import CategoryOnRoute
from graphdb.sentences import hop_words, route_sentence

__all__ = [
    "Filler",
    "from_answer",
    "public_coverage",
    "public_deciding",
    "public_parameters",
    "public_place",
    "public_source",
    "public_touch",
    "reach_answer",
    "route_answer",
]


def reach_answer(graph: Graph, answer: ReachAnswer, asked: Asked) -> public.ReachAnswer:
    """The public form of what reaches a target."""
    filler = Filler(graph)
    counts = answer.counts
    datasets = filler.rows(answer.datasets, answer.target)
    organizations = filler.rows(answer.organizations, answer.target)
    above = filler.parents(answer.reaches_parent)
    return public.ReachAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=answer_sentence(answer),
        parameters=public_parameters(
            answer.parameters.filters, asked, target=answer.target, limit=answer.parameters.limit
        ),
        coverage=public_coverage(answer.coverage),
        truncated=answer.truncated,
        sources=filler.sources,
        target=public_place(answer.target),
        stands_for=[public_place(place) for place in answer.stands_for],
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
        held_only=[public_place(place) for place in answer.held_only],
        past_only=[public_place(place) for place in answer.past_only],
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
    filler = Filler(graph)
    places = [
        public.PlaceReached(place=public_place(reached.place), row=filler.row(reached.row, reached.place))
        for reached in answer.places
    ]
    return public.FromAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=outward_sentence(answer),
        parameters=public_parameters(
            answer.parameters.filters, asked, origin=answer.origin, limit=answer.parameters.limit
        ),
        coverage=public_coverage(answer.coverage),
        truncated=answer.truncated,
        sources=filler.sources,
        origin=public_place(answer.origin),
        places=places,
        count=answer.count,
        operates=list(answer.operates),
        parts=list(answer.parts),
    )


def route_answer(graph: Graph, answer: RouteAnswer, asked: Asked) -> public.RouteAnswer:
    """The public form of how an origin reaches a target."""
    filler = Filler(graph)
    row = filler.row(answer.row, answer.target) if answer.row else None
    direct = [filler.hop(hop) for hop in answer.direct]
    above = filler.parents(answer.reaches_parent)
    said = filler.rows((answer.unconfirmed,), answer.target) if answer.unconfirmed else []
    return public.RouteAnswer(
        release=answer.release,
        as_of=answer.parameters.filters.as_of.isoformat(),
        outcome=answer.outcome.value,
        sentence=row.sentence if row else answer.coverage.note,
        parameters=public_parameters(answer.parameters.filters, asked, target=answer.target, origin=answer.origin),
        coverage=public_coverage(answer.coverage),
        truncated=answer.truncated,
        sources=filler.sources,
        origin=public_place(answer.origin),
        target=public_place(answer.target),
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


class Filler:
    """Fills rows and hops, and gathers the sources that they name."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.sources: dict[str, public.Source] = {}

    def parents(self, reached: Iterable[ParentReach]) -> list[public.ParentReach]:
        """The public form of what reaches the organizations above a target."""
        return [
            public.ParentReach(parent=public_place(one.parent), rows=self.rows(one.rows, one.parent)) for one in reached
        ]

    def rows(self, rows: Iterable[OriginRow], target: Place) -> list[public.Row]:
        """The public form of rows."""
        return [self.row(row, target) for row in rows]

    def row(self, row: OriginRow, target: Place) -> public.Row:
        """The public form of a row."""
        first = row.first_reached
        return public.Row(
            origin=public_place(row.origin),
            standing=row.standing.value,
            sure=row.sure,
            deciding=public_deciding(row.deciding),
            evidence=row.route.evidence.value,
            publishers=row.route.publishers,
            sentence=route_sentence(row.route, target, row.deciding),
            route=self.route(row.route),
            first_reached=public.FirstReached(
                earliest=first.earliest, latest=first.latest, start_known=first.start_known
            ),
            categories=self._categories(row.categories),
            blocked=list(row.blocked),
        )

    def hop(self, hop: Hop) -> public.Hop:
        """The public form of a hop."""
        return public.Hop(
            flow=hop.flow,
            from_place=public_place(hop.source),
            to_place=public_place(hop.target),
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
            agreement_state_sure=hop.agreement_state_sure,
            agreement_ran_out=hop.agreement_ran_out,
            categories=list(hop.categories),
            categories_complete=hop.categories_complete,
            use_barred_since=hop.use_barred_since,
            use_barred_sure=hop.use_barred_sure,
            use_barred_by=hop.use_barred_by,
            use_barred_case=hop.use_barred_case,
            use_barred_why=hop.use_barred_why,
            legal_actions=[public_touch(touch) for touch in hop.legal_actions],
            disputes=[self._dispute(dispute) for dispute in hop.disputes],
            sources=self._named(hop.sources),
            note=hop.note,
        )

    def route(self, route: Route) -> public.Route:
        """The public form of a route."""
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
                public.Law(law=law.law, label=self._graph.law_label(law.law), ends_at=law.ends_at) for law in route.laws
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


def public_place(place: Place) -> public.Place:
    """The public form of a place."""
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


def public_touch(touch: LegalTouch) -> public.LegalTouch:
    """The public form of what a legal action does to a hop."""
    return public.LegalTouch(
        id=touch.id, name=touch.name, on=touch.on, state=touch.state, since=touch.since, why=touch.why
    )


def public_deciding(deciding: Deciding | None) -> public.Deciding | None:
    """The public form of the date that decides."""
    return public.Deciding(flow=deciding.flow, date=deciding.date, state=deciding.state) if deciding else None


def public_coverage(coverage: Coverage) -> public.Coverage:
    """The public form of what an answer rests on."""
    return public.Coverage(
        sources=coverage.sources,
        publishers=coverage.publishers,
        flows=coverage.flows,
        last_attested=coverage.last_attested,
        note=coverage.note,
    )


def public_parameters(
    filters: Filters,
    asked: Asked,
    *,
    target: Place | None = None,
    origin: Place | None = None,
    limit: int | None = None,
) -> public.Parameters:
    """The question as it was understood."""
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
        without=list(filters.without),
        limit=limit,
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
