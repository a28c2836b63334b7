"""A feed as Atom (RFC 4287)."""

from lxml import etree

from api.feeds.entries import Entry, Feed
from graphdb.texts import visible

__all__ = ["atom_text"]

_ATOM = "http://www.w3.org/2005/Atom"
"""The name of the vocabulary; nothing is fetched from it."""


def atom_text(feed: Feed, host: str) -> bytes:
    """The feed, published at a host (``https://data.example.org``)."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item]
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", feed.updated.isoformat(timespec="seconds"))
    _author(root)
    query = f"?{feed.query}" if feed.query else ""
    _link(root, "self", f"{host}{feed.path}.atom{query}")
    _link(root, "alternate", host + feed.address)
    for entry in feed.entries:
        _entry(root, entry, host)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written


def _entry(root: etree._Element, entry: Entry, host: str) -> None:
    element = etree.SubElement(root, f"{{{_ATOM}}}entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", entry.updated.isoformat(timespec="seconds"))
    _text(element, "published", entry.updated.isoformat(timespec="seconds"))
    _link(element, "alternate", host + entry.address)
    _text(element, "content", "\n\n".join(map(visible, entry.paragraphs)), escaped=True).set("type", "text")


def _text(parent: etree._Element, name: str, text: str, *, escaped: bool = False) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = text if escaped else visible(text)
    return element


def _author(parent: etree._Element) -> None:
    _text(etree.SubElement(parent, f"{{{_ATOM}}}author"), "name", "datareach")


def _link(parent: etree._Element, relation: str, address: str) -> None:
    # Without a type: readers show as the link of an entry only what has none, or is a page.
    etree.SubElement(parent, f"{{{_ATOM}}}link", rel=relation, href=address)
