# SPDX-License-Identifier: MIT
"""Asks which patient a case belongs to, or who else this patient is, and shows what will move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPushButton
from shiboken6 import isValid

from mdtdesk.domain.document import text
from mdtdesk.domain.records import PatientRow
from mdtdesk.i18n import Translate
from mdtdesk.services import corrections
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import AskDialog, Asked
from mdtdesk.ui.models.table import Cell, Column, TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.tasks import Task
from mdtdesk.ui.widgets.choices import of_vocabulary
from mdtdesk.ui.widgets.fields import TextField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.segments import Segments
from mdtdesk.ui.widgets.table_view import TableView

Preview = Callable[[PatientRow, bool, Callable[[str], None]], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The other patient, and why; ``stays`` where the other one is the one that is kept."""

    patient: PatientRow
    stays: bool
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class OtherQuestion:
    """What is asked: its words, who is not offered, and how an answer's effect is told.

    turned  the words of the button that keeps the other one of the two; empty where that is settled
    """

    words: Asked
    but: str
    preview: Preview
    turned: str = ""


class OtherPatientDialog(AskDialog):
    """A search, the patients it finds, what would move, and the reason; ``chosen`` answers."""

    chosen = Signal(object)
    wide = 720

    def __init__(self, desk: Desk, question: OtherQuestion, parent: Page) -> None:
        super().__init__(question.words, parent)
        self.setObjectName("other_patient")
        self._desk, self._question = desk, question
        self._rows: tuple[PatientRow, ...] = ()
        self._stays = False
        self._task: Task[tuple[PatientRow, ...]] | None = None
        self._make_widgets()
        self._put_in()
        self._connect()

    def _make_widgets(self) -> None:
        translate = self._desk.translate
        self.search = QLineEdit()
        self._model: TableModel[PatientRow] = TableModel(
            _COLUMNS, self._fetch, translate, header=lambda name: f"correction.column.{name}"
        )
        self.view = TableView(self._model)
        self._model.setParent(self)
        self.effect = label(role="muted", wraps=True)
        self._turn = QPushButton(self._question.turned)
        self.reasons = Segments(of_vocabulary("correction_reason"), translate)
        self.because = TextField()

    def _put_in(self) -> None:
        translate = self._desk.translate
        self.search.setObjectName("other_search")
        self.search.setPlaceholderText(translate("correction.search_hint"))
        self.search.setAccessibleName(translate("correction.search"))
        theme.mark(self.search, large=True)
        self.view.setAccessibleName(translate("correction.found"))
        self.view.setMinimumHeight(theme.px(160))
        self.effect.setObjectName("other_effect")
        self.effect.setMinimumHeight(theme.px(84))
        self.effect.setAlignment(Qt.AlignmentFlag.AlignTop)
        theme.mark(self._turn, kind="link")
        self._turn.setVisible(False)
        self.reasons.setAccessibleName(translate("correction.reason"))
        self.because.setPlaceholderText(translate("case.reason_words"))
        self.because.setAccessibleName(translate("case.reason_words"))
        for part in (self.search, self.view, self.effect):
            self.body.addWidget(part)
        self.body.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.reasons)
        self.body.addWidget(self.because)
        self.body.setStretchFactor(self.view, 1)
        self._weigh()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._ask)
        self.view.chosen.connect(lambda _row: self._show_effect())
        self._turn.clicked.connect(self._turn_round)
        self.reasons.edited.connect(lambda _raw: self._weigh())

    def sizeHint(self) -> QSize:
        """Give the list room."""
        return QSize(theme.px(self.wide), theme.px(560))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the search, no higher than the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            whole = parent.window().size()
            self.resize(self.sizeHint().boundedTo(whole))
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the list by the arrows while the cursor is in the search box."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._rows and self.focusWidget() is self.search:
            self.view.select(min(max(self.view.current() + step, 0), len(self._rows) - 1))
        else:
            super().keyPressEvent(event)

    # who

    def _ask(self) -> None:
        if self._task is not None:
            self._task.cancel()
        typed = self.search.text()
        if not typed.strip() or self._desk.context is None:
            self._take(())
            return
        self._task = self._desk.ask(corrections.patients, typed, done=self._take)

    def _take(self, found: tuple[PatientRow, ...]) -> None:
        if not isValid(self):
            return
        self._rows = tuple(row for row in found if row.id != self._question.but)
        self._model.ask()
        if self._rows:
            self.view.select(0)
        self._show_effect()

    def _fetch(self, offset: int, limit: int, take: Take[PatientRow]) -> None:
        take(self._rows[offset : offset + limit], len(self._rows))

    def _other(self) -> PatientRow | None:
        at = self.view.current()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    # what would move

    def _turn_round(self) -> None:
        self._stays = not self._stays
        self._show_effect()

    def _show_effect(self) -> None:
        other = self._other()
        self._turn.setVisible(bool(self._question.turned) and other is not None)
        self._weigh()
        if other is None:
            nobody = self.search.text().strip() != ""
            self.effect.setText(self._desk.translate("correction.nobody") if nobody else "")
            return
        self._question.preview(other, self._stays, self._say)

    def _say(self, words: str) -> None:
        if isValid(self):
            self.effect.setText(words)

    def _weigh(self) -> None:
        self.go.setEnabled(self._other() is not None and bool(self.reasons.value()))

    def answer(self) -> None:
        """Hand over the patient and the reason."""
        other, reason = self._other(), str(self.reasons.value() or "")
        if other is None or not reason:
            return
        self.accept()
        self.chosen.emit(Chosen(other, self._stays, reason, self.because.text().strip()))


def _born(row: PatientRow, translate: Translate) -> Cell:
    sex = text(row.patient, "sex")
    said = (translate.code("sex", sex, short=True) if sex else "", row.birth_date)
    return Cell(" ".join(filter(None, said)), "muted")


def _cases(row: PatientRow, translate: Translate) -> Cell:
    numbers = translate("wording.list").join(number for _, number in row.cases)
    return Cell(numbers or translate("correction.no_case"), "muted")


_COLUMNS: tuple[Column[PatientRow], ...] = (
    Column("name", lambda row, t: Cell(row.name or t("case.no_name"), bold=True), 160),
    Column("born", _born, 140),
    Column("mrn", lambda row, _t: Cell(row.mrn), 140),
    Column("cases", _cases),
)
