# SPDX-License-Identifier: MIT
"""A field for several lines that grows with them and gives the Tab key back to the form."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from mdtdesk.domain.document import Value
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.fields import Typed, verbatim

_MOST_LINES = 12


class TextArea(QPlainTextEdit):
    """Words over several lines, kept as typed."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, *, lines: int = 1) -> None:
        super().__init__()
        self._typed, self._lines, self._pending = Typed(verbatim, str), lines, ""
        self._quiet = self._growing = False
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._tell)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def raw(self) -> str:
        """Return the text with what an input method has not finished."""
        text, at = self._text(), self.textCursor().position()
        return text[:at] + self._pending + text[at:]

    def set_raw(self, raw: str) -> None:
        """Bring back typed text."""
        self._quiet = True
        self.setPlainText(raw)
        self._quiet = False

    def value(self) -> Value | None:
        """Return the text, or None if there are no words."""
        return self._typed.value(self._text())

    def set_value(self, value: Value | None) -> None:
        """Show a recorded text."""
        self.set_raw(self._typed.record(value))
        self._typed.shown = self._text()

    def problem(self) -> Problem | None:
        """Return None: any words will do."""
        return None

    def commit(self) -> None:
        """Announce the text if it is new."""
        value = self.value()
        if value != self._typed.recorded:
            self._typed.record(value)
            self.committed.emit(value)

    def retranslate(self, translate: Translate) -> None:
        """Nothing here is in a language."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Send unfinished text to the journal too."""
        super().inputMethodEvent(event)
        if event.preeditString() != self._pending:
            self._pending = event.preeditString()
            self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit on leaving, but not for the field's own menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
            self.left.emit()

    def sizeHint(self) -> QSize:
        """Ask for the lines there are, at least those it began with."""
        return QSize(theme.px(240), self._tall())

    def minimumSizeHint(self) -> QSize:
        """Need as much height as the text, so that nothing hides."""
        return QSize(theme.px(120), self._tall())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where narrower lines are more lines."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when font or scale changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._grow()

    def _tall(self) -> int:
        lines = max(self._lines, round(self.document().size().height()))
        shown = min(lines, max(_MOST_LINES, self._lines))
        return math.ceil(shown * self.fontMetrics().lineSpacing()) + theme.px(10)

    def _grow(self) -> None:
        if self._growing:
            return
        # showing the bar narrows the lines, and Qt counts those it has not laid out anew as one
        # each: asked again in the middle of it, the bar would go and come without end
        self._growing = True
        many = self.document().size().height() > _MOST_LINES
        on, off = Qt.ScrollBarPolicy.ScrollBarAsNeeded, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(on if many else off)
        self._growing = False
        if self.height() != self._tall():
            self.updateGeometry()

    def _text(self) -> str:
        # toPlainText would turn no-break spaces into plain ones
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(self.raw())
