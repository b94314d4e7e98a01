# SPDX-License-Identifier: MIT
"""A window on a machine with as many screens as the platform is told of; it says what stands where.

Run as ``python two_screens.py STORE`` on Qt's offscreen platform, with its screens in a file. It
prints one JSON object with what is seen after each step: the room entered, names masked, screens
swapped, the room left, entered again and locked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from builders import PASSWORD
from mdtdesk import settings
from mdtdesk.ui import main
from mdtdesk.ui.pages.room import RoomPage


def _settle(built: main.Built) -> None:
    for _ in range(20):
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()
        while built.tasks.busy:
            QApplication.processEvents()


def _sign_in(built: main.Built) -> None:
    field = built.window.findChild(QLineEdit, "password")
    enter = built.window.findChild(QPushButton, "enter")
    assert field is not None
    assert enter is not None
    field.setText(PASSWORD)
    enter.click()
    _settle(built)


def _place(rect: QRect) -> list[int]:
    return [rect.x(), rect.y(), rect.width(), rect.height()]


def _seen(built: main.Built) -> dict[str, object]:
    told: dict[str, object] = {"window": _place(built.window.geometry()), "notes": None}
    room, cursor = built.window.findChild(RoomPage), QApplication.focusWidget()
    if room is None or not room.isVisible():
        return told
    told["name"] = room.head.name.text()
    told["typing"] = cursor is not None and room.isAncestorOf(cursor)
    if room.notes.isVisible():
        told["notes"] = _place(room.notes.geometry())
        words = [one for one in room.notes._inside.findChildren(QLabel) if one.wordWrap()]
        told["slack"] = max(one.height() - one.heightForWidth(one.width()) for one in words)
        told["words"] = " ".join(each.text() for each in room.notes.findChildren(QLabel))
    return told


def _steps(built: main.Built) -> dict[str, Callable[[], object]]:
    def trigger(action: str) -> None:
        built.window.trigger(action)

    return {
        "entered": partial(trigger, "meeting_run"),
        "masked": partial(trigger, "mask"),
        "swapped": partial(trigger, "swap_screens"),
        "left": partial(trigger, "back"),
        "entered_again": partial(trigger, "meeting_run"),
        "locked": built.window.lock,
    }


def run(store: Path) -> None:
    """Go through the steps."""
    built = main.build(QApplication([]), settings.load())
    built.window.resize(1200, 700)
    built.window.start(store)
    built.window.show()
    _settle(built)
    _sign_in(built)
    built.desk.go("meeting")
    _settle(built)
    told = {"before": _seen(built)}
    for name, step in _steps(built).items():
        step()
        _settle(built)
        told[name] = _seen(built)
    print(json.dumps(told))
    built.window.close()
    _settle(built)
    built.tasks.close()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
