# SPDX-License-Identifier: MIT
"""The head of a procedure's card: number, name, target; opened, moved, dropped by keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QToolButton, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import Elided, IconLabel, label

_TALL = 44
_WAYS = ("open", "up", "down", "drop")


@dataclass(frozen=True, slots=True)
class Words:
    """What a head says."""

    number: int
    name: str
    target: str
    details: str
    aside: tuple[str, ...]


class CardHead(QWidget):
    """One line of 44 pixels; ``asked`` carries open, up, down or drop."""

    asked = Signal(str)
    dragged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._number, self._name = label(role="muted"), label(role="section")
        self._target, self._details = label(role="question"), Elided(role="muted")
        self._aside = label(role="muted")
        self._more, self._menu = QToolButton(), QMenu(self)
        self._ways = {way: QAction(self) for way in _WAYS}
        self._pressed_at: int | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("drag", size=16))
        for part in (self._number, self._name, self._target):
            self._row.addWidget(part)
        self._row.addWidget(self._details, 1)
        self._row.addWidget(self._aside)
        self._row.addWidget(self._more)
        self._more.setIcon(icons.icon("more", "muted"))
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for action in self._ways.values():
            self._menu.addAction(action)
        self._measure()

    def _connect(self) -> None:
        self._more.clicked.connect(self._show_menu)
        for way, action in self._ways.items():
            action.triggered.connect(lambda _on=False, way=way: self.asked.emit(way))

    def _show_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def show_words(self, words: Words, translate: Translate, *, opened: bool) -> None:
        """Show a procedure in one line."""
        self._number.setText(str(words.number))
        self._name.setText(words.name)
        self._target.setText(words.target)
        self._details.setText("" if opened else words.details)
        self._aside.setText("    ".join(filter(None, words.aside)))
        said = (str(words.number), words.name, words.target, words.details, *words.aside)
        self.setAccessibleName(" ".join(filter(None, said)))
        self.setStatusTip(translate("decision.card_keys"))
        self._more.setAccessibleName(translate("decision.more", name=words.name))
        for way, action in self._ways.items():
            key = "fold" if way == "open" and opened else way
            action.setText(translate(f"decision.card.{key}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or drop the procedure."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit("open")
        elif key == Qt.Key.Key_Delete and not event.modifiers():
            self.asked.emit("drop")
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once the mouse has gone far enough."""
        at = event.globalPosition().toPoint().y()
        far = QApplication.startDragDistance()
        if self._pressed_at is not None and abs(at - self._pressed_at) >= far:
            self._pressed_at = -1
        if self._pressed_at == -1:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Open on a click; a drag has moved already."""
        clicked = self._pressed_at not in (None, -1)
        self._pressed_at = None
        if clicked:
            self.asked.emit("open")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
            inner = QRectF(self.rect()).adjusted(3, 4, -3, -4)
            painter.drawRoundedRect(inner, theme.px(4), theme.px(4))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(_TALL))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        self._row.setSpacing(theme.px(8))
