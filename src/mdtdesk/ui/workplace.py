# SPDX-License-Identifier: MIT
"""The window at work: the rail, the stack of pages, and which of them is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from mdtdesk import crashes
from mdtdesk.ui import theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.case import tab_order
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.page import Page, Place
from mdtdesk.ui.rail import Rail

_PAUSE_MS = 25  # between two pieces of a page that is made ahead


class Workplace(QWidget):
    """Makes a page when it is first gone to, and keeps it for the rest of the session."""

    def __init__(self, desk: Desk, places: Sequence[Place]) -> None:
        super().__init__()
        self._desk = desk
        self._places = {place.id: place for place in places}
        desk.places = frozenset(self._places)
        self._pages: dict[str, Page] = {}
        self._here = ""
        self._unmade = [place.id for place in places if place.ahead]
        self._ahead = QTimer(self, interval=_PAUSE_MS)
        self._ahead.timeout.connect(self._prepare)
        self._rail = Rail(places)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme.mark(self._stack, role="surface")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._rail.chosen.connect(self.go)
        self._desk.went.connect(self.go)
        self._desk.filled.connect(self._rail.show_whole)

    def go(self, place: str, what: Any = None) -> None:
        """Show a page; the one before it writes down what was typed."""
        crashes.note(f"page.{place}")
        if self._here and self._here != place:
            self._pages[self._here].leave()
        page = self._page(place)
        self._here = place
        self._unmade = [other for other in self._unmade if other != place]  # it makes the rest
        self._rail.show_place(self._places[place])
        self._stack.setCurrentWidget(page)
        # only now: the page that is hidden passes its cursor on and speaks once more
        self._desk.hint("")
        self._desk.state("")
        page.enter(what)
        self._desk.slots_changed.emit()

    def _page(self, place: str) -> Page:
        if place not in self._pages:
            page = self._places[place].page(self._desk)
            page.retranslate()
            self._stack.addWidget(page)
            self._pages[place] = page
        return self._pages[place]

    # making pages ahead

    def _prepare(self) -> None:
        """Make one piece of a page that will be wanted; between two there is room for a key."""
        for place in self._unmade:
            if place not in self._pages:
                self._page(place)
                return
            if self._pages[place].prepare():
                return
        self._ahead.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to make pages ahead, once the first one is shown."""
        super().showEvent(event)
        self._ahead.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make nothing while the window is locked."""
        super().hideEvent(event)
        self._ahead.stop()

    def has(self, place: str) -> bool:
        """Tell whether the place exists."""
        return place in self._places

    def topic(self) -> str:
        """Return what is shown, for the guide: the place, and what of it the cursor is in."""
        return f"{self._here}.{self._pages[self._here].topic()}" if self._here else ""

    def slots(self) -> Slots:
        """Return what the shown page offers."""
        return self._pages[self._here].slots() if self._here else {}

    def on(self, place: str, action: str) -> None:
        """Go to a place and do there what it offers under an action's id."""
        if self._here != place:
            self.go(place)
        slot: Callable[[], object] | None = self.slots().get(action)
        if slot is not None:
            slot()

    def leave(self) -> None:
        """Have every page write down what was typed."""
        for page in self._pages.values():
            page.leave()

    def reload(self) -> None:
        """Have every page ask again for what it shows."""
        for page in self._pages.values():
            page.reload()

    def next_pane(self, step: int) -> None:
        """Put the focus into the next pane of the page; the rail is the last one."""
        here = QApplication.focusWidget()
        page = self._pages.get(self._here)
        panes = [pane for pane in (page.panes() if page else ()) if pane.isVisible()]
        button = self._rail.checked()
        panes += [button] if button is not None and button.isVisible() else []
        inside = [
            n for n, pane in enumerate(panes) if here and (pane is here or pane.isAncestorOf(here))
        ]
        if panes:
            start = inside[0] if inside else (-1 if step > 0 else 0)
            _focus(panes[(start + step) % len(panes)])

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        self._rail.retranslate(self._desk.translate)
        for page in self._pages.values():
            page.retranslate()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self._rail.restyle()


def _focus(pane: QWidget) -> None:
    """Focus a pane, or the first thing in it that takes the keyboard, be it just made."""
    takes = pane.focusPolicy() & Qt.FocusPolicy.TabFocus
    found = pane if takes else next(tab_order.stops(pane), pane)
    made: QWidget | None = found
    while made is not None and made is not pane:  # Qt shows what was just made at its next turn
        made.show()
        made = made.parentWidget()
    found.setFocus(Qt.FocusReason.ShortcutFocusReason)
