# SPDX-License-Identifier: MIT
"""One row of a list: its fields side by side, on further lines where the width ends."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mdtdesk.domain import check
from mdtdesk.domain.document import Value, freeze
from mdtdesk.domain.fields import Group, Id, Items
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.captioned import Captioned
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.problems import sentence


class Entry(QWidget):
    """The fields of one object; what is not shown of it is kept."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    dropped = Signal()

    def __init__(self, path: str, group: Group, translate: Translate, *, ways: Ways) -> None:
        super().__init__()
        self._group, self._translate, self._first = group, translate, True
        self._row: Mapping[str, Value] = {}
        self._cells = {
            key: Captioned(f"{path}.{key}", kind, translate, ways=ways, above=True)
            for key, kind in group.fields.items()
            if not isinstance(kind, Id)
            and not (isinstance(kind, Items) and isinstance(kind.item, Id))
        }
        self._error = label(role="error", wraps=True)
        self._drop = QToolButton()
        self._lay_out()
        self._connect()
        self.retranslate(translate)

    def _lay_out(self) -> None:
        fields, line = QVBoxLayout(), QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        fields.setSpacing(theme.px(2))
        self._flow = Flow(gap=theme.px(8))
        for cell in self._cells.values():
            self._flow.addWidget(cell)
        fields.addLayout(self._flow)
        fields.addWidget(self._error)
        line.addLayout(fields, 1)
        line.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignTop)
        self._drop.setIcon(icons.icon("close", "muted"))
        self._drop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._error.hide()
        self.setFocusProxy(next(iter(self._cells.values())))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _connect(self) -> None:
        self._drop.clicked.connect(self.dropped.emit)
        for cell in self._cells.values():
            cell.editor.edited.connect(lambda _raw: self._edit())
            cell.editor.committed.connect(lambda _value: self.committed.emit())
            cell.editor.left.connect(self._leave)

    def raw(self) -> dict[str, str]:
        """Return the text of each field."""
        return {key: cell.editor.raw() for key, cell in self._cells.items()}

    def set_raw(self, texts: Mapping[str, str]) -> None:
        """Bring typed texts back."""
        for key, cell in self._cells.items():
            cell.editor.set_raw(texts.get(key, ""))
        self._say()

    def set_row(self, row: Mapping[str, Value] | None) -> None:
        """Show a recorded object, or nothing."""
        self._row = row or {}
        for key, cell in self._cells.items():
            cell.editor.set_value(self._row.get(key))

    def value(self) -> Value | None:
        """Return the object, None until it counts; fields that cannot be read are left out."""
        made = self._object()
        return None if made is None or self._faults(made) else made

    def is_whole(self) -> bool:
        """Tell whether the row counts and every text in it was read."""
        return self._problem() is None

    def focus(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self._cells.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_captions(self, *, first: bool) -> None:
        """Caption the fields in the first row only, and in all where a row takes several lines."""
        self._first = first
        self._caption()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        for cell in self._cells.values():
            cell.retranslate(translate)
        self._drop.setToolTip(translate("widget.remove_row"))
        self._drop.setAccessibleName(translate("widget.remove_row"))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Caption anew where the fields wrap differently."""
        super().resizeEvent(event)
        self._caption()

    def _caption(self) -> None:
        wraps = self._flow.sizeHint().width() > self._flow.geometry().width()
        for cell in self._cells.values():
            cell.show_caption(self._first or wraps)

    def _object(self) -> Mapping[str, Value] | None:
        shown = {key: cell.editor.value() for key, cell in self._cells.items()}
        kept = {key: value for key, value in self._row.items() if key not in shown}
        filled = {key: value for key, value in shown.items() if value is not None}
        made = freeze({**kept, **filled})
        return made if filled and isinstance(made, Mapping) else None

    def _faults(self, made: Mapping[str, Value]) -> list[Problem]:
        return check.value_problems(made, self._group, path="")

    def _problem(self) -> Problem | None:
        for cell in self._cells.values():
            fault = cell.editor.problem()
            if fault is not None:
                return fault
        made = self._object()
        faults = self._faults(made) if made is not None else []
        return faults[0] if faults else None

    def _edit(self) -> None:
        self._error.hide()
        self.edited.emit()

    def _leave(self) -> None:
        self._say()
        self.left.emit()

    def _say(self) -> None:
        """Say a fault of what is typed; that more is to come is no fault yet."""
        fault = self._problem()
        told = fault is not None and fault.code not in ("missing", "nothing_recorded")
        self._error.setText(sentence(fault, self._translate) if fault and told else "")
        self._error.setVisible(told)
