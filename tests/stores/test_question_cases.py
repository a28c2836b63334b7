"""Every golden case gives the same answer from every store, from the whole release and from the part around the target."""

import datetime
from pathlib import Path

import pytest

from graphdb.graph import Graph
from graphdb.model import Dataset, Flow, Law
from graphdb.questions.reach import ask
from graphdb.release import Release
from graphdb.stores import Store
from tests import small
from tests.questions.test_graphs import FILES, parameters_of

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)


def _with_every_law(release: Release) -> Release:
    """A store refuses a release that names a law it does not hold; a drawn case may leave its text out."""
    named = {law for dataset in release.records if isinstance(dataset, Dataset) for law in dataset.laws}
    named |= {law for flow in release.records if isinstance(flow, Flow) for law in flow.no_longer_bound}
    missing = named - {law.id for law in release.of_kind("law")}
    laws = (Law(id=law, label=law, citation=law, protects="What it protects.") for law in missing)
    return Release.of([*release.records, *laws])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_answer_is_the_same(store: Store, path: Path) -> None:
    content = small.load(path)
    graph = Graph(_with_every_law(small.graph(content).release))
    store.save(graph.release, NOON)
    kept = Graph(store.load())
    assert kept.name == graph.name
    assert list(kept.release.lines()) == list(graph.release.lines())
    for case in content["cases"]:
        parameters = parameters_of(case["ask"])
        answer = ask(graph, parameters)
        assert ask(kept, parameters) == answer
        narrowed = ask(Graph(store.load_around(parameters.target)), parameters)
        assert narrowed == answer
