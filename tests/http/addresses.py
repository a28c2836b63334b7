"""Every address of an app, filled with ids that exist; found in the app, so that a new one is tested too."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

__all__ = ["addresses", "parameters"]

_PROTOCOLS = ("/v1/reconcile", "/v1/feeds")

_VALUES = {
    "target": "ice",
    "origin": "iso-claimsearch",
    "id": "fl-claimsearch-ice",
    "q": "claimsearch",
    "second": "cbp",
    "code": "unknown_id",
}


def addresses(app: FastAPI, **others: str) -> Iterator[tuple[str, str]]:
    """The address as described, and with every needed parameter filled in; ``others`` are used before the usual ids.

    Not those of protocols of others, which have shapes of their own: ``test_reconcile`` and ``tests/feeds`` look at them.
    """
    for path in app.openapi()["paths"]:
        if path.startswith(_PROTOCOLS):
            continue
        source = {"id": "s-404-claimsearch"} if path.startswith("/v1/sources") else {}
        values = _VALUES | source | others
        needed = [one["name"] for one in parameters(app, path) if one["in"] == "query" and one["required"]]
        query = "&".join(f"{name}={values[name]}" for name in needed)
        yield path, path.format(**values) + (f"?{query}" if query else "")


def parameters(app: FastAPI, path: str) -> list[dict[str, Any]]:
    """The parameters of an address, as described."""
    described: list[dict[str, Any]] = app.openapi()["paths"][path]["get"].get("parameters", [])
    return described
