"""Faults: what is wrong with the input, where, and what to do about it. All are collected before anything stops."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

__all__ = ["PRINTED_AT_MOST", "Fault", "Path", "did_you_mean", "dotted", "nearest", "ordered", "report_lines"]

PRINTED_AT_MOST = 200
"""So many faults are printed; the others are counted."""

Path = tuple[str | int, ...]
"""Where in a record a value stands: ``("history", 2, "date")``."""

_CLOSE_ENOUGH = 65.0
_CANDIDATES_AT_MOST = 20_000


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: file (its name in the folder), line (from 1), record id and field where known, and two sentences."""

    file: str
    line: int
    id: str
    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        subject = ".".join(part for part in (self.id, self.field) if part)
        place = f"{self.file}:{self.line}: "
        return place + (f"{subject}: " if subject else "") + f"{self.problem}. {self.remedy}".strip()


def dotted(path: Path) -> str:
    """A path as people write it: ``history[2].date``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def ordered(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Every fault once, by file and line."""
    return tuple(sorted(set(faults)))


def report_lines(faults: Sequence[Fault], at_most: int = PRINTED_AT_MOST) -> list[str]:
    """One line a fault, and one that counts those left out."""
    lines = [str(fault) for fault in faults[:at_most]]
    if len(faults) > at_most:
        lines.append(f"and {len(faults) - at_most} more")
    return lines


@lru_cache(maxsize=4096)
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The known word that looks most like ``word``, or nothing when none is close."""
    found = process.extractOne(word, known[:_CANDIDATES_AT_MOST], scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return found[0] if found else None


def did_you_mean(word: str, known: tuple[str, ...], otherwise: str) -> str:
    """The sentence that offers the nearest known word, or ``otherwise``."""
    guess = nearest(word, known)
    return f"Did you mean {guess!r}?" if guess else otherwise
