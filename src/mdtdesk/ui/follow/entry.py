# SPDX-License-Identifier: MIT
"""The quick entry of one decision: what the patient said, and whether it was carried out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain.discussion_fields import DECISION
from mdtdesk.domain.document import EMPTY, Document, Value, document
from mdtdesk.domain.fields import Group, Kind
from mdtdesk.domain.tasks import Task
from mdtdesk.domain.worklist_words import short_day
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.label_spelling import chinese
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.form_row import Field, FormRow
from mdtdesk.ui.widgets.labels import SectionHeader, hairline, label

PLAN, DONE = "patient_plan", "carried_out"
# the fields in their order, with what a task knows of each
_KNOWN: Mapping[str, str] = {
    f"{PLAN}.agreed": "agreed",
    f"{PLAN}.by": "agreed_by",
    f"{PLAN}.text": "said",
    f"{DONE}.state": "done",
    f"{DONE}.reason": "reason",
    f"{DONE}.text": "remark",
}
_WHO, _WHY, _STATE = f"{PLAN}.by", f"{DONE}.reason", f"{DONE}.state"
_FALLS_SHORT = ("partly", "no")
_NAME = "discussions.decision."


def _kind(path: str) -> Kind:
    group, _, key = path.partition(".")
    kind = DECISION.fields[group]
    if not isinstance(kind, Group):
        raise TypeError(path)
    return kind.fields[key]


class Entry(QFrame):
    """Six fields, one key each; Enter records what is new.

    typed   carries the path and the raw text of a field
    asked   what is new is to be recorded; ``changes`` returns it
    left    the list is to have the cursor again
    """

    typed = Signal(str, str)
    asked = Signal()
    left = Signal()

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._task: Task | None = None
        self._title, self._who = label(role="section", wraps=True), label(role="muted", wraps=True)
        self._conclusion = label(role="question", wraps=True)
        self._heads = {PLAN: SectionHeader(), DONE: SectionHeader()}
        ways = Ways(spell=chinese)
        self.rows = {
            path: FormRow(Field(_NAME + path, _kind(path)), translate, ways) for path in _KNOWN
        }
        self.record_button = QPushButton()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme.mark(self, role="preview")
        inside, area, whole = QWidget(), QScrollArea(), QVBoxLayout(self)
        theme.mark(inside, role="surface")
        self._column = QVBoxLayout(inside)
        for part in (self._title, self._who, self._conclusion):
            self._column.addWidget(part)
        for group, head in self._heads.items():
            self._column.addWidget(hairline())
            self._column.addWidget(head)
            for path, row in self.rows.items():
                if path.startswith(group):
                    self._column.addWidget(row)
        self._column.addStretch(1)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.record_button.setObjectName("follow_record")
        self.record_button.setProperty("kind", "primary")
        self.record_button.setAutoDefault(True)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.record_button)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addLayout(self._foot)
        self._measure()

    def _measure(self) -> None:
        edge = theme.px(16)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(theme.px(8))
        self._foot.setContentsMargins(edge, theme.px(8), edge, edge)

    def _connect(self) -> None:
        for path, row in self.rows.items():
            row.edited.connect(lambda raw, path=path: self._note(path, raw))
        self.record_button.clicked.connect(self.asked)

    # what is shown

    @property
    def task(self) -> Task | None:
        """Return the decision that is shown."""
        return self._task

    def show_task(
        self, task: Task | None, kept: Mapping[str, str], translate: Translate, now: datetime
    ) -> None:
        """Show a decision with what is typed for it and not recorded."""
        self._task = task
        self.setEnabled(task is not None)
        if task is None:
            for words in (self._title, self._who, self._conclusion):
                words.setText("")
        else:
            self._title.setText(f"{task.name}  {task.number}")
            self._who.setText(_until(task, translate, now))
            self._conclusion.setText(task.conclusion)
        for path, row in self.rows.items():
            row.editor.set_value(getattr(task, _KNOWN[path]) or None if task else None)
            if path in kept:
                row.editor.set_raw(kept[path])
            row.show_problem(None)
        self._fit()

    def _note(self, path: str, raw: str) -> None:
        self._fit()
        self.typed.emit(path, raw)

    def _fit(self) -> None:
        """Ask who said it and why not only where that is a question."""
        said = self.rows[f"{PLAN}.agreed"].editor.value() is not None
        short = self.rows[_STATE].editor.value() in _FALLS_SHORT
        for path, wanted in ((_WHO, said), (_WHY, short)):
            row = self.rows[path]
            row.setVisible(wanted or row.editor.value() is not None)
        self.record_button.setEnabled(bool(self.changes(PLAN) or self.changes(DONE)))

    # what is new

    def changes(self, group: str) -> Document:
        """Return what is new of the plan or of the carrying out, whole; empty if nothing is."""
        task = self._task
        if task is None:
            return EMPTY
        held: dict[str, Value] = {}
        new = False
        for path, row in self.rows.items():
            if path.startswith(group):
                value = row.editor.value()
                new = new or value != (getattr(task, _KNOWN[path]) or None)
                if value is not None:
                    held[path.partition(".")[2]] = value
        if held.get("state") not in (None, *_FALLS_SHORT):
            held.pop("reason", None)
        return document(held) if new and held else EMPTY

    def fault(self) -> FormRow | None:
        """Say at its field what cannot be recorded, and return the first such field."""
        first: FormRow | None = None
        for path, row in self.rows.items():
            problem = row.problem()
            reason = path == _WHY and self.rows[_STATE].editor.value() in _FALLS_SHORT
            if problem is None and reason and row.editor.value() is None:
                problem = Problem("", "missing")
            row.show_problem(problem)
            if problem is not None and first is None:
                first = row
        return first

    def begin(self) -> None:
        """Put the cursor on the first question that has no answer."""
        open_ = [path for path, row in self.rows.items() if row.editor.value() is None]
        asked = [path for path in (f"{PLAN}.agreed", _STATE) if path in open_]
        first = asked[0] if asked else _STATE
        self.rows[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Record by Enter wherever the cursor is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        for row in self.rows.values():
            row.retranslate(translate)
        for group, head in self._heads.items():
            head.show_words(translate.field(_NAME + group))
        self.record_button.setText(translate("follow.record"))
        self.setAccessibleName(translate("follow.entry"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_foot"):
            self._measure()


def _until(task: Task, translate: Translate, now: datetime) -> str:
    """Say who sees to it until when, and who tells the patient."""
    said = []
    if task.owner or task.due_on:
        day = short_day(task.due_on, now)
        words = " ".join(filter(None, (task.owner, day)))
        said.append(translate("follow.owner_is", words=words))
    if task.informs or task.informs_by:
        words = " ".join(filter(None, (task.informs, short_day(task.informs_by, now))))
        said.append(translate("follow.informs_is", words=words))
    return "  ".join(said)
