"""The reconciliation service API 0.2 of the W3C Entity Reconciliation Community Group, which OpenRefine speaks: names in a
table are matched with our records, and columns about what reaches ICE are added."""

from api.reconcile.extending import PROPERTIES, extend
from api.reconcile.manifest import manifest
from api.reconcile.matching import candidates
from api.reconcile.preview import PREVIEW_POLICY, preview
from api.reconcile.suggesting import suggest_entities, suggest_properties, suggest_types

__all__ = [
    "PREVIEW_POLICY",
    "PROPERTIES",
    "candidates",
    "extend",
    "manifest",
    "preview",
    "suggest_entities",
    "suggest_properties",
    "suggest_types",
]
