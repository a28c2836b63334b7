"""How many people? For a target, bounds on the people whose data reaches it. Populations overlap in ways that no source
tells, so they are never added up as if they were distinct."""

from dataclasses import dataclass

from graphdb.answers import Coverage, Place
from graphdb.graph import Graph
from graphdb.model import Dataset, PeopleWhat, Record
from graphdb.questions.best import best_of_each
from graphdb.questions.parameters import Filters
from graphdb.questions.remembering import remembered
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.questions.told import Told, day_opening, sentence
from graphdb.rules.people import Bounds, people_bounds
from graphdb.sentences import date_words, number_words

__all__ = ["EXAMPLE", "CountedPeople", "PeopleAnswer", "PeopleParameters", "ask"]

EXAMPLE = "people ice --question held"


@dataclass(frozen=True, slots=True)
class PeopleParameters:
    """The people whose data reaches the target."""

    target: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class CountedPeople:
    """A figure with its date and sources. ``record``: the dataset, or the flow over which data of so many people went.
    ``counted``: it is in the bounds; figures of flows and of parts beside their whole are not, and that of a possible
    origin raises the upper bound alone."""

    what: PeopleWhat
    count: int
    as_of: str | None
    record: str
    origin: Place
    counted: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeopleAnswer:
    """The answer to ``PeopleParameters``: bounds for each ``what``, and every figure. ``without_figure``: databases that
    reach and for which no source gives a number."""

    parameters: PeopleParameters
    release: str
    target: Place
    bounds: tuple[Bounds, ...]
    figures: tuple[CountedPeople, ...]
    without_figure: tuple[Place, ...]
    coverage: Coverage
    told: Told


_COVERAGE = "Only figures that a source gives are here; most databases have none."


@remembered
def ask(graph: Graph, parameters: PeopleParameters) -> PeopleAnswer:
    """Answer how many people. Raises UnknownId and BadParameter as ``reach`` does."""
    rows = [row for row in best_of_each(graph, parameters.target, parameters.filters) if row.origin.kind == "dataset"]
    target = tell_place(graph, graph.place(parameters.target))
    sure = {row.origin.id: row.sure for row in rows}
    has = {(row.origin.id, what) for row in rows if (what := _what(graph.records[row.origin.id])) is not None}
    figures, without = [], []
    for row in rows:
        record = graph.records[row.origin.id]
        assert isinstance(record, Dataset)
        if record.people is None or record.people.what is None:
            without.append(row.origin)
            continue
        counted = (record.part_of, record.people.what) not in has
        sources = record.people.sources or record.sources
        day = str(record.people.as_of) if record.people.as_of else None
        figures.append(
            CountedPeople(record.people.what, record.people.count, day, record.id, row.origin, counted, sources)
        )
    figures += _of_flows(graph, {hop.flow for row in rows for hop in row.route.hops})
    figures.sort(key=lambda figure: (list(PeopleWhat).index(figure.what), -figure.count, figure.record))
    datasets = {figure.record: graph.records[figure.record] for figure in figures if figure.counted}
    bounds = people_bounds(
        (id_, record.people, sure[id_])
        for id_, record in sorted(datasets.items())
        if isinstance(record, Dataset) and record.people
    )
    return PeopleAnswer(
        parameters=parameters,
        release=graph.name,
        target=target,
        bounds=bounds,
        figures=tuple(figures),
        without_figure=tuple(without),
        coverage=tell_coverage(graph, _COVERAGE, parameters.filters.day),
        told=_told(parameters, target, bounds, tuple(figures), len(without)),
    )


def _what(record: Record) -> PeopleWhat | None:
    return record.people.what if isinstance(record, Dataset) and record.people is not None else None


def _of_flows(graph: Graph, flows: set[str]) -> list[CountedPeople]:
    """The figures of the flows on the best routes."""
    figures = []
    for id_ in sorted(flows):
        flow = graph.flow(id_)
        if flow.people is not None and flow.people.what is not None:
            day = str(flow.people.as_of) if flow.people.as_of else None
            origin = tell_place(graph, graph.place_number[flow.source])
            sources = flow.people.sources or flow.sources
            figures.append(CountedPeople(flow.people.what, flow.people.count, day, id_, origin, False, sources))
    return figures


_WORDS = {
    PeopleWhat.held: "the databases hold records of",
    PeopleWhat.affected: "sources call affected",
    PeopleWhat.matched: "sources say were matched:",
    PeopleWhat.requested: "sources say were asked about:",
    PeopleWhat.covered: "the databases cover",
}


def _told(
    parameters: PeopleParameters,
    target: Place,
    bounds: tuple[Bounds, ...],
    figures: tuple[CountedPeople, ...],
    without: int,
) -> Told:
    title = f"People whose data reaches {target.short}"
    opening = day_opening(parameters.filters)
    if not bounds:
        none = f"{opening}, no source gives a number of people for a database that is known to reach {target.short}"
        return Told(title, sentence(none), _NOTES)
    sentences = []
    for bound in bounds:
        largest = max((one for one in figures if one.counted and one.what == bound.what), key=lambda one: one.count)
        said = f" as of {date_words(largest.as_of)}" if largest.as_of else ""
        between = (
            about(bound.lower) if bound.lower == bound.upper else f"from {about(bound.lower)} to {about(bound.upper)}"
        )
        count = number_words(len(bound.figures), "figure")
        sentences.append(
            f"By {count}, {_WORDS[bound.what]} {between} people (the largest: {largest.origin.short}{said})"
        )
    first = f"{opening}, these numbers are known for databases that reach {target.short}"
    missing = f"For {number_words(without, 'more database')} no source gives a number" if without else ""
    return Told(title, sentence(first, *sentences, missing), _NOTES)


_NOTES = (
    "The same person may be in many databases, so the figures are not added up as if they were different people: the "
    "largest one is a lower bound.",
    "Their sum is an upper bound.",
    "Held, covered, affected, matched and requested count different things and are never mixed.",
)


def about(count: int) -> str:
    """A large number as people say it: "about 79 million" where it is round, "98,123" where it is not."""
    for unit, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if count >= unit:
            rounded = round(count / unit, 1)
            exact = abs(rounded * unit - count) < 1
            return f"{'' if exact else 'about '}{rounded:,.1f} {word}".replace(".0 ", " ")
    return f"{count:,}"
