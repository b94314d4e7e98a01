# SPDX-License-Identifier: MIT
"""The tiles of a case's files in rows, as high as they are: what is out of view is not painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from mdtdesk.domain.files import FileRow
from mdtdesk.ui import theme
from mdtdesk.ui.files.tiles import TILE, FilesModel, TileDelegate

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FileGrid(QListView):
    """Enter opens a file, Delete asks for its removal, Ctrl+V pastes."""

    opened = Signal(object)
    removed = Signal(object)
    pasted = Signal()
    menu_asked = Signal(object, QPoint)
    wanted = Signal(object)
    reached = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_ = FilesModel(self)
        self._digests: list[str] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask)
        self._set_up()

    def _set_up(self) -> None:
        self.setModel(self.model_)
        self.setItemDelegate(TileDelegate(self.model_, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.model_.rows[index.row()]))
        self.model_.wanted.connect(self._want)
        self.model_.modelReset.connect(self._fit)
        self._fit()

    # pictures

    def _want(self, digest: str) -> None:
        self._digests.append(digest)
        self._soon.start()

    def _ask(self) -> None:
        digests, self._digests = tuple(self._digests), []
        self.wanted.emit(digests)

    # the cursor

    def row(self) -> FileRow | None:
        """Return the file that the cursor is on."""
        at = self.currentIndex().row()
        return self.model_.rows[at] if 0 <= at < len(self.model_.rows) else None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the cursor on a file."""
        super().focusInEvent(event)
        self.reached.emit()
        if not self.currentIndex().isValid() and self.model_.rows:
            first = self.model_.index(0)
            self.selectionModel().setCurrentIndex(
                first, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, remove or paste."""
        row = self.row()
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif row is not None and event.key() in _ENTER:
            self.opened.emit(row)
        elif row is not None and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.menu_asked.emit(self.model_.rows[index.row()], self.mapToGlobal(at))

    # sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the rows are at this width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "model_"):
            self._fit()

    def _fit(self) -> None:
        wide, tall = (theme.px(side) for side in TILE)
        self.setGridSize(QSize(wide, tall))
        count = len(self.model_.rows)
        across = max((self.width() - 1) // wide, 1)
        rows = -(-count // across)
        self.setFixedHeight(max(rows * tall + 4, 1) if count else 1)
        self.setVisible(bool(count))
