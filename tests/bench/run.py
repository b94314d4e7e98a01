# SPDX-License-Identifier: MIT
"""Runs every row of the bench, prints the ratios and writes them to bench/results.md."""

from __future__ import annotations

import argparse
import importlib
import math
import os
import platform
import sys
import tempfile
from pathlib import Path

from bench.measure import ROWS, Measured, NotInstalled, Place, Row, measure

ROOT = Path(__file__).resolve().parents[2]
HEAD = """# What the last `python3 dev.py bench` measured

Medians of both sides run in turns on one machine ({machine}); only the ratio means something
elsewhere. No test depends on it.

| work | against | ours | bare | ratio | goal | slowest of ours |
|---|---|---|---|---|---|---|
"""


def shown(value: float, unit: str) -> str:
    """Return a figure with its unit: milliseconds, or megabytes."""
    return f"{value * 1000:,.1f} ms" if unit == "s" else f"{value:,.0f} MB"


def line(found: Measured) -> str:
    """Return a result as a line of the table."""
    figures = [shown(value, found.unit) for value in (found.ours, found.bare)]
    enough = f" or {shown(found.row.enough, 's')}" if found.row.enough else ""
    goal = f"≤ {found.row.goal:g}{enough}" + ("" if found.kept else " — over")
    goal = goal if math.isfinite(found.row.goal) else "for comparison"
    name = f"{found.row.name} ({found.note})" if found.note else found.row.name
    cells = [name, found.row.against, *figures, f"{found.ratio:.2f}", goal]
    return f"| {' | '.join([*cells, shown(found.worst, found.unit)])} |"


def absent(each: Row, name: str) -> str:
    """Return the line of a row whose other side is not installed."""
    return f"| {each.name} | {each.against} | {name} is not installed | | | | |"


def load_rows() -> None:
    """Import every rows_*.py file; each enters its rows."""
    for file in sorted(Path(__file__).parent.glob("rows_*.py")):
        importlib.import_module(f"bench.{file.stem}")


def main(argv: list[str]) -> int:
    """Measure all rows, or those whose name holds a word."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args(argv)
    load_rows()
    found: list[Measured] = []
    told: list[str] = []
    with tempfile.TemporaryDirectory() as shared:
        for each in ROWS:
            if options.only in each.name:
                with tempfile.TemporaryDirectory() as folder:
                    place = Place(Path(folder), Path(shared), options.full)
                    try:
                        found.append(measure(each, place))
                        told.append(line(found[-1]))
                    except NotInstalled as missing:
                        told.append(absent(each, str(missing)))
                print(told[-1], flush=True)
    if not options.only:
        machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
        results = ROOT / "bench" / "results.md"
        results.parent.mkdir(exist_ok=True)
        body = "\n".join(told)
        results.write_text(HEAD.format(machine=machine) + body + "\n", "utf-8")
    over = [each.row.name for each in found if not each.kept]
    print(f"Over the goal: {', '.join(over)}" if over else "Every goal is met.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
