"""Rule: counting. ``same_as`` names a flow that is another telling of the same practice: both are kept and shown, a count
counts one. A dataset that is part of another is listed under it, and a count of databases counts the whole once."""

from collections.abc import Iterable, Mapping

__all__ = ["count_flows", "count_wholes", "representatives", "whole_of"]


def representatives(same_as: Mapping[str, str]) -> dict[str, str]:
    """For each flow that is another telling, the flow that stands for all tellings (the one that names no other; in a
    circle, which the check refuses, the smallest id)."""
    standing: dict[str, str] = {}
    for flow in same_as:
        seen = [flow]
        while seen[-1] in same_as and same_as[seen[-1]] not in seen:
            seen.append(same_as[seen[-1]])
        circle = seen[-1] in same_as
        standing[flow] = min(seen) if circle else seen[-1]
    return standing


def count_flows(flows: Iterable[str], same_as: Mapping[str, str]) -> int:
    """How many practices these flows are."""
    standing = representatives(same_as)
    return len({standing.get(flow, flow) for flow in flows})


def whole_of(dataset: str, part_of: Mapping[str, str]) -> str:
    """The dataset of which this one is, at last, a part; itself if of none."""
    seen = {dataset}
    while dataset in part_of and part_of[dataset] not in seen:
        dataset = part_of[dataset]
        seen.add(dataset)
    return dataset


def count_wholes(datasets: Iterable[str], part_of: Mapping[str, str]) -> int:
    """How many databases these datasets are, each whole counted once."""
    return len({whole_of(dataset, part_of) for dataset in datasets})
