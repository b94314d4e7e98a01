# SPDX-License-Identifier: MIT
"""The row of saved views above the worklist, each with its count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton

from mdtdesk.domain.worklist import VIEWS, View
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme

_HEIGHT, _GAP, _MARGIN, _UNDERLINE = 40, 24, 24, 2


class ViewTab(QPushButton):
    """A view's name with its count, smaller; underlined while it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._count = "", ""
        self.setCheckable(True)
        theme.mark(self, role="view")

    def show_words(self, name: str, count: str) -> None:
        """Show other words."""
        self._name, self._count = name, count
        self.setAccessibleName(f"{name} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width of the bold words, so that nothing jumps."""
        count = QFontMetrics(theme.font(9)).horizontalAdvance(self._count)
        wide = QFontMetrics(theme.font(10.5, bold=True)).horizontalAdvance(self._name)
        return QSize(wide + theme.px(6) + count, theme.px(_HEIGHT - 1))

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw name, count, underline and the ring of the focus."""
        painter, rect = QPainter(self), self.rect()
        shown = self.isChecked()
        painter.setFont(theme.font(10.5, bold=shown))
        painter.setPen(theme.colour("text" if shown or self.underMouse() else "muted"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, flags, self._name)
        wide = painter.fontMetrics().horizontalAdvance(self._name) + theme.px(6)
        painter.setFont(theme.font(9))
        painter.drawText(rect.adjusted(wide, 1, 0, 0), flags, self._count)
        line = theme.px(_UNDERLINE)
        if shown:
            under = QRect(0, rect.height() - line, rect.width(), line)
            painter.fillRect(under, theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            for inset in range(line):
                painter.drawRect(rect.adjusted(inset, inset, -inset - 1, -inset - 1))


class ViewTabs(QFrame):
    """One stop for Tab; the arrows go from view to view."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, role="head")
        self._tabs: dict[View, ViewTab] = {view: ViewTab() for view in VIEWS}
        self._group = QButtonGroup(self)
        self._counts: Mapping[View, int] = {}
        self._row = QHBoxLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        for view, tab in self._tabs.items():
            tab.setObjectName(f"view_{view}")
            self._group.addButton(tab)
            self._row.addWidget(tab)
            tab.toggled.connect(lambda on, view=view: self.chosen.emit(view) if on else None)
        self._row.addStretch(1)
        self.setFocusProxy(self._tabs["all"])
        self.restyle()

    def show_view(self, view: View) -> None:
        """Mark a view as the one that is shown."""
        self._tabs[view].setChecked(True)
        self.setFocusProxy(self._tabs[view])

    def show_counts(self, counts: Mapping[View, int], translate: Translate) -> None:
        """Show how many cases each view has."""
        self._counts = counts
        self.retranslate(translate)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self.setAccessibleName(translate("worklist.views_name"))
        for view, tab in self._tabs.items():
            count = str(self._counts[view]) if view in self._counts else ""
            tab.show_words(translate(f"worklist.view.{view}"), count)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self.restyle()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.setFixedHeight(theme.px(_HEIGHT))
        self._row.setContentsMargins(theme.px(_MARGIN), 0, theme.px(_MARGIN), 0)
        self._row.setSpacing(theme.px(_GAP))
        for tab in self._tabs.values():
            tab.updateGeometry()
