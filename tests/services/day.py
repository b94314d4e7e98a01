# SPDX-License-Identifier: MIT
"""A day of use in a process of its own: a round every few minutes of a clock that runs fast.

Run as ``python day.py FOLDER HOURS [leak]``. It prints a line of JSON an hour: memory, open files,
threads, the size of the database and what lies beside it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from builders import NOW, PASSWORD, context, create, documents
from mdtdesk import app
from mdtdesk.domain import document
from mdtdesk.domain.document import Value
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.services import audit_trail, backups, cases, journal, worklist
from mdtdesk.services import documents as prints
from mdtdesk.services.context import Context

ROUND = timedelta(minutes=4)
PRINTS, LOCKS, BACKUPS, SIGN_INS = 12, 5, 8, 60  # every so many rounds


class Day:
    """Somebody who works with a store all day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.at = folder, NOW
        self.kept: list[object] = []
        self.signed = app.sign_in_as(folder, app.people(folder)[0].id, PASSWORD, writer=True)

    def clock(self) -> datetime:
        """Return the fast clock's time."""
        return self.at

    @property
    def team(self) -> Context:
        """Return the signed-in context on the fast clock."""
        return replace(self.signed.context, clock=self.clock)

    def round(self, number: int) -> None:
        """Do what a person does in a few minutes."""
        self.at += ROUND
        rows = worklist.page(self.team, WorklistQuery()).rows
        case_id = rows[number % len(rows)].id
        record = cases.get(self.team, case_id)
        form = f"case:{case_id}"
        for typed in ("疼痛", "疼痛加重", "疼痛加重，夜间"):
            journal.write(self.team, form, {"pain.text": typed})
        changes: dict[str, Value | None] = {
            "pain.rest": number % 11,
            "pain.text": f"疼痛 {number % 11}",
        }
        draft = AmendDraft(case_id, record.version, changes, form=form, journal=("pain.text",))
        cases.amend(self.team, draft)
        if number % PRINTS == 0:
            prints.summary(self.team, case_id, "zh")
        if number % LOCKS == 0:
            self.signed.context.store.release_writer()
            self.signed.context.store.take_writer()
        if number % BACKUPS == 0:
            backups.backup(self.team, self.folder.parent / "backups")
        if number % SIGN_INS == 0:
            self.sign_in_again()

    def sign_in_again(self) -> None:
        """Give the store back and take it again."""
        person = self.signed.context.actor.person_id
        app.sign_out(self.signed)
        self.signed = app.sign_in_as(self.folder, person, PASSWORD, writer=True)

    def leak(self) -> None:
        """Do what a negative control does: keep files open and memory used."""
        self.kept += [(self.folder / "keys.json").open("rb"), bytearray(os.urandom(2_000_000))]

    def measured(self) -> dict[str, int]:
        """Return what must stay flat, and what explains the database's growth."""
        gc.collect()
        resident = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        with self.signed.context.store.read() as connection:
            rows = connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one()
            typed = connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one()
        return {
            "kilobytes": resident * os.sysconf("SC_PAGE_SIZE") // 1024,
            "handles": len(list(Path("/proc/self/fd").iterdir())),
            "threads": threading.active_count(),
            "database": (self.folder / "store.db").stat().st_size,
            "audit": int(rows),
            "journal": int(typed),
            "beside": len(list(self.folder.iterdir())),
            "backups": len(list((self.folder.parent / "backups").glob("*.mdtbackup"))),
        }


def main(folder: Path, hours: int, *, leaking: bool) -> None:
    """Live so many hours."""
    first = {case["patient"]["mrn"]: case for case in reversed(documents("invented"))}
    with create(folder / "ward.mdt").store as store:
        team = context(store)
        for facts in first.values():
            known = {key: value for key, value in facts.items() if key != "number"}
            cases.register(team, RegisterDraft(document.document(known)))
    day, number = Day(folder / "ward.mdt"), 0
    for _ in range(hours):
        for _ in range(timedelta(hours=1) // ROUND):
            number += 1
            day.round(number)
        if leaking:
            day.leak()
        print(json.dumps(day.measured()), flush=True)
    assert not audit_trail.verify(day.team).fault
    app.sign_out(day.signed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), leaking="leak" in sys.argv)
