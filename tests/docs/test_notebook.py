"""The notebook runs, and prints what it shows."""

from typing import Any

import nbformat

from tests.docs.notebook import NOTEBOOK, executed, outputs


def test_the_notebook_runs_and_shows_the_real_outputs() -> None:
    shown: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert outputs(executed()) == outputs(shown), "run `make notebook`"
    told = [text for cell, text in zip(shown.cells, outputs(shown), strict=True) if cell.cell_type == "code"]
    assert all(told), "every cell shows something"
