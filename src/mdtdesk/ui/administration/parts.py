# SPDX-License-Identifier: MIT
"""The row of tabs over the pages of the administration: each leads to a place of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.worklist_views import ViewTab

# the places of the administration, in the order of their tabs; words: administration.part.<id>
PARTS = ("administration", "people", "health", "audit")


class PartTabs(QFrame):
    """Shows the parts that the person has; ``here`` is the place of the page it stands on."""

    def __init__(self, desk: Desk, here: str) -> None:
        super().__init__()
        self._desk, self._here = desk, here
        theme.mark(self, role="head")
        self._row = QHBoxLayout(self)
        self.tabs = {place: self._tab(place) for place in PARTS if place in desk.places}
        self._row.addStretch(1)
        self._measure()

    def _tab(self, place: str) -> ViewTab:
        tab = ViewTab()
        tab.setObjectName(f"part_{place}")
        tab.setChecked(place == self._here)
        tab.clicked.connect(lambda: self._go(place))
        self._row.addWidget(tab)
        return tab

    def _go(self, place: str) -> None:
        for each, tab in self.tabs.items():
            tab.setChecked(each == self._here)
        if place != self._here:
            self._desk.go(place)

    def retranslate(self) -> None:
        """Set the words of the tabs."""
        translate = self._desk.translate
        self.setAccessibleName(translate("administration.parts"))
        for place, tab in self.tabs.items():
            tab.show_words(translate(f"administration.part.{place}"), "")

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self.setFixedHeight(theme.px(40))
        self._row.setContentsMargins(theme.px(24), 0, theme.px(24), 0)
        self._row.setSpacing(theme.px(24))
