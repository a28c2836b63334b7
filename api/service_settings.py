"""The settings of the service: from the environment, and from a file that ``DATAREACH_SETTINGS`` names."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from graphdb.errors import BadParameter

__all__ = ["SETTINGS_FILE", "ServiceSettings"]

SETTINGS_FILE = "DATAREACH_SETTINGS"
"""The environment variable that names the file."""

_PREFIX = "DATAREACH_"

Seconds = Annotated[float, Field(ge=0, le=3600)]


class ServiceSettings(BaseSettings):
    """Every setting of ``datareach serve``. The environment comes before the file, the file before the default."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    workers: int = Field(
        default=1, ge=1, le=64, description="Processes that answer. They share nothing but the store and the port."
    )
    threads: int = Field(default=4, ge=1, le=64, description="Answers that one process computes at a time.")
    waiting: int = Field(
        default=64, ge=0, le=10_000, description="Answers that may wait to be computed; more are refused with 503."
    )
    answer_seconds: Seconds = Field(
        default=15.0, gt=0, description="Seconds that one answer may take; after that it is refused with 422."
    )
    whole_records: int = Field(
        default=500_000,
        ge=0,
        description="Records up to which a release is held in memory whole. Of a larger one, a question about a target "
        "is answered from the part around the target; the answer is the same.",
    )
    kept_megabytes: int = Field(
        default=64, ge=0, le=16_384, description="Megabytes of written answers that one process keeps; 0: none."
    )
    release_seconds: Seconds = Field(
        default=1.0, description="Seconds after which the store is asked again which release is the current one."
    )
    fresh_seconds: int = Field(
        default=60,
        ge=0,
        le=86_400,
        description="Seconds for which a cache may give an answer whose address does not name a release and a day.",
    )
    rate_limit: str = Field(
        default="1200/minute",
        max_length=80,
        description="Requests that one client may make, as `1200/minute` or `20/second`; empty: any number.",
    )
    body_bytes: int = Field(default=1_000_000, ge=0, le=100_000_000, description="The longest body of a request.")
    address_bytes: int = Field(
        default=4_096, ge=256, le=65_536, description="The longest path and query of a request, in bytes."
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        max_length=1000,
        description="Addresses of proxies whose X-Forwarded-For says who asks, with commas; `*`: all.",
    )
    public_address: str = Field(
        default="",
        max_length=200,
        pattern=r"^(https?://[a-z0-9.-]+(:[0-9]{1,5})?)?$",
        description="Where the service is published, as `https://data.example.org`: citations, feeds and the manifest for "
        "OpenRefine name it. Empty: citations give the path only, the others the host of the request.",
    )
    access_log: bool = Field(
        default=True, description="Write a line of JSON for every request to standard error. It names no client."
    )
    metrics: bool = Field(default=True, description="Answer /metrics with figures for Prometheus.")
    stop_seconds: int = Field(
        default=10, ge=0, le=3600, description="Seconds that running requests have to end when the service is stopped."
    )

    @field_validator("rate_limit")
    @classmethod
    def _readable(cls, text: str) -> str:
        from limits import parse  # noqa: PLC0415 - only where a limit is set

        if text:
            parse(text)
        return text

    @classmethod
    def read(cls) -> "ServiceSettings":
        """The settings of this process.

        Raises:
            BadParameter: a value cannot be, a name in the file is not known, or the file cannot be read.
        """
        named = os.environ.get(SETTINGS_FILE)
        try:
            if named:
                Path(named).read_bytes()  # a file that is named and not there would be passed over
            return cls()
        except ValidationError as reason:
            faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in reason.errors())
            raise BadParameter(f"The settings cannot be read: {faults}.", _HINT) from reason
        except (OSError, ValueError) as reason:
            raise BadParameter(f"The file of settings {named!r} cannot be read: {reason}.", _HINT) from reason

    @classmethod
    def unguarded(cls) -> "ServiceSettings":
        """For a program that holds the app itself, such as a test: no limit of requests, no log, and each request asks
        the store which release is current. The environment does not matter."""
        return cls.model_construct(rate_limit="", access_log=False, release_seconds=0.0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the shape of the method
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the shape of the method
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Given by name, the environment, the file."""
        named = os.environ.get(SETTINGS_FILE)
        file = (TomlConfigSettingsSource(settings_cls, Path(named)),) if named else ()
        return init_settings, env_settings, *file

    @classmethod
    def described(cls) -> tuple[tuple[str, str, str], ...]:
        """Every setting: its environment variable, its default, and what it means."""
        return tuple(
            (f"{_PREFIX}{name.upper()}", str(field.default), field.description or "")
            for name, field in cls.model_fields.items()
        )


_HINT = "docs/operating.md lists the settings."
