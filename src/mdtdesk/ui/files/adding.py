# SPDX-License-Identifier: MIT
"""Adds files to a case: chosen, dropped or pasted, read in the child, then recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from mdtdesk.domain.files import AddFilesDraft, ReadFile
from mdtdesk.errors import Problem, Rejected
from mdtdesk.imaging.files import FileReader
from mdtdesk.services import attachments
from mdtdesk.ui.actions import Slot
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.choosing import name_parts
from mdtdesk.ui.files import taking
from mdtdesk.ui.files.opened import Opened
from mdtdesk.ui.tasks import Failure, Task

_FOLDER = "files_folder"
_FILTER = "*.png *.jpg *.jpeg *.pdf *.dcm *.dicom"


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of reading some files."""

    files: tuple[ReadFile, ...]
    problems: tuple[Problem, ...]


def read_all(paths: Sequence[Path], task: Task[Batch]) -> Batch:
    """Read files one after the other by one child; what is refused keeps none of the others out."""
    files: list[ReadFile] = []
    problems: list[Problem] = []
    with FileReader() as reader:
        for done, path in enumerate(paths):
            task.report(done, len(paths))
            try:
                files.append(reader.read(path))
            except Rejected as refused:
                problems += refused.problems
    return Batch(tuple(files), tuple(problems))


class Adding(QObject):
    """``case_id`` says to which case files may be added now, empty to none."""

    def __init__(
        self, desk: Desk, opened: Opened, case_id: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._opened, self._case_id, self._page = desk, opened, case_id, page
        self._reading: set[Task[Batch]] = set()
        desk.actor_changed.connect(self._leave)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def _leave(self) -> None:
        """Stop reading at a lock or the end, which waits for no picture."""
        if self._desk.actor is None and self._reading:
            for task in self._reading:
                task.cancel()
            self._reading.clear()
            self._desk.say("files.left")

    def slots(self) -> Mapping[str, Slot]:
        """Return what the menu offers."""
        return {"add_files": self.choose, "paste_files": self.paste}

    def choose(self) -> None:
        """Ask which files are to be added."""
        if not self._case_id():
            self._desk.say("files.register_first")
            return
        dialog = QFileDialog(self._page, self._desk.translate("files.choose"))
        name_parts(dialog, self._desk.translate)
        dialog.setObjectName("choose_files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        words = self._desk.translate("files.kinds")
        dialog.setNameFilters([f"{words} ({_FILTER})", f"{self._desk.translate('files.any')} (*)"])
        folder = Path(self._desk.settings.window.get(_FOLDER, "") or Path.home())
        dialog.setDirectory(str(folder if folder.is_dir() else Path.home()))
        dialog.filesSelected.connect(lambda chosen: self._chosen([Path(each) for each in chosen]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _chosen(self, paths: Sequence[Path]) -> None:
        if paths:
            self._desk.remember_window(_FOLDER, str(paths[0].parent))
        self.add(paths)

    def paste(self) -> None:
        """Add what the clipboard holds: files, or a picture."""
        held = QGuiApplication.clipboard().mimeData()
        paths, picture = taking.paths(held), taking.picture(held)
        if not self._case_id() or not (paths or picture):
            self._desk.say("files.nothing_to_paste")
        elif paths:
            self.add(paths)
        else:
            self._add_pasted(picture)

    def _add_pasted(self, data: bytes) -> None:
        at = datetime.now().astimezone()
        name = self._desk.translate("files.pasted", at=f"{at:%Y-%m-%d %H%M%S}")
        try:
            path = self._opened.write(f"pasted-{at:%H%M%S%f}", data)
        except OSError:
            self._desk.say("files.no_room")
            return
        self._read((path,), name)

    def add(self, paths: Sequence[Path]) -> None:
        """Read foreign files in the child, then add those that can be."""
        if paths and self._case_id():
            self._read(tuple(paths))

    def _read(self, paths: tuple[Path, ...], name: str = "") -> None:
        """Read files for the case that is shown now; a pasted one gets the name and goes."""
        desk, case_id = self._desk, self._case_id()

        def tell(done: int, total: int) -> None:
            desk.say("files.reading", None, at=done + 1, of=total)

        def done(batch: Batch) -> None:
            if name:
                paths[0].unlink(missing_ok=True)
            if not isValid(self) or task not in self._reading:
                return
            self._reading.discard(task)
            files = tuple(replace(each, name=name or each.name) for each in batch.files)
            self._take(case_id, Batch(files, batch.problems))

        def failed(failure: Failure) -> None:
            self._reading.discard(task)
            desk.refuse(failure)

        job = partial(read_all, paths)
        task = desk.tasks.run("files", job, done=done, failed=failed, progress=tell)
        self._reading.add(task)

    def _take(self, case_id: str, batch: Batch) -> None:
        if batch.problems:
            self._desk.refuse(Rejected(batch.problems))
        if batch.files:
            count = len(batch.files)
            self._desk.do(
                attachments.add,
                AddFilesDraft(case_id, batch.files),
                done=lambda _outcome: self._desk.say("files.added", None, count=count),
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and pictures that are dropped anywhere on the page."""
        if isinstance(event, QDragEnterEvent):
            if self._case_id() and taking.takes(event.mimeData()):
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            held = event.mimeData()
            paths = taking.paths(held)
            if paths:
                self.add(paths)
            elif picture := taking.picture(held):
                self._add_pasted(picture)
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
