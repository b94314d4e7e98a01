# SPDX-License-Identifier: MIT
"""Shows patients who are already there before a new case is registered, and asks which it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain.document import text
from mdtdesk.domain.records import PatientRow
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import Card, label


class KnownPatientDialog(QDialog):
    """One card for each patient; ``same`` carries the one whose new case it is."""

    same = Signal(object)
    another = Signal()

    def __init__(self, desk: Desk, found: Sequence[PatientRow], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._found = desk, tuple(found)
        self.setObjectName("known_patient")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._heading = label(role="section", wraps=True)
        self._why = label(role="muted", wraps=True)
        self._another, self._back = QPushButton(), QPushButton()
        self._buttons: list[QPushButton] = []
        self._lay_out()
        self._say()

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        column.addWidget(self._heading)
        column.addWidget(self._why)
        for patient in self._found:
            column.addWidget(self._card(patient))
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._another)
        column.addLayout(foot)
        self._back.clicked.connect(self.reject)
        self._another.clicked.connect(self._choose_another)
        for button in (self._back, self._another):
            button.setAutoDefault(True)

    def _card(self, patient: PatientRow) -> QFrame:
        translate = self._desk.translate
        card = Card(margin=12)
        sex = text(patient.patient, "sex")
        said = (
            translate.code("sex", sex, short=True) if sex else "",
            patient.birth_date,
            translate("case.mrn", mrn=patient.mrn),
        )
        card.column.addWidget(label(patient.name or translate("case.no_name"), "strong"))
        card.column.addWidget(label("    ".join(filter(None, said)), "muted"))
        numbers = translate("wording.list").join(number for _, number in patient.cases)
        card.column.addWidget(label(translate("case.known_cases", numbers=numbers), "secondary"))
        button = QPushButton(translate("case.known_same"))
        button.setProperty("kind", "primary")
        button.setAutoDefault(True)
        button.clicked.connect(partial(self._choose, patient))
        self._buttons.append(button)
        card.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _say(self) -> None:
        translate = self._desk.translate
        self.setWindowTitle(translate("case.known_title"))
        self._heading.setText(translate("case.known_title"))
        self._why.setText(translate("case.known_why"))
        self._another.setText(translate("case.known_another"))
        self._back.setText(translate("case.known_back"))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the most likely answer, as high as the words need."""
        super().showEvent(event)
        layout, wide = self.layout(), theme.px(480)
        if layout is not None:
            self.setFixedSize(wide, layout.totalHeightForWidth(wide))
        self._buttons[0].setFocus()

    def _choose(self, patient: PatientRow) -> None:
        self.accept()
        self.same.emit(patient)

    def _choose_another(self) -> None:
        self.accept()
        self.another.emit()
