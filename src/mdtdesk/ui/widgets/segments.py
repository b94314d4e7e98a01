# SPDX-License-Identifier: MIT
"""A row of up to six choices (or a few chips) that one key answers, "not recorded" first.

The keys work with a Chinese input method switched on, because the row takes none. It is one stop of
the tab order. Single choice: a key or the mouse answers at once, arrows move the answer and it is
committed on leaving. Several choices: arrows move the ring, the space bar or a key switches one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mdtdesk.domain.document import Value
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets import choices, labels, segment_paint
from mdtdesk.ui.widgets.choices import Option, Options

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_IGNORED = ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)


class Segments(QWidget):
    """The answer to a short question; ``value()`` is None while nothing is recorded."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, options: Options, translate: Translate, *, several: bool = False) -> None:
        super().__init__()
        self._make, self._several = options, several
        self._options: tuple[Option, ...] = ()
        self._chosen: frozenset[int] = frozenset()
        self._kept: frozenset[int] = frozenset()
        self._cursor = 0 if several else -1
        self._rects: tuple[QRect, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.retranslate(translate)

    # the protocol of a field

    def raw(self) -> str:
        """Return the codes of what is chosen, parted by commas; empty when not recorded."""
        return ",".join(str(self._options[n].value) for n in sorted(self._chosen))

    def set_raw(self, raw: str) -> None:
        """Choose by codes as ``raw`` gave them; unknown ones are left out."""
        codes = set(raw.split(",")) if raw else set()
        self._show({n for n, option in enumerate(self._options) if str(option.value) in codes})

    def value(self) -> Value | None:
        """Return the chosen value, a tuple of them where several are possible, or None."""
        picked = tuple(self._options[n].value for n in sorted(self._chosen))
        if self._several:
            return picked or None
        return picked[0] if picked else None

    def set_value(self, value: Value | None) -> None:
        """Show a recorded value; it counts as committed."""
        wanted = value if isinstance(value, tuple) else () if value is None else (value,)
        self._show({n for n, option in enumerate(self._options) if option.value in wanted})
        self._kept = self._chosen

    def problem(self) -> Problem | None:
        """Return None: whatever can be chosen is valid."""
        return None

    def commit(self) -> None:
        """Announce the value if it changed since it was recorded."""
        if self._chosen != self._kept:
            self._kept = self._chosen
            self.committed.emit(self.value())

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language; what is chosen stays."""
        self._options = tuple(self._make(translate))
        self._none = translate("widget.not_recorded")
        self._keys = choices.keys(self._options)
        self._hint = translate(
            "widget.segments_hint_several" if self._several else "widget.segments_hint",
            keys=segment_paint.key_range(self._keys),
        )
        self.setStatusTip(self._hint)
        self._describe()
        self.updateGeometry()
        self._place()

    # what the keyboard and the mouse do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, clear or move; everything else goes on to the window."""
        if event.modifiers() & _IGNORED:
            return super().keyPressEvent(event)
        key = Qt.Key(event.key())
        sign = chr(key) if 0x20 < key < 0x7F else ""
        if sign and sign in self._keys:
            self._pick(self._keys.index(sign))
        elif key in _CLEARS or sign == "0":
            self._choose(frozenset(), at=-1)
        elif key in _MOVES:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_Space and self._several:
            self._pick(self._cursor)
        else:
            super().keyPressEvent(event)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Answer by the mouse."""
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._pick(at)

    def _pick(self, n: int) -> None:
        if n < 0:
            self._choose(frozenset(), at=-1)
        elif self._several:
            self._choose(self._chosen ^ {n}, at=n)
        else:
            self._choose(frozenset({n}), at=n)

    def _choose(self, chosen: frozenset[int], *, at: int) -> None:
        self._cursor = at
        self.update()
        self._announce(chosen)
        self.commit()

    def _announce(self, chosen: frozenset[int]) -> None:
        changed = chosen != self._chosen
        self._show(set(chosen))
        if changed:
            self.edited.emit(self.raw())

    def _move(self, step: int) -> None:
        self._cursor = min(max(self._cursor + step, -1), len(self._options) - 1)
        if self._several:
            self.update()
        else:
            self._announce(frozenset({self._cursor} if self._cursor >= 0 else ()))

    def _show(self, chosen: set[int]) -> None:
        cursor = self._cursor if self._several else min(chosen, default=-1)
        if (self._chosen, self._cursor) == (frozenset(chosen), cursor):
            return  # each key loads all fields anew, and most hold what they held
        self._chosen, self._cursor = frozenset(chosen), cursor
        self._describe()
        self.update()

    def _describe(self) -> None:
        words = [self._options[n].full or self._options[n].text for n in sorted(self._chosen)]
        self.setAccessibleDescription(", ".join(words) or self._none)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the keys."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Commit what the arrows chose."""
        super().focusOutEvent(event)
        self.update()
        self.commit()
        self.left.emit()

    # where things are

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return segment_paint.one_line(self._texts(), chips=self._several)

    def minimumSizeHint(self) -> QSize:
        """Need the widest segment only: the others wrap."""
        return segment_paint.least(self._texts(), chips=self._several)

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as the width asks for."""
        return segment_paint.height(self._flow(width))

    def _texts(self) -> tuple[str, ...]:
        return (self._none, *(option.text for option in self._options))

    def _flow(self, width: int) -> tuple[QRect, ...]:
        return segment_paint.flow(self._texts(), width, chips=self._several)

    def _place(self) -> None:
        self._rects = self._flow(self.width())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when font, scale or colours changed."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self._place()
        super().changeEvent(event)

    def _at(self, point: QPoint) -> int | None:
        hit = next((n for n, rect in enumerate(self._rects) if rect.contains(point)), None)
        return None if hit is None else hit - 1

    def event(self, event: QEvent) -> bool:
        """Say a segment's full words where only the short ones have room."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._at(event.pos())
            full = "" if at is None or at < 0 else self._options[at].full
            QToolTip.showText(event.globalPos(), labels.plain(full), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        row = segment_paint.Row(
            self._texts(),
            ("", *self._keys) if self.hasFocus() and self.isEnabled() else (),
            frozenset(n + 1 for n in self._chosen) or frozenset({0}),
            self._cursor + 1,
        )
        draw = segment_paint.paint_chips if self._several else segment_paint.paint_row
        draw(QPainter(self), row, self._rects)
