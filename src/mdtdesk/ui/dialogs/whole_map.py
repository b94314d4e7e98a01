# SPDX-License-Identifier: MIT
"""The body map large: every bone can be walked to and chosen, which closes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.body_map import BodyMap
from mdtdesk.ui.widgets.labels import label

_WIDE, _TALL = 640, 700


class WholeMap(QDialog):
    """``chosen`` carries the region; Esc closes without one."""

    chosen = Signal(object)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("whole_map")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("scores.map"))
        self.map, self._where = BodyMap(translate), label(role="strong")
        column = QVBoxLayout(self)
        around = theme.px(16)
        column.setContentsMargins(around, around, around, around)
        column.addWidget(self.map, 1)
        column.addWidget(self._where)
        column.addWidget(label(translate("body_map.keys"), "secondary", wraps=True))
        self.map.chosen.connect(self._choose)
        self.map.walked.connect(lambda region: self._where.setText(self.map.words(region)))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit into the window and begin at the map."""
        super().showEvent(event)
        around = self.parentWidget()
        room = around.height() - theme.px(48) if around is not None else theme.px(_TALL)
        self.resize(theme.px(_WIDE), min(theme.px(_TALL), room))
        self.map.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, region: object) -> None:
        self.accept()
        self.chosen.emit(region)
