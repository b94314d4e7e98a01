# SPDX-License-Identifier: MIT
"""Fields one types into: they keep what was typed and say what it means.

The protocol of every editor of a form (``Editor``): ``edited(raw)`` follows each key stroke, with
the unfinished text of an input method, for the journal only; ``committed(value)`` comes on leaving
with a valid value other than the recorded one; ``left`` comes on every leaving. ``set_value`` shows
a recorded value, ``set_raw`` brings back typed text that is not recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from mdtdesk.domain import levels, typed
from mdtdesk.domain.document import Value
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme

Parse = Callable[[str], Value]
Show = Callable[[Value], str]
_LONGEST = 1_000_000  # Qt's own limit of 32,767 characters would cut an imported text


class Editor(Protocol):
    """What a form asks of each of its widgets."""

    edited: SignalInstance
    committed: SignalInstance
    left: SignalInstance

    def raw(self) -> str: ...
    def set_raw(self, raw: str) -> None: ...
    def value(self) -> Value | None: ...
    def set_value(self, value: Value | None) -> None: ...
    def problem(self) -> Problem | None: ...
    def commit(self) -> None: ...
    def retranslate(self, translate: Translate) -> None: ...


def show_number(value: Value) -> str:
    """Return a number as one writes it: 12, 4.5, 0.0001."""
    return format(value, "f").rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def verbatim(text: str) -> Value:
    """Return the text itself."""
    return text


class Typed:
    """What was typed against what is recorded: shared by one-line and growing fields."""

    def __init__(self, parse: Parse, show: Show) -> None:
        self.parse, self.show = parse, show
        self.recorded: Value | None = None
        self.shown = ""

    def value(self, text: str) -> Value | None:
        """Return the meaning of a text, None if empty or unreadable; an untouched one is exact."""
        if text == self.shown:
            return self.recorded
        if not text.strip():
            return None
        try:
            return self.parse(text)
        except typed.TypingError:
            return None

    def problem(self, text: str) -> Problem | None:
        """Return why a text cannot be read."""
        if text == self.shown or not text.strip():
            return None
        try:
            self.parse(text)
        except typed.TypingError as fault:
            return Problem("", f"typed.{fault.code}", fault.values)
        return None

    def record(self, value: Value | None) -> str:
        """Take a value as recorded and return its text."""
        self.recorded = value
        self.shown = "" if value is None else self.show(value)
        return self.shown


class LineField(QLineEdit):
    """One line of text with a meaning and, inside at the right, its unit."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, parse: Parse = verbatim, show: Show = str, *, width: int = 0) -> None:
        super().__init__()
        self._typed = Typed(parse, show)
        self._width, self._unit, self._pending = width, "", ""
        self.setMaxLength(_LONGEST)
        across = QSizePolicy.Policy.Preferred if width else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._tell)
        self.returnPressed.connect(self.commit)

    def raw(self) -> str:
        """Return the text with what an input method has not finished."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._pending + text[at:]

    def set_raw(self, raw: str) -> None:
        """Bring back typed text."""
        self.setText(raw)
        self.setCursorPosition(len(raw))
        self._mark()

    def value(self) -> Value | None:
        """Return what the text means, or None."""
        return self._typed.value(self.text())

    def set_value(self, value: Value | None) -> None:
        """Show a recorded value."""
        self.setText(self._typed.record(value))
        self._typed.shown = self.text()
        self.setCursorPosition(0)
        self._mark()

    def problem(self) -> Problem | None:
        """Return why the text cannot be read."""
        return self._typed.problem(self.text())

    def commit(self) -> None:
        """Announce the value if it is valid and new; valid text is put into its usual form."""
        self._mark()
        if self.problem() is not None:
            return
        value = self.value()
        changed = value != self._typed.recorded
        if changed or self.text() != self._typed.shown:
            self.setText(self._typed.record(value))
        if changed:
            self.committed.emit(value)

    def width_asked(self) -> int:
        """Return the fixed width, 0 for a field that takes what there is."""
        return self._width

    def ask_width(self, width: int) -> None:
        """Ask for another width than the kind's, in pixels of the design; a fixed one."""
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def set_unit(self, unit: str) -> None:
        """Show a unit inside the field."""
        self._unit = unit
        wide = self.fontMetrics().horizontalAdvance(unit)
        self.setTextMargins(0, 0, wide + theme.px(6) if unit else 0, 0)
        self.setAccessibleDescription(unit)
        self.update()

    def retranslate(self, translate: Translate) -> None:
        """Nothing here is in a language; a unit is set by the form."""

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
        """Ask for the width the kind of value needs."""
        tall = super().sizeHint().height()
        return QSize(theme.px(self._width or 240), tall)

    def minimumSizeHint(self) -> QSize:
        """Stay usable when there is little room."""
        return QSize(theme.px(64), super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure the unit anew when the scale changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._unit:
            self.set_unit(self._unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the unit beside the text."""
        super().paintEvent(event)
        if self._unit:
            painter = QPainter(self)
            painter.setPen(theme.colour("muted"))
            right = QRect(self.rect()).adjusted(0, 0, -theme.px(9), 0)
            aligned = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(right, int(aligned), self._unit)

    def _tell(self) -> None:
        self.edited.emit(self.raw())

    def _mark(self) -> None:
        """Give an unreadable text its border; while one types nothing turns red."""
        invalid = self.problem() is not None
        if invalid != bool(self.property("invalid")):
            theme.mark(self, invalid=invalid)


class TextField(LineField):
    """One line of words, kept as typed."""

    def __init__(self, *, width: int = 0) -> None:
        super().__init__(width=width)


class NumberField(LineField):
    """A number; the text stays as typed."""

    def __init__(
        self, parse: Parse = typed.number, show: Show = show_number, *, width: int = 128
    ) -> None:
        super().__init__(parse, show, width=width)


class WholeField(NumberField):
    """A whole number; what is not whole is the check's to say."""


class DateField(LineField):
    """A day, month or year, in the form it is stored once the field is left."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse, width=128)


class MomentField(LineField):
    """A date-time, shown as "2026-11-20 21:00"."""

    def __init__(self, parse: Parse) -> None:
        super().__init__(parse, show_moment, width=236)


class LevelsField(LineField):
    """Vertebral levels as one says them: "T11-L1", "T11、L3", "胸11".

    parted   carries the levels that were typed as further lesions, where these are kept apart
    """

    parted = Signal(object)

    def __init__(self, parse: Parse, show: Show) -> None:
        super().__init__(parse, show, width=160)
        self._groups: Callable[[str], tuple[tuple[str, ...], ...]] | None = None

    def keep_apart(self, groups: Callable[[str], tuple[tuple[str, ...], ...]]) -> None:
        """Take a comma as the end of a lesion: only the first one's levels are this field's."""
        self._groups = groups
        self._typed.show = show_joined

    def commit(self) -> None:
        """Announce the levels; those of further lesions by ``parted``."""
        typed_now = self.text() != self._typed.shown and self.problem() is None
        found = self._groups(self.text()) if self._groups and typed_now and self.value() else ()
        if len(found) > 1:
            self.setText(show_joined(found[0]))
        super().commit()
        if len(found) > 1:
            self.parted.emit(found[1:])


def show_joined(value: Value) -> str:
    """Return levels so that reading them again gives one lesion: T11-L1, T7/T9."""
    listed = levels.runs(map(str, value)) if isinstance(value, tuple) else ()
    return "/".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in listed)


def show_moment(value: Value) -> str:
    """Return a stored date-time as one reads it."""
    return str(value).replace("T", " ", 1)
