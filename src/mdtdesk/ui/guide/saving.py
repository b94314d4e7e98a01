# SPDX-License-Identifier: MIT
"""Saves the guide as PDF beside the window, in the language that is on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk import system
from mdtdesk.storage import faults
from mdtdesk.ui import messages
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.preview.saving import Kind, Saving
from mdtdesk.ui.tasks import Failure, Task


class GuideSaving(QObject):
    """``said`` carries in words how far it is and how it ended."""

    said = Signal(str)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._name = desk, ""
        self._saving = Saving(desk, window, Kind(folder="guide_folder"))
        self._saving.chosen.connect(self.write)

    def ask(self) -> None:
        """Ask where it is to be saved."""
        self._saving.ask(self._desk.translate("guide.file"))

    def write(self, path: Path) -> None:
        """Make the PDF and write it whole."""
        translate, self._name = self._desk.translate, path.name

        def job(_task: Task[None]) -> None:
            # Imported here: ReportLab is needed by few and costs the start of all.
            from mdtdesk.reports import guide

            made = guide.render(translate)
            with faults.files(path):
                system.write_whole(path, made)

        self.said.emit(translate("guide.saving"))
        self._desk.work(job, done=self._tell, failed=self._refuse)

    def _tell(self, _none: None) -> None:
        self.said.emit(self._desk.translate("guide.saved", file=self._name))

    def _refuse(self, failure: Failure) -> None:
        self.said.emit(messages.sentence(self._desk.translate, failure))
