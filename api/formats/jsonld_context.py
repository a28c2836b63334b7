"""The context of JSON-LD answers: which term of which vocabulary a key stands for. It is written into every answer, so
that nothing is fetched to read one."""

from typing import Any

__all__ = ["CONTEXT", "TERMS", "record_iri"]

TERMS = "urn:datareach:term:"
"""What no shared vocabulary has a term for; each is described in docs/formats.md."""

_RECORDS = "urn:datareach:record:"

_ID = {"@type": "@id"}


def record_iri(id_: str) -> str:
    """The name of a record, the same in every release."""
    return f"{_RECORDS}{id_}"


CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "dr": TERMS,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "org": "http://www.w3.org/ns/org#",
    "pd": "https://w3id.org/dpv/pd#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    # records
    "name": "rdfs:label",
    "shortName": "skos:altLabel",
    "title": "dct:title",
    "description": "dct:description",
    "note": "skos:note",
    "source": {"@id": "dct:source", **_ID},
    "isPartOf": {"@id": "dct:isPartOf", **_ID},
    "unitOf": {"@id": "org:unitOf", **_ID},
    "operatedBy": {"@id": "prov:wasAttributedTo", **_ID},
    "applicableLaw": {"@id": "dpv:hasApplicableLaw", **_ID},
    "personalData": {"@id": "dpv:hasPersonalData", **_ID},
    "recipient": {"@id": "dpv:hasRecipient", **_ID},
    "closeMatch": {"@id": "skos:closeMatch", **_ID},
    "url": {"@id": "prov:atLocation", **_ID},
    "archivedUrl": {"@id": "prov:alternateOf", **_ID},
    "publisher": "dr:publisher",
    "issued": "dct:issued",
    "quotedFrom": {"@id": "prov:wasQuotedFrom", **_ID},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", **_ID},
    "value": "prov:value",
    # our own
    **{
        name: {"@id": f"dr:{name}", **_ID}
        for name in ("from", "to", "under", "flow", "origin", "target", "party", "weakestFlow", "legalAction", "on")
    },
    **{name: {"@id": f"dr:{name}"} for name in ("row", "quote", "dispute", "ruling", "decidedBy")},
    "hops": {"@id": "dr:hops", "@type": "@id", "@container": "@list"},
    **{
        name: f"dr:{name}"
        for name in (
            *("sentence", "question", "asOf", "release", "outcome", "truncated", "coverage", "address", "position"),
            *("section", "standing", "sure", "evidence", "publishers", "publisherName", "assumedJoins", "assumedJoin"),
            *("firstReachedEarliest", "firstReachedLatest", "startKnown", "lastAttested", "mechanism", "basis"),
            *("purpose", "categoriesComplete", "kind", "state", "stateSince", "stateSure", "stateAttested", "why"),
            *("start", "ended", "useBarredSince", "useBarredSure", "signed", "effective", "expires", "ranOut"),
            *("citation", "status", "by", "says", "date", "via"),
        )
    },
    **{
        name: f"dr:{name}"
        for name in (
            "Answer",
            "Row",
            "Hop",
            "Flow",
            "Agreement",
            "LegalAction",
            "Source",
            "Quote",
            "Dispute",
            "Category",
        )
    },
    "Organization": "org:Organization",
    "Dataset": "dcat:Dataset",
    "Law": "dpv:Law",
    "PersonalData": "dpv:PersonalData",
    "Processing": "dpv:Processing",
    "Recipient": "dpv:Recipient",
    "Entity": "prov:Entity",
    "Activity": "prov:Activity",
}
