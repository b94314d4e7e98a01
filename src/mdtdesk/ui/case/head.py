# SPDX-License-Identifier: MIT
"""The head of a case: who, how urgent, which question, and what can be done from here."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.domain import dates
from mdtdesk.domain.document import Document, group, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import Elided, Tag, Tone, label

TONES: dict[str, Tone] = {
    "neurological": "danger",
    "impending_fracture": "warning",
    "routine": "fine",
}


class Head(QFrame):
    """Two lines: the patient with the ways on at the right, and the question."""

    print_wanted = Signal()
    decision_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._facts = label(role="title"), label(role="muted")
        self._tag, self._from = Tag(), label(role="secondary")
        self._question = Elided(role="question")
        self._print = QPushButton(icons.icon("print", "accent"), "")
        self._decide = QPushButton()
        self._lay_out()
        self._print.clicked.connect(self.print_wanted)
        self._decide.clicked.connect(self.decision_wanted)

    def _lay_out(self) -> None:
        self.setProperty("role", "head")
        self._print.setProperty("kind", "link")
        for button in (self._print, self._decide):
            button.setAutoDefault(True)
        self._from.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._from.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._from.setMinimumWidth(1)
        self._first, self._column = QHBoxLayout(), QVBoxLayout(self)
        left: tuple[QWidget, ...] = (self._name, self._facts, self._tag)
        right: tuple[QWidget, ...] = (self._from, self._print, self._decide)
        for part in left:
            self._first.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._first.addStretch(1)
        for part in right:
            self._first.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(self._first)
        self._column.addWidget(self._question)
        self._measure()

    def show_case(self, case: Document, translate: Translate, *, registered: bool) -> None:
        """Show what is recorded of a case."""
        urgency = text(case, "referral.urgency")
        words = translate.code("urgency", urgency) if urgency else translate("case.no_urgency")
        self._name.setText(text(case, "patient.name") or translate("case.no_name"))
        self._facts.setText(_facts(case, translate))
        self._tag.show_tag(words, TONES.get(urgency, "not_known"))
        self._tag.setVisible(registered)
        wide = self.window().width() >= theme.px(1600)
        self._from.setText(_from(case, translate, whole=wide))
        asked = text(case, "referral.question")
        self._question.setText(asked or translate("case.no_question"))
        theme.mark(self._question, role="question" if asked else "unasked")
        self._print.setText(translate("case.print"))
        urgent = urgency == "neurological"
        self._decide.setText(translate("case.decide_now" if urgent else "case.decide"))
        theme.mark(self._decide, kind="primary" if urgent else "")

    def allow(self, *, printing: bool, deciding: bool) -> None:
        """Show the ways on that there are."""
        self._print.setVisible(printing)
        self._decide.setVisible(deciding)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        side = 24 if self.window().width() >= theme.px(1600) else 16
        self._column.setContentsMargins(*map(theme.px, (side, 10, 24, 12)))
        self._column.setSpacing(theme.px(6))
        self._first.setSpacing(theme.px(16))


def _facts(case: Document, translate: Translate) -> str:
    patient = group(case, "patient")
    sex, born = text(patient, "sex"), text(patient, "birth_date")
    mrn = text(patient, "mrn")
    said = (
        translate.code("sex", sex, short=True) if sex else "",
        dates.show_age(dates.age(patient, datetime.now().astimezone().date()), translate),
        dates.show_day(born, translate) if born else "",
        translate("case.mrn", mrn=mrn) if mrn else "",
        text(case, "number"),
    )
    return "    ".join(filter(None, said))


def _from(case: Document, translate: Translate, *, whole: bool) -> str:
    referral = group(case, "referral")
    at = text(referral, "received_at")
    said = (
        " ".join(filter(None, (text(referral, "ward"), text(referral, "bed")))) if whole else "",
        " ".join(filter(None, (text(referral, "department"), text(referral, "doctor")))),
        translate("case.received", at=dates.show_moment(at, translate)) if at else "",
    )
    return "    ".join(filter(None, said))
