"""The description of the app: every address with all its answers."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

__all__ = ["described"]


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Gives the description, made once."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = get_openapi(
                title=app.title, version=app.version, summary=app.summary, routes=app.routes
            )
        return app.openapi_schema

    return openapi
