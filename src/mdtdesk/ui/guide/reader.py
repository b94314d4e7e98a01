# SPDX-License-Identifier: MIT
"""The text of the guide: one page, its pictures from the program's own files, its links by keys."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from mdtdesk.domain.guide import pages
from mdtdesk.domain.guide.records import Page
from mdtdesk.i18n import Language
from mdtdesk.ui import theme
from mdtdesk.ui.guide import html

_COLUMN, _EDGE = 860, 32


class Reader(QTextBrowser):
    """``followed`` carries where a link leads; nothing outside the guide is ever opened."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        self._language: Language = "zh"
        self._words: tuple[str, ...] = ()
        self._wide = 0
        self.setObjectName("guide_text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        # links by Tab, and the arrows scroll: there is no caret
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))

    # what is shown

    def show_page(self, page: Page, language: Language) -> None:
        """Show a page from its beginning."""
        self._page, self._language = page, language
        self._set()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def restyle(self) -> None:
        """Set the page anew in the look that is on, at the place that is read."""
        if self._page is None:
            return
        bar = self.verticalScrollBar()
        part = bar.value() / max(bar.maximum(), 1)
        self._set()
        bar.setValue(round(part * bar.maximum()))

    def _set(self) -> None:
        if self._page is None:
            return
        self._wide = self._room()
        self._pad()
        document = self.document()
        document.setDefaultFont(theme.font(10.5))
        document.setDefaultStyleSheet(html.style())
        document.setIndentWidth(theme.px(24))
        document.setDocumentMargin(0)
        self.setHtml(html.page(self._page))
        self.mark(self._words)

    def _room(self) -> int:
        """Return how wide the column of text is."""
        return max(min(theme.px(_COLUMN), self.width() - 2 * theme.px(_EDGE)), 1)

    def _pad(self) -> None:
        around = max((self.width() - self._wide) // 2, theme.px(_EDGE))
        self.setViewportMargins(around, theme.px(24), max(around - theme.px(12), 0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and the pictures as wide as it is."""
        super().resizeEvent(event)
        if self._room() != self._wide:
            self.restyle()
        else:
            self._pad()

    # pictures

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Return a picture of the guide, as wide as the text; anything else is not loaded."""
        url = QUrl(name)
        wanted = QTextDocument.ResourceType.ImageResource.value
        if url.scheme() != html.PICTURE or int(kind) != wanted:
            return None
        file = pages.picture(self._language, url.path())
        return _fitted(QImage(str(file)), self._wide - theme.px(16), self.devicePixelRatioF())

    # what was searched

    def mark(self, words: tuple[str, ...]) -> int:
        """Show where the words stand; return in how many places."""
        self._words = words
        found: list[QTextEdit.ExtraSelection] = []
        for word in words:
            cursor = self.document().find(word)
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(cursor)
                selection.format.setBackground(theme.colour("selection"))
                found.append(selection)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)
        return len(found)


def _fitted(picture: QImage, wide: int, ratio: float) -> QImage:
    """Return a picture at a width, smoothly, with a hairline round it; never larger than it is."""
    if picture.isNull():
        return picture
    wide = min(wide, picture.width())
    scaled = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(
        max(round(wide * ratio), 1), Qt.TransformationMode.SmoothTransformation
    )
    painter = QPainter(scaled)
    painter.setPen(theme.colour("line"))
    painter.drawRect(QRect(0, 0, scaled.width() - 1, scaled.height() - 1))
    painter.end()
    scaled.setDevicePixelRatio(ratio)
    return scaled
