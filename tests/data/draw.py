"""Writes the drawing beside every golden case: ``python -m tests.data.draw``."""

from pathlib import Path

from tests import small
from viz.mermaid import mermaid

if __name__ == "__main__":
    for path in sorted(Path(__file__).parent.glob("*/*.yaml")):
        content = small.load(path)
        drawing = f"# {path.stem}\n\n{content['trap']}\n\n```mermaid\n{mermaid(small.graph(content))}```\n"
        path.with_suffix(".md").write_text(drawing, encoding="utf-8")
