# SPDX-License-Identifier: MIT
"""The search box: an icon, the typed words, and the key of the palette at its right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import label

_KEY = "Ctrl+K"
_NARROW, _WIDE, _LEFT = 300, 400, 22


class SearchBox(QLineEdit):
    """Narrows the list as one types; Enter and the arrows lead to its rows, Esc empties it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search")
        theme.mark(self, large=True)
        self._icon = QLabel(self)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._key = label(_KEY, "key")
        self._key.setParent(self)
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._show_key)

    def show_width(self, *, wide: bool) -> None:
        """Take one of the two widths."""
        self.setFixedWidth(theme.px(_WIDE if wide else _NARROW))
        self._place()

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self.setPlaceholderText(translate("worklist.search_hint"))
        self.setAccessibleName(translate("worklist.search_name"))

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the box while the cursor is in it."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the rows, or empty the box."""
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def give_up(self) -> None:
        """Empty the box; if it is empty already, lead to the rows."""
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the key at the right in another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_key"):
            self._place()

    def _show_key(self, text: str) -> None:
        if self._key.isHidden() != bool(text):
            self._key.setVisible(not text)
            self._place()

    def _place(self) -> None:
        side = theme.px(16)
        drawn = icons.icon("search", "muted").pixmap(QSize(side, side), self.devicePixelRatioF())
        self._icon.setPixmap(drawn)
        self._icon.setGeometry(theme.px(9), (self.height() - side) // 2, side, side)
        self._key.adjustSize()
        x = self.width() - self._key.width() - theme.px(8)
        right = 0 if self._key.isHidden() else self._key.width() + theme.px(4)
        self.setTextMargins(theme.px(_LEFT), 0, right, 0)
        self._key.move(x, (self.height() - self._key.height()) // 2)
