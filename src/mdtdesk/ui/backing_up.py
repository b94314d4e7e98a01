# SPDX-License-Identifier: MIT
"""Backs the store up by itself: every half hour while something was written, and at the end.

It works in a lane of its own, so that nobody's command waits for it. A demo is not backed up.
"""

from __future__ import annotations

from concurrent.futures import CancelledError
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from mdtdesk import demo, safekeeping
from mdtdesk.domain.backups import EVERY, Kept
from mdtdesk.domain.changes import Changes
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure, Task
from mdtdesk.ui.watching import Watch

BACKUP = "backup"  # the kind of change that a backup is; its id: how many commits it has
_EVERY_MS = int(EVERY.total_seconds() * 1_000)
_FIRST_MS = 60_000  # after a sign-in, so that it does not compete with the first screens


class BackingUp(QObject):
    """``ended`` carries what a run did or why it failed; None where it was stopped."""

    ended = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName("backing_up")
        self._desk, self._directory = desk, Path()
        self._saved = 0
        self._task: Task[Kept | None] | None = None
        self.watch = Watch(self)
        self._timer, self._first = QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        self._timer.timeout.connect(self.run_if_due)
        self._first.timeout.connect(self._look)
        desk.changed.connect(self._take_changes)

    def start(self, directory: Path) -> None:
        """Begin for who sits at the window now."""
        self.stop()
        self._directory, self._saved = directory, 0
        if self._desk.writing and directory.name != demo.NAME:
            self._timer.start(_EVERY_MS)
            self._first.start(_FIRST_MS)

    def stop(self) -> None:
        """End what is under way at its next step: the store is being left."""
        self._timer.stop()
        self._first.stop()
        self.watch.stop()

    @property
    def running(self) -> bool:
        """Tell whether a backup is being made."""
        return self._task is not None

    @property
    def due(self) -> bool:
        """Tell whether something was written that no backup of this sitting has."""
        context = self._desk.context
        watched = self._timer.isActive() and self._desk.writing
        return watched and context is not None and context.store.commits > self._saved

    def run_if_due(self) -> None:
        """Back up if there is something to back up."""
        if self.due:
            self.run()

    def run(self) -> None:
        """Back up now; one run at a time."""
        # Imported here: services bring SQLAlchemy, which is imported while the password is typed.
        from mdtdesk.services import backups

        context = self._desk.context
        if context is None or self.running:
            return
        where = safekeeping.places(self._directory, self._desk.settings)
        self.watch.begin()

        def job(_task: Task[Kept | None]) -> Kept | None:
            try:
                return backups.keep(context, where, progress=self.watch.report)
            except CancelledError:
                return None

        self._task = self._desk.tasks.run("backup", job, done=self._done, failed=self._failed)

    def _look(self) -> None:
        """Catch up with what an earlier sitting, killed or locked, left without a backup."""
        # Imported here, as above.
        from mdtdesk.services import health

        context = self._desk.context
        if context is None or self.running:
            return
        where = safekeeping.places(self._directory, self._desk.settings)
        self._desk.tasks.run(
            "backup",
            lambda _task: health.is_behind(context, where),
            done=lambda behind: self.run() if behind else None,
            failed=lambda _failure: None,
        )

    def _take_changes(self, changes: Changes) -> None:
        held = (int(id_) for kind, id_ in changes if kind == BACKUP)
        self._saved = max((self._saved, *held))

    def _done(self, kept: Kept | None) -> None:
        self._task = None
        if kept is not None:
            self._desk.changed.emit(frozenset({(BACKUP, str(kept.commits))}))
        self.ended.emit(kept)

    def _failed(self, failure: Failure) -> None:
        self._task = None
        self.ended.emit(failure)
