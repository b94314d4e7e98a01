# SPDX-License-Identifier: MIT
"""The pages of a PDF under each other, drawn beside the window and shown at any size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.imaging import pages
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.preview.picture import image
from mdtdesk.ui.tasks import Task

FIRST_MOST = 1.25
STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN_DPI, _GAP, _EDGE = 96, 16, 24
Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page's picture and the resolution it was drawn at."""

    index: int
    dpi: float
    picture: QImage


class _Sheet(QWidget):
    """One page: white until it is drawn."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.points, self.dpi = size, 0.0
        self.picture: QImage | None = None

    def show_at(self, zoom: float) -> None:
        """Take the size of a zoom."""
        scale = zoom * _SCREEN_DPI / pages.POINTS_AN_INCH
        # as many pixels as the picture has, so that it is shown unstretched
        wide, tall = (ceil(side * scale) for side in self.points)
        self.setFixedSize(QSize(wide, tall))

    def let_go(self) -> None:
        """Keep no picture: it is far out of view."""
        self.picture, self.dpi = None, 0.0

    def show_drawn(self, drawn: _Drawn) -> None:
        """Show a picture."""
        self.picture, self.dpi = drawn.picture, drawn.dpi
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page with a hairline round it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.drawImage(self.rect(), self.picture)
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Sheets(QScrollArea):
    """Scrolls by page; ``moved`` carries the page that is read and the zoom changed or not."""

    moved = Signal()
    print_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._pdf = b""
        self._sheets: list[_Sheet] = []
        self._tasks: list[Task[_Drawn]] = []
        self._zoom, self._fits, self._whole = 1.0, True, False
        self._most = FIRST_MOST
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self.setObjectName("sheets")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._inside)
        self._connect()

    def _connect(self) -> None:
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._look)

    # what is shown

    def show_pdf(self, pdf: bytes, sizes: tuple[Size, ...]) -> None:
        """Show another PDF from its first page."""
        self.clear()
        self._pdf = pdf
        for size in sizes:
            sheet = _Sheet(size)
            self._sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self._apply()

    def clear(self) -> None:
        """Show nothing; what is still being drawn is no longer wanted."""
        self._cancel()
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._pdf, self._sheets = b"", []

    def is_drawn(self) -> bool:
        """Tell whether all that is in view is drawn at the size it is shown at."""
        return bool(self._sheets) and all(self._sheets[n].dpi == self._dpi() for n in self._near())

    def picture(self, page: int) -> QImage | None:
        """Return what is drawn of a page, from 1."""
        return self._sheets[page - 1].picture

    def count(self) -> int:
        """Return how many pages there are."""
        return len(self._sheets)

    def page(self) -> int:
        """Return the number of the page in the middle of the view, from 1; 0 for none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = [n for n, sheet in enumerate(self._sheets, 1) if sheet.y() <= middle]
        return max(passed, default=min(1, len(self._sheets)))

    def go(self, page: int) -> None:
        """Bring the top of a page into view."""
        if self._sheets:
            sheet = self._sheets[min(max(page, 1), len(self._sheets)) - 1]
            self.verticalScrollBar().setValue(sheet.y() - theme.px(_GAP))

    # size

    def zoom(self) -> float:
        """Return the size as a part of the paper's own."""
        return self._zoom

    def fits(self) -> bool:
        """Tell whether the size follows the width of the window."""
        return self._fits

    def fit(self) -> None:
        """Make a page as wide as there is room."""
        self._fits, self._whole, self._most = True, False, STEPS[-1]
        self._apply()

    def fit_whole(self) -> None:
        """Make a whole page visible."""
        self._fits = self._whole = True
        self._apply()

    def step(self, by: int) -> None:
        """Take the next larger or smaller size."""
        larger = [z for z in STEPS if z > self._zoom + 0.005]
        smaller = [z for z in STEPS if z < self._zoom - 0.005]
        found = larger[:1] if by > 0 else smaller[-1:]
        if found:
            self._zoom, self._fits, self._whole = found[0], False, False
            self._apply()

    def _apply(self) -> None:
        read = self.page()
        self._column.setContentsMargins(*[theme.px(_EDGE)] * 4)
        self._column.setSpacing(theme.px(_GAP))
        if self._fits and self._sheets:
            self._zoom = self._fitting()
        for sheet in self._sheets:
            sheet.show_at(self._zoom)
        self._inside.adjustSize()
        self.go(read if read > 1 else 0)
        self._draw()
        self.moved.emit()

    def _fitting(self) -> float:
        """Return the zoom at which a page has the room's width, or fits it whole."""
        scale = _SCREEN_DPI / pages.POINTS_AN_INCH
        wide, tall = (side * scale for side in self._sheets[0].points)
        edge = 2 * theme.px(_EDGE)
        zoom = (self.viewport().width() - edge) / wide
        if self._whole:
            zoom = min(zoom, (self.viewport().height() - edge) / tall)
        return min(max(zoom, STEPS[0]), self._most)

    def _dpi(self) -> float:
        return self._zoom * _SCREEN_DPI * self.devicePixelRatioF()

    def _draw(self) -> None:
        """Have the pages in view and those beside them drawn; the others are let go."""
        self._cancel()
        dpi, near = self._dpi(), self._near()
        for index, sheet in enumerate(self._sheets):
            if index not in near:
                sheet.let_go()
        for index in near:
            if self._sheets[index].dpi != dpi:
                job = _drawing(self._pdf, index, dpi)
                self._tasks.append(self._desk.work(job, done=self._take))

    def _near(self) -> list[int]:
        """Return the pages in view and one on either side, the one that is read first."""
        top = self.verticalScrollBar().value()
        bottom, here = top + self.viewport().height(), self.page() - 1
        seen = [
            n
            for n, sheet in enumerate(self._sheets)
            if sheet.y() < bottom and sheet.y() + sheet.height() > top
        ] or [max(here, 0)]
        near = range(max(seen[0] - 1, 0), min(seen[-1] + 2, len(self._sheets)))
        return sorted(near, key=lambda n: abs(n - here))

    def _take(self, drawn: _Drawn) -> None:
        if drawn.index < len(self._sheets):
            self._sheets[drawn.index].show_drawn(drawn)

    def _cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _look(self) -> None:
        self._draw()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the width filled."""
        super().resizeEvent(event)
        if self._fits and self._sheets:
            self._apply()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._sheets:
            self._apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from page to page and change the size."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar = self.verticalScrollBar()
        ways = {
            Qt.Key.Key_PageDown: lambda: self.go(self.page() + 1),
            Qt.Key.Key_PageUp: lambda: self.go(self.page() - 1),
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_Space: lambda: bar.setValue(
                bar.value() + self.viewport().height() * 9 // 10
            ),
            Qt.Key.Key_Plus: lambda: self.step(1),
            Qt.Key.Key_Minus: lambda: self.step(-1),
            Qt.Key.Key_Equal: lambda: self.step(1),
            Qt.Key.Key_W: self.fit,
            Qt.Key.Key_P: self.fit_whole,
            Qt.Key.Key_Return: self.print_wanted.emit,
            Qt.Key.Key_Enter: self.print_wanted.emit,
        }
        way = ways.get(Qt.Key(key))
        if way is not None and not control:
            way()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl change the size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.step(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def retranslate(self, translate: Translate) -> None:
        """Name the pages for those who cannot see them."""
        name = translate("preview.page", page=self.page(), pages=self.count())
        self.setAccessibleName(name)


def _drawing(pdf: bytes, index: int, dpi: float) -> Callable[[Task[_Drawn]], _Drawn]:
    def job(task: Task[_Drawn]) -> _Drawn:
        task.report(0, 1)
        return _Drawn(index, dpi, image(pages.page_picture(pdf, index, dpi)))

    return job


def sizes_of(pdf: bytes) -> tuple[Size, ...]:
    """Return the size of each page in points."""
    return tuple(pages.page_size(pdf, index) for index in range(pages.page_count(pdf)))
