# SPDX-License-Identifier: MIT
"""One row of a form: bar while listing needs it, label, editor, and its fault in words under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from mdtdesk.domain import check
from mdtdesk.domain.document import Value
from mdtdesk.domain.fields import FlagOr, Kind, Rows
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets import editors
from mdtdesk.ui.widgets.captioned import unit
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.flag_or import FlagOrEditor
from mdtdesk.ui.widgets.labels import label, plain
from mdtdesk.ui.widgets.problems import sentence
from mdtdesk.ui.widgets.rows_editor import RowsEditor

_LABEL_WIDTH = {"zh": 84, "en": 128}
_HEIGHT = 30
RowEditor = editors.Widget | FlagOrEditor | RowsEditor


@dataclass(frozen=True, slots=True)
class Field:
    """A place in the document and its kind."""

    path: str
    kind: Kind


class FormRow(QWidget):
    """A labelled editor that knows whether what it holds is valid."""

    edited = Signal(str)
    committed = Signal(object)

    def __init__(self, field: Field, translate: Translate, ways: Ways) -> None:
        super().__init__()
        self.field = field
        self._translate = translate
        self._problem: Problem | None = None
        self._unconfirmed = False
        self.editor = _editor(field, translate, ways)
        self._bar, self._label = QFrame(), label(role="muted", wraps=True)
        self._error = label(role="error", wraps=True)
        self._lay_out()
        self._connect()
        self.retranslate(translate)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(theme.px(2))
        self._bar.setProperty("role", "needed")
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        grid.addWidget(self._bar, 0, 0, top)
        grid.addWidget(self._label, 0, 1, top)
        fixed = self.editor.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Preferred
        grid.addWidget(self.editor, 0, 3, top | left if fixed else top)
        grid.addWidget(self._error, 1, 3)
        grid.setColumnStretch(3, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._error.hide()

    def _connect(self) -> None:
        self.editor.edited.connect(self._edit)
        self.editor.committed.connect(self._commit)
        self.editor.left.connect(self._check)

    # values

    def value(self) -> Value | None:
        """Return what the editor holds, None while it is not valid."""
        return None if self.problem() else self.editor.value()

    def problem(self) -> Problem | None:
        """Return why what the editor holds cannot be recorded."""
        fault = self.editor.problem()
        value = self.editor.value()
        if fault is not None or value is None:
            return fault
        found = check.value_problems(value, self.field.kind, path=self.field.path)
        return found[0] if found else None

    def unfinished(self) -> bool:
        """Tell whether a list holds rows that do not count yet."""
        return isinstance(self.editor, RowsEditor) and self.editor.unfinished()

    def commit(self) -> None:
        """Announce what is new and valid, say what is not."""
        self.editor.commit()
        self._check()

    def _edit(self, raw: str) -> None:
        if self._problem is not None:
            self.show_problem(None)
        self.edited.emit(raw)

    def _commit(self, value: object) -> None:
        problem = self.problem()
        self.show_problem(problem)
        if problem is None:
            self.committed.emit(value)

    def _check(self) -> None:
        self.show_problem(self.problem())

    # looks

    def show_problem(self, problem: Problem | None) -> None:
        """Say a fault under the field, or take it away."""
        if problem is None and self._problem is None:
            return
        self._problem = problem
        self._error.setText("" if problem is None else sentence(problem, self._translate))
        self._error.setVisible(problem is not None)
        theme.mark(self.editor, invalid=problem is not None)

    def said(self) -> str:
        """Return what is said under the field."""
        return self._error.text() if self._problem is not None else ""

    def show_needed(self, needed: bool) -> None:
        """Show the bar of a field that listing still needs."""
        if needed != bool(self._bar.property("shown")):
            theme.mark(self._bar, shown=needed)
            self._name()

    def narrow(self, width: int) -> None:
        """Give a field of words the width its words need, in pixels of the design."""
        grid = self.layout()
        if isinstance(self.editor, LineField) and grid is not None:
            self.editor.ask_width(width)
            top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
            grid.setAlignment(self.editor, top | left)

    def show_unconfirmed(self, unconfirmed: bool) -> None:
        """Mark a value that a coordinator typed and no doctor has confirmed."""
        if unconfirmed != self._unconfirmed:
            self._unconfirmed = unconfirmed
            theme.mark(self._label, role="unconfirmed" if unconfirmed else "muted")
            self._name()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.editor.retranslate(translate)
        if isinstance(self.editor, LineField):
            self.editor.set_unit(unit(self.field.kind, translate))
        self._name()
        self.show_problem(self._problem)
        self._measure()

    def _name(self) -> None:
        name = self._translate.field(self.field.path)
        mark = self._translate("widget.unconfirmed_mark", name=name) if self._unconfirmed else name
        self._label.setText(mark)
        needed = bool(self._bar.property("shown"))
        said = self._translate("widget.needed", name=name) if needed else name
        if self._unconfirmed:
            said = self._translate("widget.unconfirmed", name=said)
        self._label.setToolTip(plain(said if self._unconfirmed else ""))
        self.editor.setAccessibleName(said)

    def _measure(self) -> None:
        grid = self.layout()
        if not isinstance(grid, QGridLayout):
            return
        self._bar.setFixedSize(theme.px(3), theme.px(24))
        self._label.setFixedWidth(theme.px(_LABEL_WIDTH[self._translate.language]))
        self._label.setMinimumHeight(theme.px(_HEIGHT))
        grid.setColumnMinimumWidth(2, theme.px(12))
        grid.setRowMinimumHeight(0, theme.px(_HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the scale changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()


def _editor(field: Field, translate: Translate, ways: Ways) -> RowEditor:
    if isinstance(field.kind, Rows):
        return RowsEditor(field.path, field.kind, translate, ways=ways)
    if isinstance(field.kind, FlagOr):
        return FlagOrEditor(field.path, field.kind, translate, ways=ways)
    return editors.single(field.path, field.kind, translate, ways)
