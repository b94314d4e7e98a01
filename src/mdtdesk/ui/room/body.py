# SPDX-License-Identifier: MIT
"""The middle of the room view: facts at the left, totals at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.room.sign import BigSign
from mdtdesk.ui.widgets.labels import Elided, hairline, label

_FACTS, _TOTALS = 12, 6


@dataclass(frozen=True, slots=True)
class Total:
    """One score: its name, total and most, band in words with its tone."""

    name: str
    total: str
    most: str
    band: str
    tone: str


class Facts(QWidget):
    """Label and words, a line each; what has no room is said to be more."""

    def __init__(self) -> None:
        super().__init__()
        _take_what_is_left(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._labels = [label(role="room_muted") for _ in range(_FACTS)]
        self._words = [Elided(role="room") for _ in range(_FACTS)]
        for line, (head, words) in enumerate(zip(self._labels, self._words, strict=True)):
            self._grid.addWidget(head, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, line, 1)
        self._grid.setRowStretch(_FACTS, 1)
        self._grid.setHorizontalSpacing(theme.px(24))
        self._grid.setVerticalSpacing(theme.px(6))

    def show_facts(self, facts: Sequence[tuple[str, str]], room: int = _FACTS) -> None:
        """Show as many as there is room for."""
        shown = list(facts[: max(room, 1)])
        for line in range(_FACTS):
            head, words = shown[line] if line < len(shown) else ("", "")
            self._labels[line].setText(head)
            self._words[line].setText(words)
            self._labels[line].setVisible(bool(head))
            self._words[line].setVisible(bool(head))


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name, self.total = Elided(role="room"), label(role="room_total")
        self.most, self.band = label(role="room_muted"), BigSign(bold=True)
        self._lay_out()

    def _lay_out(self) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.total.setAlignment(right)
        self.total.setMinimumWidth(theme.px(84))
        self.most.setMinimumWidth(theme.px(48))
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(self.name, 5)
        row.addWidget(self.total)
        row.addWidget(self.most)
        row.addSpacing(theme.px(12))
        row.addWidget(self.band, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(hairline())


class Totals(QWidget):
    """One row a score, the flags above them in words."""

    def __init__(self) -> None:
        super().__init__()
        _take_what_is_left(self)
        self._flags = [BigSign(bold=True) for _ in range(2)]
        self._rows = [_Row() for _ in range(_TOTALS)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for part in (*self._flags, *self._rows):
            column.addWidget(part)
        column.addStretch(1)

    def show_totals(self, totals: Sequence[Total], flags: Sequence[str], room: int) -> None:
        """Show red flags and as many scores as there is room for."""
        flags = flags[: len(self._flags)]
        totals = totals[: max(room - len(flags), 1)]
        for at, shown in enumerate(self._flags):
            words = flags[at] if at < len(flags) else ""
            shown.show_sign(words, "danger")
            shown.setVisible(bool(words))
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(totals))
            if at < len(totals):
                total = totals[at]
                row.name.setText(total.name)
                row.total.setText(total.total)
                row.most.setText(f"/{total.most}" if total.most else "")
                row.band.show_sign(total.band, total.tone)


def _take_what_is_left(widget: QWidget) -> None:
    """Let a widget be as small as the projector wants it: it shows fewer lines then."""
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    widget.setMinimumHeight(1)
