# SPDX-License-Identifier: MIT
"""A list of objects as rows of fields: laboratory values, imaging, earlier treatments.

Ctrl+Enter or the line below adds a row, Alt+Delete or its cross takes it away, a link brings it
back. A row counts once its required fields are valid; until then its text is kept by ``edited``.
With no rows one says whether nothing is recorded or nothing was found.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.domain.document import Value
from mdtdesk.domain.fields import Rows
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.choices import Option
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.entry import Entry
from mdtdesk.ui.widgets.lab_entry import LabEntry
from mdtdesk.ui.widgets.segments import Segments

_NONE = "none"
_SPARE = 12  # rows kept for the next case: making one takes longer than filling it
_AHEAD, _LABS_AHEAD = 1, 8


def _looked_for(translate: Translate) -> Sequence[Option]:
    return (Option(_NONE, translate("widget.none_found")),)


class RowsEditor(QWidget):
    """The rows of one list and the line that adds one."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, path: str, kind: Rows, translate: Translate, *, ways: Ways) -> None:
        super().__init__()
        self._path, self._kind, self._translate, self._ways = path, kind, translate, ways
        self._entries: list[Entry] = []
        self._spare: list[Entry] = []
        self._removed: tuple[int, Entry] | None = None
        self._recorded: Value | None = None
        self._none = Segments(_looked_for, translate)
        self._add = QPushButton(icons.icon("plus", "accent"), "")
        self._undo = QPushButton(icons.icon("undo", "accent"), "")
        self._lay_out()
        self._connect()
        self.retranslate(translate)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        for part in (self._none, self._add, self._undo):
            foot.addWidget(part)
        foot.addStretch(1)
        self._column.addLayout(foot)
        for button in (self._add, self._undo):
            button.setProperty("kind", "link")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self._none)
        self._show_foot()

    def _connect(self) -> None:
        self._none.edited.connect(self._tell)
        self._none.committed.connect(lambda _value: self.commit())
        self._add.clicked.connect(self.add)
        self._undo.clicked.connect(self.undo)

    # the protocol of a field

    def raw(self) -> str:
        """Return all rows' texts as JSON, "none" for none found, empty for not recorded."""
        if not self._entries:
            return self._none.raw()
        return json.dumps([entry.raw() for entry in self._entries], ensure_ascii=False)

    def set_raw(self, raw: str) -> None:
        """Bring typed rows back; those that stand in the record keep what is not shown of them."""
        table = json.loads(raw) if raw.startswith("[") else []
        rows = self._recorded if isinstance(self._recorded, tuple) else ()
        self._clear()
        for number, texts in enumerate(table):
            row = rows[number] if number < len(rows) else None
            entry = self._append(row if isinstance(row, Mapping) else None)
            entry.set_raw(texts)
        self._none.set_raw(raw if raw == _NONE else "")
        self._show_foot()

    def value(self) -> Value | None:
        """Return the rows that count; an empty list only where "none" was chosen."""
        rows = tuple(row for row in (entry.value() for entry in self._entries) if row is not None)
        if rows or (self._entries and self._recorded):
            return rows or None
        return () if self._none.value() and not self._entries else None

    def set_value(self, value: Value | None) -> None:
        """Show recorded rows."""
        if value == self._recorded and value == self.value():
            return
        self._recorded, self._removed = value, None
        shown = self.isVisible()
        if shown:
            self.hide()  # all rows are laid out at once, not one after the other
        self._clear()
        for row in value if isinstance(value, tuple) else ():
            self._append(row if isinstance(row, Mapping) else None)
        self._none.set_value(_NONE if value == () else None)
        self._show_foot()
        if shown:
            self.show()

    def prepare(self) -> bool:
        """Make one row ahead; tell whether one was still wanted."""
        wanted = len(self._spare) < (_LABS_AHEAD if self._is_labs() else _AHEAD)
        if wanted:
            self._spare.append(self._made())
            theme.polish(self._spare[-1])
        return wanted

    def _is_labs(self) -> bool:
        return "test" in self._kind.row.fields

    def problem(self) -> Problem | None:
        """Return None: faults are said in the rows, and a row with one does not count yet."""
        return None

    def unfinished(self) -> bool:
        """Tell whether a row does not count yet, or a text in one cannot be read."""
        return any(not entry.is_whole() for entry in self._entries)

    def commit(self) -> None:
        """Announce the rows that count if they changed."""
        value = self.value()
        if value != self._recorded:
            self._recorded = value
            self.committed.emit(value)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self._none.retranslate(translate)
        self._add.setText(translate("widget.add"))
        self._add.setToolTip(translate("widget.add_hint"))
        self._undo.setText(translate("widget.undo_remove"))
        for entry in (*self._entries, *self._spare):
            entry.retranslate(translate)

    def setAccessibleName(self, name: str) -> None:
        """Name the list's parts by it."""
        super().setAccessibleName(name)
        self._none.setAccessibleName(name)
        self._add.setAccessibleName(f"{self._translate('widget.add')} {name}")

    # rows

    def add(self) -> None:
        """Add an empty row and put the cursor into it."""
        entry = self._append(None)
        self._show_foot()
        self._tell()
        entry.focus()

    def remove(self, entry: Entry) -> None:
        """Take a row away; ``undo`` brings it back."""
        at = self._entries.index(entry)
        if self._removed is not None:
            self._removed[1].deleteLater()
        self._removed = (at, entry)
        self._entries.remove(entry)
        self._column.removeWidget(entry)
        entry.hide()
        self._after_change()
        (
            self._entries[min(at, len(self._entries) - 1)].focus
            if self._entries
            else self._add.setFocus
        )()

    def undo(self) -> None:
        """Bring the last removed row back to its place."""
        if self._removed is None:
            return
        at, entry = self._removed
        self._removed = None
        self._entries.insert(at, entry)
        self._column.insertWidget(at, entry)
        entry.show()
        self._after_change()
        entry.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add and remove rows by the keyboard."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        current = self._current()
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add()
        elif alt and event.key() == Qt.Key.Key_Delete and current is not None:
            self.remove(current)
        else:
            super().keyPressEvent(event)

    def _current(self) -> Entry | None:
        return next((e for e in self._entries if e.isAncestorOf(self.focusWidget())), None)

    def _append(self, row: Mapping[str, Value] | None) -> Entry:
        entry = self._spare.pop() if self._spare else self._made()
        entry.set_row(row)
        self._entries.append(entry)
        self._column.insertWidget(len(self._entries) - 1, entry)
        entry.show()
        return entry

    def _made(self) -> Entry:
        made = LabEntry if self._is_labs() else Entry
        entry = made(self._path, self._kind.row, self._translate, ways=self._ways)
        entry.setParent(self)
        entry.hide()  # else it is shown with its list before it has a row
        entry.edited.connect(self._tell)
        entry.committed.connect(self.commit)
        entry.left.connect(self.left.emit)
        entry.dropped.connect(lambda: self.remove(entry))
        return entry

    def _clear(self) -> None:
        """Take all rows away; some are kept for the next case."""
        for entry in self._entries:
            self._column.removeWidget(entry)
            entry.hide()
            if len(self._spare) < _SPARE:
                entry.set_row(None)
                self._spare.append(entry)
            else:
                entry.deleteLater()
        self._entries.clear()

    def _after_change(self) -> None:
        self._none.set_value(None)
        self._show_foot()
        self._tell()
        self.commit()

    def _show_foot(self) -> None:
        self._none.setVisible(not self._entries)
        self._undo.setVisible(self._removed is not None)
        for number, entry in enumerate(self._entries):
            entry.show_captions(first=number == 0)
        self.setFocusProxy(self._entries[0] if self._entries else self._none)
        self.updateGeometry()

    def _tell(self) -> None:
        self.edited.emit(self.raw())
