# SPDX-License-Identifier: MIT
"""Take the guide's pictures from a new demo: ``.venv/bin/python packaging/guide_pictures.py``.

Needs a display (``xvfb-run -a -s "-screen 0 1920x1080x24"``). What the window looks like comes into
``resources/guide/pictures``, or into a folder that is named, in both languages; nothing in them is
drawn by hand.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from mdtdesk import demo, settings
from mdtdesk.domain.document import rows
from mdtdesk.i18n import LANGUAGES, Language
from mdtdesk.paths import resource
from mdtdesk.services import cases
from mdtdesk.ui import theme
from mdtdesk.ui.case.side import Side
from mdtdesk.ui.decision import prefill
from mdtdesk.ui.gate import Gate
from mdtdesk.ui.main import build
from mdtdesk.ui.pages.decision import DecisionPage
from mdtdesk.ui.screenshots import Camera

Rgb = tuple[int, int, int]
_SIZE = (1200, 720)
_SIZES = {
    "worklist": (1320, 560),
    "preview": (1200, 630),
    **dict.fromkeys(("meeting", "follow", "health"), (1366, 680)),
    "case": (1200, 640),
    "scores": (1366, 780),
    "room": (1240, 720),
}
_AROUND = (-24, -24, 24, 24)  # of the sign-in's card
# what the pictures show of this machine: one path
_CHILD = "--one"
_FOLDER = Path(tempfile.gettempdir()) / "mdtdesk"
# what means something keeps its very colour; between it and the ground there are so many steps
_MEANING = ("danger", "warning", "fine", "accent", "text", "muted")
_STEPS = 4
_URGENT, _DECIDED = "DEMO-26007", "DEMO-26014"
_ANSWERS = 8  # one answer may lead to the next question


def _wait(camera: Camera) -> None:
    for _ in range(_ANSWERS):
        camera.settle()


def _go(camera: Camera, place: str, what: object = None) -> None:
    camera.built.desk.go(place, what)
    _wait(camera)


def _do(camera: Camera, name: str) -> None:
    action = camera.built.window.findChild(QAction, name)
    if action is None or not action.isEnabled():
        raise LookupError(name)
    action.trigger()
    _wait(camera)


def _case(camera: Camera, number: str, place: str) -> None:
    desk = camera.built.desk
    desk.ask(cases.find, number, done=partial(desk.go, place))
    _wait(camera)


# one step a picture; each returns what is to be grabbed


def _sign_in(camera: Camera) -> QPixmap:
    camera.built.window.start(camera.store)
    camera.settle()
    card = camera.built.window.findChildren(Gate)[-1].card
    around = card.rect().translated(card.mapTo(camera.built.window, QPoint()))
    return _window(camera).copy(around.adjusted(*_AROUND))


def _worklist(camera: Camera) -> QPixmap:
    field, enter = camera.find(QLineEdit, "password"), camera.find(QPushButton, "enter")
    if isinstance(field, QLineEdit) and isinstance(enter, QPushButton):
        field.setText(demo.password())
        enter.click()
    _wait(camera)
    return _window(camera)


def _lesions(camera: Camera) -> QPixmap:
    _case(camera, _URGENT, "case")
    _do(camera, "section_5")
    return _window(camera)


def _scores(camera: Camera) -> QPixmap:
    sides = [side for side in camera.built.window.findChildren(Side) if side.isVisible()]
    return sides[0].grab()


def _decision(camera: Camera) -> QPixmap:
    _case(camera, _DECIDED, "decision")
    return _window(camera)


def _sign(camera: Camera) -> QPixmap:
    """Decide the urgent case as one does, and begin to sign it."""
    _case(camera, _URGENT, "decision")
    page = camera.built.window.findChildren(DecisionPage)[-1]
    lesion = rows(page.draft.case, "lesions")[0]
    planned = prefill.new_procedure("separation_surgery", (lesion,))
    page.draft.set(
        {
            "mode": "urgent",
            "outcome": "decided",
            "decision.intents": ("neurological_rescue", "stability"),
            "decision.procedures": (planned,),
            "decision.owner": demo.people()[2].name,
            "decision.due_on": f"{datetime.now().astimezone() + timedelta(days=1):%Y-%m-%d}",
        }
    )
    _do(camera, "save")
    _do(camera, "sign")
    dialog = next(d for d in _dialogs() if d.objectName() == "sign_dialog")
    shown = _over(_window(camera), dialog)
    dialog.reject()
    camera.settle()
    return shown


def _preview(camera: Camera) -> QPixmap:
    _case(camera, _DECIDED, "decision")
    _do(camera, "print")
    return _window(camera)


def _at(place: str) -> Callable[[Camera], QPixmap]:
    def step(camera: Camera) -> QPixmap:
        _go(camera, place)
        return _window(camera)

    return step


def _room(camera: Camera) -> QPixmap:
    _do(camera, "meeting_run")
    shown = _window(camera)
    _do(camera, "back")
    return shown


def _health(camera: Camera) -> QPixmap:
    _go(camera, "health")
    button = camera.find(QPushButton, "health_back_up")
    if isinstance(button, QPushButton):
        button.click()
    _wait(camera)
    return _window(camera)


STEPS: Mapping[str, Callable[[Camera], QPixmap]] = {
    "sign-in": _sign_in,
    "worklist": _worklist,
    "case": _lesions,
    "scores": _scores,
    "meeting": _at("meeting"),
    "room": _room,
    "decision": _decision,
    "sign": _sign,
    "preview": _preview,
    "follow": _at("follow"),
    "people": _at("people"),
    "health": _health,
    "audit": _at("audit"),
}


def _window(camera: Camera) -> QPixmap:
    camera.built.window.activateWindow()
    camera.settle()
    return camera.built.window.grab()


def _dialogs() -> list[QDialog]:
    shown = QApplication.topLevelWidgets()
    return [w for w in shown if isinstance(w, QDialog) and w.isVisible()]


def _over(below: QPixmap, dialog: QWidget) -> QPixmap:
    """Return a dialog in the middle of its window, which is dimmed as behind a dialog."""
    painter = QPainter(below)
    painter.fillRect(below.rect(), QColor(0, 0, 0, 64))
    shown = dialog.grab()
    corner = QPoint(below.width() - shown.width(), below.height() - shown.height()) / 2
    painter.drawPixmap(corner, shown)
    painter.setPen(Qt.GlobalColor.gray)
    painter.drawRect(corner.x(), corner.y(), shown.width() - 1, shown.height() - 1)
    painter.end()
    return below


def _small(shown: QPixmap) -> bytes:
    """Return a picture as a PNG of few colours."""
    held = shown.toImage().convertToFormat(QImage.Format.Format_RGB32)
    size, line = (held.width(), held.height()), held.bytesPerLine()
    picture = Image.frombytes("RGB", size, bytes(held.constBits()), "raw", "BGRX", line)
    out = io.BytesIO()
    few = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def _palette() -> Image.Image:
    """Return a picture whose palette holds the colours of the light look, and steps between."""
    tokens = {name: _rgb(QColor(value)) for name, value in theme.tokens("light").items()}
    kept = list(dict.fromkeys(tokens.values()))
    for name in _MEANING:
        for ground in ("surface", "selection"):
            kept += (_between(tokens[name], tokens[ground], step) for step in range(1, _STEPS))
    dim = QColor(0, 0, 0, 64)
    kept += [_between((0, 0, 0), rgb, 255 - dim.alpha(), 255) for rgb in tokens.values()]
    made = Image.new("P", (1, 1))
    made.putpalette([part for rgb in list(dict.fromkeys(kept))[:256] for part in rgb])
    return made


def _rgb(colour: QColor) -> Rgb:
    return colour.red(), colour.green(), colour.blue()


def _between(one: Rgb, other: Rgb, step: int, steps: int = _STEPS) -> Rgb:
    """Return a colour so many steps from one to another."""
    red, green, blue = (round(a + (b - a) * step / steps) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _take(language: Language, store: Path, folder: Path) -> None:
    """Take every picture in a language."""
    folder.mkdir(parents=True, exist_ok=True)
    program = QApplication(["mdtdesk"])
    chosen = replace(settings.Settings(), language=language, theme="light")
    built = build(program, chosen)
    built.window.show()
    camera = Camera(built, store, folder, language)
    for name, step in STEPS.items():
        built.window.resize(*_SIZES.get(name, _SIZE))
        camera.settle()
        picture = _small(step(camera))
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{language} {name}  {len(picture) / 1000:.0f} KB", flush=True)
    built.window.close()
    _wait(camera)
    built.tasks.close()


def main(arguments: list[str]) -> int:
    """Take the pictures of every language, each in a process and on a demo of its own."""
    if arguments[:1] == [_CHILD]:
        _take("en" if arguments[1] == "en" else "zh", Path(arguments[2]), Path(arguments[3]))
        return 0
    into = Path(arguments[0]) if arguments else resource("guide", "pictures")
    for language in LANGUAGES:
        _FOLDER.mkdir()
        try:
            made = demo.store_in(_FOLDER)
            # nobody's own settings are read or changed for a picture
            apart = os.environ | {"MDTDESK_CONFIG": str(_FOLDER / "config")}
            again = [sys.executable, __file__, _CHILD, language, str(made), str(into / language)]
            subprocess.run(again, env=apart, check=True)
        finally:
            shutil.rmtree(_FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
