"""The shape on the wire, over every address that the app has."""

import json
import uuid

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import api.answers
import api.further
import api.further_known
import api.lists
import api.reconcile.models
from api.app import create_app
from api.problems import STATUS, Problem, meaning
from graphdb import errors
from graphdb.errors import DataReachError
from tests import real_facts
from tests.http.addresses import addresses, parameters

PROBLEM_KEYS = {
    "type",
    "title",
    "status",
    "detail",
    "code",
    "hint",
    "suggestions",
    "docs",
    "instance",
    "request_id",
}
_GIVEN = {"Query", "QueryBatch", "ResultBatch", "ExtendQuery"}
"""What the reconciliation protocol itself describes, or a mapping without fields."""

ABOUT_ITSELF = {"/v1/errors", "/v1/errors/{code}"}
"""What the service tells of itself, whatever the release."""


def assert_problem(response: object, status: int, code: str) -> None:
    assert response.status_code == status, response.text  # type: ignore[attr-defined]
    assert response.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    problem = response.json()  # type: ignore[attr-defined]
    assert problem.keys() == PROBLEM_KEYS
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"] == f"urn:datareach:problem:{code}"
    assert problem["detail"]


def test_every_address_answers_with_an_object_that_names_its_release(app: FastAPI, client: TestClient) -> None:
    found = list(addresses(app))
    assert len(found) == 24
    for path, address in found:
        assert path.startswith("/v1/")
        response = client.get(address)
        assert response.status_code == 200, (path, response.text)
        assert response.headers["content-type"] == "application/json"
        if path not in ABOUT_ITSELF:
            assert response.json()["release"] == real_facts.graph().name, path


def test_every_address_answers_the_same_without_the_prefix(app: FastAPI, client: TestClient) -> None:
    for path, address in addresses(app):
        long, short = client.get(address), client.get(address.removeprefix("/v1"))
        assert (short.status_code, short.text) == (200, long.text), path
        assert short.headers.get("link") == long.headers.get("link")


def test_every_address_refuses_an_unknown_parameter(app: FastAPI, client: TestClient) -> None:
    for path, address in addresses(app):
        response = client.get(address, params={"no_such": "1"} | ({"q": "x"} if path == "/v1/search" else {}))
        assert_problem(response, 400, "bad_parameter")
        assert "no_such" in response.json()["detail"]


def test_every_address_with_an_id_answers_404_for_one_that_is_not_there(app: FastAPI, client: TestClient) -> None:
    for path, address in addresses(app, target="icee", origin="iso-claimsearchh", id="fl-claimsearch-icee"):
        if "{" in path and path not in ABOUT_ITSELF:
            response = client.get(address)
            assert_problem(response, 404, "unknown_id")
            assert response.json()["suggestions"], path
            assert "Did you mean" in response.json()["hint"]
            assert response.json()["instance"] == address


def test_every_address_refuses_an_id_of_absurd_length(app: FastAPI, client: TestClient) -> None:
    for path, address in addresses(app, target="a" * 300, origin="a" * 300, id="a" * 300, code="a" * 300):
        if "{" in path:
            assert_problem(client.get(address), 400, "bad_parameter")


def test_every_address_refuses_other_methods(app: FastAPI, client: TestClient) -> None:
    for _, address in addresses(app):
        response = client.post(address)
        assert_problem(response, 405, "method_not_allowed")
        assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_every_answer_has_the_security_headers(app: FastAPI, client: TestClient) -> None:
    every = [address for _, address in addresses(app)]
    for address in [*every, "/nowhere", "/reach/icee", "/reach/ice?limit=0"]:
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff", address
        assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'self'"
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["referrer-policy"] == "no-referrer"


def test_an_address_that_is_not_there_is_a_problem(client: TestClient) -> None:
    assert_problem(client.get("/nowhere"), 404, "no_such_address")
    assert_problem(client.get("/reach/ice/"), 404, "no_such_address")


def test_a_parameter_given_twice_is_refused(client: TestClient) -> None:
    response = client.get("/reach/ice?as_of=2025-01-01&as_of=2026-01-01")
    assert_problem(response, 400, "bad_parameter")
    assert "as_of" in response.json()["detail"]


def test_every_code_has_a_status_and_the_form_of_a_problem_is_pinned() -> None:
    codes = {kind.code for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DataReachError)}
    assert codes - {"error"} <= STATUS.keys()
    assert all(meaning(code) for code in STATUS)
    assert set(Problem.model_fields) == PROBLEM_KEYS


def test_every_field_and_parameter_is_described(app: FastAPI) -> None:
    models = [
        (module, name)
        for module in (api.answers, api.further, api.further_known, api.lists, api.reconcile.models)
        for name in module.__all__
        if isinstance(getattr(module, name), type) and name not in _GIVEN
    ]
    for module, name in models:
        model = getattr(module, name)
        assert model.__doc__, name
        assert all(field.description for field in model.model_fields.values()), name
    for path in app.openapi()["paths"]:
        assert all(one["description"] for one in parameters(app, path)), path


def test_no_page_that_loads_scripts_from_elsewhere_is_served(client: TestClient) -> None:
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_what_is_not_expected_is_logged_with_an_id_and_hidden(app: FastAPI, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ZeroDivisionError("a secret of the machine")

    own = create_app(app.state.store)
    own.add_api_route("/broken", broken)
    response = TestClient(own).get("/broken")
    assert_problem(response, 500, "internal_error")
    assert response.headers["x-content-type-options"] == "nosniff"
    request_id = response.json()["request_id"]
    assert uuid.UUID(request_id)
    assert response.headers["x-request-id"] == request_id
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert any(request_id in record.getMessage() and record.exc_info for record in caplog.records)


def test_answers_are_plain_json(client: TestClient) -> None:
    assert "NaN" not in json.dumps(client.get("/reach/ice").json(), allow_nan=False)
