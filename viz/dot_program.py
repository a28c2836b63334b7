"""Runs Graphviz: ``graphviz-pure``, which the package of that name installs beside Python, or another ``dot``.

Only sources made by ``viz.layout`` are given to it: ids of our own, sizes and ranks, nothing from the data.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from graphdb.errors import PictureFailed

__all__ = ["plain"]

_SECONDS = 20.0


def plain(source: str, program: str | None = None) -> list[list[str]]:
    """The words of each line of the layout that Graphviz makes of a DOT source, in its format ``plain``. ``program``: the
    path of a ``dot`` to run instead of ``graphviz-pure``.

    Raises:
        PictureFailed: the program is missing, takes too long, or refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed list of arguments; the source holds nothing from the data
            [program or _program(), "-Kdot", "-Tplain"],
            input=source,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired as reason:
        raise PictureFailed(
            f"Graphviz did not finish the layout within {_SECONDS:.0f} seconds.", "Ask for fewer places."
        ) from reason
    except (OSError, subprocess.CalledProcessError) as reason:
        told = getattr(reason, "stderr", None) or str(reason)
        raise PictureFailed(
            f"Graphviz failed: {told.strip().splitlines()[0] if told.strip() else 'without a reason'}.",
            "The package graphviz-pure brings the program along; another dot must be version 2.40 or newer.",
        ) from reason
    return [line.split() for line in done.stdout.splitlines()]


def _program() -> str:
    beside = Path(sys.executable).with_name("graphviz-pure")
    found = str(beside) if beside.is_file() else shutil.which("graphviz-pure")
    if found is None:
        raise PictureFailed(
            "There is no Graphviz to lay the picture out.",
            "Install the package graphviz-pure.",
        )
    return found
