"""The sector of a place, for colour and headings (stand-in until the scene comes)."""

from graphdb.answers import Place

SECTORS = {
    "health": "Health & benefits",
    "tax": "Tax & identity",
    "travel": "Immigration & travel",
    "police": "Policing & biometrics",
    "vehicles": "Vehicles & location",
    "brokers": "Data brokers",
    "other": "Shared government platforms, other",
}

_TOPICS = {
    "health": "health", "benefits": "health", "insurance": "health", "tax": "tax", "money": "tax", "voters": "tax", "schools-work": "tax",
    "immigration": "travel", "travel": "travel", "police": "police", "biometrics": "police",
    "vehicles": "vehicles", "location": "vehicles", "brokers": "brokers",
}  # fmt: skip


def sector_of(place: Place) -> str:
    return _TOPICS.get(place.topic, "other")
