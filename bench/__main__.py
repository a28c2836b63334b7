"""``python -m bench``: measures everything and writes docs/benchmarks.md. ``--quick``: one small size, nothing written.
``--further``: the further questions only; their section of the page is written anew."""

import argparse
import sys
from pathlib import Path

from bench.report import FURTHER, further_section, page, tables
from bench.run import further, run

_SIZES = [1_000, 10_000, 100_000, 1_000_000]
_QUICK = [10_000]
_FURTHER = 100_000
_PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_LIMITS = "## What limits"


def main() -> None:
    """Read the command line, measure, and print or write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 flows only, within seconds; nothing is written")
    parser.add_argument("--repeats", type=int, default=5, metavar="N", help="runs of which the median is taken")
    parser.add_argument("--further", action="store_true", help="the further questions only")
    chosen = parser.parse_args()
    if chosen.further:
        measured = further(_FURTHER, _say)
        section = further_section(measured.real, measured.generated, measured.flows)
        print(section)
        _write(_with_section(_PAGE.read_text(encoding="utf-8"), section))
        return
    results = run(_QUICK if chosen.quick else _SIZES, chosen.repeats, _say)
    print(tables(results))
    if not chosen.quick:
        _write(page(results, "python -m bench"))


def _say(what: str) -> None:
    print(f"{what} ...", file=sys.stderr)


def _write(text: str) -> None:
    _PAGE.write_text(text, encoding="utf-8")
    print(f"Written: {_PAGE}", file=sys.stderr)


def _with_section(text: str, section: str) -> str:
    """The page with the section in place of the one that it has, or before what limits."""
    before, _, rest = text.partition(FURTHER if FURTHER in text else _LIMITS)
    after = rest.partition(_LIMITS)[2] if FURTHER in text else rest
    return f"{before}{section}\n{_LIMITS}{after}"


if __name__ == "__main__":
    main()
