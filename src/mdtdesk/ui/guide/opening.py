# SPDX-License-Identifier: MIT
"""Opens the guide at what belongs to where one is: from the menu, or by F1 in a dialog.

A dialog blocks the window below it and with that the menu's keys, so the windows of dialogs are
watched for F1; a filter on all events of the program would slow everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget

from mdtdesk.ui.desk import Desk
from mdtdesk.ui.front import Front
from mdtdesk.ui.program import program
from mdtdesk.ui.workplace import Workplace

if TYPE_CHECKING:  # made when it is first asked for
    from mdtdesk.ui.guide.window import GuideWindow

_DIALOGS = (Qt.WindowType.Dialog, Qt.WindowType.Sheet)


class GuideOpening(QObject):
    """The guide's window, made at the first F1 and kept until the program's window is closed.

    zoom  goes to the next larger or smaller scale of the interface
    """

    def __init__(self, desk: Desk, window: QMainWindow, zoom: Callable[[int], object]) -> None:
        super().__init__(window)
        self._desk, self._window, self._zoom = desk, window, zoom
        self._guide: GuideWindow | None = None
        program().focusWindowChanged.connect(self._watch)

    @property
    def guide(self) -> GuideWindow | None:
        """Return the guide's window, None before it was asked for."""
        return self._guide

    def open(self) -> None:
        """Show the guide at what is shown now."""
        # Imported here: no start waits for what most who work never ask for.
        from mdtdesk.domain.guide import pages

        dialog = QApplication.activeWindow()
        named = dialog.objectName() if isinstance(dialog, QDialog) else ""
        self._made().open_at(pages.about(named, _shown(self._window)))

    def _made(self) -> GuideWindow:
        if self._guide is None:
            # Imported here, as above.
            from mdtdesk.ui.guide.window import GuideWindow

            self._guide = GuideWindow(self._desk, self._zoom)
        return self._guide

    def close(self) -> None:
        """Close the guide: the program's window is being closed."""
        guide, self._guide = self._guide, None
        if guide is not None:
            guide.close()
            guide.deleteLater()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window.type() in _DIALOGS:
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take F1 from a dialog."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() != Qt.Key.Key_F1 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        if not isinstance(QApplication.activeWindow(), QDialog):
            return False
        self.open()
        return True


def _shown(window: QMainWindow) -> str:
    """Return what the program's window shows, as ``places.toml`` names it."""
    rooms = window.centralWidget()
    here = rooms.currentWidget() if isinstance(rooms, QStackedWidget) else None
    return here.topic() if isinstance(here, (Front, Workplace)) else ""
