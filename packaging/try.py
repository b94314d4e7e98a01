# SPDX-License-Identifier: MIT
"""Try the packages of dist/: ``.venv/bin/python packaging/try.py [SYSTEM …]``.

In clean Debians, each in a folder, and in a Windows by wine: installed silently, used, upgraded
from the build before with a store of real content, removed. Each step says what was seen; a table
shows all of it; pictures of the windows are left in build/tried. Exit code 1 if anything failed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import try_linux
import try_windows
from release import WORK, say
from trying import Row, table

SYSTEMS: dict[str, Callable[[], Iterator[Row]]] = {
    **{suite: partial(try_linux.rows, suite) for suite in try_linux.SUITES},
    "windows": try_windows.rows,
}


def main(names: list[str]) -> int:
    """Try the systems that are named, else all; 0 if all is well."""
    unknown = [name for name in names if name not in SYSTEMS]
    if unknown:
        say(f"Unknown: {', '.join(unknown)}. There are: {', '.join(SYSTEMS)}")
        return 2
    columns: dict[str, Sequence[Row]] = {name: _try(name) for name in names or SYSTEMS}
    shown = table(columns)
    (WORK / "tried").mkdir(parents=True, exist_ok=True)
    (WORK / "tried/table.txt").write_text(f"{shown}\n", "utf-8")
    say(f"\n{shown}")
    return 0 if all(row.fine for rows in columns.values() for row in rows) else 1


def _try(name: str) -> list[Row]:
    say(name)
    rows = []
    for row in SYSTEMS[name]():
        say(f"  {row.mark}  {row.step}: {row.seen}")
        rows.append(row)
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
