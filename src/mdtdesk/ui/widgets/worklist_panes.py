# SPDX-License-Identifier: MIT
"""The list and the pane beside it; how a person parts them is remembered."""

from __future__ import annotations

from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk

_PANE = (288, 400)


class Panes(QSplitter):
    """Parts its room by 288 or 400 pixels for the pane, until a person moves the line."""

    def __init__(self, desk: Desk, rows: QWidget, pane: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._desk = desk
        self._layout = ""
        self.addWidget(rows)
        self.addWidget(pane)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.splitterMoved.connect(lambda _at, _index: self._keep())

    def fit(self, *, wide: bool) -> None:
        """Take the sizes of a narrow or a wide window."""
        layout = f"cases panes {'wide' if wide else 'narrow'} {theme.current().scale}"
        if layout == self._layout and self.sizes()[1]:
            return
        self._layout = layout
        kept = self._desk.settings.window.get(layout, "")
        if not (kept and self.restoreState(QByteArray(b64decode(kept)))):
            pane = theme.px(_PANE[wide])
            self.setSizes([max(self.width() - pane, 1), pane])

    def _keep(self) -> None:
        state = b64encode(self.saveState().data()).decode()
        self._desk.remember_window(self._layout, state)
