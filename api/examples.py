"""The examples of the description and of ``docs/api.md``: real answers about the packaged facts, of one day."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.openapi import field_examples
from graphdb.stores import open_store
from ingest.run import run_ingest

__all__ = ["ADDRESSES", "example_answers", "example_app"]

DAY = "2026-11-24"
_PUBLISHED = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)

ADDRESSES: dict[str, str] = {
    "/v1/reach/{target}": f"/v1/reach/ice?as_of={DAY}&evidence=documented&mechanism=purchase&limit=1",
    "/v1/from/{origin}": f"/v1/from/iso-claimsearch?as_of={DAY}",
    "/v1/route/{origin}/{target}": f"/v1/route/iso-claimsearch/ice?as_of={DAY}",
    "/v1/routes/{origin}/{target}": f"/v1/routes/iso-claimsearch/ice?as_of={DAY}",
    "/v1/choke-points/{target}": f"/v1/choke-points/ice?as_of={DAY}&origin=iso-claimsearch&limit=3",
    "/v1/timeline/{target}": f"/v1/timeline/ice?as_of={DAY}&origin=tmsis",
    "/v1/law/{target}": f"/v1/law/ice?as_of={DAY}&origin=irs-address-records",
    "/v1/what-if/{target}": f"/v1/what-if/ice?as_of={DAY}&evidence=documented&mechanism=purchase&ended=tr-clear",
    "/v1/categories/{target}": f"/v1/categories/ice?as_of={DAY}&origin=iso-claimsearch&category=home_address",
    "/v1/people/{target}": f"/v1/people/ice?as_of={DAY}&evidence=documented&mechanism=purchase",
    "/v1/coverage/{target}": f"/v1/coverage/ice?as_of={DAY}&evidence=documented&mechanism=purchase",
    "/v1/leads/{target}": f"/v1/leads/ice?as_of={DAY}&limit=1",
    "/v1/compare/{target}/{second}": f"/v1/compare/ice/cbp?as_of={DAY}&evidence=documented&mechanism=purchase",
    "/v1/changes": f"/v1/changes?as_of={DAY}",
    "/v1/records": "/v1/records?kind=legal_action&status=settled&limit=1",
    "/v1/records/{id}": "/v1/records/fl-claimsearch-ice",
    "/v1/sources/{id}": "/v1/sources/s-404-claimsearch",
    "/v1/search": "/v1/search?q=claimsearch",
    "/v1/vocabulary": "/v1/vocabulary",
    "/v1/releases": "/v1/releases",
    "/v1/health": "/v1/health",
    "/v1/ready": "/v1/ready",
    "/v1/errors": "/v1/errors",
    "/v1/errors/{code}": "/v1/errors/unknown_id",
}
"""The address that is the example of each described one."""

_MORE = (
    f"/v1/reach/ice?as_of={DAY}",
    f"/v1/reach/ice?as_of={DAY}&question=ever",
    f"/v1/route/irs-address-records/ice?as_of={DAY}",
    f"/v1/route/tmsis/ice?as_of={DAY}&question=held",
    f"/v1/routes/tecs/ice?as_of={DAY}",
    f"/v1/choke-points/ice?as_of={DAY}",
    f"/v1/timeline/ice?as_of={DAY}&question=ever",
    f"/v1/law/ice?as_of={DAY}",
    f"/v1/what-if/ice?as_of={DAY}&ended=tr-clear",
    f"/v1/what-if/ice?as_of={DAY}&extended=california-v-hhs-medicaid",
    f"/v1/categories/ice?as_of={DAY}&origin=iso-claimsearch",
    f"/v1/people/ice?as_of={DAY}&question=ever",
    f"/v1/coverage/ice?as_of={DAY}",
    f"/v1/leads/ice?as_of={DAY}&months=120",
    f"/v1/compare/ice/ice?as_of={DAY}&second_question=ever",
    "/v1/records?kind=dataset&limit=100",
)
"""Further answers, in which more fields have a value."""


@contextmanager
def example_app() -> Iterator[FastAPI]:
    """An app over the packaged facts, published on a fixed day."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(str(Path(folder) / "facts.db"), create=True) as store:
            run_ingest(store, facts=None, plan_only=False, allow_loss=False, now=_PUBLISHED, as_of=_PUBLISHED.date())
        yield create_app(open_store(str(Path(folder) / "facts.db")))


def example_answers(app: FastAPI) -> dict[str, Any]:
    """The example of each address, and one of each field that has a value somewhere."""
    api = app.openapi()
    answers: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    with TestClient(app) as client:
        for path, address in ADDRESSES.items():
            answers[path] = {"address": address, "answer": _asked(client, address)}
        told = [(path, one["answer"]) for path, one in answers.items()]
        told += [(_path(app, address), _asked(client, address)) for address in _MORE]
        for path, answer in told:
            schema = api["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            for name, value in field_examples(api, schema["$ref"].rpartition("/")[2], answer):
                fields.setdefault(name, value)
        problem = client.get("/v1/reach/icee", headers={"X-Request-Id": "0123456789abcdef"}).json()
        fields |= {f"Problem.{name}": value for name, value in problem.items()}
    return {"answers": answers, "fields": dict(sorted(fields.items()))}


def _asked(client: TestClient, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, (address, response.text)  # noqa: S101 - they are ours
    return response.json()


def _path(app: FastAPI, address: str) -> str:
    """The described address of an address with ids."""
    first = address.partition("?")[0].split("/")
    same: Iterator[str] = (
        path for path in app.openapi()["paths"] if len(path.split("/")) == len(first) and path.split("/")[2] == first[2]
    )
    return next(same)
