"""From the code of an error to an exit code: one table. The meaning of each stands in ``api/cli/__init__.py``."""

__all__ = ["EXIT_CODES", "OUTPUT_FAILED", "UNHEALTHY"]

EXIT_CODES: dict[str, int] = {
    "bad_parameter": 2,
    "bad_date": 2,
    "unknown_id": 3,
    "withdrawn": 3,
    "unknown_release": 3,
    "bad_bundle": 4,
    "bad_facts": 4,
    "too_much_lost": 5,
    "store_missing": 6,
    "store_not_ours": 6,
    "store_busy": 6,
    "store_failed": 6,
    "picture_failed": 7,
}

OUTPUT_FAILED = 1
"""The output cannot be written, such as to a full disk."""

UNHEALTHY = 6
"""``doctor`` found something that must be mended."""
