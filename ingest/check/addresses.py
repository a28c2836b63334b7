"""One document is one source: two addresses that lead to the same page are one."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from graphdb.model import Source
from ingest.check.facts import Facts
from ingest.entries import Entry
from ingest.faults import Fault

__all__ = ["check_addresses", "normal_address"]

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(enc|mi)|mkt_tok|ncid|cmpid", re.I
)
_USUAL_PORT = re.compile(r":(80|443)$")


def check_addresses(facts: Facts) -> Iterator[Fault]:
    """Addresses that are no address, and sources that are one document."""
    first: dict[str, Entry] = {}
    for entry, source in facts.each(Source):
        try:
            address = normal_address(source.url)
        except ValueError:
            yield entry.fault(("url",), "is no web address", "Write the whole address, beginning with https://.")
            continue
        earlier = first.setdefault(address, entry)
        if earlier is not entry:
            remedy = f"Keep one of them, and cite {earlier.id!r} where {entry.id!r} is cited."
            yield entry.fault(("url",), f"is the address of {earlier.id!r} at {earlier.place()}", remedy)


def normal_address(url: str) -> str:
    """The address without what does not change the page: scheme, ``www.``, tracking parameters, fragment, last slash.

    A fragment that begins with ``!`` or ``/`` names a page of its own and stays.

    Raises:
        ValueError: the address cannot be taken apart.
    """
    parts = urlsplit(url)
    host = _USUAL_PORT.sub("", parts.netloc.rpartition("@")[2].lower()).removeprefix("www.")
    if not host:
        raise ValueError(url)
    kept = [(key, value) for key, value in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(key)]
    query = "?" + urlencode(sorted(kept)) if kept else ""
    fragment = "#" + parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return host + parts.path.rstrip("/") + query + fragment
