# SPDX-License-Identifier: MIT
"""A case's pictures full screen, one after the other, for the desk and the projector."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

from mdtdesk.domain.files import Content, FileRow
from mdtdesk.services import attachments
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure

_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)
_CLOSE = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4)
_LINE = 44


def decoded(data: bytes, room: QSize) -> QImage:
    """Return a picture of ours no larger than the room for it."""
    held = QBuffer()
    held.setData(QByteArray(data))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    whole = reader.size()
    if whole.width() > room.width() or whole.height() > room.height():
        reader.setScaledSize(whole.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class PictureViewer(QDialog):
    """Arrows go on and back, Esc closes; ``named`` False keeps the files' names off the wall."""

    def __init__(
        self, desk: Desk, case_id: str, rows: tuple[FileRow, ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._case_id, self.rows = desk, case_id, rows
        self.at, self.named = 0, True
        self.picture = QImage()
        self._said = ""
        self.setObjectName("pictures")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle(desk.translate("files.title"))

    def open_at(self, at: int) -> None:
        """Show one of the pictures, and itself over everything on the screen of its window."""
        around = self.parentWidget()
        screen = around.window().screen() if around is not None else self.screen()
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.go_to(at)

    def go_to(self, at: int) -> None:
        """Show another picture."""
        if self._desk.context is None or not self.rows:
            return
        self.at = at % len(self.rows)
        digest, self.picture = self.rows[self.at].digest, QImage()
        self._said = self._desk.translate("files.fetching")
        self.setAccessibleName(self.words())
        self.update()
        room = self.screen().size() * self.devicePixelRatioF()

        def decode(content: Content) -> None:
            self._desk.work(lambda _task: decoded(content.data, room), done=show)

        def show(picture: QImage) -> None:
            # whoever closed it or went on does not wait for this one
            if isValid(self) and self.rows[self.at].digest == digest:
                self.picture, self._said = picture, ""
                self.update()

        self._desk.ask(attachments.content, self._case_id, digest, done=decode, failed=self._fail)

    def _fail(self, failure: Failure) -> None:
        self._said = self._desk.translate("files.cannot_show")
        self.update()
        self._desk.refuse(failure)

    def words(self) -> str:
        """Return what stands under the picture."""
        place = self._desk.translate("files.place", at=self.at + 1, of=len(self.rows))
        return f"{place}  {self.rows[self.at].name}" if self.named else place

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture as large as the screen lets it be."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(Qt.GlobalColor.white)
        painter.setFont(theme.font(20))
        line = theme.px(_LINE)
        room = self.rect().adjusted(0, 0, 0, -line)
        middle = int(Qt.AlignmentFlag.AlignCenter)
        if self.picture.isNull():
            painter.drawText(room, middle, self._said)
        else:
            fitted = QRect(room)
            size = self.picture.size() / self.devicePixelRatioF()
            if size.width() > room.width() or size.height() > room.height():
                size = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            fitted.setSize(size)
            fitted.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(fitted, self.picture)
        foot = self.rect().adjusted(theme.px(24), self.height() - line, -theme.px(24), 0)
        words = painter.fontMetrics().elidedText(
            self.words(), Qt.TextElideMode.ElideMiddle, foot.width()
        )
        painter.drawText(foot, middle, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, go back, close."""
        if event.key() in _NEXT:
            self.go_to(self.at + 1)
        elif event.key() in _BACK:
            self.go_to(self.at - 1)
        elif event.key() in _CLOSE:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go on by a click in the right half, back by one in the left."""
        self.go_to(self.at + (1 if event.position().x() > self.width() / 2 else -1))


def show_all(desk: Desk, case_id: str, parent: QWidget, *, named: bool) -> None:
    """Show a case's pictures full screen, or say that it has none."""

    def show(found: tuple[FileRow, ...]) -> None:
        pictures = tuple(row for row in found if row.is_picture)
        if not pictures:
            desk.say("files.no_pictures")
            return
        viewer = PictureViewer(desk, case_id, pictures, parent)
        viewer.named = named
        viewer.open_at(0)

    if case_id:
        desk.ask(attachments.listed, case_id, done=show)
