# SPDX-License-Identifier: MIT
"""The body map in the window: shows where the disease is, and takes one to a lesion or a new one.

One stop for Tab. The arrows walk: up and down along the spine or a limb, left and right across;
Enter chooses. Each shape is a child of the widget's accessibility with its name.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mdtdesk.domain.body_map import decided
from mdtdesk.domain.body_map.drawing import Drawing, Layout, Seen, draw
from mdtdesk.domain.body_map.marks import marks
from mdtdesk.domain.body_map.regions import Region, lesion_for
from mdtdesk.domain.document import EMPTY, Document
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets import body_map_walk, labels
from mdtdesk.ui.widgets.body_map_paint import outline, paint, path_of
from mdtdesk.ui.widgets.body_map_spots import Spots

_NARROW, _MIDDLE = 180, 330
_ROOM = 232  # how wide the panel is at which 40 mm of it have words of the room's size
_PAUSE_MS = 40  # the key is painted first, then the map that it changes
_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_WAYS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}


_NOWHERE: Region | None = None


class BodyMap(QWidget):
    """``chosen`` carries the region that was clicked or entered, ``walked`` the one walked to."""

    chosen = Signal(object)
    walked = Signal(object)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self.in_room, self.has_limbs = False, False
        self._translate, self._seen = translate, Seen(EMPTY)
        self._drawing: Drawing | None = None
        self._picture: QPixmap | None = None
        self._stale, self._at, self._lesion = True, _NOWHERE, EMPTY
        self._zoom, self._pan = 0, QPointF()
        self._spots, self._pause = Spots(self), QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._redraw)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setObjectName("body_map")
        self.retranslate(translate)

    # what is shown

    def set_case(
        self, case: Document, results: tuple[Result, ...] = (), decision: Document = EMPTY
    ) -> None:
        """Show a case with what its instruments say and what was decided."""
        before, self._seen = self._seen, Seen(case, results, decision)
        if _shown(before, self._translate) != _shown(self._seen, self._translate):
            self._stale = True
            self._pause.start(_PAUSE_MS if case.get("patient") == before.case.get("patient") else 0)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.setAccessibleName(translate("body_map.name"))
        self._redraw()
        self._spots.retranslate(translate)

    def region(self) -> Region | None:
        """Return the region that the keyboard stands on."""
        return self._at

    def regions(self) -> tuple[Region, ...]:
        """Return every region that is drawn, each once."""
        drawing = self._drawn()
        return tuple(dict.fromkeys(t.region for t in drawing.touches)) if drawing else ()

    def show_region(self, region: Region | None) -> None:
        """Put the ring on a region."""
        self._at = region
        self._describe()
        self.update()

    def show_lesion(self, lesion: Document) -> None:
        """Outline the lesion that is at work; the keyboard begins there."""
        if lesion == self._lesion:
            return
        self._lesion = lesion
        if self._at is None or not self._at.holds(lesion):
            held = (region for region in self.regions() if region.holds(lesion))
            self._at = next(held, self._at)
        self._describe()
        self.update()

    def outlined(self) -> tuple[Region, ...]:
        """Return the regions that the lesion at work holds."""
        return tuple(region for region in self.regions() if region.holds(self._lesion))

    def _layout(self) -> Layout:
        size = max(self.width(), 1), max(self.height(), 1)
        return _panel(*size, in_room=self.in_room, limbs=self.has_limbs)

    @property
    def _scale(self) -> float:
        return self.width() / self._layout().width * _ZOOMS[self._zoom]

    def _redraw(self) -> None:
        """Let the next paint, or who asks for the drawing before, draw anew."""
        self._pause.stop()
        self._stale, self._picture = True, None
        self.update()

    def _drawn(self) -> Drawing | None:
        """Return the drawing of what is shown; a key is not held up by it."""
        if self._stale and self.width() > 1 and self.height() > 1:
            self._stale = False
            self._drawing = draw(self._seen, self._layout(), self._translate)
            self._spots.place(self._drawing, self._scale, self._translate)
        return self._drawing

    # the mouse

    def _touched(self, point: QPointF) -> Region | None:
        """Return the uppermost region at a point, its nearest spine level beside the column."""
        drawing = self._drawn()
        if drawing is None:
            return None
        scale = self._scale
        where = point - self._pan
        for touch in reversed(drawing.touches):
            if path_of(touch.shape.commands, scale).contains(where):
                return touch.region
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a shape can be chosen."""
        found = self._touched(event.position())
        shape = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a region."""
        found = self._touched(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.show_region(found)
            self.chosen.emit(found)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, pan while zoomed."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._step_zoom(1 if event.angleDelta().y() > 0 else -1)
        elif self._zoom:
            self._move(QPointF(event.angleDelta().x() / 2, event.angleDelta().y() / 2))
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say a shape's name under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._touched(QPointF(event.pos()))
            words = self.words(found) if found is not None else ""
            QToolTip.showText(event.globalPos(), labels.plain(words), self)
            return True
        return super().event(event)

    # the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, zoom."""
        key = Qt.Key(event.key())
        if key in _WAYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._walk(body_map_walk.step(self.regions(), self._at, _WAYS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk(body_map_walk.end(self.regions(), last=key == Qt.Key.Key_End))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at:
            self.chosen.emit(self._at)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._step_zoom(1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_0):
            self._step_zoom(-1 if key == Qt.Key.Key_Minus else -len(_ZOOMS))
        else:
            super().keyPressEvent(event)

    def _walk(self, region: Region | None) -> None:
        if region is not None:
            self.show_region(region)
            self.walked.emit(region)

    def _step_zoom(self, step: int) -> None:
        self._zoom = min(max(self._zoom + step, 0), len(_ZOOMS) - 1)
        self._pan = QPointF() if not self._zoom else self._pan
        self._move(QPointF())

    def _move(self, by: QPointF) -> None:
        zoom = _ZOOMS[self._zoom]
        low = QPointF(self.width() * (1 - zoom), self.height() * (1 - zoom))
        moved = self._pan + by
        self._pan = QPointF(min(max(moved.x(), low.x()), 0.0), min(max(moved.y(), low.y()), 0.0))
        self._picture = None
        self.update()

    # words

    def words(self, region: Region) -> str:
        """Say a region, and which lesion lies there."""
        return _words(region, self._seen.case, self._translate)

    def _describe(self) -> None:
        self.setAccessibleDescription(self.words(self._at) if self._at is not None else "")
        self.setStatusTip(self._translate("body_map.keys"))

    # painting

    def sizeHint(self) -> QSize:
        """Ask for a column beside the form."""
        return QSize(theme.px(236), theme.px(560))

    def minimumSizeHint(self) -> QSize:
        """Stay readable: the spine alone."""
        return QSize(theme.px(112), theme.px(240))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for the new room."""
        super().resizeEvent(event)
        self._redraw()
        self._drawn()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of the look that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring; begin at the first lesion, else at the first level."""
        super().focusInEvent(event)
        listed = self.regions()
        if self._at not in listed:
            ill = (r for r in listed if lesion_for(r, self._seen.case) is not None)
            self._at = next(ill, body_map_walk.end(listed, last=False))
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Show the picture, made once for each change, the lesion at work, and the ring."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatioF() != ratio:
            if self._drawn() is None:
                return
            self._picture = self._painted(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._pan)
        touches = self._drawing.touches if self._drawing is not None else ()
        at_work = [touch.shape for touch in touches if touch.region.holds(self._lesion)]
        outline(painter, at_work, self._scale, width=1)
        if self.hasFocus():
            here = [touch.shape for touch in touches if touch.region == self._at]
            outline(painter, here, self._scale, width=2)

    def _painted(self, ratio: float) -> QPixmap:
        picture = QPixmap(QSize(round(self.width() * ratio), round(self.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(self._pan)
        if self._drawing is not None:
            paint(painter, self._drawing.primitives, self._scale)
        painter.end()
        return picture


def _shown(seen: Seen, translate: Translate) -> tuple[object, ...]:
    """Return what of a case is drawn: a keystroke elsewhere draws nothing anew."""
    done = tuple(decided.procedures(seen.decision, translate))
    return (marks(seen.case, seen.results, translate), done, decided.is_done(seen.decision))


def _panel(wide: int, tall: int, *, in_room: bool, limbs: bool) -> Layout:
    """Return the panel for a size: the spine alone, with notes, or the skeleton too."""
    if in_room:
        unit = theme.px(_ROOM) / 40.0
        # words keep the room's size, however wide the panel is
        return Layout(wide / unit, tall / unit, 12.5, limbs, legend=False, few=True)
    if wide < theme.px(_NARROW):
        return Layout(20.0, 20.0 * tall / wide, 5.4, False, notes=False, legend=False)
    if wide < theme.px(_MIDDLE):
        return Layout(40.0, 40.0 * tall / wide, 6.6, False, legend=False)
    return Layout(92.0, max(92.0 * tall / wide, 60.0))


def _words(region: Region, case: Document, translate: Translate) -> str:
    name, found = region.name(translate), lesion_for(region, case)
    if found is None:
        return name
    return translate("body_map.with_lesion", name=name, number=found + 1)
