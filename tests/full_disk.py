# SPDX-License-Identifier: MIT
"""A store on a disk that is full at many points: real commands, and what became of each.

Run as a program in a child: ``full_disk.py FOLDER LEFT COUNT [control]``; LEFT is the file that the
preloaded library shares, or nothing where FOLDER is a small disk of its own. It prints a JSON.
"""

from __future__ import annotations

import json
import mmap
import shutil
import struct
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from builders import context, create
from mdtdesk.domain import document
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail, backups, cases, journal
from mdtdesk.services.context import Context
from mdtdesk.storage import engine, pending, rotation
from mdtdesk.storage.store import Store

STEP = 16_411  # bytes from one point to the next: no multiple of a page
MOST = 400 * 1024
EMPTY = -1


class Disk:
    """So many bytes left: by a file that fills a small disk, or by the preloaded number."""

    def __init__(self, folder: Path, left: str) -> None:
        self._fill, self._shared = folder / "fill", None
        if left:
            with Path(left).open("r+b") as file:
                self._shared = mmap.mmap(file.fileno(), 8)

    def leave(self, count: int) -> None:
        """Leave so many bytes, or all there are if ``EMPTY``."""
        if self._shared is not None:
            self._shared[:8] = struct.pack("q", count)
        elif count == EMPTY:
            self._fill.unlink(missing_ok=True)
        else:
            free = shutil.disk_usage(self._fill.parent).free
            self._fill.write_bytes(bytes(max(0, free - count)))


def outcome(call: Callable[[], object]) -> str:
    """Return how a call ended: done, or the reason."""
    try:
        call()
    except Unavailable as fault:
        return fault.reason
    return "done"


class Life:
    """One person who goes on working whatever the disk does, and knows what was acknowledged."""

    def __init__(self, team: Context, folder: Path) -> None:
        self._team, self._folder = team, folder
        facts = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"}}
        made = cases.register(team, RegisterDraft(document.document(facts)))
        self.case_id, self.version, self.wishes, self.left = made.id, 1, "", 0
        self.seen: Counter[tuple[str, str]] = Counter()

    def amend(self, number: int) -> None:
        """Change a field to a text of some pages."""
        words = f"{number} " + "想" * (number % 40 * 200)
        draft = AmendDraft(self.case_id, self.version, {"wishes": words})
        found = outcome(lambda: cases.amend(self._team, draft))
        self.seen["amend", found] += 1
        if found == "done":
            self.version, self.wishes, self.left = self.version + 1, words, 0

    def type(self, number: int) -> None:
        """Keep typed text in the journal."""
        entries = {"wishes": f"{number} " * 300}
        found = outcome(lambda: journal.write(self._team, f"case:{self.case_id}", entries))
        self.seen["type", found] += 1

    def look(self) -> None:
        """Leave something for the audit, as a print does."""
        store = self._team.store
        found = outcome(lambda: pending.leave(store.path, store.data_key, {"rows": []}))
        self.seen["leave", found] += 1
        self.left += found == "done"

    def back_up(self) -> None:
        """Back up onto the same disk."""
        found = outcome(lambda: backups.backup(self._team, self._folder / "b"))
        self.seen["backup", found] += 1

    def fault(self) -> str:
        """Return what is not as it was acknowledged, nothing if all is."""
        case = cases.get(self._team, self.case_id)
        if document.text(case.document, "wishes") != self.wishes or case.version != self.version:
            return "lost"
        waiting = pending.waiting(self._team.store.path)
        key = self._team.store.data_key
        if any(pending.read(self._team.store.path, key, row) is None for row in waiting):
            return "torn"
        return ""


def live(store: Store, disk: Disk, folder: Path, count: int) -> dict[str, object]:
    """Work at so many points of a disk that is nearly full; stop at the first fault."""
    team = context(store)
    life, fault = Life(team, folder), ""
    for number in range(count):
        disk.leave(number * STEP % MOST)
        life.amend(number)
        life.type(number)
        life.look()
        if number % 10 == 0:
            life.back_up()
        fault = life.fault()
        disk.leave(EMPTY)
        if not fault and number % 25 == 24:
            fault = next(iter(store.check()), "") or audit_trail.verify(team).fault
        for made in rotation.listed(folder / "b"):
            shutil.rmtree(made.path)  # the disk is small
        if fault or store.damaged:
            fault = fault or "damaged"
            break
    fault = fault or next(iter(store.check()), "")
    left = [p.name for p in (folder / "b").iterdir()] if (folder / "b").is_dir() else []
    seen = {f"{what} {how}": times for (what, how), times in life.seen.items()}
    return {"fault": fault, "points": number + 1, "seen": seen, "left": left}


def main() -> None:
    """Run in a child."""
    folder, left, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    if sys.argv[4:] == ["control"]:  # a database without its journal
        engine.PRAGMAS["journal_mode"] = ("OFF", "off")
    disk = Disk(folder, left)
    disk.leave(EMPTY)
    with create(folder / "team.mdt").store as store:
        try:
            told = live(store, disk, folder, count)
        except Unavailable as fault:  # a call that must not fail did
            told = {"fault": fault.reason, "points": 0, "seen": {}, "left": []}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
