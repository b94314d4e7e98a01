# SPDX-License-Identifier: MIT
"""The field that adds a procedure: a name, a code or initials, with levels behind it if known."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from mdtdesk.domain import levels
from mdtdesk.domain.typed import TypingError
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision import spell
from mdtdesk.ui.widgets.choices import Option
from mdtdesk.ui.widgets.popup import Popup

_KEY = "Ctrl+Enter"
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class Picked:
    """A type of procedure and the levels that were typed behind it."""

    type: str
    levels: tuple[str, ...] = ()


class AddBox(QLineEdit):
    """Searches while one types; Enter adds the marked one and empties the field."""

    picked = Signal(object)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self.setObjectName("add_procedure")
        self._translate = translate
        self._offered: tuple[Option, ...] = ()
        self._levels: tuple[str, ...] = ()
        self._popup: Popup | None = None
        self.textEdited.connect(self._search)
        self.retranslate(translate)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.setPlaceholderText(translate("decision.add_procedure"))
        self.setAccessibleName(translate("decision.add_procedure"))
        self._measure()

    def _search(self, typed: str) -> None:
        self._offered, self._levels = _read(typed, self._translate)
        if not typed.strip() or not self._offered:
            self._close()
            return
        if self._popup is None:
            self._popup = Popup(self)
            self._popup.picked.connect(self._pick)
        at = levels.text(self._levels, self._translate)
        self._popup.show_rows([f"{o.full}  {at}".strip() for o in self._offered], 0)

    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def open(self) -> None:
        """Show every type."""
        self._offered, self._levels = tuple(spell.procedure_options(self._translate)), ()
        if self._popup is None:
            self._popup = Popup(self)
            self._popup.picked.connect(self._pick)
        self._popup.show_rows([option.full for option in self._offered], 0)

    def _close(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            chosen = Picked(str(self._offered[row].value), self._levels)
            self._close()
            self.clear()
            self.picked.emit(chosen)

    def event(self, event: QEvent) -> bool:
        """Keep Esc to itself while the list is shown."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        asked = event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape
        if asked and (self.is_open() or self.text()):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, or leave it."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self.is_open() or self.text()):
            self._close()
            self.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._popup is not None and self.is_open():
                self._pick(self._popup.at())
        elif key in _STEPS and self._popup is not None and self.is_open():
            self._popup.move_mark(_STEPS[key])
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4) and not event.modifiers():
            self.open()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self._close()

    def sizeHint(self) -> QSize:
        """Be as high as any field."""
        return QSize(theme.px(240), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the scale changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(_KEY)
        self.setTextMargins(theme.px(28), 0, wide + theme.px(16), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lens at the left and the key at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme.px(16)
        lens = QRectF(theme.px(10), (self.height() - side) / 2, side, side)
        icons.paint(painter, "search", lens, "muted")
        painter.setFont(theme.font(9))
        wide = painter.fontMetrics().horizontalAdvance(_KEY) + theme.px(12)
        tall = theme.px(20)
        left, top = self.width() - wide - theme.px(6), (self.height() - tall) / 2
        box = QRectF(left, top, wide, tall)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("window"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _KEY)


def _read(typed: str, translate: Translate) -> tuple[tuple[Option, ...], tuple[str, ...]]:
    """Return the types that the words find, and the levels behind them: "pkp t11"."""
    words = typed.split()
    for count in range(len(words), 0, -1):
        offered = spell.found(" ".join(words[:count]), translate)
        rest = " ".join(words[count:])
        if not offered:
            continue
        try:
            return offered, levels.parse(rest) if rest else ()
        except TypingError:
            continue
    return (), ()
