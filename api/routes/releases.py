"""The releases of the store, and whether it can answer."""

import datetime

from fastapi import APIRouter, Depends

from api.answers import HealthAnswer, ReleasesAnswer
from api.publications import releases_answer
from api.routes.dependencies import StoreOf, nothing_asked

__all__ = ["router"]

router = APIRouter(tags=["releases"], dependencies=[Depends(nothing_asked)])


@router.get("/releases")
def releases(store: StoreOf) -> ReleasesAnswer:
    """Every publication of a release, newest first."""
    return releases_answer(store)


@router.get("/health")
def health(store: StoreOf) -> HealthAnswer:
    """Whether the service can answer: 503 while the store holds no release."""
    info = store.find()
    published = info.published.astimezone(datetime.UTC).isoformat()
    return HealthAnswer(status="ok", store=type(store).__name__, release=info.name, published=published)
