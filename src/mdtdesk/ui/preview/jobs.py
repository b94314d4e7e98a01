# SPDX-License-Identifier: MIT
"""Saves and prints a PDF beside the window, one job at a time, and tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk import policy, system
from mdtdesk.services.documents import Printed
from mdtdesk.storage import faults
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure, Task

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

T = TypeVar("T")


class Jobs(QObject):
    """``doing`` carries words, done and total; empty words mean that nothing is under way."""

    doing = Signal(str, int, int)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._job: Task[Any] | None = None

    def ask_printer(self, printed: Printed, pages: int) -> None:
        """Ask which printer and which pages."""
        # Imported here: the printing of Qt is needed by few and costs the start of all.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        # Imported here, as above.
        from mdtdesk.ui.preview import paper

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        paper.prepare(printer, printed.name.removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self._window.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, policy.current().pdf)
        dialog.setMinMax(1, max(pages, 1))
        dialog.accepted.connect(lambda: self.print_on(printer, printed))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter, printed: Printed) -> None:
        """Print the pages that were chosen."""
        # Imported here, as in ask_printer.
        from mdtdesk.ui.preview import paper

        paper.prepare(printer, printed.name.removesuffix(".pdf"))

        def job(task: Task[int]) -> int:
            return paper.print_pages(printed.pdf, printer, task.report)

        self._begin(job, lambda pages: self._desk.say("preview.sent", pages=pages))

    def save_to(self, path: Path, printed: Printed) -> None:
        """Save the PDF; the file appears only when it is whole."""

        def job(_task: Task[str]) -> str:
            with faults.files(path):
                system.write_whole(path, printed.pdf)
            return path.name

        self._begin(job, lambda name: self._desk.say("preview.saved", file=name))

    def _begin(self, job: Callable[[Task[T]], T], done: Callable[[T], object]) -> None:
        self.stop()

        def finish(result: T) -> None:
            self._end()
            done(result)

        self.doing.emit(self._desk.translate("preview.printing"), 0, 0)
        self._job = self._desk.work(job, done=finish, failed=self._fail, progress=self._tell)

    def _tell(self, done: int, total: int) -> None:
        page = min(done + 1, total)
        words = self._desk.translate("preview.printing_page", page=page, pages=total)
        self.doing.emit(words, done, total)

    def _fail(self, failure: Failure) -> None:
        self._end()
        self._desk.refuse(failure)

    def _end(self) -> None:
        self._job = None
        self.doing.emit("", 0, 0)

    def cancel(self) -> None:
        """Stop the job that is under way, and say so."""
        if self._job is not None:
            self.stop()
            self._desk.say("preview.cancelled")

    def stop(self) -> None:
        """Stop the job that is under way, if there is one."""
        if self._job is not None:
            self._job.cancel()
            self._end()
