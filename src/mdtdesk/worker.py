# SPDX-License-Identifier: MIT
"""The child process that reads foreign files: ``mdtdesk --worker parse``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from mdtdesk.exchange import parsing

WORKERS: Mapping[str, Callable[[], int]] = {"parse": parsing.serve}
_UNKNOWN = 2


def main(arguments: Sequence[str]) -> int:
    """Do the named work until standard input ends."""
    work = WORKERS.get(arguments[0] if len(arguments) == 1 else "")
    return work() if work else _UNKNOWN
