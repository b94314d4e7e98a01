# SPDX-License-Identifier: MIT
"""Forms made of paths of the field tree: one row a path, in one column or two.

``edited(path, raw)`` follows each key stroke and goes to the journal; ``committed(path, value)``
comes when a field is left with a valid value other than the recorded one and goes to the record
(None: no longer recorded); ``focused(path)`` says where the cursor is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QSizePolicy, QWidget

from mdtdesk.domain.document import Document, Value, get
from mdtdesk.domain.fields import Group
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.program import program
from mdtdesk.ui.widgets.editors import Ways, is_wide, kind_at
from mdtdesk.ui.widgets.form_row import Field, FormRow, RowEditor
from mdtdesk.ui.widgets.problems import sentence

__all__ = ["Form", "FormRow", "Plan", "Ways", "sentence"]

TWO_COLUMNS_FROM = 1600
_COLUMN_GAP = 16
_ROW_GAP = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Which paths of which group a form shows.

    prefix   where the group stands in the document, with its dot: ``lesions[<id>].``
    variant  value of the group's variant key (a lesion's site)
    right    the path that begins the right one of two columns; without it they are halved
    """

    group: Group
    paths: Sequence[str]
    prefix: str = ""
    variant: str = ""
    right: str = ""
    ways: Ways = field(default_factory=Ways)


class Form(QWidget):
    """The editors of some paths, labelled, checked and kept apart from the record."""

    edited = Signal(str, str)
    committed = Signal(str, object)
    focused = Signal(str)

    def __init__(self, plan: Plan, translate: Translate) -> None:
        super().__init__()
        self._plan = plan
        self._typed: dict[str, str] = {}
        self._shown: dict[str, Value | None] | None = None
        self._heads = frozenset(_head(plan.prefix + path) for path in plan.paths)
        self._hidden: frozenset[str] = frozenset()
        self._columns, self._lines, self._at = 0, 0, ""
        self._rows = {plan.prefix + path: self._row(path, translate) for path in plan.paths}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._connect()
        self._arrange(1)

    def _row(self, path: str, translate: Translate) -> FormRow:
        plan = self._plan
        kind = kind_at(plan.group, path, variant=plan.variant)
        return FormRow(Field(plan.prefix + path, kind), translate, plan.ways)

    def _connect(self) -> None:
        for path, row in self._rows.items():
            row.edited.connect(partial(self._edit, path))
            row.committed.connect(partial(self._commit, path))
        program().focusChanged.connect(self._follow)

    # what is recorded and what is only typed

    def load(self, document: Document) -> None:
        """Show what is recorded; a field with typed text that is not recorded keeps it.

        A form that shows all this already is left alone: each key loads every form.
        """
        recorded = {path: get(document, path) for path in self._heads}
        if recorded == self._shown:
            return
        self._shown = recorded
        for path, row in self._rows.items():
            if path not in self._typed:
                row.editor.set_value(get(document, path))
                row.show_problem(None)

    def restore(self, typed: Mapping[str, str]) -> None:
        """Bring typed text back from the journal; other paths than this form's are left out."""
        for path, raw in typed.items():
            if path in self._rows:
                self._shown = None
                self._rows[path].editor.set_raw(raw)
                self._typed[path] = raw
                self._rows[path].show_problem(self._rows[path].problem())

    def typed(self) -> dict[str, str]:
        """Return the text of each field that holds something else than the record."""
        return dict(self._typed)

    def forget(self, path: str) -> None:
        """Drop a field's typed text; the next ``load`` shows the record there."""
        self._shown = None
        self._typed.pop(path, None)

    def commit(self) -> tuple[Problem, ...]:
        """Announce all that is new and valid and return what is not, each said at its field."""
        for row in self._rows.values():
            row.commit()
        return self.problems()

    def problems(self) -> tuple[Problem, ...]:
        """Return the fault of each field whose text cannot be recorded."""
        found = ((path, row.problem()) for path, row in self._rows.items())
        return tuple(Problem(path, fault.code, fault.values) for path, fault in found if fault)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Tell into which field the cursor came."""
        found = (path for path, row in self._rows.items() if now and row.isAncestorOf(now))
        path = next(found, "")
        if path and path != self._at:
            self.focused.emit(path)
        self._at = path

    def _edit(self, path: str, raw: str) -> None:
        self._typed[path], self._shown = raw, None
        self.edited.emit(path, raw)

    def _commit(self, path: str, value: object) -> None:
        if not self._rows[path].unfinished():
            self._typed.pop(path, None)
        self._shown = None
        self.committed.emit(path, value)

    # what a page asks

    def paths(self) -> tuple[str, ...]:
        """Return all paths in their order."""
        return tuple(self._rows)

    def editor(self, path: str) -> RowEditor:
        """Return the editor of a path."""
        return self._rows[path].editor

    def row(self, path: str) -> FormRow:
        """Return the row of a path."""
        return self._rows[path]

    def focus(self, path: str) -> bool:
        """Put the cursor into the field of a path, or of the list or group it stands in."""
        found = next((own for own in self._rows if _covers(own, path)), None)
        if found is None:
            return False
        self._rows[found].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_into_view(self._rows[found])
        return True

    def _bring_into_view(self, row: FormRow) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(row, 0, theme.px(48))

    def show_needed(self, paths: Collection[str]) -> None:
        """Show the bar at each field that listing still needs."""
        for own, row in self._rows.items():
            row.show_needed(any(_covers(own, path) for path in paths))

    def show_unconfirmed(self, paths: Collection[str]) -> None:
        """Mark each value that a doctor has yet to confirm."""
        for own, row in self._rows.items():
            row.show_unconfirmed(any(_covers(own, path) for path in paths))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say faults that came back from the record, each under its field."""
        for problem in problems:
            own = next((own for own in self._rows if _covers(own, problem.path)), None)
            if own is not None:
                self._rows[own].show_problem(problem)
                self._shown = None

    def hide_paths(self, paths: Collection[str]) -> None:
        """Hide what does not apply; all others are shown."""
        self._hidden = frozenset(paths)
        for path, row in self._rows.items():
            row.setVisible(path not in self._hidden)
        self._arrange(max(self._columns, 1))

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for row in self._rows.values():
            row.retranslate(translate)

    # columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one column or two as the window allows."""
        super().resizeEvent(event)
        self._choose_columns()

    def showEvent(self, event: QShowEvent) -> None:
        """Take one column or two as the window allows."""
        super().showEvent(event)
        self._choose_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._columns:
            self._arrange(self._columns)

    def _choose_columns(self) -> None:
        columns = 2 if self.window().width() >= theme.px(TWO_COLUMNS_FROM) else 1
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for row in self._rows.values():
            self._grid.removeWidget(row)  # takeAt would leave an item whose stale heights count
        self._grid.setHorizontalSpacing(theme.px(_COLUMN_GAP))
        self._grid.setVerticalSpacing(theme.px(_ROW_GAP))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)
        self._grid.setRowStretch(self._lines, 0)
        line = 0
        for band in self._bands():
            line += self._set_band(band, line, columns)
        self._grid.setRowStretch(line, 1)
        self._lines = line

    def _bands(self) -> list[list[str]]:
        """Return runs of paths: narrow ones together, each wide one alone."""
        bands: list[list[str]] = [[]]
        for path, row in self._rows.items():
            if path in self._hidden:
                continue
            if is_wide(row.field.kind):
                bands += [[path], []]
            else:
                bands[-1].append(path)
        return [band for band in bands if band]

    def _set_band(self, band: list[str], line: int, columns: int) -> int:
        """Set a run from a line on, the left column first, and return how many lines it took."""
        wide = is_wide(self._rows[band[0]].field.kind)
        half = len(band)
        if columns == 2 and not wide:
            right = self._plan.prefix + self._plan.right
            half = band.index(right) if right in band else (len(band) + 1) // 2
        for place, path in enumerate(band):
            column, down = (0, place) if place < half else (1, place - half)
            span = columns if wide else 1
            self._grid.addWidget(self._rows[path], line + down, column, 1, span)
        return max(half, len(band) - half)


def _head(path: str) -> str:
    """Return what a path begins with: a section of the case, or one lesion."""
    row, _, _ = path.rpartition("].")
    return f"{row}]" if row else path.partition(".")[0]


def _covers(own: str, path: str) -> bool:
    return path == own or path.startswith((f"{own}.", f"{own}["))
