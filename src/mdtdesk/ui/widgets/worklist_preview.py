# SPDX-License-Identifier: MIT
"""The pane beside the worklist: who the selected case is, its question, its facts, its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain import workflow
from mdtdesk.domain import worklist_words as words
from mdtdesk.domain.clocks import Target
from mdtdesk.domain.dates import age, show_age
from mdtdesk.domain.document import Document, group, text
from mdtdesk.domain.records import CaseRecord, Unsaved
from mdtdesk.domain.worklist_facts import Fact, facts
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import Tag, Tone, hairline, label
from mdtdesk.ui.widgets.worklist_columns import TONES

_MARGIN, _LABEL, _LACKS, _ROOMY = 16, 32, 6, 360
_TAGS: dict[str, Tone] = {
    "danger": "danger",
    "warning": "warning",
    "fine": "fine",
    "not_known": "not_known",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What the pane shows, when it was asked for, and what the clocks keep to."""

    case: CaseRecord
    now: datetime
    targets: Mapping[str, Target]
    may_write: bool


class Preview(QFrame):
    """Shows one case; its buttons lead to the case and to its decision."""

    opened = Signal(str)
    decided = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None
        theme.mark(self, role="surface")
        self._make_widgets()
        self._lay_out()
        self._open.clicked.connect(lambda: self._tell(self.opened))
        self._decide.clicked.connect(lambda: self._tell(self.decided))

    def _make_widgets(self) -> None:
        self._name, self._person = label(role="section"), label(role="muted")
        self._number = label(role="secondary")
        self._urgency, self._warning = Tag(), label(role="danger")
        self._question = label(wraps=True)
        self._facts, self._grid = QWidget(), QGridLayout()
        self._lacks_head, self._lacks = label(role="warning"), label(role="muted", wraps=True)
        self._unsaved = label(role="secondary", wraps=True)
        self._open, self._decide = QPushButton(), QPushButton()
        for part in (self._name, self._warning):
            part.setMinimumWidth(1)  # long words are cut, they never push the pane wider
        self._line, self._line_below = hairline(), hairline()
        self._open.setObjectName("preview_open")
        self._decide.setObjectName("preview_decide")
        theme.mark(self._open, kind="primary")

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._head = _row((self._name, self._person, None, self._number))
        self._tags = _row((self._urgency, self._warning, None))
        self._column.addLayout(self._head)
        self._column.addLayout(self._tags)
        self._column.addWidget(self._question)
        self._column.addWidget(self._line)
        self._facts.setLayout(self._grid)
        self._column.addWidget(self._facts)
        self._column.addWidget(self._line_below)
        for part in (self._lacks_head, self._lacks, self._unsaved):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._inside, area = QWidget(), QScrollArea()
        self._inside.setLayout(self._column)
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._buttons = _row((self._open, self._decide, None))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(area, 1)
        around.addLayout(self._buttons)
        self.show_nothing()
        self.restyle()

    def show_case(self, seen: Seen, translate: Translate) -> None:
        """Show a case."""
        self._seen = seen
        self._inside.show()
        self._open.show()
        self.retranslate(translate)

    def show_nothing(self) -> None:
        """Show an empty pane while no case is selected."""
        self._seen = None
        self._inside.hide()
        self._open.hide()
        self._decide.hide()

    @property
    def case_id(self) -> str:
        """Return the id of the case that is shown, empty for none."""
        return self._seen.case.id if self._seen else ""

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.setAccessibleName(translate("worklist.preview_name"))
        self._open.setText(translate("worklist.open"))
        if self._seen is None:
            return
        case, seen = self._seen.case.document, self._seen
        self._say_who(case, seen, translate)
        self._say_urgency(case, translate)
        question = text(case, "referral.question")
        self._question.setText(question or translate("worklist.no_question"))
        self._say_facts(facts(case, translate, seen.now, seen.targets), translate)
        self._say_missing(seen.case.missing, translate)
        self._say_unsaved(seen.case.unsaved, seen.now, translate)

    def _say_who(self, case: Document, seen: Seen, translate: Translate) -> None:
        patient = group(case, "patient")
        sex = text(patient, "sex")
        ages = show_age(age(patient, seen.now.date()), translate)
        said = (ages, translate.code("sex", sex) if sex else "")
        self._name.setText(text(patient, "name") or translate("worklist.nothing"))
        self._person.setText(" ".join(part for part in said if part))
        self._number.setText(seen.case.number)

    def _say_urgency(self, case: Document, translate: Translate) -> None:
        urgency = text(case, "referral.urgency")
        undecided = workflow.undecided(case)
        shown = (
            translate.code("urgency", urgency) if urgency else translate("worklist.not_recorded")
        )
        tone: Tone = _TAGS[TONES[urgency]] if undecided else "muted"
        self._urgency.show_tag(shown, tone)
        urgent = urgency == "neurological" and undecided
        self._warning.setText(translate("worklist.do_not_wait") if urgent else "")
        self._decide.setText(translate(f"worklist.{'decide_urgent' if urgent else 'decide'}"))
        may = self._seen is not None and self._seen.may_write and "closed" not in case
        self._decide.setVisible(may)

    def _say_facts(self, found: Sequence[Fact], translate: Translate) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line, fact in enumerate(found):
            head = label(translate(f"worklist.fact.{fact.key}"), "secondary")
            head.setMinimumWidth(theme.px(_LABEL))
            said = label(fact.words, wraps=True)
            said.setAccessibleName(f"{head.text()} {fact.words}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(head, line, 0, top)
            self._grid.addWidget(said, line, 1, top)
        self._grid.setColumnStretch(1, 1)
        self._facts.setVisible(bool(found))
        self._line.setVisible(bool(found))

    def _say_missing(self, missing: Sequence[str], translate: Translate) -> None:
        self._lacks_head.setText(translate("worklist.lacks", count=len(missing)))
        said = list(dict.fromkeys(translate.field(path) for path in missing))
        named = translate("wording.list").join(said[:_LACKS])
        if len(said) > _LACKS:
            more = translate("worklist.lacks_more", count=len(said) - _LACKS)
            named = translate("worklist.and").join((named, more))
        self._lacks.setText(named)
        for part in (self._lacks_head, self._lacks):
            part.setVisible(bool(missing))

    def _say_unsaved(self, found: Iterable[Unsaved], now: datetime, translate: Translate) -> None:
        said = [
            translate(
                "worklist.unsaved_of", person=one.person, time=words.short_moment(one.at, now)
            )
            for one in found
        ]
        self._unsaved.setText("\n".join(said))
        self._unsaved.setVisible(bool(said))
        lacks = not self._lacks.isHidden()
        self._line_below.setVisible(bool(said) or lacks)

    def _tell(self, signal: SignalInstance) -> None:
        if self._seen is not None:
            signal.emit(self._seen.case.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the question larger where there is room."""
        super().resizeEvent(event)
        role = "question" if self.width() >= theme.px(_ROOMY) else ""
        if self._question.property("role") != role:
            theme.mark(self._question, role=role)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_buttons"):
            self.restyle()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        margin = theme.px(_MARGIN)
        self._column.setContentsMargins(margin, theme.px(18), margin, margin)
        self._column.setSpacing(theme.px(10))
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(5))
        self._buttons.setContentsMargins(margin, theme.px(8), margin, margin)
        for row in (self._head, self._tags, self._buttons):
            row.setSpacing(theme.px(8))


def _row(parts: Iterable[QWidget | None]) -> QHBoxLayout:
    """Lay parts side by side; None is where the room stretches."""
    made = QHBoxLayout()
    for part in parts:
        if part is None:
            made.addStretch(1)
        else:
            made.addWidget(part)
    return made
