# SPDX-License-Identifier: MIT
"""The restore test: a backup is really put back, into a scratch place, looked at and removed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from mdtdesk.domain.backups import Step
from mdtdesk.errors import Unavailable
from mdtdesk.storage import audit, backup, integrity, manifest, restore
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.manifest import Facts
from mdtdesk.storage.restore import Restorer
from mdtdesk.storage.store import Access, Store

STEPS = ("prove", "restore", "open", "check", "count", "chain", "remove")


@dataclass(slots=True)
class Rehearsal:
    """One test: ``source`` is put back inside ``scratch``, an empty folder of its own."""

    source: Path
    scratch: Path
    by: Restorer
    schema: int
    steps: list[Step] = field(default_factory=list)
    counts: tuple[tuple[str, int, int], ...] = ()
    audit_rows: int = 0
    _store: Store | None = None
    _told: Facts | None = None

    def run(self, now: datetime, progress: Progress = integrity.nothing) -> None:
        """Go through the steps; after one that fails only what was made is removed."""
        doing: dict[str, Callable[[], str]] = {
            "prove": self._prove,
            "restore": lambda: self._restore(now),
            "open": self._open,
            "check": self._check,
            "count": self._count,
            "chain": self._chain,
        }
        try:
            for at, (name, do) in enumerate(doing.items()):
                progress("restore_test", at, len(STEPS))
                self._step(name, do)
                if not self.steps[-1].passed:
                    break
        finally:
            if self._store is not None:
                self._store.close()
            self._step("remove", self._remove)
        progress("restore_test", len(STEPS), len(STEPS))

    def _step(self, name: str, do: Callable[[], str]) -> None:
        start = time.perf_counter()
        try:
            fault = do()
        except Unavailable as refused:
            fault = refused.reason
        self.steps.append(Step(name, time.perf_counter() - start, not fault, fault))

    @property
    def _target(self) -> Path:
        return self.scratch / "restored.mdt"

    def _prove(self) -> str:
        told = backup.verify(self.source, self.by.data_key, head=self.by.head)
        self._told = told.facts
        return ""

    def _restore(self, now: datetime) -> str:
        restore.restore(self.source, self._target, self.by, now)
        return ""

    def _open(self) -> str:
        access = Access(self.by.person, self.schema, older=True)
        self._store = Store.open(self._target, self.by.data_key, access)
        return "damaged" if self._store.damaged else ""

    def _check(self) -> str:
        return next(iter(self._opened.check()), "")

    def _count(self) -> str:
        found = manifest.facts_apart(self._opened.read, self.by.head)
        told = self._told or found
        names = sorted(found.counts.keys() | told.counts.keys())
        self.counts = tuple((n, told.counts.get(n, 0), found.counts.get(n, 0)) for n in names)
        return "" if found == told else "counts"

    def _chain(self) -> str:
        with self._opened.read() as connection:
            found = audit.verify(connection)
        self.audit_rows = found.rows
        return found.fault

    def _remove(self) -> str:
        shutil.rmtree(self.scratch, ignore_errors=True)
        return "left" if self.scratch.exists() else ""

    @property
    def _opened(self) -> Store:
        if self._store is None:
            raise RuntimeError("not opened yet")
        return self._store
