# SPDX-License-Identifier: MIT
"""A choice of more than six: one types a label, a code or its initials and takes from the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from mdtdesk.domain.document import Value
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.choices import Option, Options
from mdtdesk.ui.widgets.popup import Popup

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class ChoiceBox(QLineEdit):
    """One value out of many, or none; Esc brings back what was there."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, options: Options, translate: Translate, *, width: int = 236) -> None:
        super().__init__()
        self._make, self._width = options, width
        self._options: tuple[Option, ...] = ()
        self._offered: tuple[Option | None, ...] = ()
        self._chosen: Value | None = None
        self._kept: Value | None = None
        self._popup: Popup | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setTextMargins(0, 0, theme.px(20), 0)
        self.textEdited.connect(self._search)
        self.retranslate(translate)

    def ask_width(self, width: int) -> None:
        """Ask for another width, as a field in a row of fields does."""
        self._width = width
        self.updateGeometry()

    # the protocol of a field

    def raw(self) -> str:
        """Return the chosen code, or the typed words while they are no choice."""
        if self.text() == self._label():
            return "" if self._chosen is None else str(self._chosen)
        return self.text()

    def set_raw(self, raw: str) -> None:
        """Bring back a code, or words that were typed."""
        found = next((o for o in self._options if str(o.value) == raw), None)
        self._chosen = found.value if found else None
        self.setText(self._label() if found else raw)
        self._mark()

    def value(self) -> Value | None:
        """Return the chosen value, or None."""
        return self._chosen if self.text() == self._label() else None

    def set_value(self, value: Value | None) -> None:
        """Show a recorded value."""
        self._chosen = self._kept = value
        self.setText(self._label())
        self.setCursorPosition(0)
        self._mark()

    def problem(self) -> Problem | None:
        """Return that the typed words are no choice."""
        if self.text().strip() and self.text() != self._label():
            return Problem("", "widget.not_a_choice", {"value": self.text().strip()})
        return None

    def commit(self) -> None:
        """Announce the value if it changed since it was recorded."""
        if not self.text().strip():
            self._chosen = None
        self._mark()
        if self.problem() is None and self._chosen != self._kept:
            self._kept = self._chosen
            self.committed.emit(self._chosen)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language; what is chosen stays."""
        resting = self.text() == self._label()
        self._options = tuple(self._make(translate))
        self._none = translate("widget.not_recorded")
        self.setPlaceholderText(self._none)
        self.setStatusTip(translate("widget.choice_hint"))
        if resting:
            self.setText(self._label())
            self.setCursorPosition(0)

    def options_changed(self, options: Options, translate: Translate) -> None:
        """Offer something else, as a unit does for another test."""
        self._make = options
        self.retranslate(translate)

    # the list

    def open(self) -> None:
        """Show all choices, the present one marked."""
        self._offer((None, *self._options), self._chosen)

    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def _search(self, typed: str) -> None:
        self.edited.emit(self.raw())
        found = tuple(o for o in self._options if choices.matches(o, typed.strip()))
        if not typed.strip():
            self._offer((None, *self._options), None)
        elif found:
            self._offer(found, found[0].value)
        else:
            self._close()

    def _offer(self, offered: tuple[Option | None, ...], marked: Value | None) -> None:
        if self._popup is None:
            self._popup = Popup(self)
            self._popup.picked.connect(self._pick)
        self._offered = offered
        values = [None if option is None else option.value for option in offered]
        at = values.index(marked) if marked in values else 0
        self._popup.show_rows([self._none if o is None else o.full or o.text for o in offered], at)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _pick(self, row: int) -> None:
        option = self._offered[row] if 0 <= row < len(self._offered) else None
        self._chosen = None if option is None else option.value
        self.setText(self._label())
        self._close()
        self.edited.emit(self.raw())
        self.commit()
        self.selectAll()

    # what the keyboard and the mouse do

    def event(self, event: QEvent) -> bool:
        """Take the marked choice on Tab too, before the focus goes on; keep Esc to itself."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        asked = event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape
        if asked and (self.is_open() or self.problem()):
            event.accept()
            return True
        taken = event.type() == QEvent.Type.KeyPress and key == Qt.Key.Key_Tab
        if taken and self.is_open() and self.text() != self._label() and self._popup:
            self._pick(self._popup.at())
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, or leave it."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self.is_open() or self.problem()):
            self._restore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._popup and self.is_open():
            self._pick(self._popup.at())
        elif key in _STEPS and self._popup and self.is_open():
            self._popup.move_mark(_STEPS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.open()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open and close the list."""
        super().mousePressEvent(event)
        if self.is_open():
            self._close()
        else:
            self.selectAll()
            self.open()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the first key replace what is there."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self._close()
        self._take_only_match()
        self.setCursorPosition(0)
        self.commit()
        self.left.emit()

    def _take_only_match(self) -> None:
        """Take typed words that are exactly one choice's."""
        typed = self.text().strip().casefold()
        same = [o for o in self._options if typed in (o.text.casefold(), o.full.casefold())]
        if len(same) == 1 and self.problem() is not None:
            self._chosen = same[0].value
            self.setText(self._label())

    def _restore(self) -> None:
        self._close()
        self._chosen = self._kept
        self.setText(self._label())
        self.selectAll()
        self._mark()
        self.edited.emit(self.raw())

    def _label(self) -> str:
        found = next((o for o in self._options if o.value == self._chosen), None)
        if found is None:
            return "" if self._chosen is None else str(self._chosen)
        return found.full or found.text

    def _mark(self) -> None:
        invalid = self.problem() is not None
        if invalid != bool(self.property("invalid")):
            theme.mark(self, invalid=invalid)

    # looks

    def sizeHint(self) -> QSize:
        """Ask for the width of usual labels."""
        return QSize(theme.px(self._width), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Stay usable when there is little room."""
        return QSize(theme.px(96), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room of the sign when the scale changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setTextMargins(0, 0, theme.px(20), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign that there is a list."""
        super().paintEvent(event)
        side = theme.px(14)
        box = QRectF(0, 0, side, side)
        box.moveCenter(QPointF(self.width() - theme.px(15), self.height() / 2))
        icons.paint(QPainter(self), "chevron-down", box, "muted")
