# SPDX-License-Identifier: MIT
"""Kills the adding of a file at every line that writes it, in a fork a line; run as a process.

It prints one JSON line a kill: whether a row names the file, whether it is whole in its folder,
and what ``forget`` left there. With ``control`` the bytes are written after the commit.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

import samples
import weekly
from builders import context, create
from kill.points import in_child, opened
from mdtdesk import system
from mdtdesk.domain.files import AddFilesDraft, ForgetDraft
from mdtdesk.services import attachments
from mdtdesk.services.context import Context
from mdtdesk.storage import files
from mdtdesk.storage.files import Cabinet

assert sys.platform != "win32"

FILE = samples.read()
WRITING = {
    function.__code__
    for function in (system.write_whole, system.replace_file, system.sync_directory, Cabinet.put)
} | {files.keep.__code__}


def dying(at: int) -> list[int]:
    """Make this process die before the ``at``-th line that writes a file; count the lines."""
    seen = [0]

    def trace(frame: FrameType, event: str, _arg: object) -> Any:
        if frame.f_code not in WRITING:
            return None
        if event == "line":
            seen[0] += 1
            if seen[0] == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    return seen


def adding(folder: Path, key: bytes, case_id: str, *, at: int, control: bool) -> None:
    """Add the file and die on the way; ``at`` −1 writes the count of lines."""
    with opened(folder, key) as store:
        team = context(store)
        seen = dying(at)
        if control:
            _afterwards(team, case_id)
        else:
            attachments.add(team, AddFilesDraft(case_id, (FILE,)))
        if at == -1:
            sys.settrace(None)
            (folder.parent / "count").write_text(str(seen[0]))


def _afterwards(team: Context, case_id: str) -> None:
    with patch.object(Cabinet, "put", lambda *_: None):
        attachments.add(team, AddFilesDraft(case_id, (FILE,)))
    team.store.cabinet.put(FILE)


def found(folder: Path, key: bytes, case_id: str) -> dict[str, object]:
    """Return what the store holds after the kill."""
    with opened(folder, key) as store:
        team = context(store)
        rows = attachments.listed(team, case_id)
        wrong = list(store.check())
        attachments.forget(team, ForgetDraft())
        left = sorted(path.name for path in store.place.files.iterdir())
        wanted = sorted((FILE.digest, f"{FILE.digest}.small")) if rows else []
        return {"named": bool(rows), "wrong": wrong, "tidy": left == wanted}


def main(folder: Path, *, every: int, control: bool) -> None:
    """Kill at every line, or at some, and once beyond the last."""
    whole, copy = folder / "prepared.mdt", folder / "copy.mdt"
    with create(whole).store as store:
        key, case_id = store.data_key, weekly.registered(context(store), "DEMO-26007")

    def killed(at: int) -> bool:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(whole, copy)
        return in_child(partial(adding, copy, key, case_id, at=at, control=control))

    assert killed(-1)
    count = int((folder / "count").read_text())
    for at in [*range(1, count + 1, every), count + 1]:
        answered = killed(at)
        print(json.dumps({"at": at, "answered": answered, **found(copy, key, case_id)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), every=int(sys.argv[2]), control="control" in sys.argv)
