"""Which format an answer has: by the suffix of the address, or else by the header ``Accept``."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.formats import Format

__all__ = ["NotAcceptable", "choose_format", "split_suffix"]


class NotAcceptable(Exception):
    """No format of this answer is one that was asked for; ``formats`` are those that there are."""

    def __init__(self, asked: str, formats: Sequence[Format]) -> None:
        super().__init__(asked)
        self.asked = asked
        self.formats = tuple(formats)


@dataclass(frozen=True, slots=True)
class _Range:
    """One media range of ``Accept``, such as ``text/*;q=0.8``."""

    kind: str
    quality: float

    def matches(self, media_type: str) -> bool:
        bare = media_type.partition(";")[0]
        return self.kind in ("*/*", media_type, bare) or (
            self.kind.endswith("/*") and bare.startswith(self.kind.removesuffix("*"))
        )

    @property
    def exactness(self) -> int:
        return 0 if self.kind == "*/*" else 1 if self.kind.endswith("/*") else 3 if ";" in self.kind else 2


def split_suffix(segment: str) -> tuple[str, str | None]:
    """The last segment of a path without the suffix, and the suffix. No id holds a dot."""
    id_, dot, suffix = segment.partition(".")
    return id_, suffix if dot else None


def choose_format(formats: Sequence[Format], suffix: str | None, accept: str | None) -> Format:
    """The format asked for; the first where nothing is. A suffix decides: someone follows a link to a file, and the
    browser sends an ``Accept`` of its own.

    Raises:
        NotAcceptable: there is no such format of this answer.
    """
    if suffix is not None:
        for format_ in formats:
            if format_.suffix == suffix:
                return format_
        raise NotAcceptable(f".{suffix}", formats)
    if accept is None or not accept.strip():
        return formats[0]
    ranges = _ranges(accept)
    best = max(formats, key=lambda format_: _quality(ranges, format_.media_type))  # the first of the best
    if _quality(ranges, best.media_type) <= 0:
        raise NotAcceptable(accept, formats)
    return best


def _quality(ranges: Sequence[_Range], media_type: str) -> float:
    """How much a media type is wanted: what the most exact range says."""
    kind = _kind(*media_type.lower().split(";"))
    matching = [one for one in ranges if one.matches(kind)]
    return max(matching, key=lambda one: one.exactness).quality if matching else 0.0


def _kind(kind: str, *parameters: str) -> str:
    """A media type with the parameters that tell formats apart: ``text/csv;profile=hops``."""
    pieces = (piece.strip() for piece in parameters)
    return ";".join([kind.strip(), *(piece for piece in pieces if not piece.startswith(("q=", "charset=")))])


def _ranges(accept: str) -> tuple[_Range, ...]:
    return tuple(_range(part) for part in accept.split(",") if part.strip())


def _range(part: str) -> _Range:
    kind, *parameters = (piece.strip() for piece in part.lower().split(";"))
    weights = [piece[2:].strip() for piece in parameters if piece.startswith("q=")]
    return _Range("*/*" if kind == "*" else _kind(kind, *parameters), _weight(weights[0]) if weights else 1.0)


def _weight(text: str) -> float:
    """A weight as RFC 9110 writes it, from 0 to 1; one that cannot be read counts as not given."""
    try:
        weight = float(text)
    except ValueError:
        return 1.0
    return min(max(weight, 0.0), 1.0) if weight == weight else 1.0  # noqa: PLR0124 - not a number
