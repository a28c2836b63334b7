"""Labels under way in ``rules.presence.sweep``, and the store of what is known of each vertex.

A label says which days of presence at a vertex lead to the target. One that a known label makes needless is dropped:
whatever it can do, the known one does, at no later arrival (and, as the sweep proceeds, at no higher cost).
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphdb.dates import FOREVER

__all__ = ["Batch", "KnownLabels", "join"]

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
Positions = NDArray[np.int64]


class Batch(NamedTuple):
    """One value a label in each array, as in ``rules.presence.Label``."""

    vertex: Numbers
    first: Numbers
    last: Numbers
    throughout: Flags
    arrival: Numbers

    def at(self, which: NDArray[np.integer] | slice) -> "Batch":
        """The labels at these positions."""
        return Batch(
            self.vertex[which], self.first[which], self.last[which], self.throughout[which], self.arrival[which]
        )

    def where(self, keep: Flags) -> "Batch":
        """The labels for which ``keep`` holds."""
        return self if keep.all() else self.at(np.flatnonzero(keep))


def join(batches: Iterable[Batch]) -> Batch:
    """The labels of all batches (at least one), in order."""
    parts = list(batches)
    return parts[0] if len(parts) == 1 else Batch(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


class KnownLabels:
    """The labels accepted so far: a chain for each vertex, from the newest to the first."""

    def __init__(self, vertices: int) -> None:
        self._newest = np.full(vertices, -1, dtype=np.int32)
        self._count = 0
        self._previous = np.empty(0, dtype=np.int32)
        nothing = np.empty(0, dtype=np.int32)
        self._labels = Batch(nothing, nothing, nothing, np.empty(0, dtype=bool), nothing)

    def accept(self, labels: Batch) -> Batch:
        """The labels that add something; they are known from now on."""
        accepted: list[Batch] = []
        labels = labels.where(~self._needless(labels))
        labels = labels.at(_widest_first(labels))
        while len(labels.vertex):
            leading = np.ones(len(labels.vertex), dtype=bool)
            np.not_equal(labels.vertex[1:], labels.vertex[:-1], out=leading[1:])
            new = labels.where(leading)
            self._add(new)
            accepted.append(new)
            labels = labels.at(np.flatnonzero(~leading))
            labels = labels.where(~self._needless(labels))
        return join(accepted) if accepted else labels

    def _needless(self, labels: Batch) -> Flags:
        """For each label, whether a known one makes it so."""
        needless = np.zeros(len(labels.vertex), dtype=bool)
        known = self._newest.take(labels.vertex)
        open_ = np.flatnonzero(known >= 0)
        labels, known = labels.at(open_), known.take(open_)
        while len(open_):
            covered = self._covers(known, labels)
            needless[open_[covered]] = True
            known = self._previous.take(known)
            further = np.flatnonzero((known >= 0) & ~covered)
            open_, known, labels = open_.take(further), known.take(further), labels.at(further)
        return needless

    def _covers(self, known: Numbers, labels: Batch) -> Flags:
        """Whether each known label makes the label beside it needless."""
        first, last = self._labels.first.take(known), self._labels.last.take(known)
        arrival = self._labels.arrival.take(known)
        throughout = self._labels.throughout.take(known)
        covers = (first <= labels.first) & (labels.last <= last) & (arrival <= labels.arrival) & ~throughout
        if labels.throughout.any():
            # Presence throughout an interval that meets a known one is presence on a day of the known one; and it is
            # presence throughout every part of the interval.
            met = np.maximum(first, labels.first)
            meets = (met <= np.minimum(last, labels.last)) & (np.maximum(met, arrival) <= labels.arrival)
            within = (labels.first <= first) & (last <= labels.last) & (arrival <= labels.arrival)
            covers = np.where(labels.throughout, np.where(throughout, within, meets), covers)
        return covers

    def _add(self, labels: Batch) -> None:
        """Takes in at most one label a vertex."""
        end = self._count + len(labels.vertex)
        if end > len(self._previous):
            room = max(2 * len(self._previous), end)
            self._previous = np.resize(self._previous, room)
            more = np.zeros(room - len(self._labels.vertex), dtype=np.int32)
            self._labels = join([self._labels, Batch(more, more, more, more.astype(bool), more)])
        for column, new in zip(self._labels, labels, strict=True):
            column[self._count : end] = new
        added = np.arange(self._count, end, dtype=np.int32)
        self._previous[self._count : end] = self._newest[labels.vertex]
        self._newest[labels.vertex] = added
        self._count = end
        self._shorten(added)

    def _shorten(self, added: Numbers) -> None:
        """Takes the labels that newer ones make needless out of the chains, as far as they stand next to these."""
        while len(added := added.compress(self._previous.take(added) >= 0)):
            before = self._previous.take(added)
            covered = self._covers(added, self._labels.at(before))
            added, before = added.compress(covered), before.compress(covered)
            self._previous[added] = self._previous.take(before)


def _widest_first(labels: Batch) -> Positions:
    """The order by vertex, and at each by last day, the latest first; those that ask for presence throughout come last."""
    place = labels.vertex.astype(np.int64) * 2 + labels.throughout
    latest = 2 * FOREVER + 1  # days may come in halves
    return np.argsort(place * (latest + 1) + (latest - labels.last), kind="stable")
