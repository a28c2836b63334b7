"""What a citation says: of an answer or a record itself first, then of every source that it rests on.

No author is named: the records name publishers only. No date is more exact than its source.
"""

import datetime
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from pydantic import BaseModel

from api.answers import FromAnswer, ReachAnswer, RecordAnswer, RouteAnswer, Source
from api.formats import Answered
from api.further_known import ChangesAnswer
from graphdb.dates import parse_date
from graphdb.sentences import day_words

__all__ = ["Citation", "citations_of", "pinned"]

_PUBLISHER = "datareach"
_SHORT_NAME = 12


@dataclass(frozen=True, slots=True)
class Citation:
    """One thing that can be cited. ``kind``: ``answer``, ``record`` or the kind of a source. ``date``: as precise as
    known (YYYY, YYYY-MM or YYYY-MM-DD). ``version``: the release of an answer or a record."""

    key: str
    kind: str
    title: str
    publisher: str
    date: str | None
    url: str
    archived_url: str | None = None
    version: str | None = None
    note: str | None = None
    abstract: str | None = None

    @property
    def date_parts(self) -> tuple[int, ...]:
        """Year, month and day, as far as they are known; nothing where not even the year is."""
        if self.date is None:
            return ()
        date = parse_date(self.date)
        first, last = (datetime.date.fromordinal(day) for day in (date.first, date.last))
        if first.year != last.year:
            return ()
        if first.month != last.month:
            return (first.year,)
        return (first.year, first.month) if first.day != last.day else (first.year, first.month, first.day)


def citations_of(answered: Answered) -> tuple[Citation, ...]:
    """The citation of an answer or a record, and of its sources in the order in which it names them."""
    public = answered.public
    sources: dict[str, Source] = getattr(public, "sources", {})
    return (_own(answered), *map(_source, sources.values()))


def pinned(address: str, public: BaseModel) -> str:
    """An address that always gives the same answer: with the full name of its release (of both, where it compares two) and,
    of a question, the day."""
    parts = urlsplit(address)
    query: dict[str, str] = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        query[name] = f"{query[name]},{value}" if name in query else value
    day = getattr(public, "as_of", None)
    query |= ({"as_of": day} if day else {}) | {"known_at": getattr(public, "release", "")}
    query |= {"before": public.before} if isinstance(public, ChangesAnswer) else {}
    return parts._replace(query=urlencode(sorted(query.items())), fragment="").geturl()


def _own(answered: Answered) -> Citation:
    public, release = answered.public, answered.graph.name
    is_record = isinstance(public, RecordAnswer)
    ids = "-".join(part for part in urlsplit(answered.address).path.split("/") if part not in ("", "v1"))
    return Citation(
        key=f"datareach-{ids}-{release[:_SHORT_NAME]}".replace("_", "-"),
        kind="record" if is_record else "answer",
        title=_title(public),
        publisher=_PUBLISHER,
        date=answered.published.astimezone(datetime.UTC).date().isoformat() if answered.published else None,
        url=answered.host + pinned(answered.address, public),
        version=release,
        note=f"Release {release} of the datareach graph. The address names it and so gives the same answer later.",
        abstract=getattr(public, "sentence", None),
    )


def _title(public: BaseModel) -> str:
    """What was asked, in words, with the day."""
    if isinstance(public, RecordAnswer):
        return f"{public.name} ({public.kind.replace('_', ' ')} {public.id})"
    if isinstance(public, ReachAnswer):
        title = f"Which databases reach {public.target.name}?"
    elif isinstance(public, FromAnswer):
        title = f"What does {public.origin.name} reach?"
    elif isinstance(public, RouteAnswer):
        title = f"How does {public.origin.name} reach {public.target.name}?"
    else:
        title = str(getattr(public, "title", "An answer"))
    day = getattr(public, "as_of", None)
    return f"{title} As of {day_words(datetime.date.fromisoformat(day))}" if day else title


def _source(source: Source) -> Citation:
    return Citation(
        key=source.id,
        kind=source.kind,
        title=source.title,
        publisher=source.publisher,
        date=source.date,
        url=source.url,
        archived_url=source.archived_url,
        note=f"Seen via {source.via}" if source.via else None,
    )
