"""Bounds: how many records of each kind a reader brings. Below ``min`` the load stops; above ``max`` it warns."""

from collections import Counter

from graphdb.model import KINDS
from ingest.entries import Batch, Bound
from ingest.faults import Fault, did_you_mean
from ingest.located import Node

__all__ = ["check_bounds", "read_bounds"]

_KEYS = ("min", "max")
_PLURALS = tuple(model.plural for model in KINDS.values())


def read_bounds(tree: Node, file: str) -> tuple[list[Bound], list[Fault]]:
    """The bounds of a file ``{plural of a kind: {min: 1, max: 9}}``, and what is wrong with it."""
    bounds, faults = [], []
    if not isinstance(tree.value, dict):
        faults.append(Fault(file, tree.line, "", "", "is no mapping of kinds", "Write 'flows: {min: 10, max: 100}'."))
    for plural, node in tree.value.items() if isinstance(tree.value, dict) else ():
        numbers = node.value if isinstance(node.value, dict) else {}
        values = {key: number.value for key, number in numbers.items() if type(number.value) is int}
        if plural not in _PLURALS:
            remedy = did_you_mean(plural, _PLURALS, f"Kinds are {', '.join(_PLURALS)}.")
            faults.append(Fault(file, node.line, plural, "", "is no kind of records", remedy))
        elif not values or len(values) != len(numbers) or not set(values) <= set(_KEYS):
            faults.append(Fault(file, node.line, plural, "", "is no bound", "Write {min: 10, max: 100}."))
        else:
            bounds.append(Bound(file, node.line, plural, values.get("min"), values.get("max")))
    return bounds, faults


def check_bounds(batch: Batch) -> tuple[list[Fault], list[str]]:
    """Faults for what lies below its bound, warnings for what lies above."""
    counts = Counter(entry.kind.plural for entry in batch.entries)
    faults, warnings = [], []
    for bound in batch.bounds:
        found = counts[bound.plural]
        if bound.least is not None and found < bound.least:
            problem = f"{found} were read, fewer than min {bound.least}"
            remedy = "Find out what was not read; if it is right, lower min."
            faults.append(Fault(bound.file, bound.line, bound.plural, "", problem, remedy))
        if bound.most is not None and found > bound.most:
            problem = f"{found} were read, more than max {bound.most}"
            warnings.append(str(Fault(bound.file, bound.line, bound.plural, "", problem, "If it is right, raise max.")))
    return faults, warnings
