"""Citations as BibTeX, also for BibLaTeX: UTF-8, with every character that TeX would read as a command made harmless."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from api.cite.citations import Citation

__all__ = ["bibtex_text"]

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # not \{: BibTeX counts braces, escaped or not
        "}": r"\textbraceright{}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_IN_ADDRESSES = "!#$%&'()*+,-./:;=?@[]_~"
"""What stays as it is in an address: ``url`` is read verbatim, so only what would end the field is written otherwise."""


def bibtex_text(citations: Iterable[Citation]) -> str:
    """BibTeX entries, one a citation."""
    return "\n".join(map(_entry, citations))


def _entry(one: Citation) -> str:
    kind = "techreport" if one.kind == "research_report" else "misc"
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(one))
    return f"@{kind}{{{one.key},\n{fields}}}\n"


def _fields(one: Citation) -> Iterator[tuple[str, str]]:
    # Braces keep names from being split at "and", and titles from being set in lower case.
    yield "author", f"{{{_plain(one.publisher)}}}"
    yield "title", f"{{{_plain(one.title)}}}"
    if one.kind == "research_report":
        yield "institution", f"{{{_plain(one.publisher)}}}"
    else:
        yield "publisher", f"{{{_plain(one.publisher)}}}"
    parts = one.date_parts
    if parts:
        yield "year", str(parts[0])
        yield "date", "-".join(f"{part:02d}" for part in parts)
    if len(parts) > 1:
        yield "month", str(parts[1])
    yield "url", quote(one.url, safe=_IN_ADDRESSES)
    if one.archived_url:
        yield "howpublished", f"Archived at \\url{{{quote(one.archived_url, safe=_IN_ADDRESSES)}}}"
    if one.version:
        yield "version", one.version
    if one.note:
        yield "note", _plain(one.note)
    if one.abstract:
        yield "abstract", _plain(one.abstract)


def _plain(text: str) -> str:
    return " ".join(text.split()).translate(_TEX)
