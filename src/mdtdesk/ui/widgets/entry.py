# SPDX-License-Identifier: MIT
"""One row of a list: its fields side by side, on further lines where the width ends."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mdtdesk.domain import check
from mdtdesk.domain.document import Value, freeze
from mdtdesk.domain.fields import Group, Id, Items, Kind
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.captioned import Captioned
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.fields import LineField
from mdtdesk.ui.widgets.flow import Flow
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.problems import sentence

_NOT_YET = ("missing", "nothing_recorded")
_WIDTHS = {"unit": 96, "value": 96, "version": 80, "system": 96, "code": 112, "date": 112}
_WORDS = 184

# asked only where the first key says that it is in no list
_ONLY_WITH_OTHER = {"name": ("test", "organ")}


class Entry(QWidget):
    """The fields of one object; what is not shown of it is kept."""

    edited = Signal()
    committed = Signal()
    left = Signal()
    dropped = Signal()

    def __init__(self, path: str, group: Group, translate: Translate, *, ways: Ways) -> None:
        super().__init__()
        self.path, self.group, self.translate = path, group, translate
        self._first = True
        self._row: Mapping[str, Value] = {}
        self.cells = {
            key: self.cell(key, group.fields[key], ways) for key in shown_keys(path, group, ways)
        }
        self._error, self._gap = label(role="error", wraps=True), label(" ", "secondary")
        self._drop = QToolButton()
        self._lay_out()
        self._connect()
        self.retranslate(translate)

    def cell(self, key: str, kind: Kind, ways: Ways) -> Captioned:
        """Make the field of a key."""
        cell = Captioned(f"{self.path}.{key}", kind, self.translate, ways=ways, above=True)
        if isinstance(cell.editor, LineField) and (key in _WIDTHS or not cell.editor.width_asked()):
            cell.editor.ask_width(_WIDTHS.get(key, _WORDS))
        elif isinstance(cell.editor, ChoiceBox):
            cell.editor.ask_width(_WORDS)  # a row with its cross fits the narrow form
        return cell

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        self._flow = Flow(gap=8)
        for cell in self.cells.values():
            self._flow.addWidget(cell)
        self._flow.addWidget(self._tail())
        column.addLayout(self._flow)
        column.addWidget(self._error)
        self._error.hide()
        self.setFocusProxy(next(iter(self.cells.values())))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _tail(self) -> QWidget:
        """Return the cross with the room of a caption over it."""
        tail = QWidget()
        column = QVBoxLayout(tail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self._gap)
        column.addWidget(self._drop)
        self._drop.setIcon(icons.icon("close", "muted"))
        self._drop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return tail

    def _connect(self) -> None:
        self._drop.clicked.connect(self.dropped.emit)
        for key, cell in self.cells.items():
            cell.editor.edited.connect(lambda _raw: self._edit())
            cell.editor.committed.connect(lambda _value, key=key: self._commit(key))
            cell.editor.left.connect(self._leave)

    # values

    def raw(self) -> dict[str, str]:
        """Return the text of each field."""
        return {key: cell.editor.raw() for key, cell in self.cells.items()}

    def set_raw(self, texts: Mapping[str, str]) -> None:
        """Bring typed texts back."""
        for key, cell in self.cells.items():
            cell.editor.set_raw(texts.get(key, ""))
        self._show_applying()
        self._say()

    def set_row(self, row: Mapping[str, Value] | None) -> None:
        """Show a recorded object, or nothing."""
        self._row = row or {}
        self._error.hide()
        for key, value in self.parted(self._row).items():
            self.cells[key].editor.set_value(value)
        self._show_applying()

    def value(self) -> Value | None:
        """Return the object, None until it counts; fields that cannot be read are left out."""
        made = self.object()
        return None if made is None or self._faults(made) else made

    def is_whole(self) -> bool:
        """Tell whether the row counts and every text in it was read."""
        return self._problem() is None and self.object() is not None

    def object(self) -> Mapping[str, Value] | None:
        """Return what the fields hold together, whether it counts or not."""
        shown = {key: cell.editor.value() for key, cell in self.cells.items() if self.applies(key)}
        filled = self.joined({key: value for key, value in shown.items() if value is not None})
        kept = {key: value for key, value in self._row.items() if key not in self.keys()}
        made = freeze({**kept, **filled})
        return made if filled and isinstance(made, Mapping) else None

    # what a special row does differently

    def keys(self) -> frozenset[str]:
        """Return the keys that the fields stand for."""
        return frozenset(self.cells)

    def parted(self, row: Mapping[str, Value]) -> dict[str, Value | None]:
        """Return each field's value of a recorded object."""
        return {key: row.get(key) for key in self.cells}

    def joined(self, values: dict[str, Value]) -> dict[str, Value]:
        """Return the object's keys from the fields' values."""
        return values

    def changed(self, key: str) -> None:
        """Let a field follow another that was just committed."""

    def warning(self) -> str:
        """Return words about a value that is possible but should be read again."""
        return ""

    # what is shown

    def focus(self) -> None:
        """Put the cursor into the first field."""
        next(iter(self.cells.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_captions(self, *, first: bool) -> None:
        """Caption the fields in the first row only, and in all where a row takes several lines."""
        self._first = first
        self._caption()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self.translate = translate
        for cell in self.cells.values():
            cell.retranslate(translate)
        self._drop.setToolTip(translate("widget.remove_row"))
        self._drop.setAccessibleName(translate("widget.remove_row"))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Caption anew where the fields wrap differently."""
        super().resizeEvent(event)
        self._caption()

    def applies(self, key: str) -> bool:
        """Tell whether a field is asked at all."""
        asks = [self.cells[of].editor for of in _ONLY_WITH_OTHER.get(key, ()) if of in self.cells]
        return not asks or asks[0].value() == "other"

    def _show_applying(self) -> None:
        for key, cell in self.cells.items():
            cell.setVisible(self.applies(key))
        self._caption()

    def _caption(self) -> None:
        wraps = self._flow.sizeHint().width() > self._flow.geometry().width()
        for cell in self.cells.values():
            cell.show_caption(self._first or wraps)
        self._gap.setVisible(self._first or wraps)

    def _faults(self, made: Mapping[str, Value]) -> list[Problem]:
        return check.value_problems(made, self.group, path="")

    def _problem(self) -> Problem | None:
        faults = [cell.editor.problem() for cell in self.cells.values()]
        made = self.object()
        found = [fault for fault in faults if fault is not None]
        return next(iter([*found, *(self._faults(made) if made is not None else [])]), None)

    def _edit(self) -> None:
        self._error.hide()
        self.edited.emit()

    def _commit(self, key: str) -> None:
        self.changed(key)
        self._show_applying()
        self.committed.emit()

    def _leave(self) -> None:
        self._say()
        self.left.emit()

    def _say(self) -> None:
        """Say a fault of what is typed; that more is to come is no fault yet."""
        fault = self._problem()
        told = fault is not None and fault.code not in _NOT_YET
        words = sentence(fault, self.translate) if fault and told else self.warning()
        theme.mark(self._error, role="error" if told else "warned")
        self._error.setText(words)
        self._error.setVisible(bool(words))


def shown_keys(path: str, group: Group, ways: Ways) -> tuple[str, ...]:
    """Return the keys that have a field: those asked for, else all that are typed."""
    asked = ways.columns.get(path)
    return (
        tuple(asked) if asked else tuple(k for k, kind in group.fields.items() if _is_typed(kind))
    )


def _is_typed(kind: Kind) -> bool:
    return not isinstance(kind.item if isinstance(kind, Items) else kind, Id)
