# SPDX-License-Identifier: MIT
"""The files of a case as tiles; a small picture is asked for once its tile is painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mdtdesk.domain.files import DICOM, JPEG, PDF, PNG, FileRow
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme

TILE = (148, 150)
_PICTURE = (132, 92)
_KINDS = {PNG: "PNG", JPEG: "JPEG", PDF: "PDF", DICOM: "DICOM"}
_ROW = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
Index = QModelIndex


class FilesModel(QAbstractListModel):
    """``wanted`` carries the digests of tiles that are painted without their picture."""

    wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FileRow, ...] = ()
        self._pictures: dict[str, QPixmap | None] = {}
        self._asked: set[str] = set()
        self._lesions: Mapping[str, str] = {}
        self._translate: Translate | None = None

    def show_rows(self, rows: Sequence[FileRow], lesions: Mapping[str, str]) -> None:
        """Show these files with the names of their lesions; pictures that are known stay."""
        if tuple(rows) == self.rows and lesions == self._lesions:
            return
        self._lesions = lesions
        self.beginResetModel()
        self.rows = tuple(rows)
        here = {row.digest for row in rows}
        self._pictures = {d: p for d, p in self._pictures.items() if d in here}
        self._asked &= set(self._pictures)
        self.endResetModel()

    def retranslate(self, translate: Translate) -> None:
        """Say kinds and sizes in a language."""
        self._translate = translate
        self._repaint()

    def take(self, found: Mapping[str, bytes]) -> None:
        """Take small pictures, each scaled once to what a tile shows."""
        width, height = (theme.px(2 * side) for side in _PICTURE)
        for digest, data in found.items():
            picture = QPixmap()
            kept = picture.loadFromData(data) if data else False
            self._pictures[digest] = (
                picture.scaled(
                    width,
                    height,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
                if kept
                else None
            )
        self._repaint()

    def picture(self, row: FileRow) -> QPixmap | None:
        """Return a file's picture; one that is not here yet is asked for."""
        if row.held and row.digest not in self._pictures and row.digest not in self._asked:
            self._asked.add(row.digest)
            self.wanted.emit(row.digest)
        return self._pictures.get(row.digest)

    def said(self, row: FileRow) -> str:
        """Return the second line of a tile: lesion, kind, size, or that the bytes are elsewhere."""
        if self._translate is None:
            return ""
        if not row.held:
            return self._translate("files.elsewhere")
        said = (
            self._lesions.get(row.lesion, ""),
            _KINDS.get(row.media_type, ""),
            size(row.bytes, self._translate),
        )
        return "  ".join(filter(None, said))

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Any = _ROOT) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a tile's words for those who hear them, and its row."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {self.said(row)}"
        return None


def size(count: int, translate: Translate) -> str:
    """Say how large a file is."""
    if count >= 1_000_000:
        return translate("files.megabytes", count=f"{count / 1_000_000:.1f}")
    return translate("files.kilobytes", count=max(1, round(count / 1000)))


class TileDelegate(QStyledItemDelegate):
    """Paints a tile: the picture, the name, what it is."""

    def __init__(self, model: FilesModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Any) -> QSize:
        """Return the size of every tile."""
        return QSize(*(theme.px(side) for side in TILE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        """Paint one tile."""
        row = index.data(_ROW)
        state, rect = option.state, option.rect.adjusted(2, 2, -2, -2)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        self._paint_picture(painter, self._place(rect), row)
        self._paint_words(painter, rect, row)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _place(self, rect: QRect) -> QRect:
        width, height = (theme.px(side) for side in _PICTURE)
        return QRect(rect.x() + (rect.width() - width) // 2, rect.y() + theme.px(6), width, height)

    def _paint_picture(self, painter: QPainter, place: QRect, row: FileRow) -> None:
        painter.fillRect(place, theme.colour("window"))
        picture = self._model.picture(row)
        if picture is not None:
            fitted = QRect(place)
            fitted.setSize(picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio))
            fitted.moveCenter(place.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(fitted, picture)
        else:
            side = theme.px(32)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(place.center())
            icons.icon("file").paint(painter, spot)
            if not row.held:
                ink = QPen(theme.colour("not_known"), 1, Qt.PenStyle.DashLine)
                painter.setPen(ink)
                painter.drawRect(place)
                return
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRect(place)

    def _paint_words(self, painter: QPainter, rect: QRect, row: FileRow) -> None:
        left, width = rect.x() + theme.px(6), rect.width() - theme.px(12)
        top = rect.y() + theme.px(102)
        for at, (words, points, ink) in enumerate(
            ((row.name, 9.5, "text"), (self._model.said(row), 9, "muted"))
        ):
            painter.setFont(theme.font(points))
            painter.setPen(theme.colour(ink))
            line = QRect(left, top + at * theme.px(20), width, theme.px(20))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), shown)
