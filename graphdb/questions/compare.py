"""Two answers side by side: two targets, two days, two lowest grades, or any two sets of filters, with the differences."""

from dataclasses import dataclass, fields

from graphdb.answers import Coverage
from graphdb.graph import Graph
from graphdb.headlines import answer_sentence
from graphdb.questions.difference import Difference, difference, difference_sentences, whole_answer
from graphdb.questions.parameters import Filters
from graphdb.questions.reach import ReachAnswer
from graphdb.questions.remembering import remembered
from graphdb.questions.telling import tell_coverage
from graphdb.questions.told import Told, sentence
from graphdb.sentences import date_words, list_words

__all__ = ["EXAMPLE", "CompareAnswer", "CompareParameters", "ask"]

EXAMPLE = "compare ice cbp"


@dataclass(frozen=True, slots=True)
class CompareParameters:
    """The target and filters of each side."""

    first_target: str
    first: Filters
    second_target: str
    second: Filters


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """The answer to ``CompareParameters``. ``differs``: the filters in which the sides differ. ``common``: origins in
    both answers; ``difference``: from the first to the second."""

    parameters: CompareParameters
    release: str
    first: ReachAnswer
    second: ReachAnswer
    differs: tuple[str, ...]
    common: tuple[str, ...]
    difference: Difference
    coverage: Coverage
    told: Told


_COVERAGE = "Each side is an answer of its own; what no source names is in neither."


@remembered
def ask(graph: Graph, parameters: CompareParameters) -> CompareAnswer:
    """Answer how two answers differ. Raises UnknownId and BadParameter as ``reach`` does."""
    first = whole_answer(graph, parameters.first_target, parameters.first)
    second = whole_answer(graph, parameters.second_target, parameters.second)
    changes = difference(first, second)
    named = {row.origin.id for row in first.datasets + first.organizations}
    common = tuple(sorted(named & {row.origin.id for row in second.datasets + second.organizations}))
    differs = tuple(
        field.name
        for field in fields(Filters)
        if getattr(parameters.first, field.name) != getattr(parameters.second, field.name)
    )
    return CompareAnswer(
        parameters=parameters,
        release=graph.name,
        first=first,
        second=second,
        differs=differs,
        common=common,
        difference=changes,
        coverage=tell_coverage(
            graph,
            _COVERAGE,
            max(parameters.first.day, parameters.second.day),
        ),
        told=_told(first, second, differs, changes),
    )


def _told(first: ReachAnswer, second: ReachAnswer, differs: tuple[str, ...], changes: Difference) -> Told:
    names = [_name(answer, differs) for answer in (first, second)]
    title = f"What reaches {names[0]}, and what reaches {names[1]}"
    sides = [answer_sentence(answer) for answer in (first, second)]
    words = difference_sentences(changes, "the first answer", "the second answer")
    return Told(title, " ".join([*dict.fromkeys(sides), sentence(*words)]), _notes(first, second, differs))


def _name(answer: ReachAnswer, differs: tuple[str, ...]) -> str:
    day = f" on {date_words(answer.parameters.filters.as_of.isoformat())}" if "as_of" in differs else ""
    return f"{answer.target.short}{day}"


def _notes(first: ReachAnswer, second: ReachAnswer, differs: tuple[str, ...]) -> tuple[str, ...]:
    notes = []
    if "question" in differs:
        asked = [answer.parameters.filters.question.value for answer in (first, second)]
        notes.append(f"The sides ask different questions: {asked[0]} and {asked[1]}.")
    others = tuple(name.replace("_", " ") for name in differs if name not in ("as_of", "question"))
    if others:
        notes.append(f"The sides also differ in {list_words(others, most=9)}.")
    return tuple(notes)
