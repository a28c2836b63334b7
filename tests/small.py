"""Small graphs for tests, in a shorthand: everything a case does not care about has a default.

``organizations``: id, or id: {parent, ...}. ``datasets``: id: operator, or id: {operator, part_of, categories, laws}.
``flows``: id: {from, to, history: ["2025-07 active", "2016 active attested", ...], and any key of a flow}. A source
``s-NAME`` is made for every publisher that a flow names in ``publishers`` (default: one).
"""

from pathlib import Path
from typing import Any

import yaml

from graphdb.dates import parse_date
from graphdb.graph import Graph
from graphdb.model import Agreement, Category, Dataset, Flow, LegalAction, Organization, Publisher, Record, Source
from graphdb.release import Release

__all__ = ["graph", "load", "release"]

Shorthand = dict[str, Any]

CATEGORIES = ("bank-account", "home-address", "name", "tax")


class _Loader(yaml.SafeLoader):
    """Dates stay texts."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path) -> Shorthand:
    """A case file."""
    content: Shorthand = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    return content


def graph(shorthand: Shorthand) -> Graph:
    """The graph of a shorthand."""
    return Graph(release(shorthand))


def release(shorthand: Shorthand) -> Release:
    """The release of a shorthand."""
    records: list[Record] = []
    records += [_organization(id_, keys) for id_, keys in _named(shorthand.get("organizations", {}))]
    records += [_dataset(id_, keys) for id_, keys in _named(shorthand.get("datasets", {}))]
    records += [_agreement(id_, keys) for id_, keys in _named(shorthand.get("agreements", {}))]
    records += [_legal_action(id_, keys) for id_, keys in _named(shorthand.get("legal_actions", {}))]
    flows = [(id_, dict(keys)) for id_, keys in _named(shorthand.get("flows", {}))]
    publishers = {name for _, keys in flows for name in keys.get("publishers", ["Gazette"])}
    records += [_flow(id_, keys) for id_, keys in flows]
    records += [_source(name) for name in sorted(publishers | {"Gazette"})]
    records += [Publisher(id=_slug(name), name=name, **keys) for name, keys in shorthand.get("publishers", {}).items()]
    records += [
        Category(id=name, label=name.replace("-", " "), description=name, sensitive=False) for name in CATEGORIES
    ]
    return Release.of(records)


def _named(content: Any) -> list[tuple[str, Any]]:
    if isinstance(content, dict):
        return [(id_, keys or {}) for id_, keys in content.items()]
    return [(id_, {}) for id_ in content]


def _organization(id_: str, keys: Shorthand) -> Organization:
    return Organization.model_validate(
        {"id": id_, "name": id_.upper(), "kind": "federal_agency", "sources": ["s-gazette"]} | keys
    )


def _dataset(id_: str, keys: Shorthand | str) -> Dataset:
    keys = {"operator": keys} if isinstance(keys, str) else keys
    defaults = {
        "id": id_,
        "name": f"Dataset {id_}",
        "kind": "records_system",
        "description": id_,
        "sources": ["s-gazette"],
    }
    return Dataset.model_validate(defaults | keys)


def _agreement(id_: str, keys: Shorthand) -> Agreement:
    history = [_event(text) for text in keys.pop("history", ["2000 in_force"])]
    defaults = {"id": id_, "title": f"Agreement {id_}", "kind": "contract", "parties": [], "sources": ["s-gazette"]}
    return Agreement.model_validate(defaults | keys | {"history": history})


def _legal_action(id_: str, keys: Shorthand) -> LegalAction:
    defaults = {
        "id": id_,
        "name": f"Case {id_}",
        "kind": "suit",
        "plaintiffs": [],
        "defendants": [],
        "about": [],
        "status": "pending",
        "outcome": "Open.",
        "events": [],
        "sources": ["s-gazette"],
    }
    return LegalAction.model_validate(defaults | keys)


def _flow(id_: str, keys: Shorthand) -> Flow:
    publishers = keys.pop("publishers", ["Gazette"])
    history = [_event(text) for text in keys.pop("history", ["2020-01-01 active"])]
    defaults = {
        "id": id_,
        "mechanism": "bulk_transfer",
        "basis": "occurred",
        "purpose": id_,
        "evidence": "documented",
        "source": keys.pop("from"),
        "target": keys.pop("to"),
        "sources": [_slug(f"s {name}") for name in publishers],
    }
    return Flow.model_validate(defaults | keys | {"history": history})


def _event(text: str | Shorthand) -> Shorthand:
    """``2016 active attested by=case-id``."""
    if not isinstance(text, str):
        return text
    date, state, *rest = text.split()
    event: Shorthand = {"date": parse_date(date), "state": state}
    for word in rest:
        event |= {"attested": True} if word == "attested" else {"legal_action": word.removeprefix("by=")}
    return event


def _source(name: str) -> Source:
    slug = _slug(f"s {name}")
    return Source.model_validate(
        {"id": slug, "url": f"https://example.org/{slug}", "publisher": name, "title": name, "kind": "news"}
    )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
