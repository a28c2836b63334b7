"""The sectors: what kind of data a dataset is, told by the topic of the facts it came from. A sector helps to scan a
picture and never carries meaning alone: its word stands in legend, tooltip, ladder and table."""

from enum import StrEnum

from graphdb.graph import Graph
from graphdb.model import Dataset, Organization, OrganizationKind

__all__ = ["TOPICS", "Sector", "sector_of"]


class Sector(StrEnum):
    """In the order in which legends and ladders list them."""

    health = "Health & benefits"
    tax = "Tax & identity"
    immigration = "Immigration & travel"
    policing = "Policing & biometrics"
    vehicles = "Vehicles & location"
    brokers = "Data brokers"
    platforms = "Shared government platforms"
    other = "Other"


TOPICS: dict[str, Sector] = {
    "benefits": Sector.health,
    "biometrics": Sector.policing,
    "brokers": Sector.brokers,
    "health": Sector.health,
    "immigration": Sector.immigration,
    "insurance": Sector.brokers,
    "location": Sector.vehicles,
    "money": Sector.tax,
    "platforms": Sector.platforms,
    "police": Sector.policing,
    "schools-work": Sector.health,
    "tax": Sector.tax,
    "travel": Sector.immigration,
    "vehicles": Sector.vehicles,
    "voters": Sector.tax,
}
"""The sector of each topic of the curated facts. ``shared`` has none: its records are of every kind."""


def sector_of(graph: Graph, place: str) -> Sector:
    """The sector of a place of the graph."""
    record = graph.records[place]
    if record.topic in TOPICS:
        return TOPICS[record.topic]
    operator = graph.records[record.operator] if isinstance(record, Dataset) else record
    company = isinstance(operator, Organization) and operator.kind == OrganizationKind.company
    return Sector.brokers if company else Sector.other
