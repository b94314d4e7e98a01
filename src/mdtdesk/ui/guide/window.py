# SPDX-License-Identifier: MIT
"""The window of the guide: search and contents at the left, the page at the right."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mdtdesk.domain.guide import pages
from mdtdesk.domain.guide.records import Guide, Part
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import button
from mdtdesk.ui.guide.contents import Contents
from mdtdesk.ui.guide.reader import Reader
from mdtdesk.ui.guide.saving import GuideSaving
from mdtdesk.ui.widgets.labels import label

_GEOMETRY = "guide"
_SIZE, _SIDE, _BAR = (1200, 800), 288, 48


class GuideWindow(QWidget):
    """A window beside the program's own, open as long as one likes, over dialogs, too."""

    def __init__(self, desk: Desk, zoom: Callable[[int], object]) -> None:
        super().__init__()
        self._desk, self._zoom = desk, zoom
        self._place = ""
        self._past: list[str] = []
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._add_keys()
        self.restyle()
        self.retranslate()
        self._stand()

    def _make_widgets(self) -> None:
        self.setObjectName("guide")
        self.search, self.contents, self.text = QLineEdit(), Contents(), Reader()
        self.search.setObjectName("guide_search")
        self.search.setClearButtonEnabled(False)
        self.back, self.save = button("link"), button("link")
        self.back.setObjectName("guide_back")
        self.save.setObjectName("guide_save")
        self.said = label(role="muted")
        self._side, self._bar = QFrame(), QFrame()
        self._saving = GuideSaving(self._desk, self)

    def _lay_out(self) -> None:
        theme.mark(self._side, role="side")
        theme.mark(self._bar, role="head")
        theme.mark(self, role="surface")
        theme.mark(self.search, large=True)
        self._left, self._right = QVBoxLayout(self._side), QVBoxLayout()
        self._left.addWidget(self.search)
        self._left.addWidget(self.contents, 1)
        self._row = QHBoxLayout(self._bar)
        self._row.addWidget(self.back)
        self._row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignRight)
        self._row.addWidget(self.save)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addWidget(self._bar)
        self._right.addWidget(self.text, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._side)
        whole.addLayout(self._right, 1)

    def _connect(self) -> None:
        desk = self._desk
        desk.language_changed.connect(self.retranslate)
        desk.theme_changed.connect(self.restyle)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        # in a turn of its own: the list changes, and it is the list that says it
        self.contents.chosen.connect(
            lambda part: self.go(part.place), Qt.ConnectionType.QueuedConnection
        )
        self.contents.entered.connect(self.text.setFocus)
        self.text.followed.connect(self.go)
        self.back.clicked.connect(self.go_back)
        self.save.clicked.connect(self._saving.ask)
        self._saving.said.connect(self.said.setText)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Left", self.go_back),
            ("Ctrl+F", self._seek),
            ("Ctrl+K", self._seek),
            ("F6", self._next_pane),
            ("Ctrl+S", self._saving.ask),
            ("Ctrl++", lambda: self._zoom(1)),
            ("Ctrl+=", lambda: self._zoom(1)),
            ("Ctrl+-", lambda: self._zoom(-1)),
            ("Ctrl+0", lambda: self._zoom(0)),
        )
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(slot)

    # where one reads

    @property
    def guide(self) -> Guide:
        """Return the guide in the window's language."""
        return pages.load(self._desk.language)

    @property
    def place(self) -> str:
        """Return what is shown, as a link names it."""
        return self._place

    def open_at(self, place: str) -> None:
        """Show a place, with the window before all others."""
        self.search.clear()
        if place != self._place:
            self.go(place)
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def go(self, place: str) -> None:
        """Show a place; the one before it is what Back returns to."""
        if self._place and self._place != place:
            self._past.append(self._place)
        self._show(place)

    def go_back(self) -> None:
        """Return to the place before."""
        if self._past:
            self._show(self._past.pop())

    def _show(self, place: str) -> None:
        page_id, _, part = place.partition("#")
        before = self._place.partition("#")[0]
        self._place = place
        page = self.guide.page(page_id)
        if page_id != before:
            self.text.show_page(page, self._desk.language)
        if part:
            self.text.scrollToAnchor(part)
        elif page_id == before:
            self.text.verticalScrollBar().setValue(0)
        self.setWindowTitle(f"{page.title} – {self._desk.translate('guide.title')}")
        self.back.setEnabled(bool(self._past))
        self._list()

    def _list(self) -> None:
        """List the pages with the parts of the one that is read, or what a search found."""
        wanted = self.search.text().strip()
        if wanted:
            titles = {page.id: page.title for page in self.guide.pages}
            self.contents.show_parts(pages.find(self.guide, wanted), self._place, titles)
            return
        here = self._place.partition("#")[0]
        shown = [part for part in pages.parts(self.guide) if not part.id or part.page == here]
        self.contents.show_parts(shown, self._place, {})

    # the search

    def _seek(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _find(self, text: str) -> None:
        """List what holds the words, and show the first of it."""
        words = tuple(text.casefold().split())
        found: tuple[Part, ...] = pages.find(self.guide, text) if words else ()
        if found and self._place not in [part.place for part in found]:
            self.go(found[0].place)
        self._list()
        self.text.mark(words)
        self.said.setText(self._count(text.strip(), len(found)) if words else "")

    def _count(self, text: str, count: int) -> str:
        translate = self._desk.translate
        if not count:
            return translate("guide.nothing", text=text)
        return translate("guide.found_one") if count == 1 else translate("guide.found", count=count)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Walk what was found by the arrows while the cursor is in the search field."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            key = event.key() if isinstance(event, QKeyEvent) else 0
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.contents.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End a search by Esc, then close."""
        if event.key() == Qt.Key.Key_Escape:
            if self.search.text():
                self.search.clear()
                self.text.setFocus()
            else:
                self.close()
        else:
            super().keyPressEvent(event)

    def _next_pane(self) -> None:
        panes: list[QWidget] = [self.search, self.contents, self.text]
        here = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if pane is here), -1)
        panes[(at + 1) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # words, looks, place on the screen

    def retranslate(self) -> None:
        """Set every text in the language that is on, at the place that is read."""
        translate = self._desk.translate
        self.search.setPlaceholderText(translate("guide.search_hint"))
        self.search.setAccessibleName(translate("guide.search"))
        self.contents.setAccessibleName(translate("guide.contents"))
        self.text.setAccessibleName(translate("guide.text"))
        self.back.setText(translate("guide.back"))
        self.save.setText(translate("guide.save"))
        self.said.setText("")
        self.search.clear()
        self.setWindowTitle(translate("guide.title"))
        place, self._place = self._place, ""
        if place:
            self._show(place)

    def restyle(self) -> None:
        """Take the sizes and colours of the look that is on."""
        self._side.setFixedWidth(theme.px(_SIDE))
        self._bar.setFixedHeight(theme.px(_BAR))
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(theme.px(8))
        self._left.setContentsMargins(*map(theme.px, (8, 10, 8, 8)))
        self._row.setContentsMargins(*map(theme.px, (24, 0, 24, 0)))
        self._row.setSpacing(theme.px(16))
        self.contents.restyle()
        self.text.restyle()

    def _stand(self) -> None:
        """Stand where the window stood last."""
        kept = self._desk.settings.window.get(_GEOMETRY, "")
        self.resize(*map(theme.px, _SIZE))
        if kept:
            self.restoreGeometry(QByteArray(b64decode(kept)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where it stood."""
        kept = b64encode(self.saveGeometry().data()).decode()
        self._desk.remember_window(_GEOMETRY, kept)
        event.accept()
