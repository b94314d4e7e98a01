# SPDX-License-Identifier: MIT
"""Several values out of many: each taken one becomes a chip, the box stays for the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from mdtdesk.domain.document import Value
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.choices import Option, Options
from mdtdesk.ui.widgets.flow import Flow


class ChipBox(QWidget):
    """A list of chosen values in the order in which they were taken."""

    edited = Signal(str)
    committed = Signal(object)
    left = Signal()

    def __init__(self, options: Options, translate: Translate) -> None:
        super().__init__()
        self._make, self._translate = options, translate
        self._values: tuple[Value, ...] = ()
        self._kept: tuple[Value, ...] = ()
        self._chips: list[QPushButton] = []
        self._box = ChoiceBox(self._remaining, translate, width=160)
        self._flow = Flow(self, gap=6)
        self._flow.addWidget(self._box)
        self.setFocusProxy(self._box)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._connect()

    def _connect(self) -> None:
        self._box.installEventFilter(self)
        self._box.committed.connect(self._add)
        self._box.edited.connect(lambda _raw: self.edited.emit(self.raw()))
        self._box.left.connect(self.left.emit)

    def raw(self) -> str:
        """Return the codes, then what is typed and not yet taken, parted by commas."""
        return ",".join([*map(str, self._values), *filter(None, [self._box.raw()])])

    def set_raw(self, raw: str) -> None:
        """Bring back codes, and typed words that are none."""
        by_code = {str(o.value): o.value for o in self._make(self._translate)}
        parts = [part for part in raw.split(",") if part]
        self._show(tuple(by_code[part] for part in parts if part in by_code))
        self._box.set_raw(",".join(part for part in parts if part not in by_code))

    def value(self) -> Value | None:
        """Return the values, or None when there are none."""
        return self._values or None

    def set_value(self, value: Value | None) -> None:
        """Show recorded values."""
        self._kept = value if isinstance(value, tuple) else ()
        self._box.set_value(None)
        if self._kept != self._values:
            self._show(self._kept)

    def problem(self) -> Problem | None:
        """Return that typed words are no choice."""
        return self._box.problem()

    def commit(self) -> None:
        """Announce the values if they changed."""
        if self._values != self._kept:
            self._kept = self._values
            self.committed.emit(self.value())

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self._box.retranslate(translate)
        self._box.setPlaceholderText(
            translate("widget.add" if self._values else "widget.not_recorded")
        )
        self._show(self._values)

    def setAccessibleName(self, name: str) -> None:
        """Name the box, which holds the keyboard."""
        super().setAccessibleName(name)
        self._box.setAccessibleName(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the last chip away by Backspace in the empty box."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = event.key() == Qt.Key.Key_Backspace and not self._box.text()
            if back and self._values:
                self._change(self._values[:-1])
                return True
        return super().eventFilter(watched, event)

    def _remaining(self, translate: Translate) -> tuple[Option, ...]:
        return tuple(o for o in self._make(translate) if o.value not in self._values)

    def _add(self, value: Value | None) -> None:
        if value is None:
            return
        self._box.set_value(None)
        self._change((*self._values, value))

    def _change(self, values: tuple[Value, ...]) -> None:
        self._show(values)
        self.edited.emit(self.raw())
        self.commit()

    def _show(self, values: tuple[Value, ...]) -> None:
        self._values = values
        words = {o.value: o.text for o in self._make(self._translate)}
        while self._chips:
            chip = self._chips.pop()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self._box)
        for value in values:
            self._chips.append(self._chip(value, words.get(value, str(value))))
            self._flow.addWidget(self._chips[-1])
        self._flow.addWidget(self._box)
        self._box.retranslate(self._translate)
        self._box.setPlaceholderText(
            self._translate("widget.add" if values else "widget.not_recorded")
        )
        self.updateGeometry()

    def _chip(self, value: Value, word: str) -> QPushButton:
        chip = QPushButton(icons.icon("close", "muted"), f"{word} ", self)
        chip.setProperty("kind", "chip")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(self._translate("widget.remove_named", name=word))
        chip.clicked.connect(lambda: self._change(tuple(v for v in self._values if v != value)))
        chip.show()
        return chip
