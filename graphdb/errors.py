"""The errors datareach raises on purpose. Every error carries a stable code.

The meaning of a code outside Python (an HTTP status, an exit code) is decided where it is used: one table in
``api/problems.py`` and one in ``api/cli``. Each code has a heading in ``docs/errors.md``.
"""

from collections.abc import Sequence
from typing import ClassVar

__all__ = [
    "BadBundle",
    "BadDate",
    "BadFacts",
    "BadParameter",
    "DataReachError",
    "PictureFailed",
    "StoreBusy",
    "StoreFailed",
    "StoreMissing",
    "StoreNotOurs",
    "TooMuchLost",
    "UnknownId",
    "UnknownRelease",
    "Withdrawn",
]


class DataReachError(Exception):
    """Base of all errors raised on purpose: a sentence for people, a code for programs, and a hint what to do."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadDate(DataReachError, ValueError):
    """A text is no date that datareach reads (EDTF level 0, or the parts of level 1 named in ``graphdb.dates``)."""

    code = "bad_date"


class BadParameter(DataReachError, ValueError):
    """A parameter of a question has a value that it cannot have."""

    code = "bad_parameter"


class BadFacts(DataReachError):
    """The input of an ingest has faults; ``report`` holds one line for every one of them."""

    code = "bad_facts"

    def __init__(self, message: str, report: Sequence[str], hint: str = "") -> None:
        super().__init__(message, hint)
        self.report = tuple(report)


class BadBundle(BadFacts):
    """An evidence bundle was changed, is not whole, or says what its records do not; ``report`` has a line for each fault."""

    code = "bad_bundle"


class TooMuchLost(DataReachError):
    """A load holds so many records fewer than the release before it that something was probably not read."""

    code = "too_much_lost"


class UnknownId(DataReachError, LookupError):
    """No record has this id. ``suggestions`` holds ids that look like it, best first."""

    code = "unknown_id"

    def __init__(self, message: str, suggestions: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(message, hint)
        self.suggestions = tuple(suggestions)


class Withdrawn(UnknownId):
    """A record had this id, and was withdrawn for good: the message says when and why."""

    code = "withdrawn"


class UnknownRelease(DataReachError, LookupError):
    """No release has this name, or none had been published by this date."""

    code = "unknown_release"


class StoreMissing(DataReachError):
    """There is no store at the configured place, or it holds no release yet."""

    code = "store_missing"


class StoreNotOurs(DataReachError):
    """The file is not a datareach store, or was written by a newer version."""

    code = "store_not_ours"


class StoreBusy(DataReachError):
    """Another ingest is writing to the store."""

    code = "store_busy"


class StoreFailed(DataReachError):
    """The store could not be read or written (disk full, read-only, damaged)."""

    code = "store_failed"


class PictureFailed(DataReachError):
    """A picture could not be laid out or drawn: a program or a font that it needs is missing or failed."""

    code = "picture_failed"
