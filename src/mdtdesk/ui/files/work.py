# SPDX-License-Identifier: MIT
"""Leads a case's files: reads foreign ones in the child, adds, opens, removes, shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget
from shiboken6 import isValid

from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.files import (
    AddFilesDraft,
    Content,
    FileRow,
    ForgetDraft,
    ReadFile,
    RemoveFileDraft,
)
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.roles import allowing
from mdtdesk.errors import Problem, Rejected
from mdtdesk.imaging.files import FileReader
from mdtdesk.services import attachments, cases
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.files import taking
from mdtdesk.ui.files.opened import Opened
from mdtdesk.ui.files.pane import FilesPane
from mdtdesk.ui.files.viewer import PictureViewer
from mdtdesk.ui.tasks import Task

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


class FilesWork(QObject):
    """Stands between the pane and the store; ``case_id`` says of which case it is."""

    def __init__(
        self, desk: Desk, pane: FilesPane, case_id: Callable[[], str], page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._pane, self._case_id, self._page = desk, pane, case_id, page
        self._opened = Opened(desk, self)
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        self._connect()
        self._tidy()

    def _connect(self) -> None:
        grid = self._pane.grid
        self._pane.add_wanted.connect(self.choose)
        self._pane.changed.connect(self.ask)
        grid.wanted.connect(self._fetch)
        grid.reached.connect(lambda: self._desk.hint(self._desk.translate("files.keys")))
        grid.opened.connect(self.open)
        grid.removed.connect(self.remove)
        grid.pasted.connect(self.paste)
        grid.menu_asked.connect(self._show_menu)

    @property
    def _may_add(self) -> bool:
        return bool(self._case_id()) and self._pane.button.isVisibleTo(self._pane)

    def _tidy(self) -> None:
        """Forget, once a session, the files that nothing names any more."""

        def forget(count: int) -> None:
            if count:
                self._desk.do(attachments.forget, ForgetDraft())

        actor = self._desk.actor
        if self._desk.writing and actor and allowing(actor.roles, "register"):
            self._desk.ask(attachments.forgotten, done=forget)

    # showing

    def ask(self) -> None:
        """Ask which files the case has."""
        case_id = self._case_id()
        if case_id and self._desk.context is not None:

            def take(found: tuple[FileRow, ...]) -> None:
                if case_id == self._case_id():
                    self._pane.show_rows(found)

            self._desk.ask(attachments.listed, case_id, done=take)

    def _fetch(self, digests: tuple[str, ...]) -> None:
        if self._desk.context is not None:
            self._desk.ask(attachments.small, digests, done=self._pane.grid.model_.take)

    def open(self, row: FileRow) -> None:
        """Show a picture here, anything else in the platform's viewer."""
        if row.is_picture:
            pictures = tuple(each for each in self._pane.grid.model_.rows if each.is_picture)
            viewer = PictureViewer(self._desk, self._case_id(), pictures, self._page)
            viewer.open_at(pictures.index(row))
        else:
            self.open_elsewhere(row)

    def open_elsewhere(self, row: FileRow) -> None:
        """Give a private copy to the platform's viewer."""

        def give(content: Content) -> None:
            try:
                shown = self._opened.show(row.digest, content)
            except OSError:
                shown = False
            self._desk.say("files.opened" if shown else "files.no_viewer", None, name=row.name)

        self._desk.ask(attachments.content, self._case_id(), row.digest, done=give)

    # adding

    def choose(self) -> None:
        """Ask which files are to be added."""
        if not self._may_add:
            self._desk.say("files.register_first")
            return
        dialog = QFileDialog(self._page, self._desk.translate("files.choose"))
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
        if not self._may_add or not (paths or picture):
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
        if paths and self._may_add:
            self._read(tuple(paths))

    def _read(self, paths: tuple[Path, ...], name: str = "") -> None:
        """Read files for the case that is shown now; a pasted one gets the name and goes."""
        desk, case_id, context = self._desk, self._case_id(), self._desk.context

        def tell(done: int, total: int) -> None:
            desk.say("files.reading", None, at=done + 1, of=total)

        def done(batch: Batch) -> None:
            if name:
                paths[0].unlink(missing_ok=True)
            if not isValid(self) or desk.context is not context:
                desk.say("files.left")  # somebody locked or left meanwhile
                return
            files = tuple(replace(each, name=name or each.name) for each in batch.files)
            self._take(case_id, Batch(files, batch.problems))

        job = partial(read_all, paths)
        desk.tasks.run("files", job, done=done, failed=desk.refuse, progress=tell)

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

    # removing

    def remove(self, row: FileRow) -> None:
        """Take a file out of the case; it can be brought back until the window is closed."""
        case_id = self._case_id()
        if not self._may_add:
            return

        def take_out(record: CaseRecord) -> None:
            rows = record.document.get("attachments")

            def done(outcome: Outcome) -> None:
                draft = AmendDraft(case_id, outcome.version, {"attachments": rows})
                undo = partial(self._desk.do, cases.amend, draft)
                self._desk.say("files.removed", undo, name=row.name)

            self._desk.do(attachments.remove, RemoveFileDraft(case_id, row.digest), done=done)

        self._desk.ask(cases.get, case_id, done=take_out)

    def _show_menu(self, row: FileRow, at: QPoint) -> None:
        translate, menu = self._desk.translate, QMenu(self._page)
        if row.held:
            menu.addAction(translate("files.open"), partial(self.open, row))
            menu.addAction(translate("files.open_elsewhere"), partial(self.open_elsewhere, row))
        if self._may_add:
            menu.addAction(translate("files.remove"), partial(self.remove, row))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    # dropping

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files and pictures that are dropped anywhere on the page."""
        if isinstance(event, QDragEnterEvent):
            if self._may_add and taking.takes(event.mimeData()):
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
