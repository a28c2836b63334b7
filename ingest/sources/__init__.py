"""The readers, one module each, with the same verbs: ``read`` (bytes in, no logic), ``records`` (pure, to entries).

``READERS`` is the registry: one line a module, sorted. Checking, planning and applying are the same for all of them.
"""

from types import ModuleType

from ingest.sources import curated

__all__ = ["READERS"]

READERS: dict[str, ModuleType] = {
    "curated": curated,
}
