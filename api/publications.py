"""The publications of a store as public JSON."""

import datetime

from api.answers import ReleaseListed, ReleasesAnswer
from graphdb.stores.base import Store

__all__ = ["releases_answer"]


def releases_answer(store: Store) -> ReleasesAnswer:
    """Every publication, newest first."""
    listed = [
        ReleaseListed(
            name=info.name,
            published=info.published.astimezone(datetime.UTC).isoformat(),
            current=info.current,
            counts=info.counts,
        )
        for info in store.releases()
    ]
    return ReleasesAnswer(release=next((one.name for one in listed if one.current), None), releases=listed)
