# SPDX-License-Identifier: MIT
"""The rail at the left of the window: one checkable button for each place that exists."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.page import Place

_WIDTH, _TOP, _GAP, _ICON = 72, 8, 4, 20


class Rail(QFrame):
    """Buttons with an icon over a word; an accent bar marks the place that is shown."""

    chosen = Signal(str)

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.mark(self, role="rail")
        self._group = QButtonGroup(self)
        self._buttons = {place.id: self._button(place) for place in places if place.icon}
        self._column = QVBoxLayout(self)
        for button in self._buttons.values():
            self._column.addWidget(button)
        self._column.addStretch()
        self.restyle()

    def _button(self, place: Place) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setIcon(icons.icon(place.icon, "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setObjectName(f"rail_{place.id}")
        theme.mark(button, role="rail")
        button.clicked.connect(lambda: self.chosen.emit(place.id))
        self._group.addButton(button)
        return button

    def show_place(self, place: Place) -> None:
        """Mark the button of the place, or of the one it lies within."""
        button = self._buttons.get(place.within or place.id)
        if button is not None:
            button.setChecked(True)

    def show_whole(self, whole: bool) -> None:
        """Give the room of the rail to a page that takes the whole screen."""
        self.setVisible(not whole)

    def checked(self) -> QWidget | None:
        """Return the button of the place that is shown."""
        return self._group.checkedButton()

    def retranslate(self, translate: Translate) -> None:
        """Set the words of the buttons."""
        self.setAccessibleName(translate("shell.places"))
        for place, button in self._buttons.items():
            button.setText(translate(f"shell.place_{place}"))
            button.setAccessibleName(button.text())

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.setFixedWidth(theme.px(_WIDTH))
        self._column.setContentsMargins(0, theme.px(_TOP), 0, theme.px(_TOP))
        self._column.setSpacing(theme.px(_GAP))
        for button in self._buttons.values():
            button.setIconSize(QSize(theme.px(_ICON), theme.px(_ICON)))
