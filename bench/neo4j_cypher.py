"""Our reach against the best Cypher we can write, in the same run: ``python -m bench.neo4j_cypher``.

One real server holds the walk of the network (``graphdb.rules.joins``) as nodes ``:V`` and relationships ``:ARC`` with
their properties on them: the form that favours Cypher most. Every statement starts at one node behind the target and
must find the same set. Writes docs/neo4j-benchmark.md.
"""

import argparse
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import neo4j
import numpy as np
from numpy.typing import NDArray

from bench.generate import generate
from bench.measure import timed
from bench.neo4j_page import write_part
from bench.rules import EVIDENCE, Rules
from graphdb.model import Basis, FlowState
from graphdb.rules.evidence import GRADES
from graphdb.rules.reachability import leading_to
from graphdb.rules.states import WALKABLE
from tests.neo4j.server import USER, Server, new_server, stop_all

__all__ = ["main"]

LIMIT = 300.0
"""Seconds after which a statement is cut off."""

_PREDICATE = "{0}.grade <= $grade AND {0}.first <= $day AND {0}.last >= $day AND {0}.walked"
_START = "MATCH (t:V {n: $target})"

STATEMENTS = {
    "quantified path, filters inline": f"{_START} (()<-[a:ARC WHERE {_PREDICATE.format('a')}]-())+ (s)",
    "variable length (pruning), filters": f"{_START}<-[a:ARC*1..]-(s) WHERE all(one IN a WHERE {_PREDICATE.format('one')})",
    "quantified path, open arcs only": f"{_START} (()<-[:OPEN]-())+ (s)",
    "variable length (pruning), open arcs only": f"{_START}<-[:OPEN*1..]-(s)",
}
"""``:OPEN`` holds only the arcs that the filters and the day leave: no predicate is left to look at."""

OPEN_ONLY = frozenset(name for name, statement in STATEMENTS.items() if ":OPEN" in statement)
"""Compared with ours over the arcs that are left; the others with ours that looks at every arc, as they do."""

ENDS = {"counted": "RETURN count(DISTINCT s) AS found", "rows": "RETURN DISTINCT s.n AS n"}


@dataclass(frozen=True)
class Sized:
    """Milliseconds for one size; none: cut off. Ours for the two ends, from all arcs and from those that the filters and
    the day leave; then each statement with its end."""

    flows: int
    found: int
    ours: dict[str, float]
    open_arcs: dict[str, float]
    cypher: dict[tuple[str, str], float | None]
    seconds_to_load: float


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.neo4j_cypher", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100_000, 1_000_000])
    chosen = parser.parse_args()
    try:
        results = [_sized(flows) for flows in chosen.sizes]
    finally:
        stop_all()
    text = page(results)
    print(text)
    write_part("Reach against Cypher", text)


def _sized(flows: int) -> Sized:
    rules = Rules(generate(flows))
    wanted = set(np.flatnonzero(rules.flowing()).tolist())
    ours = {
        "counted": timed(lambda: int(rules.flowing().sum()), 9).milliseconds,
        "rows": timed(lambda: np.flatnonzero(rules.flowing()).tolist(), 9).milliseconds,
    }
    arcs = rules.open_arcs()

    def ready() -> NDArray[np.bool_]:
        return leading_to(arcs.starts, arcs.tail, rules.targets)

    open_arcs = {
        "counted": timed(lambda: int(ready().sum()), 9).milliseconds,
        "rows": timed(lambda: np.flatnonzero(ready()).tolist(), 9).milliseconds,
    }
    server = new_server(heap="4g", jit=4)
    begun = time.perf_counter()
    _load(server, rules)
    loaded = time.perf_counter() - begun
    asked = {"target": rules.walk.vertex_count, "day": rules.generated.day, "grade": GRADES.index(EVIDENCE)}
    cypher = {}
    with _driver(server) as driver:
        for name, statement in STATEMENTS.items():
            for end, returned in ENDS.items():
                print(f"{flows:,}: {name}, {end}", file=sys.stderr, flush=True)
                cypher[name, end] = _measured(driver, f"{statement} {returned}", asked, wanted)
    server.kill()
    return Sized(flows, len(wanted), ours, open_arcs, cypher, loaded)


def _measured(driver: neo4j.Driver, statement: str, asked: dict[str, Any], wanted: set[int]) -> float | None:
    """The median of warm runs, after a look at whether the answer is the same."""

    def run() -> list[object]:
        with driver.session() as session:
            query = neo4j.Query(statement, timeout=LIMIT)
            return [record[0] for record in session.run(query, asked)]

    try:
        found = run()
        assert found == [len(wanted)] or set(found) == wanted, (statement, len(found), len(wanted))
        return timed(run, 3).milliseconds
    except neo4j.exceptions.Neo4jError as reason:
        if "TimedOut" in (reason.code or ""):
            return None
        raise


def _driver(server: Server) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(server.url, auth=(USER, server.password), notifications_min_severity="OFF")


def _load(server: Server, rules: Rules) -> None:
    """Every vertex and arc; the last vertex stands behind the target."""
    network, walk, day = rules.generated.network, rules.walk, rules.generated.day
    behind = walk.vertex_count
    walked = (network.period_state == WALKABLE.index(FlowState.active)) & ~network.somewhere
    walked &= network.basis[network.period_flow] != list(Basis).index(Basis.permitted)
    grade, period = network.grade[walk.flow], walk.period
    first, last = network.sure_first[period], network.sure_last[period]
    arcs = list(
        zip(
            walk.tail.tolist(),
            walk.head.tolist(),
            grade.tolist(),
            first.tolist(),
            last.tolist(),
            walked[period].tolist(),
            strict=True,
        )
    )
    arcs += [(target, behind, 0, 0, 4_000_000, True) for target in rules.targets.tolist()]
    weakest = GRADES.index(EVIDENCE)
    server.run("CREATE CONSTRAINT v IF NOT EXISTS FOR (v:V) REQUIRE v.n IS UNIQUE")
    server.run("UNWIND range(0, $last) AS n CALL (n) { CREATE (:V {n: n}) } IN TRANSACTIONS OF 20000 ROWS", last=behind)
    with _driver(server) as driver, driver.session() as session:
        for some in _chunks(arcs, 20_000):
            columns = [list(column) for column in zip(*some, strict=True)]
            session.run(_ARCS, columns=columns).consume()
        for some in _chunks(
            [arc[:2] for arc in arcs if arc[5] and arc[2] <= weakest and arc[3] <= day <= arc[4]], 20_000
        ):
            session.run(_OPEN, columns=[list(column) for column in zip(*some, strict=True)]).consume()


_ARCS = """UNWIND range(0, size($columns[0]) - 1) AS i
MATCH (a:V {n: $columns[0][i]}) MATCH (b:V {n: $columns[1][i]})
CREATE (a)-[:ARC {grade: $columns[2][i], first: $columns[3][i], last: $columns[4][i], walked: $columns[5][i]}]->(b)"""
_OPEN = """UNWIND range(0, size($columns[0]) - 1) AS i
MATCH (a:V {n: $columns[0][i]}) MATCH (b:V {n: $columns[1][i]}) CREATE (a)-[:OPEN]->(b)"""


def _chunks(some: list[Any], size: int) -> Iterator[list[Any]]:
    return (some[start : start + size] for start in range(0, len(some), size))


def page(results: list[Sized]) -> str:
    """The page as Markdown, with every statement."""
    lines = [
        "Made by `python -m bench.neo4j_cypher`; do not edit it. One real Neo4j 5.26 (4 GB heap) on the machine that also runs",
        f"ours ({platform.machine()}, Python {platform.python_version()}). Milliseconds, median of warm runs; every statement",
        "found the same set as ours. Where the statement has only the open arcs to look at, so has ours.\n",
    ]
    for one in results:
        lines += [f"## {one.flows:,} flows, {one.found:,} vertices reached\n"]
        lines += ["| how | counted | times ours | rows | times ours |", "| --- | ---: | ---: | ---: | ---: |"]
        lines += [f"| ours, graph in memory | {one.ours['counted']:.2f} | | {one.ours['rows']:.2f} | |"]
        lines += [f"| ours, open arcs only | {one.open_arcs['counted']:.2f} | | {one.open_arcs['rows']:.2f} | |"]
        for name in STATEMENTS:
            ours = one.open_arcs if name in OPEN_ONLY else one.ours
            cells = [cell for end in ENDS for cell in _cells(one.cypher[name, end], ours[end])]
            lines.append(f"| {name} | {' | '.join(cells)} |")
        lines.append(f"\nLoading the arcs took {one.seconds_to_load:.0f} s.\n")
    lines.append("## The statements\n\nObjections are welcome: a faster form replaces the slower one.\n")
    lines += [
        f"{name}:\n\n```cypher\n{statement}\n{' / '.join(ENDS.values())}\n```\n"
        for name, statement in STATEMENTS.items()
    ]
    return "\n".join(lines)


def _cells(cypher: float | None, ours: float) -> tuple[str, str]:
    if cypher is None:
        return f"cut off after {LIMIT:.0f} s", f"> {LIMIT * 1_000 / ours:,.0f}"
    return f"{cypher:,.0f}", f"{cypher / ours:,.0f}"


if __name__ == "__main__":
    main()
