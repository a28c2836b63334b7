"""A release as Parquet: the plain tables of the store (``readable``), one file a table, for pandas, DuckDB, R and Spark."""

import datetime
import io
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.errors import StoreNotOurs
from graphdb.release import Release
from graphdb.stores.failures import error_for_file
from graphdb.stores.readable import TABLES
from graphdb.stores.readable_table import Table

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped]

__all__ = ["parquet_files", "write_parquet"]

_TRUTHS = frozenset({"aggregator", "attested", "categories_complete", "disputed", "sensitive", "sure"})
"""The columns that SQLite keeps as 0 and 1."""


def parquet_files(release: Release, day: datetime.date) -> dict[str, bytes]:
    """The bytes of every file, by name. ``day``: of the publication, which the table of an answer is about. Each file names
    the release in its metadata (``datareach_release``)."""
    import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import

    files = {}
    for table in TABLES:
        buffer = io.BytesIO()
        pyarrow.parquet.write_table(_arrow(table, release, day), buffer, compression="zstd")
        files[f"{table.name}.parquet"] = buffer.getvalue()
    return files


def write_parquet(release: Release, published: datetime.datetime, folder: Path) -> None:
    """Write the files to a new folder, whole or not at all. ``published``: when the release was published.

    Raises:
        StoreNotOurs: there is something at this place already.
        StoreFailed: the folder cannot be written.
    """
    if folder.exists() or folder.is_symlink():
        raise StoreNotOurs(f"{folder} is there already.", "Name a folder that is not there yet.")
    fresh = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        fresh.mkdir()
        for name, content in parquet_files(release, published.astimezone(datetime.UTC).date()).items():
            (fresh / name).write_bytes(content)
        fresh.rename(folder)
    except OSError as reason:
        raise error_for_file(reason, folder) from reason
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _arrow(table: Table, release: Release, day: datetime.date) -> "pyarrow.Table":
    import pyarrow  # noqa: PLC0415

    schema = pyarrow.schema(
        [pyarrow.field(name, _type(name, kind), nullable=not needed) for name, (kind, needed) in table.types.items()],
        metadata={"datareach_release": release.name, "datareach_published": day.isoformat()},
    )
    rows = list(table.make_rows(release, day))
    columns = [
        [value if value is None or field.type != pyarrow.bool_() else bool(value) for value in column]
        for field, column in zip(schema, zip(*rows, strict=True) if rows else [()] * len(schema), strict=True)
    ]
    return pyarrow.Table.from_arrays(
        [pyarrow.array(column, field.type) for field, column in zip(schema, columns, strict=True)], schema=schema
    )


def _type(name: str, kind: str) -> "pyarrow.DataType":
    import pyarrow  # noqa: PLC0415

    if kind != "INTEGER":
        return pyarrow.string()
    return pyarrow.bool_() if name in _TRUTHS else pyarrow.int64()
