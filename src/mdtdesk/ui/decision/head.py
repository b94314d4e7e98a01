# SPDX-License-Identifier: MIT
"""The head of the decision page: who, how urgent, which question, and the meeting it was in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mdtdesk.domain import dates
from mdtdesk.domain.document import Document, group, text
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import Elided, Tag, Tone, label

_TONES: dict[str, Tone] = {
    "neurological": "danger",
    "impending_fracture": "warning",
    "routine": "fine",
}


class DecisionHead(QFrame):
    """Two lines: the patient with the meeting at the right, and the question."""

    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name, self._facts = label(role="title"), label(role="muted")
        self._tag, self._meeting = Tag(), Elided(role="secondary")
        self._question = Elided(role="question")
        self._print = QPushButton(icons.icon("print", "accent"), "")
        self._print.setObjectName("print_button")
        self._lay_out()
        self._print.clicked.connect(self.print_wanted)

    def _lay_out(self) -> None:
        self.setProperty("role", "head")
        self._print.setProperty("kind", "link")
        self._print.setAutoDefault(True)
        self._first, self._column = QHBoxLayout(), QVBoxLayout(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._first.addWidget(self._name, 0, middle)
        for part in (self._facts, self._tag):
            self._first.addWidget(part, 0, middle)
        self._meeting.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._first.addWidget(self._meeting, 1, middle)
        self._first.addWidget(self._print, 0, middle)
        self._column.addLayout(self._first)
        self._column.addWidget(self._question)
        self._measure()

    def show_case(
        self, case: Document, discussion: Document, translate: Translate, today: date
    ) -> None:
        """Show a case and the discussion that is being decided."""
        urgency = text(case, "referral.urgency")
        self._name.setText(text(case, "patient.name") or translate("decision.no_name"))
        self._facts.setText(_facts(case, translate, today))
        said = translate.code("urgency", urgency) if urgency else translate("widget.not_recorded")
        self._tag.show_tag(said, _TONES.get(urgency, "not_known"))
        self._meeting.setText(_meeting(discussion, translate))
        self._question.setText(text(case, "referral.question") or translate("decision.no_question"))
        self._print.setText(translate("decision.print"))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(*map(theme.px, (24, 10, 24, 12)))
        self._column.setSpacing(theme.px(6))
        self._first.setSpacing(theme.px(16))


def _facts(case: Document, translate: Translate, today: date) -> str:
    patient = group(case, "patient")
    sex, born, mrn = (text(patient, key) for key in ("sex", "birth_date", "mrn"))
    said = (
        translate.code("sex", sex, short=True) if sex else "",
        dates.show_age(dates.age(patient, today), translate),
        dates.show_day(born, translate) if born else "",
        translate("decision.mrn", mrn=mrn) if mrn else "",
        text(case, "number"),
    )
    return "    ".join(filter(None, said))


def _meeting(discussion: Document, translate: Translate) -> str:
    meeting = group(discussion, "meeting")
    day, start = text(meeting, "date"), text(discussion, "started_at")
    presenter = text(discussion, "presenter")
    said = (
        translate("decision.meeting_on", day=dates.show_day(day, translate)) if day else "",
        translate("decision.begun", time=start[11:16]) if start else "",
        translate("decision.presented", person=presenter) if presenter else "",
        text(meeting, "room"),
    )
    return translate("print.join").join(filter(None, said))
