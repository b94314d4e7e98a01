# SPDX-License-Identifier: MIT
"""The row of views above the worklist, each with its count, and of the searches a person keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton

from mdtdesk.domain.saved_searches import SavedSearch
from mdtdesk.domain.worklist import VIEWS, View
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme

_HEIGHT, _GAP, _MARGIN, _UNDERLINE = 40, 24, 24, 2
_WIDEST = 160  # of a search's name, which a person may make as long as they like


class ViewTab(QPushButton):
    """A view's name with its count, smaller; underlined while it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._count = "", ""
        self.widest = 0
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
        wide = QFontMetrics(theme.font(10.5, bold=True)).horizontalAdvance(self._said())
        return QSize(wide + theme.px(6) + count, theme.px(_HEIGHT - 1))

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def _said(self) -> str:
        if not self.widest:
            return self._name
        metrics = QFontMetrics(theme.font(10.5, bold=True))
        return metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, theme.px(self.widest))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw name, count, underline and the ring of the focus."""
        painter, rect = QPainter(self), self.rect()
        shown = self.isChecked()
        painter.setFont(theme.font(10.5, bold=shown))
        painter.setPen(theme.colour("text" if shown or self.underMouse() else "muted"))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, flags, self._said())
        wide = painter.fontMetrics().horizontalAdvance(self._said()) + theme.px(6)
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


class SavedTab(ViewTab):
    """A search under its name; F2 renames it, Delete forgets it, the menu key offers both."""

    rename_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self, saved: SavedSearch) -> None:
        super().__init__()
        self.saved, self.widest = saved, _WIDEST
        self.setObjectName(f"saved_{saved.name}")
        # the row is one stop for Tab: the group gives Tab to the tab that is shown
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._rename, self._delete = QAction(self), QAction(self)
        for action, key, asked in (
            (self._rename, Qt.Key.Key_F2, self.rename_asked),
            (self._delete, Qt.Key.Key_Delete, self.delete_asked),
        ):
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(partial(asked.emit, saved.name))
            self.addAction(action)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self.show_words(self.saved.name, "")
        self.setToolTip(f"{self.saved.name}\n{self.saved.search}")
        self.setAccessibleName(translate("searches.tab", name=self.saved.name))
        self._rename.setText(translate("searches.rename"))
        self._delete.setText(translate("searches.delete"))

    def allow(self, writing: bool) -> None:
        """Offer what is done to it only where it can be done."""
        for action in (self._rename, self._delete):
            action.setEnabled(writing)


class ViewTabs(QFrame):
    """One stop for Tab; the arrows go from view to view.

    ``picked`` carries the name of a kept search. Those that find no room stand in a menu.
    """

    chosen = Signal(str)
    picked = Signal(str)
    rename_asked = Signal(str)
    delete_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        theme.mark(self, role="head")
        self._tabs: dict[View, ViewTab] = {view: ViewTab() for view in VIEWS}
        self._saved: dict[str, SavedTab] = {}
        self._shown = ""
        self._more = QPushButton()
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
        self._more.setObjectName("saved_more")
        self._more.setMenu(QMenu(self._more))
        self._more.hide()
        theme.mark(self._more, kind="quiet")
        self._row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self.setFocusProxy(self._tabs["all"])
        self.restyle()

    def show_view(self, view: View) -> None:
        """Mark a view as the one that is shown."""
        self._tabs[view].setChecked(True)
        self.setFocusProxy(self._tabs[view])

    def show_saved(
        self, found: Sequence[SavedSearch], translate: Translate, *, writing: bool
    ) -> None:
        """Show the searches a person keeps after the views that are built in."""
        for tab in self._saved.values():
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        self._saved = {saved.name: SavedTab(saved) for saved in found}
        for number, (name, tab) in enumerate(self._saved.items()):
            self._group.addButton(tab)
            self._row.insertWidget(len(self._tabs) + number, tab)
            tab.toggled.connect(lambda on, name=name: self.picked.emit(name) if on else None)
            tab.rename_asked.connect(self.rename_asked)
            tab.delete_asked.connect(self.delete_asked)
            tab.allow(writing)
        self.retranslate(translate)

    def mark_shown(self, view: View, saved: str) -> None:
        """Mark a kept search, or a view, as what is shown already."""
        self._shown = saved
        tab = self._saved[saved] if saved in self._saved else self._tabs[view]
        with QSignalBlocker(tab):
            tab.setChecked(True)
        self.setFocusProxy(tab)
        self._fit()

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
        for kept in self._saved.values():
            kept.retranslate(translate)
        self._more.setText(translate("searches.more"))
        self._fit()

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
        for tab in (*self._tabs.values(), *self._saved.values()):
            tab.updateGeometry()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Leave the searches that find no room to the menu."""
        return QSize(self._built_in(), theme.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the searches that find room."""
        super().resizeEvent(event)
        self._fit()

    def _built_in(self) -> int:
        tabs = sum(tab.sizeHint().width() + theme.px(_GAP) for tab in self._tabs.values())
        return 2 * theme.px(_MARGIN) + tabs

    def _fit(self) -> None:
        gap = theme.px(_GAP)
        widths = {name: tab.sizeHint().width() + gap for name, tab in self._saved.items()}
        room = self.width() - self._built_in()
        if sum(widths.values()) > room:
            room -= self._more.sizeHint().width() + gap
        hidden = []
        for name in sorted(widths, key=lambda name: name != self._shown):
            room -= widths[name]
            if room < 0 and name != self._shown:
                hidden.append(name)
            self._saved[name].setVisible(name not in hidden)
        self._fill_menu(hidden)

    def _fill_menu(self, names: Sequence[str]) -> None:
        menu = self._more.menu()
        menu.clear()
        for name in names:
            # in a menu's words an ampersand marks a key
            menu.addAction(name.replace("&", "&&"), partial(self._saved[name].setChecked, True))
        self._more.setVisible(bool(names))
