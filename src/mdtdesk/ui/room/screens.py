# SPDX-License-Identifier: MIT
"""Which screen the room fills, and which one the notes of who leads it: the first of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication, QScreen

from mdtdesk.ui.desk import Desk
from mdtdesk.ui.room.notes import Notes

_KEPT, _SWAPPED = "room screens", "swapped"


class Placed(Protocol):
    """What is asked of a screen."""

    def geometry(self) -> QRect:
        """Return where it lies."""


S = TypeVar("S", bound=Placed)


@dataclass(frozen=True, slots=True)
class Arrangement(Generic[S]):
    """The screen for the room, and one for the notes where there is another."""

    room: S
    notes: S | None = None


def arranged(screens: Sequence[S], *, swapped: bool = False) -> Arrangement[S]:
    """Return the arrangement; a screen that shows the same as the first is no second one."""
    first, *others = screens
    apart = [each for each in others if not each.geometry().intersects(first.geometry())]
    if not apart:
        return Arrangement(first)
    return Arrangement(first, apart[0]) if swapped else Arrangement(apart[0], first)


def now(desk: Desk) -> Arrangement[QScreen]:
    """Return the arrangement of the screens there are."""
    swapped = desk.settings.window.get(_KEPT) == _SWAPPED
    return arranged(QGuiApplication.screens(), swapped=swapped)


class RoomScreens(QObject):
    """Fills the screens there are for as long as the room is shown."""

    def __init__(self, desk: Desk, notes: Notes) -> None:
        super().__init__(notes)
        self._desk, self._notes = desk, notes

    def take(self) -> None:
        """Fill the second screen, with the notes on the first; where there is one have none."""
        there, room = now(self._desk), self._notes.parentWidget()
        self._desk.fill_screen(True, there.room if there.notes is not None else None)
        if there.notes is None or room is None:
            self._notes.hide()
            return
        self._notes.show_on(there.notes)
        room.window().activateWindow()

    def swap(self) -> None:
        """Let room and notes change their screens."""
        swap(self._desk)
        self.take()

    def give_back(self) -> None:
        """Be a window among others again."""
        self._desk.fill_screen(False)
        self._notes.hide()


def swap(desk: Desk) -> None:
    """Let room and notes change their screens, and remember it."""
    swapped = desk.settings.window.get(_KEPT) == _SWAPPED
    desk.remember_window(_KEPT, "" if swapped else _SWAPPED)
