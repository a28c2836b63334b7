"""docs/neo4j-benchmark.md, which several benchmarks write: each its own part, under a heading of its own."""

import re
from pathlib import Path

__all__ = ["write_part"]

_PATH = Path(__file__).resolve().parent.parent / "docs" / "neo4j-benchmark.md"


def write_part(heading: str, text: str) -> None:
    """Put ``text`` under ``# heading``, in place of what stands there; at the end if there is no such heading."""
    parts = re.split(r"^(?=# )", _PATH.read_text(encoding="utf-8") if _PATH.exists() else "", flags=re.MULTILINE)
    fresh = f"# {heading}\n\n{text.strip()}\n"
    places = [number for number, part in enumerate(parts) if part.startswith(f"# {heading}\n")]
    if places:
        parts[places[0]] = fresh
    else:
        parts.append(fresh)
    _PATH.write_text("\n".join(part.strip() + "\n" for part in parts if part.strip()), encoding="utf-8")
