"""graphdb as a library: the same answers, read by the same words, and graphs of networkx."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

import graphdb
from graphdb.answer_rows import answer_rows, every_hop
from graphdb.errors import BadParameter, StoreMissing, UnknownId
from graphdb.library import Facts
from graphdb.questions.parameters import Filters
from tests import real_facts
from tests.formats.answered import REAL, real
from tests.http.stores import save_real


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return graphdb.load(save_real(tmp_path_factory.mktemp("real")))


@pytest.mark.parametrize("number", range(len(REAL)))
def test_it_answers_as_the_web_does(number: int, facts: Facts) -> None:
    name, ids, given = REAL[number]
    ask = {"reach": facts.reach, "from": facts.outward, "route": facts.route, "routes": facts.routes}[name]
    numbers = {key: int(value) if key == "limit" else value for key, value in given.items()}
    answer = ask(*ids, as_of=real_facts.TODAY, **numbers)  # type: ignore[operator]
    assert answer == real(number).answer
    assert facts.rows(answer) == answer_rows(real(number).answer)
    public = real(number).public.model_dump()
    assert facts.sentence(answer) == public["sentence"]


def test_every_filter_is_read(facts: Facts) -> None:
    day = datetime.date(2026, 1, 2)
    assert facts.filters(as_of=day) == facts.filters(as_of="2026-01-02") == Filters(as_of=day)
    every = facts.filters(
        question="ever",
        as_of=day,
        basis="permitted",
        evidence="reported",
        joins="assumed",
        category=["name"],
        mechanism=["matching", "purchase"],
        state="planned",
        attested_since=2025,
        without="ice",
    )
    assert (every.basis, every.states, every.without) == (frozenset({"permitted"}), frozenset({"planned"}), ("ice",))
    assert (every.mechanisms, every.categories) == (frozenset({"matching", "purchase"}), ("name",))
    assert facts.filters().as_of == datetime.date.today()


@pytest.mark.parametrize(
    "wrong", [{"question": "now"}, {"as_of": "2026-13-01"}, {"state": "blocked"}, {"attested_since": 0}]
)
def test_a_wrong_filter_is_told(wrong: dict[str, str], facts: Facts) -> None:
    with pytest.raises(BadParameter):
        facts.reach("ice", **wrong)  # type: ignore[arg-type]


def test_what_is_not_there_is_told(facts: Facts, tmp_path: Path) -> None:
    with pytest.raises(UnknownId):
        facts.reach("no-such-place")
    with pytest.raises(StoreMissing):
        graphdb.load(tmp_path / "none.db")
    assert facts.release == real_facts.graph().name
    assert facts.record("ice").id == "ice"


def test_the_network_of_an_answer_has_the_hops_of_its_routes(facts: Facts) -> None:
    for number in range(len(REAL)):
        answer = real(number).answer
        made = facts.network(answer)
        hops = every_hop(answer_rows(answer))
        assert set(made.edges(keys=True)) == {(hop.source.id, hop.target.id, hop.flow) for hop in hops.values()}
        for _, _, flow, edge in made.edges(keys=True, data=True):
            rows = [one for at, one in enumerate(answer_rows(answer), 1) if at in edge["rows"]]
            assert rows == [one for one in answer_rows(answer) if flow in one.route.id.split(">")]
            assert edge["evidence"] == hops[flow].evidence.value
            assert len(edge["source_urls"]) == len(hops[flow].sources)


def test_the_network_of_a_release_has_every_place_and_flow(facts: Facts) -> None:
    made = facts.network(as_of="2025-08-07")
    assert set(made.nodes) == {place.id for place in facts.graph.places}
    assert set(made.edges(keys=True)) == {(flow.source, flow.target, flow.id) for flow in facts.graph.flows}
    assert made.graph == {"release": facts.release, "as_of": "2025-08-07"}


def test_whoever_wants_one_module_does_not_wait_for_all() -> None:
    heavy = ("networkx", "neo4j", "pyarrow", "numpy")
    code = f"import sys, graphdb.model; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
