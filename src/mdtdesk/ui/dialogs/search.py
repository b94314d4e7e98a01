# SPDX-License-Identifier: MIT
"""The palette that Ctrl+K opens over any page: find a case by a few letters and open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from mdtdesk.domain.worklist import WorklistPage
from mdtdesk.services import worklist
from mdtdesk.services.context import local_now
from mdtdesk.ui import icons, theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Task
from mdtdesk.ui.widgets.labels import hairline, label
from mdtdesk.ui.widgets.search_results import Results

WIDTH, _TOP, _FIELD, _SHOWN = 680, 96, 52, 8
_FOOT = (("↑", "↓", "choose"), ("Enter", "open"), ("Alt+Enter", "preview"))
_OWN = (
    *(Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_F6),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found with which words, to be shown in the list: given to the cases page."""

    text: str
    case_id: str


class SearchPalette(QWidget):
    """Covers the window; Esc, a click beside it or a lock takes it away."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._before = QApplication.focusWidget()
        self._task: Task[WorklistPage] | None = None
        self._answered, self._wish = "", ""
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.retranslate()

    def _make_widgets(self) -> None:
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._card, self._field = QFrame(self), QLineEdit()
        self._field.setObjectName("palette_field")
        self._field.setFrame(False)
        self._icon, self._esc = QLabel(), label("Esc", "key")
        self._results = Results(now=self._now)
        self._foot: dict[str, QLabel] = {key: label(role="secondary") for *_, key in _FOOT}
        self._same = label(role="secondary")

    def _lay_out(self) -> None:
        theme.mark(self._card, role="palette")
        theme.mark(self._field, role="palette")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head, foot = QWidget(), QWidget()
        first, last = QHBoxLayout(head), QHBoxLayout(foot)
        side = theme.px(16)
        first.setContentsMargins(side, 0, theme.px(12), 0)
        first.setSpacing(theme.px(8))
        first.addWidget(self._icon)
        first.addWidget(self._field, 1)
        first.addWidget(self._esc, 0, Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(theme.px(_FIELD))
        last.setContentsMargins(side, theme.px(6), side, theme.px(6))
        last.setSpacing(theme.px(6))
        for *keys, word in _FOOT:
            for key in keys:
                last.addWidget(label(key, "key"))
            last.addWidget(self._foot[word])
            last.addSpacing(theme.px(6))
        last.addStretch(1)
        last.addWidget(self._same)
        for each in (head, self._results, hairline(), foot):
            column.addWidget(each)
        size = theme.px(18)
        self._icon.setPixmap(icons.icon("search", "muted").pixmap(size, size))

    def _connect(self) -> None:
        self._field.textChanged.connect(self._ask)
        self._field.installEventFilter(self)
        self._results.picked.connect(lambda: self._do("open"))
        self._desk.language_changed.connect(self.retranslate)
        self._desk.actor_changed.connect(self.close)
        self._desk.went.connect(self.close)
        self._desk.theme_changed.connect(self.close)
        self.window().installEventFilter(self)

    def _now(self) -> datetime:
        context = self._desk.context
        return context.clock() if context is not None else local_now()

    @classmethod
    def over(cls, desk: Desk, window: QWidget) -> None:
        """Show the palette over a window, once, with its cursor in the field."""
        if not any(shown.isVisible() for shown in window.findChildren(cls)):
            cls(desk, window)._open()

    def _open(self) -> None:
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._ask("")

    # asking

    def _ask(self, text: str) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._desk.context is None:
            return

        def done(page: WorklistPage) -> None:
            if isValid(self):
                self._show(text, page)

        self._task = self._desk.ask(worklist.find, text, _SHOWN, done=done)

    def _show(self, text: str, page: WorklistPage) -> None:
        self._answered = text
        self._results.show_page(
            page, text.strip(), self._desk.translate, may_write=self._desk.writing
        )
        self._place()
        wish, self._wish = self._wish, ""
        if wish:
            self._do(wish)

    # doing

    def _do(self, wish: str) -> None:
        """Open or preview what is marked; while an answer is on its way, once it is here."""
        if self._answered != self._field.text():
            self._wish = wish
            return
        picked, text = self._results.marked(), self._field.text()
        if picked is None:
            return
        self._before = None
        self.close()
        if picked == "":
            self._desk.go("case")
        elif wish == "open":
            self._desk.go("case", picked)
        else:
            self._desk.go("cases", Found(text, picked))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the list from the field, and follow the window's size."""
        if watched is self.window():
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # its keys belong to the palette while it is open, and nothing moves behind it
            if event.key() in _OWN or event.modifiers() & Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        return False

    def _take(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        match event.key():
            case keys.Key_Escape:
                self.close()
            case keys.Key_Down | keys.Key_Up:
                self._results.move_mark(1 if event.key() == keys.Key_Down else -1)
            case keys.Key_Return | keys.Key_Enter:
                alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
                self._do("preview" if alt else "open")
            case keys.Key_Tab | keys.Key_Backtab | keys.Key_F6:
                pass
            case _:
                return False
        return True

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Close at a click beside the card."""
        self.close()

    # looks

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._field.setAccessibleName(translate("search.name"))
        self._field.setPlaceholderText(translate("worklist.search_hint"))
        for word, said in self._foot.items():
            said.setText(translate(f"search.{word}"))
        self._same.setText(translate("search.same_names"))
        if self.isVisible():
            self._ask(self._field.text())

    def _place(self) -> None:
        window = self.window()
        self.setGeometry(window.rect())
        wide = min(theme.px(WIDTH), window.width() - theme.px(32))
        self._card.setFixedWidth(wide)
        self._card.adjustSize()
        self._card.move((window.width() - wide) // 2, theme.px(_TOP))

    def showEvent(self, event: QShowEvent) -> None:
        """Stand over the whole window."""
        super().showEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim what lies behind."""
        painter = QPainter(self)
        shade = QColor(0, 0, 0)
        shade.setAlpha(64 if theme.current().mode == "light" else 128)
        painter.fillRect(QRectF(self.rect()), shade)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back."""
        super().closeEvent(event)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
