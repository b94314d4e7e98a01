# SPDX-License-Identifier: MIT
"""The preview: a case's review summary as it will be on paper, to look at, save and print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from mdtdesk import system
from mdtdesk.domain.records import CaseRecord
from mdtdesk.i18n import Language
from mdtdesk.services import cases, documents
from mdtdesk.services.documents import Printed
from mdtdesk.storage import faults
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.page import Page
from mdtdesk.ui.preview import paper
from mdtdesk.ui.preview.bar import PreviewBar
from mdtdesk.ui.preview.sheets import Sheets, Size, sizes_of
from mdtdesk.ui.printing import Wanted
from mdtdesk.ui.tasks import Failure, Task


class PreviewPage(Page):
    """Shows the PDF's own pages; nothing is laid out a second time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted("")
        self._record: CaseRecord | None = None
        self.printed: Printed | None = None
        self.language: Language = desk.language
        self.bar, self.sheets = PreviewBar(), Sheets(desk)
        self._job: Task[Any] | None = None
        self._making: list[Task[Any]] = []
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.sheets, 1)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self.bar.asked.connect(self._ask)
        self.bar.language_chosen.connect(self.choose_language)
        self.sheets.moved.connect(self._show_place)

    # what the window asks

    def enter(self, what: Any) -> None:
        """Show a case's summary in the window's language."""
        self._wanted = what if isinstance(what, Wanted) else Wanted(str(what or ""))
        self.language = self.desk.language
        self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)
        self._make()

    def reload(self) -> None:
        """Make it anew: while the window was locked others may have written."""
        if self._wanted.case_id and self.isVisible():
            self._make()

    def leave(self) -> None:
        """Stop what is under way and keep no patient's pages."""
        self._stop()
        self.printed = None
        self.sheets.clear()

    def slots(self) -> Slots:
        """Return what can be done with the print; size keys are the sheets' here."""
        slots: dict[str, Any] = {
            "back": self._back,
            "larger": lambda: self.sheets.step(1),
            "smaller": lambda: self.sheets.step(-1),
            "usual_size": self.sheets.fit,
        }
        if self.printed is not None:
            slots |= {"print": self.ask_printer, "save": self.ask_file}
        return slots

    def panes(self) -> tuple[QWidget, ...]:
        """Return the bar and the pages."""
        return (self.bar, self.sheets)

    def retranslate(self) -> None:
        """Set every text in the language that is on; the print keeps its own."""
        translate = self.desk.translate
        number = self._record.number if self._record is not None else ""
        self.bar.show_words(translate("preview.title", number=number), self.language, translate)
        self._show_place()
        self._show_notice()

    # making the PDF

    def choose_language(self, language: Language) -> None:
        """Make the print in another language than the window's."""
        if language != self.language:
            self.language = language
            self._make()

    def _make(self) -> None:
        self._stop()
        self.printed, self._record = None, None
        self.bar.allow(False)
        self.bar.show_job(self.desk.translate("preview.making"))
        self.desk.slots_changed.emit()
        case_id, ask = self._wanted.case_id, self.desk.ask
        self._making = [
            ask(cases.get, case_id, done=self._take_case, failed=self._fail),
            ask(documents.summary, case_id, self.language, done=self._take, failed=self._fail),
        ]

    def _take_case(self, record: CaseRecord) -> None:
        self._record = record
        self.retranslate()

    def _take(self, printed: Printed) -> None:
        self.printed = printed
        pdf = printed.pdf
        self._making = [
            self.desk.work(lambda _task: sizes_of(pdf), done=self._show, failed=self._fail)
        ]

    def _show(self, sizes: tuple[Size, ...]) -> None:
        if self.printed is None:
            return
        self.bar.show_job("")
        self.bar.allow(True)
        self.sheets.show_pdf(self.printed.pdf, sizes)
        self.retranslate()
        self.desk.slots_changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._stop()
        self.desk.refuse(failure)

    def _show_place(self) -> None:
        translate, sheets = self.desk.translate, self.sheets
        page = translate("preview.page", page=sheets.page(), pages=sheets.count())
        zoom = translate("preview.zoom", percent=round(sheets.zoom() * 100))
        self.bar.show_place(page if sheets.count() else "", zoom)
        sheets.retranslate(translate)

    def _show_notice(self) -> None:
        translate, record = self.desk.translate, self._record
        people = [each.person for each in record.unsaved] if record is not None else []
        names = translate("wording.list").join(people)
        self.bar.show_notice(translate("preview.unsaved", people=names) if people else "")

    # paper and file

    def _ask(self, way: str) -> None:
        ways = {
            "back": self._back,
            "smaller": lambda: self.sheets.step(-1),
            "larger": lambda: self.sheets.step(1),
            "fit": self.sheets.fit,
            "save": self.ask_file,
            "print": self.ask_printer,
            "cancel": self._cancel,
        }
        ways[way]()

    def ask_printer(self) -> None:
        """Ask which printer and which pages."""
        if self.printed is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        paper.prepare(printer, self.printed.name.removesuffix(".pdf"))
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(self.sheets.count(), 1))
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that were chosen, beside the window."""
        if self.printed is None:
            return
        pdf = self.printed.pdf
        paper.prepare(printer, self.printed.name.removesuffix(".pdf"))
        self._begin(
            lambda task: paper.print_pages(pdf, printer, task.report),
            lambda pages: self.desk.say("preview.sent", pages=pages),
        )

    def ask_file(self) -> None:
        """Ask where the PDF is to be saved; the name offered tells nobody whose it is."""
        if self.printed is None:
            return
        dialog = QFileDialog(self.window(), self.desk.translate("preview.save_title"))
        dialog.setObjectName("save_pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self.printed.name)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Save the PDF; the file appears only when it is whole."""
        if self.printed is None:
            return
        pdf = self.printed.pdf

        def job(_task: Task[str]) -> str:
            with faults.files(path):
                system.write_whole(path, pdf)
            return path.name

        self._begin(job, lambda name: self.desk.say("preview.saved", file=name))

    def _begin(self, job: Any, done: Any) -> None:
        self._cancel()

        def finish(result: Any) -> None:
            self._job = None
            self.bar.show_job("")
            done(result)

        self.bar.show_job(self.desk.translate("preview.printing"))
        self._job = self.desk.work(job, done=finish, failed=self._fail, progress=self._progress)

    def _progress(self, done: int, total: int) -> None:
        words = self.desk.translate("preview.printing_page", page=min(done + 1, total), pages=total)
        self.bar.show_job(words, done, total)

    def _cancel(self) -> None:
        """Stop the job that is under way."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.desk.say("preview.cancelled")
        self.bar.show_job("")

    def _stop(self) -> None:
        for task in self._making:
            task.cancel()
        self._making = []
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.bar.show_job("")

    def _back(self) -> None:
        what = self._wanted.case_id if self._wanted.back != "cases" else None
        self.desk.go(self._wanted.back, what)
