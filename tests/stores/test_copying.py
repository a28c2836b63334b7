"""From one store to another and back: the same releases under the same names."""

import datetime
from pathlib import Path

import pytest

from graphdb.stores import Store, open_store
from graphdb.stores.copying import copy_releases

from .small_releases import CHANGED, FULL, PLACES


def noon(day: int) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC)


def test_there_and_back(store: Store, tmp_path: Path) -> None:
    with (
        open_store(str(tmp_path / "first.sqlite"), create=True) as first,
        open_store(str(tmp_path / "last.sqlite"), create=True) as last,
    ):
        for day, release in enumerate((PLACES, FULL, CHANGED, PLACES), 1):
            first.save(release, noon(day))
        assert copy_releases(first, store) == 4
        assert copy_releases(store, last) == 4
        assert copy_releases(first, store) == 0
        assert store.releases() == last.releases() == first.releases()
        for info in first.releases():
            assert list(last.load(info.name).lines()) == list(first.load(info.name).lines())


def test_another_history_is_refused(store: Store, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "first.sqlite"), create=True) as first:
        first.save(PLACES, noon(1))
        store.save(FULL, noon(1))
        with pytest.raises(ValueError, match="other releases"):
            copy_releases(first, store)
        assert [info.name for info in store.releases()] == [FULL.name]
