"""The page about the schema of the Neo4j store, made from the schema itself: ``python -m graphdb.stores.neo4j_page``.

python -m graphdb.stores.neo4j_page docs/cypher docs/neo4j-schema.md
"""

import sys
from pathlib import Path

from graphdb.stores.neo4j_browsable import LABELS, RelationshipType
from graphdb.stores.neo4j_queries import header, statement
from graphdb.stores.neo4j_schema import MIGRATIONS

__all__ = ["MEANING", "page", "triples"]

T = RelationshipType
_PLACES = ("Organization", "Dataset")
_CITING = ("Organization", "Dataset", "Agreement", "Flow", "LegalAction")
_FORMER = ("Organization", "Dataset", "Agreement", "Flow", "LegalAction", "Source")

_BETWEEN_PLACES = ((_PLACES, _PLACES),)

MEANING: dict[RelationshipType, tuple[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...], str]] = {
    T.sends: (((_PLACES, ("Flow",)),), "The data of the flow leaves here."),
    T.delivers_to: (((("Flow",), _PLACES),), "It arrives here."),
    T.flows_to: (
        _BETWEEN_PLACES,
        "Derived from a flow, for browsing: `flow`, `mechanism`, `basis`, `evidence`, `state`, `since`.",
    ),
    T.under: (((("Flow",), ("Agreement",)),), "The agreement that lets the data move."),
    T.onward_of: (((("Flow",), ("Flow",)),), "The flow whose data this one passes on."),
    T.same_as: (((("Flow",), ("Flow",)),), "The flow of which this is another telling."),
    T.carries: (((("Flow",), ("Category",)),), "A kind of data that a source names."),
    T.frees_from: (((("Flow",), ("Law",)),), "A law that, a source says, stops binding here."),
    T.operated_by: (((("Dataset",), ("Organization",)),), "The operator."),
    T.part_of: (
        ((("Organization",), ("Organization",)), (("Dataset",), ("Dataset",))),
        "The organization above; the dataset whose records these are.",
    ),
    T.holds: (((("Dataset",), ("Category",)),), "A kind of data in it."),
    T.bound_by: (((("Dataset",), ("Law",)),), "A law that binds those who hold it."),
    T.has_party: (((("Agreement",), ("Organization",)),), "A party."),
    T.about: (
        ((("LegalAction",), ("Agreement", "Flow", *_PLACES)),),
        "What it is about; `effect` and `date` where a ruling reached it.",
    ),
    T.appeal_of: (((("LegalAction",), ("LegalAction",)),), "The action that it appeals."),
    T.heard_by: (((("LegalAction",), ("Organization",)),), "The court."),
    T.changed_by: (((("Flow", "Agreement"), ("LegalAction",)),), "An action that changed its state."),
    T.cites: (((_CITING, ("Source",)),), "A source; `locator`: of which part of the record; `quote`: verbatim."),
    T.now: (((("FormerId",), _FORMER),), "The record that stands for it now."),
}
"""For each type: the labels where it may start and those where it then may end, and what it says."""

_HIDDEN = """\
Three more labels hold the truth; you need them only to look behind it. `DataReachVersion`: one version of one record, as
its canonical line of JSON (`line`), with the publication from which on it is held (`from`) and the first one that does
not hold it any more (`to`; 9007199254740992: the current one holds it). `DataReachPublication`: a release, when it was
published, and its number. `DataReachState`: where writing stands; `shown` is the number of the publication that you see
(null while a large one is being written, and for a release that is too large to be shown).
"""


def page(examples: Path) -> str:
    """The page as Markdown; ``examples`` is the folder of the example questions."""
    parts = ["# The graph in Neo4j\n", _INTRODUCTION, "## Drawing\n", _drawing(), "## Relationships\n", _table()]
    parts += ["## Constraints and indexes\n", _schema(), "## Behind it\n", _HIDDEN, "## Ten questions in Cypher\n"]
    parts += [_example(path) for path in sorted(examples.glob("*.cypher"))]
    return "\n".join(parts)


_INTRODUCTION = f"""\
Made by `python -m graphdb.stores.neo4j_page`; do not edit it.

What you see is the current release: every node of it has the label `DataReach` and one of these:
{", ".join(f"`{label}`" for label in LABELS.values())}.
Nodes carry the keys of their record (see `facts-format.md`); dated states are texts in `history`, and the last one is
`state` and `since`. Cypher shows what the records say. What it does not do is judge: whether two flows join, how sure a
date is, or whether a copy stays after a court order is answered by `datareach reach` and the API.
"""


def triples() -> set[tuple[str, str, str]]:
    """Every label, type and label that may be seen."""
    return {
        (start, kind.value, end)
        for kind, (groups, _) in MEANING.items()
        for starts, ends in groups
        for start in starts
        for end in ends
    }


def _drawing() -> str:
    apart = (T.cites.value, T.now.value)
    lines = [f"  {start} -->|{kind}| {end}" for start, kind, end in sorted(triples()) if kind not in apart]
    return "\n".join(["```mermaid", "graph LR", *lines, "```", "", "Records also `CITES` their sources.", ""])


def _table() -> str:
    rows = []
    for kind, (groups, told) in MEANING.items():
        ways = "; ".join(f"{', '.join(starts)} → {', '.join(ends)}" for starts, ends in groups)
        rows.append(f"| `{kind.value}` | {ways} | {told} |")
    return "\n".join(["| type | from → to | says |", "| --- | --- | --- |", *rows, ""])


def _schema() -> str:
    rows = [f"| {number} | {header(name)} | `{_body(statement(name))}` |" for number, name in MIGRATIONS.items()]
    return "\n".join(["| version | why | statement |", "| --- | --- | --- |", *rows, ""])


def _example(path: Path) -> str:
    text = path.read_text(encoding="utf-8").strip()
    between = "\n"
    title = text.splitlines()[0].removeprefix("//").strip()
    return f"### {title}\n\n```cypher\n{_body(text, between)}\n```\n"


def _body(text: str, between: str = " ") -> str:
    """A statement without its header."""
    return between.join(line for line in text.strip().splitlines() if not line.startswith("//"))


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(page(Path(sys.argv[1])), encoding="utf-8")
