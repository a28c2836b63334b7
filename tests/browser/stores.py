"""Stores for the browser: hostile records, and two releases that differ."""

from pathlib import Path
from typing import Any

from graphdb.dates import parse_date
from graphdb.model import KINDS, FormerId, Record
from graphdb.release import Release
from tests import small
from tests.http.stores import save

__all__ = ["ATTACKS", "save_hostile", "save_two_releases"]

ATTACKS = (
    "</script><script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "' onmouseover='window.ran=1' x='",
    "</title></desc></style><script>window.ran=1</script>",
    "{{ 7*7 }}{# href=javascript:window.ran=1",
    "\u202ehref\u2066]]><!--",
)
"""Each breaks out of another place: an element, an attribute, a script, a template, the direction of writing."""

_REFERENCES = {
    "id",
    "topic",
    "reader",
    "sources",
    "source",
    "target",
    "operator",
    "parent",
    "agreement",
    "court",
    "parties",
}
_REFERENCES |= {"about", "affects", "legal_action", "categories", "laws", "part_of", "former_ids", "onward_of", "to"}

_S = ["s-gazette"]
_RECORDS: dict[str, dict[str, Any]] = {
    "organization": {"id": "broker", "name": "", "kind": "company", "aliases": [""],
        "abbreviation": "", "note": "", "sources": _S},
    "dataset": {
        "id": "records", "name": "", "kind": "feed", "operator": "broker", "description": "", "aliases": [""], "sorn": "",
        "note": "", "people": {"count": 5, "unit": "", "what": "held", "as_of": "2025"}, "categories": ["name"],
        "laws": ["law"],
        "sources": _S, "topic": "health",
    },
    "agreement": {
        "id": "contract", "title": "", "kind": "contract", "parties": ["broker", "ice"], "authority": "", "quote": "",
        "document_url": "https://example.org/'onmouseover='window.ran=1", "note": "", "sources": _S,
        "history": [{"date": "2020", "state": "in_force", "why": "", "legal_action": "case", "sources": _S}],
        "disputes": [{"by": "", "says": "", "date": "2024", "sources": _S}],
    },
    "flow": {
        "id": "f", "source": "records", "target": "office", "agreement": "contract", "mechanism": "bulk_transfer",
        "basis": "occurred",
        "categories": ["name"], "purpose": "", "evidence": "alleged", "quote": "", "note": "", "sources": _S,
        "history": [{"date": "2020", "state": "active", "why": "", "legal_action": "case", "sources": _S}],
        "disputes": [{"by": "", "says": "", "date": "2024", "sources": _S}],
    },
    "legal_action": {
        "id": "case", "name": "", "kind": "suit", "docket": "", "plaintiffs": [""], "defendants": [""],
        "about": ["f", "contract"],
        "status": "pending", "outcome": "", "note": "", "sources": _S,
        "events": [{"date": "2024", "what": "", "effect": "none", "affects": ["f"], "sources": _S}],
    },
    "source": {"id": "s-gazette", "url": "https://example.org/?'onclick='window.ran=1", "publisher": "", "title": "",
        "kind": "news", "via": "", "note": ""},
    "category": {"id": "name", "label": "", "description": "", "sensitive": True},
    "law": {"id": "law", "label": "", "citation": "", "protects": ""},
    "publisher": {"id": "publisher", "name": "", "house": ""},
}  # fmt: skip


def save_hostile(folder: Path) -> Path:
    """A store in which every text of every kind of record is an attack, one of each kind for each attack."""
    base = small.release({"organizations": {"ice": {}, "office": {"parent": "ice"}}})
    records: list[Record] = [one for one in base.records if one.id in ("ice", "office")]
    for number, attack in enumerate(ATTACKS):
        own = {content["id"]: f"{content['id']}-{number}" for content in _RECORDS.values()}
        records += [KINDS[kind].model_validate(_filled(content, attack, own)) for kind, content in _RECORDS.items()]
    records += [one for one in base.records if one.id == "s-gazette"]
    return save(folder / "hostile.db", Release.of(records))


def _filled(value: Any, attack: str, own: dict[str, str], key: str = "") -> Any:
    """The content with the attack for every empty text, and the ids of this attack's records."""
    if isinstance(value, dict):
        return {name: _filled(one, attack, own, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, attack, own, key) for one in value]
    if value == "":
        return attack[:40] if key == "abbreviation" else attack
    if isinstance(value, str) and key in _REFERENCES:
        return own.get(value, value)
    return parse_date(value) if key in ("date", "as_of") else value


def _small(purpose: str, elsewhere: str, *more: Record) -> Release:
    base = small.release(
        {
            "organizations": {"ice": {}, "broker": {}, "tax": {}},
            "datasets": {"records": "broker", "other": "tax"},
            "flows": {
                "f": {"from": "records", "to": "ice", "purpose": purpose},
                "g": {"from": "other", "to": "tax", "purpose": elsewhere},
            },
        }
    )
    return Release.of((*base.records, *more))


def save_two_releases(folder: Path) -> Path:
    """Three releases: in the second a fact was corrected that ICE's picture draws, in the third one that it does not, and the
    third withdraws the second."""
    first, second = _small("sale", "audit"), _small("rent", "audit")
    gone = FormerId(id=second.name[:12], reason="It was published by mistake.", date=parse_date("2026-11-26"))
    return save(folder / "changed.db", first, second, _small("rent", "another audit", gone))
