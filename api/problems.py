"""From errors to answers: one table from the code of an error to its HTTP status, and the form of RFC 9457."""

import logging
import uuid
from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from graphdb.errors import DataReachError, UnknownId

__all__ = ["SECURITY_HEADERS", "STATUS", "Problem", "fault_words", "register"]

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""On every answer, unless the answer has its own: it is data, and no browser has to guess or frame it."""

STATUS: dict[str, int] = {
    "bad_parameter": 400,
    "bad_date": 400,
    "unknown_id": 404,
    "unknown_release": 404,
    "no_such_address": 404,
    "method_not_allowed": 405,
    "withdrawn": 410,
    "bad_facts": 500,
    "format_not_offered": 501,
    "too_much_lost": 500,
    "internal_error": 500,
    "picture_failed": 500,
    "store_not_ours": 503,
    "store_missing": 503,
    "store_busy": 503,
    "store_failed": 503,
}
"""The HTTP status of each code. The codes that no error of ``graphdb.errors`` has arise on the web only."""

_MEDIA_TYPE = "application/problem+json"
_NO_ADDRESS = {404: "no_such_address", 405: "method_not_allowed"}
_HIDDEN = {"store_failed", "store_not_ours", "store_missing", "store_busy", "bad_facts", "too_much_lost"}
"""Errors whose words name files of the machine: those are logged, and the client is told the code."""

_log = logging.getLogger("datareach.api")


class Problem(BaseModel):
    """What every answer that is no success looks like (RFC 9457, problem+json)."""

    type: str = Field(description="A name of the kind of problem: urn:datareach:problem: and the code.")
    title: str = Field(description="The HTTP status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, for people.")
    code: str = Field(description="What is wrong, for programs; stable.")
    hint: str = Field(description="What to do about it; may be empty.")
    suggestions: list[str] = Field(description="Ids that look like an unknown one, best first.")
    instance: str = Field(description="The path asked for; for internal_error, the id under which it was logged.")


def register(app: FastAPI) -> None:
    """Let every error of the app be answered with a problem."""
    app.add_exception_handler(DataReachError, _raised_on_purpose)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _no_address)
    app.add_exception_handler(Exception, _unexpected)


def _answer(request: Request, code: str, detail: str, hint: str = "", suggestions: Sequence[str] = ()) -> JSONResponse:
    return _problem(code, detail, hint, suggestions, request.url.path)


def _problem(code: str, detail: str, hint: str, suggestions: Sequence[str], instance: str) -> JSONResponse:
    status = STATUS[code]
    problem = Problem(
        type=f"urn:datareach:problem:{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        hint=hint,
        suggestions=list(suggestions),
        instance=instance,
    )
    # Answers to unexpected errors are made outside of all middleware, so the headers are set here too.
    headers = SECURITY_HEADERS | ({"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {})
    return JSONResponse(problem.model_dump(), status, headers, _MEDIA_TYPE)


def _raised_on_purpose(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DataReachError)  # noqa: S101 - registered for it
    suggestions = error.suggestions if isinstance(error, UnknownId) else ()
    if error.code in _HIDDEN:
        _log.error("%s: %s", error.code, error.message)
        detail = "The store holds no release." if error.code == "store_missing" else "The store cannot answer now."
        return _answer(request, error.code, detail)
    return _answer(request, error.code, error.message, error.hint, suggestions)


def _bad_request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    hint = "The parameters of every address are listed in /openapi.json."
    return _answer(request, "bad_parameter", fault_words(error), hint)


def fault_words(error: RequestValidationError) -> str:
    """What is wrong with the parameters of a request, in words."""
    return " ".join(dict.fromkeys(map(_fault, error.errors())))


def _fault(fault: dict[str, object]) -> str:
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
    answer = _answer(request, code, f"{request.method} {request.url.path} is not answered here.")
    answer.headers.update(error.headers or {})
    return answer


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    number = uuid.uuid4().urn
    _log.error("%s %s %s", number, request.method, request.url.path, exc_info=error)
    return _problem("internal_error", "This should not happen. It was logged under the id in instance.", "", (), number)
