"""The notebook of the docs, run over the real facts: ``python -m tests.docs.notebook`` writes it anew with its outputs."""

import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.http.stores import save_real

__all__ = ["NOTEBOOK", "executed", "outputs"]

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def executed() -> Any:
    """The notebook with fresh outputs. It runs in a folder that holds nothing but ``datareach.db``."""
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory() as folder:
        save_real(Path(folder)).rename(Path(folder) / "datareach.db")
        client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}})
        client.execute()
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def outputs(notebook: Any) -> list[str]:
    """What each cell prints or shows, as text."""
    return [
        "".join(one.get("text", "") or one.get("data", {}).get("text/plain", "") for one in cell.get("outputs", ()))
        for cell in notebook.cells
    ]


if __name__ == "__main__":
    made = executed()
    made.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(made, NOTEBOOK)  # type: ignore[no-untyped-call]
