"""The statements of the Neo4j store: one a file, ``queries/NAME.cypher``, with a header comment; parameters only."""

from functools import cache
from importlib import resources

__all__ = ["header", "statement", "statements"]


@cache
def statement(name: str) -> str:
    """The statement of a name, with its header."""
    return (resources.files("graphdb.stores") / "queries" / f"{name}.cypher").read_text(encoding="utf-8")


@cache
def statements() -> tuple[str, ...]:
    """The names of all statements, sorted."""
    folder = resources.files("graphdb.stores") / "queries"
    return tuple(
        sorted(path.name.removesuffix(".cypher") for path in folder.iterdir() if path.name.endswith(".cypher"))
    )


def header(name: str) -> str:
    """What the comment at the top of a statement says."""
    lines = statement(name).splitlines()
    told = [line.removeprefix("//").strip() for line in lines if line.startswith("//")]
    return " ".join(told)
