"""What would change, if? Agreements, flows or operators that end, orders that are lifted or extended to everyone, all at
once: the answer before and after, the difference in rows and in one sentence, and what stays as a copy."""

from dataclasses import dataclass

from graphdb.answers import Coverage, Place
from graphdb.graph import Graph
from graphdb.questions.difference import Difference, count_databases, difference, whole_answer
from graphdb.questions.parameters import Filters, Question
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.remembering import remembered
from graphdb.questions.supposing import suppose
from graphdb.questions.telling import tell_coverage
from graphdb.questions.told import Told, sentence, some_names
from graphdb.sentences import date_words, list_words, number_words

__all__ = ["EXAMPLE", "WhatIfAnswer", "WhatIfParameters", "ask"]

EXAMPLE = "what-if ice --ended mobile-fortify-pta"


@dataclass(frozen=True, slots=True)
class WhatIfParameters:
    """What is supposed from the day of the filters on. ``ended``: ids of agreements, flows, organizations (everything of
    which stops) and datasets; ``lifted`` and ``extended``: ids of legal actions whose orders are lifted, or extended to
    everyone. They may be combined; nothing supposed changes nothing."""

    target: str
    filters: Filters
    ended: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    extended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIfAnswer:
    """The answer to ``WhatIfParameters``. ``changed_flows``: those whose state on the day would be another.
    ``copies_stay``: of the origins whose data would no longer flow, those of which the target would still hold some."""

    parameters: WhatIfParameters
    release: str
    before: ReachAnswer
    after: ReachAnswer
    difference: Difference
    changed_flows: tuple[str, ...]
    copies_stay: tuple[Place, ...]
    coverage: Coverage
    told: Told


@remembered
def ask(graph: Graph, parameters: WhatIfParameters) -> WhatIfAnswer:
    """Answer what would change.

    Raises:
        UnknownId: there is no such record.
        BadParameter: a record is of a kind for which this cannot be supposed, or a category is unknown.
    """
    filters = parameters.filters
    supposed = suppose(
        graph, filters.day, ended=parameters.ended, lifted=parameters.lifted, extended=parameters.extended
    )
    before = whole_answer(graph, parameters.target, filters)
    after = whole_answer(supposed.graph, parameters.target, filters) if supposed.changed else before
    changes = difference(before, after)
    held_before = {place.id for place in before.held_only}
    copies_stay = tuple(place for place in after.held_only if place.id not in held_before)
    return WhatIfAnswer(
        parameters=parameters,
        release=graph.name,
        before=before,
        after=after,
        difference=changes,
        changed_flows=supposed.changed,
        copies_stay=copies_stay,
        coverage=tell_coverage(graph, _NOTE, filters.day),
        told=_told(graph, parameters, before, changes, copies_stay),
    )


_NOTE = (
    "The answer supposes that nothing else changes. What would be arranged instead, or happens without a source, is not "
    "in it."
)


def _told(
    graph: Graph, parameters: WhatIfParameters, before: ReachAnswer, changes: Difference, copies: tuple[Place, ...]
) -> Told:
    name = before.target.short
    title = f"What would change in what reaches {name}"
    supposed = _supposed(graph, parameters)
    if not supposed:
        return Told(title, "Nothing is supposed, so nothing changes.")
    opening = f"Suppose that, from {date_words(parameters.filters.as_of.isoformat())} on, {supposed}"
    parts = [opening, *_main(graph, parameters.filters, changes, name)]
    if copies:
        shown = some_names(place.short for place in copies)
        parts.append(f"Copies that {name} has of data of {number_words(len(copies), 'database')} would stay: {shown}")
    return Told(title, sentence(*parts), _notes(parameters))


def _supposed(graph: Graph, parameters: WhatIfParameters) -> str:
    def names(ids: tuple[str, ...]) -> str:
        return some_names(_name(graph, id_) for id_ in ids)

    places = tuple(id_ for id_ in parameters.ended if graph.resolve(id_) in graph.place_number)
    ended = tuple(id_ for id_ in parameters.ended if id_ not in places)
    parts = [f"{names(ended)} {'were' if len(ended) > 1 else 'was'} at an end"] if ended else []
    parts += [f"{names(places)} neither sent nor took data"] if places else []
    parts += [f"the order in the action {names(parameters.lifted)} was lifted"] if parameters.lifted else []
    parts += [f"the order in the action {names(parameters.extended)} covered everyone"] if parameters.extended else []
    return list_words(tuple(parts), most=9) if parts else ""


def _name(graph: Graph, id_: str) -> str:
    record = graph.record(id_)
    title = getattr(record, "title", None)
    if title is not None:
        return f'"{title}"'
    name = getattr(record, "abbreviation", None) or getattr(record, "name", None)
    return str(name) if name else f"the flow {record.id}"


def _main(graph: Graph, filters: Filters, changes: Difference, name: str) -> list[str]:
    if changes.empty:
        return [f"Nothing would change in what is known to reach {name}"]
    does = {
        Question.flowing: "flow to",
        Question.held: "be at",
        Question.ever: "count as having reached",
    }[filters.question]
    parts = []
    for rows, words in ((changes.went, "no longer"), (changes.came, "newly")):
        databases = count_databases(graph, rows)
        organizations = sum(row.origin.kind == "organization" for row in rows)
        counted = [f"data of {number_words(databases, 'database')}"] if databases else []
        counted += [f"unnamed data of {number_words(organizations, 'organization')}"] if organizations else []
        if counted:
            parts.append(f"{list_words(tuple(counted))} would {words} {does} {name}")
    if changes.changed:
        parts.append(f"{number_words(len(changes.changed), 'origin')} would reach it in another way or grade")
    return parts


def _notes(parameters: WhatIfParameters) -> tuple[str, ...]:
    notes = ["An end or an order undoes no copy that was made before."]
    if parameters.extended:
        notes.append(
            "Extended means: every active flow that the action names, or that its agreements carry, is blocked."
        )
    if parameters.lifted:
        notes.append("Lifted means: each flow that the order holds up returns to the state before it.")
    return tuple(notes)
