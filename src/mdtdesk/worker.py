# SPDX-License-Identifier: MIT
"""The child process that reads foreign files: ``mdtdesk --worker parse``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mdtdesk import children
from mdtdesk.exchange import parsing

_UNKNOWN = 2


def _files(path: Path) -> Iterator[Mapping[str, object]]:
    # Imported here: one that reads case documents needs no pictures.
    from mdtdesk.imaging import foreign

    return foreign.read(path)


READERS: Mapping[str, children.Read] = {"cases": parsing.read, "files": _files}


def main(arguments: Sequence[str]) -> int:
    """Do the named work until standard input ends."""
    return children.serve(READERS) if list(arguments) == ["parse"] else _UNKNOWN
