"""The settings: one frozen object, built once by whoever starts the program and passed on. No globals."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from graphdb.errors import BadParameter

__all__ = ["WHOLE_RECORDS", "Described", "Settings"]

WHOLE_RECORDS = 500_000
"""A million records take some five gigabytes of memory and, out of Neo4j, some minutes to load."""


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

    whole_records: int = field(
        default=WHOLE_RECORDS,
        metadata={
            "variable": "DATAREACH_WHOLE_RECORDS",
            "description": "How many records a release may have for the service to hold it in memory whole. Of a larger "
            "one it reads, for a question about a target, the part around the target; the answers are the same.",
        },
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """The settings of an environment; a variable that is not there leaves the default.

        Raises:
            BadParameter: one that is a number is none.
        """
        given = {one.name: environment[one.variable] for one in cls.described() if one.variable in environment}
        whole = given.pop("whole_records", str(WHOLE_RECORDS))
        if not (whole.isascii() and whole.isdigit()):
            raise BadParameter(f"DATAREACH_WHOLE_RECORDS is no number: {whole[:40]!r}.", "Give a number of records.")
        return cls(**given, whole_records=int(whole[:15]))

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
