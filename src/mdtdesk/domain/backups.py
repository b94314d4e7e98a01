# SPDX-License-Identifier: MIT
"""What is told of a store's health and its backups: records for the window and for prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

EVERY = timedelta(minutes=30)
OLD = timedelta(days=7)
TEST_EVERY = timedelta(days=365)
PASSED = "passed"
COUNTED = ("patients", "cases", "decisions", "meetings", "people")


@dataclass(frozen=True, slots=True)
class Places:
    """Where backups go: the first folder, and a second one if one is named."""

    first: Path
    second: Path | None = None

    def all(self) -> tuple[Path, ...]:
        """Return the places there are."""
        return (self.first, self.second) if self.second is not None else (self.first,)


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A proved backup as its manifest tells it; ``size`` in bytes."""

    path: Path
    made_at: datetime
    size: int
    schema: int
    audit_head: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of backups as it was found; ``missing`` where the folder or its drive is not there.

    free  bytes left on its disk, None where nobody can tell
    """

    folder: Path
    rows: tuple[BackupRow, ...] = ()
    missing: bool = False
    free: int | None = None

    @property
    def newest(self) -> BackupRow | None:
        """Return the newest backup."""
        return self.rows[-1] if self.rows else None


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that was done, when, by whom, and how it ended, from the audit."""

    at: str
    by: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a store.

    sizes    bytes of the database and of the attachments' folder
    counts   rows by table, empty where damage kept them from being counted
    checked  the last full check; ``words`` is how many faults it found
    tested   the last restore test; ``words`` is ``passed`` or what failed
    """

    path: Path
    sizes: tuple[int, int]
    counts: Mapping[str, int]
    schema: tuple[int, int]
    audit: tuple[int, str]
    waiting: int
    damaged: bool
    places: tuple[Place, ...]
    checked: Noted | None = None
    tested: Noted | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup run did; ``second_fault`` is the reason why the second place has no copy.

    commits  what the store had written when the run began
    """

    row: BackupRow
    commits: int
    second: Path | None = None
    second_fault: str = ""
    damaged: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """What a store or a backup holds: id → number and version of each case, id → case of each
    decision, rows by table, rows of the audit."""

    cases: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    audit_rows: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a backup would undo: numbers of cases, no word of a patient.

    added      cases that the backup has not
    changed    cases that the store has changed since
    decisions  number of the case → how many decisions of it the backup has not
    readable   False where the present store is too damaged to be compared
    """

    backup: BackupRow
    counts: tuple[Mapping[str, int], Mapping[str, int]]
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    decisions: Mapping[str, int] = field(default_factory=dict)
    audit_rows: int = 0
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a restore test: a key of ``restore_test.step.*``, seconds, and how it ended."""

    name: str
    seconds: float
    passed: bool
    found: str = ""


@dataclass(frozen=True, slots=True)
class RestoreTest:
    """A backup that was put back into a scratch place, opened, counted, verified and removed."""

    store: str
    store_id: str
    backup: BackupRow
    at: str
    by: str
    host: str
    version: str
    steps: tuple[Step, ...]
    counts: tuple[tuple[str, int, int], ...]
    audit_rows: int = 0
    hospital: str = ""
    department: str = ""

    @property
    def passed(self) -> bool:
        """Tell whether every step ended well."""
        return all(step.passed for step in self.steps)


def compare(backup: BackupRow, then: Held, now: Held | None) -> Preview:
    """Return what the backup has not of what the store has; None for a store nobody can read."""
    if now is None:
        return Preview(backup, (then.counts, {}), readable=False)
    changed = (
        number
        for id_, (number, version) in now.cases.items()
        if id_ in then.cases and version > then.cases[id_][1]
    )
    added = (number for id_, (number, _) in now.cases.items() if id_ not in then.cases)
    made = Counter(
        now.cases[case_id][0]
        for id_, case_id in now.decisions.items()
        if id_ not in then.decisions and case_id in now.cases
    )
    return Preview(
        backup,
        (then.counts, now.counts),
        added=tuple(sorted(added)),
        changed=tuple(sorted(changed)),
        decisions=dict(sorted(made.items())),
        audit_rows=max(now.audit_rows - then.audit_rows, 0),
    )
