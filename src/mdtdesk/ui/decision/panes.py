# SPDX-License-Identifier: MIT
"""Three panes side by side, or the procedures with the two others as tabs at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.case.tab_order import neighbour, stops

WIDE_FROM = 1600
_LEFT, _RIGHT, _NARROW = 424, 456, 320


class _Pane(QScrollArea):
    """A column that scrolls."""

    def __init__(self, parts: Sequence[QWidget], role: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", role)
        inside = QWidget()
        inside.setProperty("role", role)
        self.column = QVBoxLayout(inside)
        for part in parts:
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.setWidget(inside)


class Panes(QWidget):
    """Opinions, procedures, checks: as three columns from 1600 pixels, else as two."""

    def __init__(
        self, left: Sequence[QWidget], middle: Sequence[QWidget], right: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self._left, self._middle = _Pane(left, "side"), _Pane(middle, "surface")
        self._right, self._tabs = _Pane(right, "preview"), QTabWidget()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._wide: bool | None = None
        self._count = 0
        self._words = ("", "", "")
        self._tabs.setDocumentMode(True)

    def arrange(self, width: int) -> None:
        """Take as many columns as a window of this width has room for."""
        wide = width >= theme.px(WIDE_FROM)
        if wide == self._wide:
            return
        self._wide = wide
        while self._tabs.count():
            self._tabs.removeTab(0)
        for part in (self._left, self._middle, self._right, self._tabs):
            self._row.removeWidget(part)
        if wide:
            self._tabs.hide()
            for part in (self._left, self._middle, self._right):
                self._row.addWidget(part, int(part is self._middle))
                part.show()
        else:
            self._row.addWidget(self._middle, 1)
            self._row.addWidget(self._tabs)
            self._tabs.addTab(self._right, "")
            self._tabs.addTab(self._left, "")
            self._tabs.setCurrentIndex(0)
            self._tabs.show()
        self._measure()
        self._name_tabs()

    def in_order(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through."""
        if self._wide:
            return (self._left, self._middle, self._right)
        return (self._middle, self._tabs)

    def neighbour(
        self, here: QWidget | None, around: Sequence[QWidget], *, forward: bool
    ) -> QWidget | None:
        """Return where Tab goes from here; a tab that is not shown is no obstacle."""
        return neighbour(here, self._stops(around), forward=forward)

    def _stops(self, around: Sequence[QWidget]) -> Iterator[QWidget]:
        notice, bar, head = around
        yield from stops(notice)
        for pane in (self._left, self._middle, self._right):
            inside = pane.widget()
            if inside is not None:
                yield from stops(inside)
        yield from stops(bar)
        yield from stops(head)

    def reveal(self, widget: QWidget) -> None:
        """Bring a widget into view: its tab to the front, its pane scrolled."""
        for pane in (self._left, self._middle, self._right):
            if pane.isAncestorOf(widget):
                if not self._wide and pane is not self._middle:
                    self._tabs.setCurrentWidget(pane)
                pane.ensureWidgetVisible(widget, 0, theme.px(48))

    def show_count(self, count: int) -> None:
        """Show on the tab how many checks are open."""
        self._count = count
        self._name_tabs()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._words = (
            translate("decision.checks"),
            translate("decision.opinions_tab"),
            translate("decision.procedures_pane"),
        )
        for pane, words in zip((self._right, self._left, self._middle), self._words, strict=True):
            pane.setAccessibleName(words)
        self._name_tabs()

    def _name_tabs(self) -> None:
        if self._tabs.count():
            counted = f"{self._words[0]}  {self._count}" if self._count else self._words[0]
            self._tabs.setTabText(0, counted)
            self._tabs.setTabText(1, self._words[1])

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        free = 16777215
        for pane, width in ((self._left, _LEFT), (self._right, _RIGHT)):
            pane.setMinimumWidth(theme.px(width) if self._wide else 0)
            pane.setMaximumWidth(theme.px(width) if self._wide else free)
        self._tabs.setFixedWidth(theme.px(_NARROW))
        for pane in (self._left, self._middle, self._right):
            side = 24 if self._wide or pane is self._middle else 16
            if pane is self._right and self._wide:
                side = 20
            pane.column.setContentsMargins(*map(theme.px, (side, 16, side, 16)))
            pane.column.setSpacing(theme.px(16))
