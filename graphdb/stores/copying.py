"""Takes every release from one store to another, so that moving to Neo4j and back loses nothing."""

from graphdb.stores.base import Progress, Store, silent

__all__ = ["copy_releases"]


def copy_releases(source: Store, target: Store, progress: Progress = silent) -> int:
    """Save in ``target`` every publication that ``source`` holds and it does not, oldest first. Gives how many.

    The target must hold a beginning of the same history, or nothing: a second run goes on where the first one stopped.

    Raises:
        ValueError: the target holds releases that are not the beginning of the history of the source.
    """
    told = [(info.name, info.published) for info in reversed(source.releases())]
    there = [(info.name, info.published) for info in reversed(target.releases())]
    if told[: len(there)] != there:
        raise ValueError("The target holds other releases.")
    for number, (name, published) in enumerate(told[len(there) :], 1):
        target.save(source.load(name), published)
        progress(number, len(told) - len(there))
    return len(told) - len(there)
