# SPDX-License-Identifier: MIT
"""A life of a store whose input and output is recorded: each thing done is acknowledged by a line.

Run under strace as ``python recorded.py FOLDER ACKS STEPS SYNCHRONOUS``. Everything happens below
FOLDER; a line in ACKS says what was answered as done.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from builders import context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.document import Value
from mdtdesk.domain.drafts import (
    AmendDraft,
    DecisionDraft,
    PersonDraft,
    RecoverDraft,
    RegisterDraft,
)
from mdtdesk.services import cases, decisions, journal, people
from mdtdesk.services.context import Context, leave
from mdtdesk.storage import audit, backup, engine, keys
from mdtdesk.storage.store import Created

NAME = "ward.mdt"
CODE, PASSWORD = "0" * 24, "a password chosen anew"
DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})


@dataclass
class Life:
    """The store and what was made in it."""

    team: Context
    folder: Path
    case_id: str = ""

    def register(self) -> None:
        """Register a case."""
        facts = {k: v for k, v in documents("invented")[6].items() if k != "number"}
        made = cases.register(self.team, RegisterDraft(document.document(facts)))
        self.case_id = made.id

    def type(self) -> None:
        """Keep typed text."""
        journal.write(self.team, f"case:{self.case_id}", {"wishes": "回家" * 50})

    def amend(self) -> None:
        """Amend the case."""
        version = cases.get(self.team, self.case_id).version
        changes: dict[str, Value | None] = {"performance.ecog": 4, "wishes": "回家" * 50}
        cases.amend(self.team, AmendDraft(self.case_id, version, changes))

    def leave(self) -> None:
        """Leave an audit row for the next writer."""
        leave(self.team, "surgeon", [AuditRow("printed", self.case_id, "", "summary")])

    def decide(self) -> None:
        """Decide the case; what waits is taken in."""
        version = cases.get(self.team, self.case_id).version
        decisions.record(self.team, DecisionDraft(self.case_id, version, DISCUSSION, DECISION))

    def add(self) -> None:
        """Add a person and let him in."""
        draft = PersonDraft("梁爽", ("coordinator",))
        people.add(self.team, draft)
        new = keys.NewPerson(draft.person_id, "梁爽", "", "一次性口令12345", must_change=True)
        keys.add_person(self.team.store.path, self.team.store.data_key, new)

    def recover(self) -> None:
        """Set a password by the recovery code, in the program's order."""
        person = self.team.actor.person_id
        people.recover(self.team, RecoverDraft(person))
        store = self.team.store
        keys.recover(store.path, store.data_key, person_id=person, password=PASSWORD, code=CODE)

    def back_up(self) -> None:
        """Make a backup beside the store."""
        folder = self.folder / "backups"
        backup.backup(self.team.store, folder, head=head, now=self.team.clock())


def head(connection: Connection) -> str:
    """Return the audit's head."""
    return audit.head(connection)[1]


STEPS = ("register", "type", "amend", "leave", "decide", "add", "back_up", "recover", "amend")


def main(folder: Path, acks: Path, steps: int, synchronous: str) -> None:
    """Live so many steps; ``synchronous`` other than EXTRA is a negative control."""
    engine.PRAGMAS["synchronous"] = (synchronous, {"OFF": 0, "FULL": 2, "EXTRA": 3}[synchronous])
    target = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(**facts: str) -> None:
        os.write(target, (json.dumps(facts) + "\n").encode())

    made: Created = create(folder / NAME)
    say(done="create", key=made.store.data_key.hex())
    with made.store as store:
        life = Life(context(store), folder)
        for step in STEPS[:steps]:
            getattr(life, step)()
            say(done=step)
    say(done="close")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
