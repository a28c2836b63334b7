"""What do the answers rest on, and where are they thin? What was read, which datasets have no known route, and which routes
hang on one publisher, on an aggregator, or on old evidence."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from graphdb.answers import Coverage, Place
from graphdb.dates import parse_date
from graphdb.graph import Graph
from graphdb.model import Dataset, Flow, Source
from graphdb.questions.best import BestRoute, best_of_each
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.remembering import remembered
from graphdb.questions.search_routes import Search
from graphdb.questions.telling import tell_coverage, tell_place
from graphdb.questions.told import Told, day_opening, sentence
from graphdb.rules.states import last_attested
from graphdb.rules.target import target_places
from graphdb.sentences import date_words, number_words

__all__ = ["EXAMPLE", "CoverageAnswer", "CoverageParameters", "NoKnownRoute", "ThinRoute", "TopicRead", "ask"]

EXAMPLE = "coverage ice"


@dataclass(frozen=True, slots=True)
class CoverageParameters:
    """``older_than``: years before the day of the filters after which evidence counts as old."""

    target: str
    filters: Filters
    older_than: int = 5


@dataclass(frozen=True, slots=True)
class SourcesOfKind:
    """How many sources of a kind were read."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class TopicRead:
    """What was read on a topic: how many sources, and the date of the newest; flows, and when one was last attested."""

    topic: str
    sources: int
    newest_source: str | None
    datasets: int
    flows: int
    last_attested: str | None


@dataclass(frozen=True, slots=True)
class NoKnownRoute:
    """A dataset without a known route up to the day. ``flows_out``: what was looked at, the flows that leave it."""

    dataset: Place
    flows_out: tuple[str, ...]
    last_attested: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThinRoute:
    """An origin whose best route hangs on little: the weakest hop, or the one that was attested longest ago."""

    origin: Place
    flow: str
    publishers: tuple[str, ...]
    last_attested: str | None


@dataclass(frozen=True, slots=True)
class CoverageAnswer:
    """The answer to ``CoverageParameters``. ``one_publisher``: origins whose best route has a hop that one publisher
    alone witnesses; ``aggregator``: one that only a site that retells others witnesses; ``old``: a hop last attested
    more than so many years ago."""

    parameters: CoverageParameters
    release: str
    target: Place
    source_kinds: tuple[SourcesOfKind, ...]
    topics: tuple[TopicRead, ...]
    no_known_route: tuple[NoKnownRoute, ...]
    reaching: int
    one_publisher: tuple[ThinRoute, ...]
    aggregator: tuple[ThinRoute, ...]
    old: tuple[ThinRoute, ...]
    coverage: Coverage
    told: Told


@remembered
def ask(graph: Graph, parameters: CoverageParameters) -> CoverageAnswer:
    """Answer what the answers about a target rest on. Raises UnknownId and BadParameter as ``reach`` does."""
    rows = best_of_each(graph, parameters.target, parameters.filters)
    target = tell_place(graph, graph.place(parameters.target))
    coverage = tell_coverage(graph, _NOTE, parameters.filters.day)
    without = _without_route(graph, parameters)
    one = tuple(thin for row in rows if (thin := _one_publisher(row)) is not None)
    retelling = {name for name, publisher in graph.publishers.items() if publisher.aggregator}
    aggregator = tuple(thin for row in rows if (thin := _aggregator(graph, row, retelling)) is not None)
    old = tuple(thin for row in rows if (thin := _old(row, parameters)) is not None)
    sources = [record for record in graph.release.of_kind("source") if isinstance(record, Source)]
    return CoverageAnswer(
        parameters=parameters,
        release=graph.name,
        target=target,
        source_kinds=tuple(
            SourcesOfKind(kind, count)
            for kind, count in sorted(Counter(source.kind.value for source in sources).items())
        ),
        topics=_topics(graph, sources),
        no_known_route=without,
        reaching=len(rows),
        one_publisher=one,
        aggregator=aggregator,
        old=old,
        coverage=coverage,
        told=_told(parameters, target, coverage, (len(rows), len(without)), (len(one), len(aggregator), len(old))),
    )


_NOTE = (
    "A dataset without a known route may have one that no source names. That something is not listed says nothing about "
    "where data goes."
)


def _topics(graph: Graph, sources: list[Source]) -> tuple[TopicRead, ...]:
    topics = sorted({source.topic for source in sources} | {flow.topic for flow in graph.flows})
    rows = []
    for topic in topics:
        own = [source for source in sources if source.topic == topic]
        flows = [flow for flow in graph.flows if flow.topic == topic]
        dates = [source.date for source in own if source.date is not None]
        newest = max(dates, key=lambda date: (date.last, date.first), default=None)
        datasets = sum(isinstance(place, Dataset) and place.topic == topic for place in graph.places)
        rows.append(TopicRead(topic, len(own), str(newest) if newest else None, datasets, len(flows), _latest(flows)))
    return tuple(rows)


def _latest(flows: list[Flow]) -> str | None:
    dates = [date for flow in flows if (date := last_attested(flow)) is not None]
    return str(max(dates, key=lambda date: (date.last, date.first))) if dates else None


def _without_route(graph: Graph, parameters: CoverageParameters) -> tuple[NoKnownRoute, ...]:
    """The datasets outside the target that have no route, even possibly, up to the day."""
    mask = target_places(graph.network, graph.place(parameters.target)).mask
    search = Search(graph, replace(parameters.filters, categories=()), mask, mask)
    reached = search.reaching(Question.ever, sure=False)
    leaving: dict[str, list[Flow]] = {}
    for flow in graph.flows:
        leaving.setdefault(flow.source, []).append(flow)
    rows = []
    for number in np.flatnonzero(~reached & ~mask & ~graph.network.is_organization).tolist():
        place = graph.places[number]
        out = leaving.get(place.id, [])
        ids = tuple(flow.id for flow in out)
        rows.append(NoKnownRoute(tell_place(graph, number), ids, _latest(out), place.sources))
    return tuple(rows)


def _one_publisher(row: BestRoute) -> ThinRoute | None:
    hop = next((hop for hop in row.route.hops if len(hop.publishers) == 1), None)
    return ThinRoute(row.origin, hop.flow, hop.publishers, hop.last_attested) if hop else None


def _aggregator(graph: Graph, row: BestRoute, retelling: set[str]) -> ThinRoute | None:
    for hop in row.route.hops:
        if all(source.publisher in retelling for source in graph.sources(hop.sources)):
            return ThinRoute(row.origin, hop.flow, hop.publishers, hop.last_attested)
    return None


def _old(row: BestRoute, parameters: CoverageParameters) -> ThinRoute | None:
    limit = parameters.filters.as_of.year - parameters.older_than
    dated = [(parse_date(hop.last_attested), hop) for hop in row.route.hops if hop.last_attested]
    earliest = min(dated, key=lambda entry: entry[0].last, default=None)
    if earliest is None or int(earliest[0].text[:4].replace("X", "9")) >= limit:
        return None
    hop = earliest[1]
    return ThinRoute(row.origin, hop.flow, hop.publishers, hop.last_attested)


def _told(
    parameters: CoverageParameters,
    target: Place,
    coverage: Coverage,
    counts: tuple[int, int],
    thin: tuple[int, int, int],
) -> Told:
    name, (rows, without) = target.short, counts
    attested = f"; what they attest goes up to {date_words(coverage.last_attested)}" if coverage.last_attested else ""
    read = f"{number_words(coverage.sources, 'source')} by {number_words(coverage.publishers, 'publisher')} were read{attested}"
    none = f"For {number_words(without, 'dataset')} no route to {name} is known, which does not mean that there is none"
    opening = day_opening(parameters.filters)
    first = f"{opening}, {number_words(rows, 'origin')} {'is' if rows == 1 else 'are'} known to reach {name}"
    years = number_words(parameters.older_than, "year")
    rests = (
        f"a hop with one publisher for {thin[0]:,}, one that only an aggregator tells for {thin[1]:,}, and one last "
        f"attested more than {years} before for {thin[2]:,}"
    )
    return Told(
        f"What the answers about {name} rest on", sentence(read, none, first, f"The best route has {rests}"), (_NOTE,)
    )
