# SPDX-License-Identifier: MIT
"""The one table of the window: rows of 32, no grid, whole rows selected, keys of a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from mdtdesk import policy
from mdtdesk.errors import Unavailable
from mdtdesk.ui import messages, theme
from mdtdesk.ui.models.table import Row, TableModel
from mdtdesk.ui.widgets.row_delegate import ROW, RowDelegate
from mdtdesk.ui.widgets.table_header import TableHeader

_LEAST = 48


class TableView(QTableView):
    """Shows a ``TableModel``; Enter or a double click opens, Ctrl+C copies the selected rows."""

    opened = Signal(int)
    sort_asked = Signal(str)
    chosen = Signal(int)

    def __init__(self, model: TableModel[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._set_up()
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()

    def _set_up_header(self) -> None:
        self._head = header = TableHeader(self)
        self.setHorizontalHeader(header)
        header.sectionClicked.connect(self._sort)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(self._table.columns):
            if column.width == 0:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._measure(widths=True)

    def select(self, row: int) -> None:
        """Select a row and bring it into view."""
        index = self._table.index(row, 0)
        if index.isValid():
            self.doItemsLayout()  # new rows are laid out late, and nothing scrolls before
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def current(self) -> int:
        """Return the row the cursor is on, -1 if there is none."""
        return self.currentIndex().row()

    def selected(self) -> tuple[int, ...]:
        """Return the selected rows from above."""
        return tuple(sorted(index.row() for index in self.selectionModel().selectedRows()))

    def show_sort(self, column: str, *, descending: bool) -> None:
        """Mark the column the rows are sorted by."""
        ids = [one.id for one in self._table.columns]
        self._head.show_sort(ids.index(column) if column in ids else -1, descending=descending)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as a spreadsheet takes them, if they may leave."""
        if not policy.current().export:
            messages.tell(self.window(), self._table.translate, Unavailable("export_off"))
            return
        QGuiApplication.clipboard().setText(self._table.copied(self.selected()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and copy; letters do not search, the search box does."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current() >= 0:
            self.opened.emit(self.current())
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the heights of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure(widths=False)

    def _measure(self, *, widths: bool) -> None:
        self.verticalHeader().setMinimumSectionSize(theme.px(ROW))
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW))
        header = self.horizontalHeader()
        header.setFixedHeight(theme.px(ROW))
        header.setMinimumSectionSize(theme.px(_LEAST))
        for number, column in enumerate(self._table.columns):
            if widths and column.width:
                self.setColumnWidth(number, theme.px(column.width))

    def _sort(self, section: int) -> None:
        column = self._table.columns[section]
        if column.sortable:
            self.sort_asked.emit(column.id)

    def _choose(self, index: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(index.row())
