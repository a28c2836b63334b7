"""From errors to answers: one table from the code of an error to its HTTP status, and the form of RFC 9457."""

import difflib
import inspect
import logging
from collections.abc import Mapping, MutableMapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.layers.context import context_of
from api.negotiation import NotAcceptable
from api.work import Busy, TooMuchWork
from graphdb.errors import DataReachError, UnknownId

__all__ = ["MEDIA_TYPE", "STATUS", "Problem", "fault_words", "meaning", "problem_response", "register"]

STATUS: dict[str, int] = {
    "bad_parameter": 400,
    "bad_date": 400,
    "bad_bundle": 422,
    "unknown_id": 404,
    "unknown_release": 404,
    "no_such_address": 404,
    "method_not_allowed": 405,
    "not_acceptable": 406,
    "withdrawn": 410,
    "body_too_long": 413,
    "address_too_long": 414,
    "too_much_work": 422,
    "too_many_requests": 429,
    "bad_facts": 500,
    "format_not_offered": 501,
    "too_much_lost": 500,
    "internal_error": 500,
    "picture_failed": 500,
    "service_busy": 503,
    "store_not_ours": 503,
    "store_missing": 503,
    "store_busy": 503,
    "store_failed": 503,
}
"""The HTTP status of each code. The codes that no error of ``graphdb.errors`` has arise on the web only."""

_ON_THE_WEB = {
    "no_such_address": "Nothing answers at this address.",
    "method_not_allowed": "The address does not answer this method; the header Allow names those that it does.",
    "not_acceptable": "The answer has no such format; the hint lists those that it has.",
    "body_too_long": "The body of the request is longer than the service takes.",
    "address_too_long": "The address, with its query, is longer than the service takes.",
    "too_much_work": "The answer took longer than one answer may take; the hint says what to narrow.",
    "too_many_requests": "The client made more requests than it may; the header Retry-After says when to go on.",
    "service_busy": "As many answers wait to be computed as may wait; ask again after the seconds in Retry-After.",
    "internal_error": "Something went wrong that is not the caller's fault. The log has it, under the id in request_id.",
}

MEDIA_TYPE = "application/problem+json"

_NO_ADDRESS = {404: "no_such_address", 405: "method_not_allowed"}
_HIDDEN = {"store_failed", "store_not_ours", "store_missing", "store_busy", "bad_facts", "too_much_lost"}
"""Errors whose words name files of the machine: those are logged, and the client is told the code."""

_RETRY_SECONDS = "5"
_MOST_SUGGESTED = 3

_log = logging.getLogger("datareach.api")


class Problem(BaseModel):
    """What every answer that is no success looks like (RFC 9457, problem+json)."""

    type: str = Field(description="A name of the kind of problem: urn:datareach:problem: and the code.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, for people.")
    code: str = Field(description="What is wrong, for programs; stable.")
    hint: str = Field(description="What to do about it; may be empty.")
    suggestions: list[str] = Field(description="What may have been meant (ids, parameters, addresses), best first.")
    docs: str = Field(description="The address, on this service, that says what the code means.")
    instance: str = Field(description="The path asked for.")
    request_id: str = Field(description="The id under which the service's log has the request.")


def meaning(code: str) -> str:
    """What a code means, in a sentence or two."""
    return _ON_THE_WEB[code] if code in _ON_THE_WEB else _documented()[code]


def problem_response(
    scope: MutableMapping[str, Any],
    code: str,
    detail: str,
    hint: str = "",
    *,
    suggestions: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The answer to a request that failed."""
    status = STATUS[code]
    problem = Problem(
        type=f"urn:datareach:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        hint=hint,
        suggestions=list(suggestions),
        docs=f"/v1/errors/{code}",
        instance=scope["path"],
        request_id=context_of(scope).request_id,
    )
    retry = {"Retry-After": _RETRY_SECONDS} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    told = {"Cache-Control": "no-store"} | retry | dict(headers or {})
    return JSONResponse(problem.model_dump(), status, told, MEDIA_TYPE)


def register(app: FastAPI) -> None:
    """Let every error of the app be answered with a problem."""
    app.add_exception_handler(DataReachError, _raised_on_purpose)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _no_address)
    app.add_exception_handler(NotAcceptable, _not_acceptable)
    app.add_exception_handler(TooMuchWork, _too_much_work)
    app.add_exception_handler(Busy, _busy)


def _documented() -> dict[str, str]:
    """What the errors of ``graphdb`` say of themselves, by code."""
    kinds, told = [DataReachError], {}
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        told[kind.code] = " ".join(inspect.cleandoc(kind.__doc__ or "").split()).replace("``", "")
    return told


def _raised_on_purpose(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DataReachError)  # noqa: S101 - registered for it
    suggestions = error.suggestions if isinstance(error, UnknownId) else ()
    if error.code in _HIDDEN:
        _log.error("%s: %s", error.code, error.message)
        detail = "The store holds no release." if error.code == "store_missing" else "The store cannot answer now."
        return problem_response(request.scope, error.code, detail)
    return problem_response(request.scope, error.code, error.message, error.hint, suggestions=suggestions)


def _bad_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    known = _parameters(request)
    faults = error.errors()
    unknown = [str(fault["loc"][-1]) for fault in faults if fault["type"] == "extra_forbidden"]
    meant = [name for one in unknown for name in difflib.get_close_matches(one, known, _MOST_SUGGESTED)]
    words = fault_words(error)
    hint = f"Did you mean {', '.join(meant)}?" if meant else _listed(known)
    return problem_response(request.scope, "bad_parameter", words, hint, suggestions=list(dict.fromkeys(meant)))


def fault_words(error: RequestValidationError) -> str:
    """What is wrong with the parameters of a request, in words."""
    return " ".join(dict.fromkeys(map(_fault, error.errors())))


def _listed(known: Sequence[str]) -> str:
    return f"Parameters here: {', '.join(known)}." if known else "This address takes no parameters."


def _parameters(request: Request) -> list[str]:
    """The names that the query of this address may hold."""
    described = request.app.openapi()["paths"].get(_described(request), {}).get("get", {})
    return [one["name"] for one in described.get("parameters", []) if one["in"] == "query"]


def _described(request: Request) -> str:
    path = context_of(request.scope).route
    return path if path.startswith("/v1/") else f"/v1{path}"


def _fault(fault: dict[str, Any]) -> str:
    place = fault["loc"]
    name = str(place[1]) if isinstance(place, tuple) and len(place) > 1 else "?"
    if fault["type"] == "extra_forbidden":
        return f"There is no parameter {name!r} here."
    if fault["type"] == "missing":
        return f"The parameter {name!r} is missing."
    return f"{name}: {fault['msg']}."


def _no_address(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    code = _NO_ADDRESS.get(error.status_code, "bad_parameter")
    meant = _addresses_like(request) if code == "no_such_address" else []
    hint = f"Did you mean {', '.join(meant)}?" if meant else "The addresses are described in /openapi.json."
    words = f"{request.method} {request.url.path} is not answered here."
    return problem_response(request.scope, code, words, hint, suggestions=meant, headers=error.headers)


def _addresses_like(request: Request) -> list[str]:
    """Addresses whose first words look like those asked for."""
    words = request.url.path.strip("/").removeprefix("v1/").split("/")[0][:80]
    first: dict[str, str] = {}
    for path in request.app.openapi()["paths"]:
        first.setdefault(path.removeprefix("/v1/").split("/")[0], path)
    return [first[name] for name in difflib.get_close_matches(words, first, _MOST_SUGGESTED)]


def _not_acceptable(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, NotAcceptable)  # noqa: S101 - registered for it
    named = [f".{one.suffix} ({one.media_type})" for one in error.formats]
    words = f"This answer has no format {error.asked[:200]!r}."
    suffixes = [f".{one.suffix}" for one in error.formats]
    return problem_response(
        request.scope, "not_acceptable", words, f"Formats: {', '.join(named)}.", suggestions=suffixes
    )


def _too_much_work(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TooMuchWork)  # noqa: S101 - registered for it
    words = f"The answer takes longer than {error.seconds:g} seconds."
    return problem_response(request.scope, "too_much_work", words, _narrower(_parameters(request)))


_NARROWING = {
    "joins": "joins=known",
    "question": "question=flowing",
    "evidence": "evidence=official",
    "origin": "one origin",
    "most": "a smaller most",
    "limit": "a smaller limit",
    "via": "fewer things in via and avoid",
    "attested_since": "attested_since with a recent year",
}


def _narrower(known: Sequence[str]) -> str:
    ways = [way for name, way in _NARROWING.items() if name in known]
    return f"Narrow the question: {', '.join(ways)}." if ways else "Ask again: it may be done by then."


def _busy(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Busy)  # noqa: S101 - registered for it
    return problem_response(request.scope, "service_busy", "Too many answers are being computed.", "Ask again later.")
