# SPDX-License-Identifier: MIT
"""One editor bound to a path of the draft, with its label before it and its fault under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from mdtdesk.domain import check
from mdtdesk.domain.document import Value, get
from mdtdesk.domain.fields import Kind
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.widgets import editors
from mdtdesk.ui.widgets.captioned import unit
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.problems import sentence

Side = tuple[int, int]
"""A label's width in Chinese and in English, in pixels of the design."""
NO_LABEL: Side = (-1, -1)
OWN_WIDTH: Side = (0, 0)
MAIN: Side = (64, 92)
CARD: Side = (60, 104)
FOLLOW: Side = (64, 76)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the draft: its path, its kind, and the path whose label it has.

    side   the label's width, or OWN_WIDTH, or NO_LABEL
    width  the width of a one-line field; 0 leaves it to the kind
    """

    path: str
    kind: Kind
    name: str
    side: Side = OWN_WIDTH
    width: int = 0


class Field(QWidget):
    """Shows the draft's value, tells it what is typed and chosen."""

    def __init__(self, spot: Spot, draft: Draft, *, editor: editors.Widget | None = None) -> None:
        super().__init__()
        self.spot, self._draft, self._translate = spot, draft, draft.translate
        self._problem: Problem | None = None
        self.editor = editor or editors.single(spot.path, spot.kind, draft.translate, Ways())
        wraps = spot.side[0] > 0
        self._label, self._error = label(role="muted", wraps=wraps), label(role="error", wraps=True)
        self._lay_out()
        self._connect()
        self.retranslate(draft.translate)
        self.refresh()

    def _lay_out(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(2))
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._label.setVisible(self.spot.side != NO_LABEL)
        if self.spot.side != NO_LABEL:
            self._grid.addWidget(self._label, 0, 0, top)
        if self.spot.width and isinstance(self.editor, LineField):
            self.editor.ask_width(self.spot.width)
        fixed = self.editor.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Preferred
        narrow = fixed and (self.spot.side == OWN_WIDTH or self.spot.width > 0)
        self._grid.addWidget(self.editor, 0, 1, top | left if narrow else top)
        self._grid.addWidget(self._error, 1, 1)
        self._grid.setColumnStretch(1, 1)
        self._error.hide()
        self.setFocusProxy(self.editor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._measure()

    def _connect(self) -> None:
        self.editor.edited.connect(self._type)
        self.editor.committed.connect(self._commit)
        self.editor.left.connect(self._leave)

    def refresh(self) -> None:
        """Show the draft's value, or the typed text that is none yet."""
        raw = self._draft.typed.get(self.spot.path)
        if raw is not None:
            if self.editor.raw() != raw:
                self.editor.set_raw(raw)
                self.show_problem(self.problem())
            return
        value = get(self._draft.value, self.spot.path)
        if self.editor.value() != value or (value is None and self.editor.raw()):
            self.editor.set_value(value)
            self.show_problem(None)

    def problem(self) -> Problem | None:
        """Return why what the editor holds cannot be recorded."""
        fault, value = self.editor.problem(), self.editor.value()
        if fault is not None or value is None:
            return fault
        found = check.value_problems(value, self.spot.kind, path=self.spot.path)
        return found[0] if found else None

    def fault(self) -> Problem | None:
        """Return the fault under the draft's path of the field."""
        found = self.problem()
        return None if found is None else Problem(self.spot.path, found.code, found.values)

    def commit(self) -> None:
        """Hand over what is new and valid, say what is not."""
        self.editor.commit()
        self._leave()

    def _type(self, raw: str) -> None:
        if self._problem is not None:
            self.show_problem(None)
        self._draft.type(self.spot.path, raw)

    def _commit(self, value: Value | None) -> None:
        problem = self.problem()
        self.show_problem(problem)
        if problem is None:
            self._draft.commit(self.spot.path, value)

    def _leave(self) -> None:
        problem = self.problem()
        self.show_problem(problem)
        if problem is None:
            self._draft.untype(self.spot.path)

    def show_problem(self, problem: Problem | None) -> None:
        """Say a fault under the field, or take it away."""
        if problem is None and self._problem is None:
            return
        self._problem = problem
        self._error.setText("" if problem is None else sentence(problem, self._translate))
        self._error.setVisible(problem is not None)
        theme.mark(self.editor, invalid=problem is not None)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.editor.retranslate(translate)
        name = translate.field(self.spot.name)
        self._label.setText(name)
        self.editor.setAccessibleName(name)
        if isinstance(self.editor, LineField):
            self.editor.set_unit(unit(self.spot.kind, translate))
        self._measure()
        self.show_problem(self._problem)

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the scale changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        wide = self.spot.side[self._translate.language == "en"]
        if wide > 0:
            self._label.setFixedWidth(theme.px(wide))
        self._label.setMinimumHeight(theme.px(30))
        self._grid.setHorizontalSpacing(theme.px(12 if wide > 0 else 8))
