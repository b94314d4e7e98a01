# SPDX-License-Identifier: MIT
"""Takes pictures of the main screens on the demo store: ``python -m mdtdesk.ui.screenshots DIR``.

A screen is a line of ``SCREENS`` and a step of the same name that leads the window there; the steps
follow each other in that order.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from mdtdesk import demo, settings
from mdtdesk.services import cases
from mdtdesk.ui.main import Built, build

# The names alone are read by dev.py, which says them where no picture can be taken.
SCREENS = (
    "welcome",
    "new-store",
    "sign-in",
    "worklist",
    "case",
    "decision",
    "preview",
    "meeting",
    "room",
    "follow",
    "administration",
)
# a decided case of the demo
_DECIDED = "DEMO-26014"
_PATIENCE_MS, _PAINTED_MS = 20_000, 60
_ANSWERS = 8  # one answer may lead to the next question: the case, its typed text, its pages


@dataclass(frozen=True, slots=True)
class Camera:
    """The window, and where its pictures go."""

    built: Built
    store: Path
    folder: Path
    suffix: str

    def settle(self) -> None:
        """Wait until the store has answered and what it said is painted."""
        for _ in range(_PATIENCE_MS // _PAINTED_MS):
            loop = QEventLoop()
            QTimer.singleShot(_PAINTED_MS, loop.quit)
            loop.exec()
            if not self.built.tasks.busy:
                return

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """Return a widget of the window by its name in code."""
        found = self.built.window.findChild(kind, name)
        if not isinstance(found, QWidget):
            raise LookupError(name)
        return found

    def take(self, name: str) -> Path:
        """Save the window as a picture."""
        path = self.folder / f"{name}-{self.suffix}.png"
        # without a window manager nothing does it, and the cursor would be missing
        self.built.window.activateWindow()
        self.settle()
        self.built.window.grab().save(str(path))
        return path


def _welcome(camera: Camera) -> None:
    camera.built.window.start(None)


def _new_store(camera: Camera) -> None:
    button = camera.find(QPushButton, "create")
    if isinstance(button, QPushButton):
        button.click()


def _sign_in(camera: Camera) -> None:
    camera.built.window.start(camera.store)


def _worklist(camera: Camera) -> None:
    field, enter = camera.find(QLineEdit, "password"), camera.find(QPushButton, "enter")
    if isinstance(field, QLineEdit) and isinstance(enter, QPushButton):
        field.setText(demo.password())
        enter.click()
        camera.settle()


def _do(camera: Camera, name: str) -> None:
    action = camera.built.window.findChild(QAction, name)
    if action is None or not action.isEnabled():
        raise LookupError(name)
    camera.built.window.activateWindow()
    camera.settle()
    action.trigger()
    for _ in range(_ANSWERS):
        camera.settle()


def _case(camera: Camera) -> None:
    camera.settle()
    _do(camera, "open_case")
    _do(camera, "section_5")


def _decision(camera: Camera) -> None:
    desk = camera.built.desk
    desk.ask(cases.find, _DECIDED, done=partial(desk.go, "decision"))
    for _ in range(_ANSWERS):
        camera.settle()


def _preview(camera: Camera) -> None:
    _do(camera, "print")


def _meeting(camera: Camera) -> None:
    camera.built.desk.go("meeting")
    for _ in range(_ANSWERS):
        camera.settle()


def _room(camera: Camera) -> None:
    """The room in the window: without a window manager nothing fills the screen."""
    _do(camera, "meeting_run")


def _follow(camera: Camera) -> None:
    camera.built.desk.go("follow")
    for _ in range(_ANSWERS):
        camera.settle()


def _administration(camera: Camera) -> None:
    camera.built.desk.go("administration")
    for _ in range(_ANSWERS):
        camera.settle()


STEPS: Mapping[str, Callable[[Camera], None]] = {
    "welcome": _welcome,
    "new-store": _new_store,
    "sign-in": _sign_in,
    "worklist": _worklist,
    "case": _case,
    "decision": _decision,
    "preview": _preview,
    "meeting": _meeting,
    "room": _room,
    "follow": _follow,
    "administration": _administration,
}


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mdtdesk.ui.screenshots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=int, default=100)
    return parser.parse_args(arguments)


def _demo_store(options: argparse.Namespace) -> Path:
    """Return the store named, else the demo in the folder or beside it."""
    named = options.store or os.environ.get("MDTDESK_STORE")
    if named:
        return Path(named)
    inside: Path = options.folder / demo.NAME
    return inside if inside.exists() else options.folder.resolve().parent / demo.NAME


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures that the options ask for."""
    options = _options(sys.argv[1:] if arguments is None else arguments)
    wide, high = (int(part) for part in options.size.split("x"))
    options.folder.mkdir(parents=True, exist_ok=True)
    store = _demo_store(options)
    with tempfile.TemporaryDirectory() as own:
        # nobody's own settings are read or changed for a picture
        os.environ["MDTDESK_CONFIG"] = own
        program = QApplication(["mdtdesk"])
        chosen = replace(
            settings.Settings(), language=options.language, theme=options.theme, scale=options.scale
        )
        built = build(program, chosen)
        built.window.resize(QSize(wide, high))
        built.window.show()
        built.window.activateWindow()
        suffix = f"{options.language}-{options.theme}-{wide}"
        camera = Camera(built, store, options.folder, suffix)
        for name in SCREENS:
            STEPS[name](camera)
            camera.take(name)
        built.window.close()
        camera.settle()
        built.tasks.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
