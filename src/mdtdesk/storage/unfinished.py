# SPDX-License-Identifier: MIT
"""A backup's folder while it is filled: it has its name only once it is whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mdtdesk import system


@contextmanager
def folder(final: Path, name: str, ending: str) -> Iterator[Path]:
    """Give a folder to be filled, which gets its final name at the end; nothing if that fails.

    What a killed program left of a backup of this ``name`` goes first, and nobody else's: the
    place may be shared with a store whose name begins likewise.
    """
    stamped = final.name.removeprefix(name)
    same = re.compile(re.escape(f".{name}") + re.sub(r"\d", r"\\d", re.escape(stamped + ending)))
    for each in final.parent.iterdir():
        if same.fullmatch(each.name):
            shutil.rmtree(each, ignore_errors=True)
    unfinished = final.with_name(f".{final.name}{ending}")
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, unfinished, ignore_errors=True)
        unfinished.mkdir()
        yield unfinished
        unfinished.rename(final)
        undo.pop_all()
    system.sync_directory(final.parent)
