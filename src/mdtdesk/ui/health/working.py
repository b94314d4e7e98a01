# SPDX-License-Identifier: MIT
"""Runs what the store's page begins, one thing at a time, with progress and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from mdtdesk.app import Progress
from mdtdesk.services.context import Context
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.tasks import Failure, Lane
from mdtdesk.ui.watching import Watch

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Done(Generic[T]):
    """What a job returned: a stopped one returns none of these."""

    value: T


class Working(QObject):
    """``began``, ``stepped`` and ``ended`` carry words for the person who waits."""

    began = Signal(str)
    stepped = Signal(str, int, int)
    ended = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = Watch(self)
        self.busy = False
        self._watch.told.connect(self._step)

    def run(
        self,
        job: Callable[[Context, Progress], T],
        done: Callable[[T], str],
        *,
        lane: Lane = "backup",
        failed: Callable[[Failure], object] | None = None,
    ) -> None:
        """Run a job beside the window; ``done`` returns what is said of its result."""
        context = self._desk.context
        if context is None or self.busy:
            return
        self.busy = True
        self._watch.begin()
        self.began.emit(self._desk.translate("health.begins"))

        def work(_task: object) -> _Done[T] | None:
            try:
                return _Done(job(context, self._watch.report))
            except CancelledError:
                return None

        def finish(result: _Done[T] | None) -> None:
            self.busy = False
            stopped = self._desk.translate("health.stopped")
            self.ended.emit(stopped if result is None else done(result.value))

        def fail(failure: Failure) -> None:
            self.busy = False
            self.ended.emit(sentence(self._desk.translate, failure))
            if failed is not None:
                failed(failure)

        self._desk.tasks.run(lane, work, done=finish, failed=fail)

    def stop(self) -> None:
        """End what is under way at its next step."""
        self._watch.stop()

    def _step(self, stage: str, done: int, total: int) -> None:
        if self.busy:
            translate = self._desk.translate
            words = translate("backups.working", stage=translate(f"progress.{stage}"))
            self.stepped.emit(words, done, total)
