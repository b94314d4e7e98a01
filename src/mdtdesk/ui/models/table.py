# SPDX-License-Identifier: MIT
"""A table of any number of rows of which only the pages one looks at are held.

``fetch(offset, limit, take)`` is asked for a page and later calls ``take(rows, total)`` on the main
thread; answers to an older question are dropped. Cells are ``Cell`` values made by the columns.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets.labels import plain

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Align = Literal["left", "right"]
CELL = Qt.ItemDataRole.UserRole
_PAGE = 100
_HELD = 12
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows.

    tone  colour token of the words: text, muted, danger …
    sign  a tone whose sign stands before the words: danger ▲, warning ◆, fine ●, not_known ?
    hue   colour token of the sign, that of the words if it is empty
    tip   what a dot behind the words means; without it there is none
    icon  an icon instead of words (then ``text`` is what is copied and read out)
    bar   a warning bar before the words
    """

    text: str = ""
    tone: str = "text"
    sign: str = ""
    bold: bool = False
    icon: str = ""
    bar: bool = False
    hue: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: the id it is sorted and kept by, its cells, its width (0 stretches)."""

    id: str
    cell: Callable[[Row, Translate], Cell]
    width: int = 0
    align: Align = "left"
    sortable: bool = False


Take = Callable[[Sequence[Row], int], None]
Fetch = Callable[[int, int, Take[Row]], None]


class TableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one query, by page."""

    counted = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Fetch[Row],
        translate: Translate,
        *,
        header: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch, self._translate, self._header = fetch, translate, header
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._total, self._question = 0, 0

    @property
    def translate(self) -> Translate:
        """Return the translator of the language that is shown."""
        return self._translate

    # what a page asks

    def ask(self) -> None:
        """Ask the query anew from its beginning; what is shown stays until the answer is here."""
        self._question += 1
        self._asked = {0}
        self._fetch(0, _PAGE, self._taker(0, anew=True))

    def row(self, number: int) -> Row | None:
        """Return a row, None while it is on its way."""
        page = self._pages.get(number // _PAGE)
        within = number % _PAGE
        return page[within] if page is not None and within < len(page) else None

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self._total:
            self.dataChanged.emit(
                self.index(0, 0), self.index(self._total - 1, len(self.columns) - 1)
            )

    def copied(self, numbers: Sequence[int]) -> str:
        """Return rows as lines of cells parted by tabs, as a spreadsheet takes them."""
        rows = [row for row in (self.row(number) for number in numbers) if row is not None]
        lines = [[self._words(column, row) for column in self.columns] for row in rows]
        return "\n".join("\t".join(line) for line in lines)

    # what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows the query has."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell, or its words; a row that is not here yet is asked for."""
        if not self.checkIndex(index) or not index.isValid():
            return None
        row = self.row(index.row())
        if row is None:
            self._want(index.row() // _PAGE)
            return None
        column = self.columns[index.column()]
        if role == CELL:
            return column.cell(row, self._translate)
        cell = column.cell(row, self._translate)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text} {cell.tip}".rstrip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(cell.tip)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's words."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._translate(self._header(column.id))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if column.align == "right"
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    # pages

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self._fetch(page * _PAGE, _PAGE, self._taker(page, anew=False))

    def _taker(self, page: int, *, anew: bool) -> Take[Row]:
        question = self._question

        def take(rows: Sequence[Row], total: int) -> None:
            if question != self._question:
                return
            if anew or total != self._total:
                self._begin(page, tuple(rows), total)
            else:
                self._continue(page, tuple(rows))

        return take

    def _begin(self, page: int, rows: tuple[Row, ...], total: int) -> None:
        self.beginResetModel()
        self._pages = OrderedDict({page: rows})
        self._asked = {page}
        self._total = total
        self.endResetModel()
        self.counted.emit(total)

    def _continue(self, page: int, rows: tuple[Row, ...]) -> None:
        self._pages[page] = rows
        while len(self._pages) > _HELD:
            gone, _ = self._pages.popitem(last=False)
            self._asked.discard(gone)
        first = page * _PAGE
        last = min(first + len(rows), self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _words(self, column: Column[Row], row: Row) -> str:
        return " ".join(column.cell(row, self._translate).text.split())
