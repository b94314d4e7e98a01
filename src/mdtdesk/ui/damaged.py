# SPDX-License-Identifier: MIT
"""Says that the store is damaged and open for reading only, and offers the newest sound backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from mdtdesk import safekeeping
from mdtdesk.domain.backups import BackupRow, Place
from mdtdesk.ui.desk import Desk


def offer(desk: Desk, directory: Path, window: QWidget) -> None:
    """Say it in the status bar, then look for a backup and say it in a dialog."""
    desk.say("shell.reading_damaged")
    where = safekeeping.places(directory, desk.settings)
    desk.tasks.run(
        "backup",
        lambda _task: safekeeping.look(directory, where),
        done=lambda places: _tell(desk, _newest(places), window),
        failed=lambda _failure: _tell(desk, None, window),
    )


def _newest(places: tuple[Place, ...]) -> BackupRow | None:
    rows = [place.newest for place in places if place.newest is not None]
    return max(rows, key=lambda row: row.made_at, default=None)


def _tell(desk: Desk, newest: BackupRow | None, window: QWidget) -> None:
    if desk.actor is None:
        return
    translate, may = desk.translate, "health" in desk.places
    box = QMessageBox(window)
    box.setObjectName("damaged")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(translate("backups.damaged.what"))
    lines = [translate("backups.damaged.kept")]
    if newest is None:
        lines.append(translate("backups.damaged.none"))
    else:
        at = f"{newest.made_at.astimezone():%Y-%m-%d %H:%M}"
        key = "offered" if may else "ask"
        lines.append(translate(f"backups.damaged.{key}", at=at, path=newest.path))
    box.setInformativeText("\n".join(lines))
    close = box.addButton(translate("message.close"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(close)
    if newest is not None and may:
        go = box.addButton(translate("backups.damaged.go"), QMessageBox.ButtonRole.AcceptRole)
        go.setObjectName("damaged_go")
        go.clicked.connect(lambda: desk.go("health", newest.path))
    box.open()
