# SPDX-License-Identifier: MIT
"""Runs jobs beside the window: each lane is one thread, results arrive on the main thread.

A job gets its ``Task`` and returns a value. The four errors of ``errors`` come back as they are;
anything else is a bug: it is logged and comes back as ``Broken`` with the event's id.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from mdtdesk import crashes
from mdtdesk.errors import MdtdeskError

Lane = Literal["store", "pdf", "backup", "files"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Broken:
    """An error in the program itself; ``event`` is the id of its log entry and its report."""

    event: str


Failure = MdtdeskError | Broken


def broken(error: BaseException) -> Broken:
    """Log a bug, write its report, and return what may be shown of it."""
    return Broken(crashes.report(error))


class Task(Generic[T]):
    """One job on its way; the main thread may cancel it, the job may report how far it is."""

    def __init__(self, tasks: Tasks, job: Callable[[Task[T]], T]) -> None:
        self._tasks = tasks
        self._job = job
        self._stop = threading.Event()
        self.done: Callable[[T], object] | None = None
        self.failed: Callable[[Failure], object] | None = None
        self.progress: Callable[[int, int], object] | None = None

    def cancel(self) -> None:
        """Stop at the next report; nothing is called back from now on."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether the main thread no longer wants the result."""
        return self._stop.is_set()

    def report(self, done: int, total: int) -> None:
        """Say from inside the job how far it is; raises CancelledError when nobody waits."""
        if self.cancelled:
            raise CancelledError
        self._tasks.reported.emit(self, done, total)

    def run(self) -> None:
        """Do the job in its lane and hand back what it returned or raised."""
        if self.cancelled:
            return
        try:
            result = self._job(self)
        except CancelledError:
            return
        except MdtdeskError as error:
            self._tasks.ended.emit(self, None, error)
        except Exception as error:  # the one place where a bug is caught: logged, shown by its id
            self._tasks.ended.emit(self, None, broken(error))
        else:
            self._tasks.ended.emit(self, result, None)


class Tasks(QObject):
    """The lanes: ``store`` for the data and its imports, ``pdf`` for pictures of pages, ``backup``
    for what takes long beside somebody's typing, ``files`` for foreign files that are read."""

    ended = Signal(object, object, object)
    reported = Signal(object, int, int)
    broke = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._waiting: set[Task[Any]] = set()
        self.ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self.reported.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        job: Callable[[Task[T]], T],
        *,
        done: Callable[[T], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Task[T]:
        """Queue a job in its lane; the callbacks run on the main thread."""
        task = Task(self, job)
        task.done, task.failed, task.progress = done, failed, progress
        self._waiting.add(task)
        self._lane(lane).submit(task.run)
        return task

    @property
    def busy(self) -> int:
        """Count the jobs whose answers are still to come."""
        return sum(not task.cancelled for task in self._waiting)

    def close(self) -> None:
        """Let the queued jobs end, then join every thread; no callback comes after this."""
        for lane in self._lanes.values():
            lane.shutdown(wait=True)
        self._lanes.clear()
        self._waiting.clear()

    def _lane(self, lane: Lane) -> ThreadPoolExecutor:
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(1, thread_name_prefix=f"mdtdesk-{lane}")
        return self._lanes[lane]

    def _deliver(self, task: Task[Any], result: object, error: Failure | None) -> None:
        if task not in self._waiting:
            return
        self._waiting.remove(task)
        if isinstance(error, Broken):
            self.broke.emit(error.event)
        if task.cancelled:
            return
        if error is None:
            call_back(task.done, result)
        else:
            call_back(task.failed, error)

    def _tell(self, task: Task[Any], done: int, total: int) -> None:
        if task in self._waiting and not task.cancelled:
            call_back(task.progress, done, total)


def call_back(callback: Callable[..., object] | None, *values: object) -> None:
    """Call back unless the widget that asked is gone."""
    owner = getattr(callback, "__self__", None)
    if callback is not None and not (isinstance(owner, QObject) and not isValid(owner)):
        callback(*values)
