"""``python -m bench``: measures everything and writes docs/benchmarks.md. ``--quick``: one small size, nothing written."""

import argparse
import sys
from pathlib import Path

from bench.report import page, tables
from bench.run import run

_SIZES = [1_000, 10_000, 100_000, 1_000_000]
_QUICK = [10_000]


def main() -> None:
    """Read the command line, measure, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 flows only, within seconds; nothing is written")
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="runs of which the median is taken")
    chosen = parser.parse_args()
    results = run(
        _QUICK if chosen.quick else _SIZES, chosen.repeats, lambda what: print(f"{what} ...", file=sys.stderr)
    )
    print(tables(results))
    if not chosen.quick:
        path = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
        path.write_text(page(results, "python -m bench"), encoding="utf-8")
        print(f"Written: {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
