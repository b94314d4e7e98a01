# SPDX-License-Identifier: MIT
"""The preview: a print of a case or of a meeting as it will be on paper, to look at and save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdtdesk import policy
from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.changes import Changes
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.worklist_words import short_moment
from mdtdesk.errors import Unavailable
from mdtdesk.i18n import Language, Translate
from mdtdesk.services import cases, documents, meetings
from mdtdesk.services.context import Context, local_now
from mdtdesk.services.documents import Printed
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.messages import sentence
from mdtdesk.ui.page import Page
from mdtdesk.ui.preview.bar import PreviewBar
from mdtdesk.ui.preview.jobs import Jobs
from mdtdesk.ui.preview.saving import Saving
from mdtdesk.ui.preview.sheets import Sheets, Size, sizes_of
from mdtdesk.ui.printing import Wanted
from mdtdesk.ui.tasks import Failure, Task
from mdtdesk.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class _OfACase(NamedTuple):
    """A print of one case: the query that makes it, the key of its title."""

    query: Callable[[Context, str, Language], Printed]
    title: str


# every other print is one of a meeting's
_OF_A_CASE: Mapping[str, _OfACase] = {
    "summary": _OfACase(documents.summary, "title"),
    "request": _OfACase(documents.request, "request"),
}


def _title(
    what: str, case: CaseRecord | None, meeting: MeetingRecord | None, translate: Translate
) -> str:
    if what in _OF_A_CASE:
        number = case.number if case is not None else ""
        return translate(f"preview.{_OF_A_CASE[what].title}", number=number)
    name = translate(f"meeting.print.{what}")
    day = meeting.date if meeting is not None else ""
    return translate("preview.of_meeting", print=name, day=day)


class PreviewPage(Page):
    """Shows the PDF's own pages; nothing is laid out a second time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = Wanted("")
        self._record: CaseRecord | None = None
        self._meeting: MeetingRecord | None = None
        self.printed: Printed | None = None
        self.language: Language = desk.language
        self.bar, self.sheets = PreviewBar(), Sheets(desk)
        self.saving, self._empty = Saving(desk, self), EmptyState(icon="print")
        self.jobs = Jobs(desk, self)
        self._unmade: tuple[Failure | None] | None = None
        self._making: list[Task[Any]] = []
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.sheets, 1)
        column.addWidget(self._empty, 1)
        self._empty.hide()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _connect(self) -> None:
        self.bar.asked.connect(self._ask)
        self.bar.language_chosen.connect(self.choose_language)
        self.sheets.moved.connect(self._show_place)
        self.jobs.doing.connect(self.bar.show_job)
        self.sheets.print_wanted.connect(self.ask_printer)
        self.saving.chosen.connect(self.save_to)
        self._empty.pressed.connect(self._make)
        self.desk.changed.connect(self._take_changes)

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
        title = _title(self._wanted.what, self._record, self._meeting, translate)
        self.bar.show_words(title, self.language, translate)
        if self.isVisible():
            self.desk.hint(translate("preview.keys"))
        self._show_place()
        self._show_notice()
        self._show_unmade()

    def case_id(self) -> str:
        """Return the id of the case whose print is shown."""
        return self._wanted.case_id

    # making the PDF

    def choose_language(self, language: Language) -> None:
        """Make the print in another language than the window's."""
        if language != self.language:
            self.language = language
            self._make()

    def _make(self) -> None:
        self._stop()
        self._unmade = None
        self._show_unmade()
        self.sheets.clear()
        self.printed, self._record, self._meeting = None, None, None
        self.bar.allow(False)
        self.bar.show_job(self.desk.translate("preview.making"))
        self.desk.slots_changed.emit()
        self._making = list(self._asked(self._wanted))

    def _asked(self, wanted: Wanted) -> Iterator[Task[Any]]:
        """Ask for whom the print is, and for the print itself."""
        ask, whose, what = self.desk.ask, wanted.case_id, wanted.what
        more: dict[str, Any] = {"failed": self._fail}
        if what in _OF_A_CASE:
            yield ask(cases.get, whose, done=self._take_case, **more)
            yield ask(_OF_A_CASE[what].query, whose, self.language, done=self._take, **more)
        else:
            yield ask(meetings.get, whose, done=self._take_meeting, **more)
            query = documents.of_meeting
            yield ask(query, whose, what, self.language, done=self._take, **more)

    def _take_case(self, record: CaseRecord) -> None:
        self._record = record
        self.retranslate()

    def _take_meeting(self, meeting: MeetingRecord) -> None:
        self._meeting = meeting
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
        if self.printed is None or not self.sheets.count():
            self._leave_unmade(failure)
        else:
            self.desk.refuse(failure)

    def _leave_unmade(self, why: Failure | None) -> None:
        """Say in the middle why there is no print; None where it was cancelled."""
        self._stop()
        self._unmade = (why,)
        self._show_unmade()
        focus = self._empty.focusProxy() or self._empty
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_unmade(self) -> None:
        translate, unmade = self.desk.translate, self._unmade
        self.sheets.setVisible(unmade is None)
        self._empty.setVisible(unmade is not None)
        if unmade is not None:
            why = unmade[0]
            said = translate("preview.cancelled") if why is None else sentence(translate, why)
            self._empty.show_words(said, translate("preview.again"), adds=False)

    def _take_changes(self, changes: Changes) -> None:
        kind = "case" if self._wanted.what in _OF_A_CASE else "meeting"
        if self.isVisible() and (kind, self._wanted.case_id) in changes:
            self._make()

    def _show_place(self) -> None:
        translate, sheets = self.desk.translate, self.sheets
        page = translate("preview.page", page=sheets.page(), pages=sheets.count())
        zoom = translate("preview.zoom", percent=round(sheets.zoom() * 100))
        self.bar.show_place(page if sheets.count() else "", zoom)
        sheets.retranslate(translate)

    def _show_notice(self) -> None:
        translate, record, printed = self.desk.translate, self._record, self.printed
        said = []
        if printed is not None and not printed.audited:
            said.append(translate("preview.not_audited"))
        for one in record.unsaved if record is not None else ():
            time = short_moment(one.at, self._now())
            said.append(translate("preview.unsaved", person=one.person, time=time))
        self.bar.show_notice(translate("print.stop").join(said))

    def _now(self) -> datetime:
        context = self.desk.context
        return context.clock() if context is not None else local_now()

    # paper and file

    def _ask(self, way: str) -> None:
        ways = {
            "back": self._back,
            "smaller": lambda: self.sheets.step(-1),
            "larger": lambda: self.sheets.step(1),
            "fit": self.sheets.fit,
            "whole": self.sheets.fit_whole,
            "save": self.ask_file,
            "print": self.ask_printer,
            "cancel": self._cancel,
        }
        ways[way]()

    def ask_printer(self) -> None:
        """Ask which printer and which pages."""
        if self.printed is not None:
            self.jobs.ask_printer(self.printed, self.sheets.count())

    def ask_file(self) -> None:
        """Ask where the PDF is to be saved; the name offered tells nobody whose it is."""
        if not policy.current().pdf:
            self.desk.refuse(Unavailable("pdf_off"))
        elif self.printed is not None:
            self.saving.ask(self.printed.name)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that were chosen, beside the window."""
        if self.printed is not None:
            self.jobs.print_on(printer, self.printed)

    def save_to(self, path: Path) -> None:
        """Save the PDF; the file appears only when it is whole."""
        if self.printed is not None:
            self.jobs.save_to(path, self.printed)

    def _cancel(self) -> None:
        """Stop what is under way: a job, or the making of the print."""
        if self.printed is None:
            self._leave_unmade(None)
        else:
            self.jobs.cancel()

    def _stop(self) -> None:
        for task in self._making:
            task.cancel()
        self._making = []
        self.jobs.stop()
        self.bar.show_job("")

    def _back(self) -> None:
        what = self._wanted.case_id if self._wanted.back != "cases" else None
        self.desk.go(self._wanted.back, what)
