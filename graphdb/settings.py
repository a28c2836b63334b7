"""The settings: one frozen object, built once by whoever starts the program and passed on. No globals."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

__all__ = ["Described", "Settings"]


@dataclass(frozen=True, slots=True)
class Described:
    """One setting for people: its name, the environment variable that sets it, its default, and what it means."""

    name: str
    variable: str
    default: str
    description: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Each field says in its metadata which variable sets it and what it means."""

    store: str = field(
        default="datareach.db",
        metadata={
            "variable": "DATAREACH_STORE",
            "description": "Where releases are kept: the path of a file, in the working folder if it is not absolute, "
            "or the address of a Neo4j server, such as neo4j://localhost:7687 (see docs/neo4j.md).",
        },
    )
    dot: str = field(
        default="",
        metadata={
            "variable": "DATAREACH_DOT",
            "description": "The path of a Graphviz dot that lays out pictures; empty: the one of the package graphviz-pure.",
        },
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings of an environment; a variable that is not there leaves the default."""
        given = {one.name: one.variable for one in cls.described()}
        return cls(**{name: environment[variable] for name, variable in given.items() if variable in environment})

    @classmethod
    def environment_names(cls) -> tuple[str, ...]:
        """The environment variables that are read."""
        return tuple(one.variable for one in cls.described())

    @classmethod
    def described(cls) -> tuple[Described, ...]:
        """Every setting, for documentation."""
        return tuple(
            Described(one.name, one.metadata["variable"], str(one.default), one.metadata["description"])
            for one in fields(cls)
        )
