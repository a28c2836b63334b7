"""The service as a process: the app over the store that the environment names, served by uvicorn."""

import os
from typing import Any

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.service_settings import ServiceSettings
from graphdb.settings import Settings
from graphdb.stores import open_store

__all__ = ["serve", "served"]

_STORE = "DATAREACH_STORE"

_LOG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "bare": {"format": "%(message)s"},
        "told": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "bare": {"class": "logging.StreamHandler", "formatter": "bare"},
        "told": {"class": "logging.StreamHandler", "formatter": "told"},
    },
    "loggers": {
        "datareach.access": {"handlers": ["bare"], "level": "INFO", "propagate": False},
        "datareach": {"handlers": ["told"], "level": "INFO"},
        "uvicorn": {"handlers": ["told"], "level": "INFO", "propagate": False},
    },
}
"""All to standard error: a line of JSON a request, and the rest as lines of text."""


def served() -> FastAPI:
    """The app that the environment describes; what each worker makes."""
    return create_app(open_store(Settings.from_environment(os.environ).store), ServiceSettings.read())


def serve(store: str, host: str, port: int) -> None:
    """Answer until the process is told to stop; requests that run then are answered first.

    Raises:
        BadParameter: the settings cannot be read.
    """
    settings = ServiceSettings.read()
    os.environ[_STORE] = store  # for the workers, which are processes of their own
    uvicorn.run(
        "api.serving:served",
        factory=True,
        host=host,
        port=port,
        workers=settings.workers,
        log_config=_LOG,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=settings.stop_seconds,
        h11_max_incomplete_event_size=settings.address_bytes + 32_768,
    )
